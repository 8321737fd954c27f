import { pathParameters } from '../../contract/path-template.ts'
import { type Lens, readFirst } from '../../dialect/lens.ts'
import type { Dialect, Poll } from '../../dialect/schema.ts'
import { documentedWords, wordsOf } from '../../dialect/state-words.ts'
import { type Answer, isRefused } from '../ask.ts'
import { findImages, type ImageEntry } from '../generations/images.ts'
import type { InvariantResult } from '../probe.ts'

const invariants = {
  progress: 'progress never falls',
  state: 'a finished task stays finished',
  created: 'created_at never changes',
  images: 'a finished task keeps its images',
} as const

/** Invariants of the responses to the polls of one task. */
export const taskInvariants: readonly string[] = Object.values(invariants)

/** Task that was polled through one endpoint. */
interface ObservedTask {
  readonly id: string
  /** Observed places of the members. */
  readonly lens: Lens
  /** Responses from the submission until after the end. */
  readonly answers: readonly Answer[]
  /** Number of responses until the end. */
  readonly countToEnd: number
  readonly hasEnded: boolean
}

/** Checks the invariants of a task, which hold for every gateway. */
export function checkTask(dialect: Dialect, poll: Poll, task: ObservedTask): InvariantResult[] {
  const { id, lens, answers, countToEnd } = task
  const read = (field: string, { json }: Answer) => readFirst(json, lens[field])
  const evidence = answers.map(({ number }) => number)
  const end = answers[countToEnd - 1] as Answer
  const readWords = (answer: Answer) => documentedWords(poll, read('state', answer))
  const endWord = readWords(end)
  const changes = answers
    .slice(countToEnd)
    .map(readWords)
    .filter((word) => word !== endWord)
  // If a finished task starts again, report only the change of state, not the fall of progress.
  const steadyAnswers = changes.length > 0 ? answers.slice(0, countToEnd) : answers
  const numbers = steadyAnswers.map((answer) => Number.parseFloat(String(read('progress', answer))))
  const fallMessages = numbers.flatMap((value, index) =>
    value < (numbers[index - 1] ?? 0) ? [`${numbers[index - 1]} was followed by ${value}`] : [],
  )
  const creationTimes = [
    ...new Set(answers.map((answer) => read('createdAt', answer)).filter((time) => time !== undefined)),
  ]
  const after = task.hasEnded ? steadyAnswers.slice(countToEnd) : []
  return [
    { invariant: invariants.progress, breaches: fallMessages, evidence },
    {
      invariant: invariants.state,
      breaches: [...new Set(changes)].map((word) => `${String(endWord)} was followed by ${String(word)}`),
      evidence: evidence.slice(-2),
    },
    {
      invariant: invariants.created,
      breaches: creationTimes.length < 2 ? [] : [`task ${id} has several creation times: ${creationTimes.join(', ')}`],
      evidence,
    },
    {
      invariant: invariants.images,
      breaches: [...new Set(after.flatMap((answer) => findChangedImages(dialect, poll, end, answer) ?? []))],
      evidence: after.length > 0 ? [end, ...after].map(({ number }) => number) : [],
    },
  ]
}

/**
 * Returns the members that an earlier response had and a later one lacks, by field: the later response. Progress may go where
 * no value of it is documented.
 */
export function findLostMembers(
  { states, progress }: Poll,
  lens: Lens,
  answers: readonly Answer[],
): ReadonlyMap<string, Answer> {
  const shown = answers.filter((answer) => !isRefused(answer) && readFirst(answer.json, lens.state) !== undefined)
  const wordsWithProgress: readonly unknown[] = Object.keys(progress?.values ?? {}).flatMap((state) =>
    wordsOf(states[state as keyof typeof states]),
  )
  const mayGo = (field: string, answer: Answer) =>
    field === 'progress' && !wordsWithProgress.includes(readFirst(answer.json, lens.state))
  const lost = ['id', 'createdAt', 'progress', 'completedAt'].flatMap((field) => {
    const has = ({ json }: Answer) => readFirst(json, lens[field]) !== undefined
    const first = shown.findIndex(has)
    const answer = first === -1 ? undefined : shown.slice(first).find((later) => !has(later) && !mayGo(field, later))
    return answer ? [[field, answer] as const] : []
  })
  return new Map(lost)
}

/** Finds a difference between the images of a finished task and those in a later response. Links may be signed anew. */
function findChangedImages({ results }: Dialect, poll: Poll, end: Answer, later: Answer): string | undefined {
  if (isRefused(later)) return `the status ${end.status} was followed by ${later.status}`
  const [before, after] = [end, later].map(
    ({ json }) => findImages(json, poll.lens.items, poll.item ?? results.item).entries,
  ) as [readonly ImageEntry[], readonly ImageEntry[]]
  if (before.length !== after.length) return `${before.length} images were followed by ${after.length}`
  const { image } = results
  const isPathKnown =
    image !== undefined && pathParameters(image.at).every((name) => [image.task.name, image.index.name].includes(name))
  const identify = ({ form, text }: ImageEntry) =>
    form !== 'relative' && form !== 'absolute' ? text : isPathKnown ? text.replace(/\?.*/, '') : ''
  const index = before.findIndex((entry, at) => identify(entry) !== identify(after[at] as ImageEntry))
  return index === -1 ? undefined : `image ${index} is another image in a later response`
}
