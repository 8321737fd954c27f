import type { ContractOperation } from '../../contract/load.ts'
import { responseJudgeOf } from '../../contract/responses.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { ImageOperation } from '../../dialect/schema.ts'
import { type Answer, isRefused } from '../../probes/ask.ts'
import { formOf, lookAt } from '../../probes/generations/images.ts'
import { headersOf, pollSeen, refusedSeen, replySeen, streamSeen, submittedSeen } from '../../probes/one-answer.ts'
import type { Observed, Probe } from '../../probes/probe.ts'
import { judge } from '../judge.ts'
import type { Finding } from '../report.ts'

/** What an answer was taken for, and what about it is not as documented. */
export interface JudgedAnswer {
  readonly as: string
  /** Their traits are pointers into the dialect; or into the contract, with `#` before them. */
  readonly deviations: readonly Finding[]
}

/** What was asked, as far as it is known. */
export interface Asked {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Of the contract, where that is known already: `POST /images/generations`. */
  readonly operation?: string | null | undefined
}

/**
 * Judges one answer by the contract and the dialect of a gateway. Where it is not known what was asked, it is taken for what
 * it fits best. Needs no second answer, so it sees less than verification does.
 */
export async function judgeAnswer(provider: Provider, asked: Asked, answer: Answer): Promise<JudgedAnswer> {
  const check = await responseJudgeOf(provider.contract)
  // A contract that takes any body of an operation does not tell whose it is.
  const tells = (operation: ContractOperation) => check(operation, answer.status, {}).length > 0
  const roles = rolesOf(provider, asked, answer, tells)
  if (roles.length === 0) return unasked(provider, asked, answer)
  const judged = await Promise.all(roles.map((role) => judgeAs(provider, role, answer)))
  return judged.sort((a, b) => a.deviations.length - b.deviations.length)[0] as JudgedAnswer
}

/** What an answer may be: that of an operation, and what it shows then. */
interface Role {
  readonly operation: ContractOperation
  readonly what: string
  see(): readonly Observed[] | Promise<readonly Observed[]>
}

function rolesOf(
  { dialect, contract }: Provider,
  asked: Asked,
  answer: Answer,
  tells: (operation: ContractOperation) => boolean,
): Role[] {
  const operations = contract.operations.filter((operation) => mayBe(operation, asked, dialect.alsoUnder))
  const { tasks, results } = dialect
  if (isRefused(answer)) {
    // It says the same whatever was asked; what the contract allows there differs.
    const seen = refused(dialect, answer)
    return operations.map((operation) => ({ operation, what: 'a refusal', see: () => seen }))
  }
  return operations.flatMap((operation): Role[] => {
    const role = (what: string, see: Role['see']): Role => ({ operation, what, see })
    const polls = Object.entries(tasks.polls ?? {}).filter(([, { at }]) => at === operation.at)
    if (polls.length > 0)
      return polls.map(([name, poll]) => role('a task', () => pollSeen(dialect, name, poll, answer)))
    if (results.picture?.at === operation.at) return [role('a picture', () => pictureSeen(dialect, answer))]
    const creates = Object.values(dialect.operations).find(
      (each): each is ImageOperation => each.at === operation.at && each.does !== 'refuse',
    )
    if (!creates) return asked.url === undefined && !tells(operation) ? [] : [role('an answer', () => [])]
    if (isStream(answer)) return [role('a stream', () => streamSeen(dialect, creates.does, answer))]
    const replies = creates.async === 'always' ? [] : [role('a reply', () => replySeen(dialect, answer))]
    const isSubmit = dialect.async !== undefined && creates.async !== 'never'
    return isSubmit ? [...replies, role('a submission', () => submittedSeen(dialect, answer))] : replies
  })
}

const isStream = ({ headers }: Answer) => headers['content-type']?.startsWith('text/event-stream') === true

/** Whether the operation may be the one that was asked for. */
function mayBe(
  { at, method, path, basePath }: ContractOperation,
  asked: Asked,
  alsoUnder: readonly string[] = [],
): boolean {
  if (asked.operation) return asked.operation === at
  if (asked.method !== undefined && asked.method.toUpperCase() !== method) return false
  if (asked.url === undefined) return true
  const { pathname } = new URL(asked.url, 'http://localhost')
  return [basePath, ...alsoUnder].some((base) => {
    const parts = `${base}${path}`.split(/\{[^}]+\}/).map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`${parts.join('[^/]+')}$`).test(pathname)
  })
}

/** What the docs leave open is a difference too; of two causes that are as near, the one that is documented speaks. */
const refused = (dialect: Provider['dialect'], answer: Answer) =>
  refusedSeen(dialect, answer, (seen) => {
    const verdicts = seen.map((each) => judge(dialect, one, each).verdict)
    return verdicts.filter((verdict) => verdict !== 'conforms').length - (verdicts.includes('deviates') ? 0.5 : 0)
  })

/** A picture says its format rightly, and it is one that there is. */
async function pictureSeen({ images }: Provider['dialect'], { bytes, headers, number }: Answer): Promise<Observed[]> {
  const { format } = await lookAt(bytes)
  const type = headers['content-type']?.split(';')[0]
  const isRight = images.formats.accepts.some((each) => each === format && type === `image/${each}`)
  const value = isRight ? images.formats.accepts : `${format ?? 'no picture'}, called ${type ?? 'nothing'}`
  return [{ trait: '/images/formats/accepts', value, evidence: [number] }]
}

async function judgeAs(provider: Provider, { operation, what, see }: Role, answer: Answer): Promise<JudgedAnswer> {
  const { dialect, contract } = provider
  const check = await responseJudgeOf(contract)
  const breaches = answer.json === undefined ? [] : check(operation, answer.status, answer.json)
  return {
    as: `${what} of ${operation.at} with ${answer.status}`,
    deviations: [
      ...deviationsIn(dialect, [...(await see()), ...headersOf(dialect, answer)]),
      ...breaches.map((breach) => breached(breach, answer)),
    ],
  }
}

/** Nothing is documented for what was asked: only a refusal may come. */
function unasked({ dialect }: Provider, { method = 'any method', url }: Asked, answer: Answer): JudgedAnswer {
  const as = `an answer to ${method} ${url === undefined ? 'something' : new URL(url, 'http://localhost').pathname}`
  if (isRefused(answer)) return { as, deviations: deviationsIn(dialect, refused(dialect, answer)) }
  const operations = Object.values(dialect.operations).map((operation) => operation.at)
  return { as, deviations: [breached({ at: '/operations', rule: operations, value: answer.status }, answer)] }
}

/** A breach of the contract, which is always a must. Differences belong to traits, so a breach has none. */
const breached = ({ at, rule, value }: { at: string; rule: unknown; value: unknown }, { number }: Answer): Finding => ({
  kind: 'trait',
  trait: at,
  differences: [],
  probe: one.id,
  verdict: 'deviates',
  level: 'must',
  documented: rule,
  observed: shown(value),
  evidence: [number],
})

const one: Probe = { id: 'answers.one', observes: [], cost: 0, observe: async () => ({ seen: [] }) }

const deviationsIn = (dialect: Provider['dialect'], seen: readonly Observed[]): Finding[] =>
  seen
    .map((each) => judge(dialect, one, each))
    .filter(({ verdict }) => verdict === 'deviates')
    .map((finding) => ({ ...finding, observed: shown(finding.observed) }))

/** A picture in base64 says what it is in few words. */
const shown = (value: unknown) =>
  typeof value === 'string' && value.length > 200
    ? `${value.slice(0, 60)}… (${formOf(value) ?? 'text'}, ${value.length} characters)`
    : value
