import { guessTimeForm } from '../../dialect/times.ts'
import { isKeyParameter } from '../infer/parse-request.ts'
import { findByNames, isPlaceholder, type Leaf } from './find-members.ts'
import { stateNames } from './state-words.ts'

interface IdSamples {
  readonly submit: readonly Leaf[]
  readonly poll: readonly Leaf[]
  /** Path of the submit. */
  readonly path: string
  /** Path of the poll with the query; undefined if no sample shows the path. */
  readonly pollPath: string | undefined
  /** Values of the request, which replies repeat. */
  readonly sent: readonly unknown[]
}

/** Members with the id of a task in the reply to a submit and in the reply to a poll. */
interface Ids {
  readonly id: Leaf | undefined
  readonly pollId: Leaf | undefined
}

const idNames = [
  /^task_?id$/i,
  /^(job|prediction|generation|request|session)_?id$/i,
  /^id$/i,
  /^(uuid|number|name)$/i,
  /^(data|result|task|output)$/i,
]

/**
 * Finds the id of a task: by the URL of the poll, which holds the id, or else by the name of the member, or else by a value that
 * both replies have.
 */
export function findIds({ submit, poll, path, pollPath, sent }: IdSamples): Ids {
  const isId = ({ name, value }: Leaf) =>
    ((typeof value === 'string' && value !== '') || typeof value === 'number') &&
    !stateNames.some((names) => names.test(name))
  const submitted = submit.filter(isId)
  const polled = poll.filter(isId)
  const values = valuesIn(pollPath, path)
  const repeat = (leaf: Leaf | undefined) => polled.find(({ value }) => leaf && String(value) === String(leaf.value))
  const named = findInUrl(submitted, values)
  if (named) return { id: named, pollId: repeat(named) }
  // Documents may print another id in each sample.
  const other = findInUrl(polled, values)
  const id =
    submitted.find(({ name }) => name === other?.name) ??
    findByNames(submitted, idNames) ??
    findRepeated(submitted, polled, sent)
  return { id, pollId: repeat(id) ?? other ?? findByNames(polled, idNames.slice(0, 3)) }
}

/** Finds the member whose value is in the URL of a poll: by its name, or the one that is nearest to the end of the URL. */
function findInUrl(leaves: readonly Leaf[], values: readonly string[]): Leaf | undefined {
  const found = leaves.filter(({ value }) => values.includes(String(value)))
  const placeOf = ({ value }: Leaf) => values.lastIndexOf(String(value))
  return findByNames(found, idNames) ?? found.toSorted((one, other) => placeOf(other) - placeOf(one))[0]
}

/** Lists the parts of the poll's path that the path of the submit lacks, and the values of the poll's query without a key. */
function valuesIn(pollPath: string | undefined, path: string): string[] {
  const [own = '', search] = (pollPath ?? '').split('?')
  const shared = path.split('/')
  return [
    ...own.split('/').filter((part) => !shared.includes(part)),
    ...[...new URLSearchParams(search)].flatMap(([name, value]) => (isKeyParameter(name, value) ? [] : [value])),
  ]
}

/** Least length of a value that two replies have because it is an id. */
const minLength = 6

/** Finds the one value that looks generated, is in both replies and was not sent. */
function findRepeated(submit: readonly Leaf[], poll: readonly Leaf[], sent: readonly unknown[]): Leaf | undefined {
  const found = submit.filter(
    ({ value }) =>
      typeof value === 'string' &&
      value.length >= minLength &&
      /\d/.test(value) &&
      !/^https?:/.test(value) &&
      !isPlaceholder(value) &&
      guessTimeForm(value) === undefined &&
      !sent.includes(value) &&
      poll.some((leaf) => leaf.value === value),
  )
  return found.length === 1 ? found[0] : undefined
}
