import type { DialectFile } from '../../dialect/schema.ts'
import { refusalMemberNames } from '../../probes/vocabulary.ts'
import { defined } from '../../values/defined.ts'
import { type Leaf, listLeaves } from './find-members.ts'
import type { ReplySample } from './reply-sample.ts'

/** Causes by the words of the sample, which say more than its status. */
const causeByWords: readonly (readonly [RegExp, string])[] = [
  [/quota|balance|credit|insufficient|payment/i, 'noBalance'],
  [/moderated|moderation|safety|content.?(policy|filter)|sensitive|nsfw/i, 'moderated'],
  [/rate.?limit|too many requests/i, 'rateLimited'],
  [/api.?key|virtual.?key|unauthorized|authentication|token/i, 'wrongKey'],
  [/model/i, 'unknownModel'],
]

/** Causes by the status of the sample. */
const causeByStatus: Readonly<Record<number, string>> = {
  401: 'wrongKey',
  402: 'noBalance',
  403: 'modelNotAllowed',
  404: 'unknownRoute',
  405: 'wrongMethod',
  415: 'unsupportedMediaType',
  429: 'rateLimited',
  500: 'internal',
  503: 'unavailable',
}

const usualRefusals = {
  badField: { status: 400, code: 'invalid_request' },
  wrongKey: { status: 401, code: 'invalid_api_key' },
  unknownTask: { status: 404, code: 'not_found' },
  unknownRoute: { status: 404, code: 'not_found' },
  rateLimited: { status: 429, code: 'rate_limit_exceeded' },
  internal: { status: 500, code: 'internal_error' },
} as const

/** Describes the refusals: those of the sample as it shows them, the others with their usual status. */
export function describeErrors(error: ReplySample | undefined, guesses: string[]): DialectFile['errors'] {
  if (!error) guesses.push('/errors: no reply with an error was given')
  const leaves = listLeaves(error?.json ?? { error: { message: '' } })
  const placeOf = (field: keyof typeof refusalMemberNames, types: readonly string[]) =>
    leaves.find(
      ({ name, value, path }) =>
        refusalMemberNames[field].test(name) && types.includes(typeof value) && !path.includes('0'),
    )
  const type = placeOf('type', ['string'])
  const message = placeOf('message', ['string']) ?? findSentence(leaves)
  const code = leaves.find(
    (leaf) => leaf !== message && refusalMemberNames.code.test(leaf.name) && /string|number/.test(typeof leaf.value),
  )
  const param = leaves.find((leaf) => refusalMemberNames.param.test(leaf.name))
  const lens = defined({ message: message?.pointer, type: type?.pointer, code: code?.pointer, param: param?.pointer })
  const status = error?.status ?? statusIn(leaves) ?? 400
  const words = [message, code, type].map((leaf) => String(leaf?.value ?? '')).join(' ')
  const cause = causeByWords.find(([pattern]) => pattern.test(words))?.[1] ?? causeByStatus[status] ?? 'badField'
  const own = { status, ...defined({ code: code?.value, type: type?.value }) }
  // Every refusal has the members of the sample; a code that is a status follows the status.
  const causes = Object.fromEntries(
    Object.entries(usualRefusals).map(([name, usual]) => [
      name,
      {
        status: usual.status,
        ...(code ? { code: typeof code.value === 'number' ? usual.status : usual.code } : {}),
        ...(type ? { type: code ? type.value : usual.code } : {}),
      },
    ]),
  )
  return {
    envelopes: { default: { lens, ...flagsIn(leaves) } },
    causes: { ...causes, ...(error ? { [cause]: own } : {}) },
  } as DialectFile['errors']
}

/** Finds the only text of several words, which is the message whatever its name is. */
function findSentence(leaves: readonly Leaf[]): Leaf | undefined {
  const sentences = leaves.filter(({ value }) => typeof value === 'string' && /\S\s+\S/.test(value))
  return sentences.length === 1 ? sentences[0] : undefined
}

/** Finds the flags that are the same in every error: `ok: false`. */
function flagsIn(leaves: readonly Leaf[]): { fixed?: Record<string, boolean> } {
  const flags = leaves.flatMap(({ name, pointer, value }) =>
    typeof value === 'boolean' && /^(is_?)?(ok|success|succeeded|error)$/i.test(name)
      ? [[pointer, value] as const]
      : [],
  )
  return flags.length > 0 ? { fixed: Object.fromEntries(flags) } : {}
}

/** Finds a number or a text that looks like an HTTP status of a refusal. */
const statusIn = (leaves: readonly Leaf[]): number | undefined =>
  leaves
    .filter(({ name }) => /^(code|status|status_?code)$/i.test(name))
    .map(({ value }) => Number(value))
    .find((value) => Number.isInteger(value) && value >= 400 && value < 600)
