import type { ContractOperation } from '../../contract/load.ts'
import { pathPattern } from '../../contract/path-template.ts'
import { responseJudgeOf } from '../../contract/responses.ts'
import type { Provider } from '../../dialect/provider.ts'
import type { ImageOperation } from '../../dialect/schema.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { type Answer, isRefused } from '../../probes/ask.ts'
import { imageForm, inspectImage } from '../../probes/generations/images.ts'
import {
  observeCommonHeaders,
  observeNearestCause,
  observePoll,
  observeReply,
  observeStream,
  observeSubmission,
} from '../../probes/one-answer.ts'
import type { Observation, Probe } from '../../probes/probe.ts'
import { judge } from '../judge.ts'
import type { Finding } from '../report.ts'

/** The interpretation of a response, and its deviations from the documentation. */
export interface JudgedAnswer {
  readonly interpretation: string
  /** Findings whose traits are pointers into the dialect, or into the contract if they start with `#`. */
  readonly deviations: readonly Finding[]
}

/** The request of a response, as far as it is known. */
export interface RequestHint {
  readonly method?: string | undefined
  readonly url?: string | undefined
  /** Operation of the contract, if known: `POST /images/generations`. */
  readonly operation?: string | null | undefined
}

/**
 * Judges one response by the contract and the dialect of a gateway. If the request is unknown, uses the interpretation with
 * the fewest deviations. One response shows fewer traits than a verification.
 */
export async function judgeAnswer(provider: Provider, hint: RequestHint, answer: Answer): Promise<JudgedAnswer> {
  const check = await responseJudgeOf(provider.contract)
  // An operation whose contract accepts any body cannot be recognized by the body.
  const isSelective = (operation: ContractOperation) => check(operation, answer.status, {}).length > 0
  const interpretations = listInterpretations(provider, hint, answer, isSelective)
  if (interpretations.length === 0) return judgeUndocumented(provider, hint, answer)
  const judged = await Promise.all(interpretations.map((role) => judgeAs(provider, role, answer)))
  return judged.sort((a, b) => a.deviations.length - b.deviations.length)[0] as JudgedAnswer
}

/** A possible meaning of a response: an operation, and the observations that follow. */
interface Interpretation {
  readonly operation: ContractOperation
  readonly label: string
  observe(): readonly Observation[] | Promise<readonly Observation[]>
}

function listInterpretations(
  { dialect, contract }: Provider,
  hint: RequestHint,
  answer: Answer,
  isSelective: (operation: ContractOperation) => boolean,
): Interpretation[] {
  const operations = contract.operations.filter((operation) => mayMatch(operation, hint, dialect.extraBasePaths))
  const { tasks, results } = dialect
  if (isRefused(answer)) {
    // A refusal shows the same traits for every operation; only the contract differs.
    const observations = observeRefusal(dialect, answer)
    return operations.map((operation) => ({ operation, label: 'a refusal', observe: () => observations }))
  }
  return operations.flatMap((operation): Interpretation[] => {
    const interpretation = (label: string, observe: Interpretation['observe']): Interpretation => ({
      operation,
      label,
      observe,
    })
    const polls = Object.entries(tasks.polls ?? {}).filter(([, { at }]) => at === operation.route)
    if (polls.length > 0)
      return polls.map(([name, poll]) => interpretation('a task', () => observePoll(dialect, name, poll, answer)))
    if (tasks.result?.at === operation.route) return [interpretation('a result', () => observeReply(dialect, answer))]
    if (results.image?.at === operation.route) return [interpretation('an image', () => observeImage(dialect, answer))]
    const creates = Object.values(dialect.operations).find(
      (candidate): candidate is ImageOperation => candidate.at === operation.route && candidate.does !== 'reject',
    )
    if (!creates)
      return hint.url === undefined && !isSelective(operation) ? [] : [interpretation('a response', () => [])]
    if (isStream(answer)) return [interpretation('a stream', () => observeStream(dialect, creates.does, answer))]
    const isSubmit = dialect.async !== undefined && creates.async !== 'never'
    const mayWait = isSubmit && dialect.async?.wait?.document === 'reply'
    const [waited] = isSubmit && dialect.async?.wait?.document === 'poll' ? Object.entries(tasks.polls ?? {}) : []
    return [
      ...(creates.async !== 'always' || mayWait
        ? [interpretation('a reply', () => observeReply(dialect, answer))]
        : []),
      ...(waited ? [interpretation('a task', () => observePoll(dialect, ...waited, answer))] : []),
      ...(isSubmit ? [interpretation('a submission', () => observeSubmission(dialect, answer))] : []),
    ]
  })
}

const isStream = ({ headers }: Answer) => headers['content-type']?.startsWith('text/event-stream') === true

/** Returns true if the request may have been for the operation. */
function mayMatch(
  { route, method, path, basePath }: ContractOperation,
  hint: RequestHint,
  extraBasePaths: readonly string[] = [],
): boolean {
  if (hint.operation) return hint.operation === route
  if (hint.method !== undefined && hint.method.toUpperCase() !== method) return false
  if (hint.url === undefined) return true
  const { pathname } = new URL(hint.url, 'http://localhost')
  return [basePath, ...extraBasePaths].some((base) => new RegExp(`${pathPattern(`${base}${path}`)}$`).test(pathname))
}

/**
 * Observes the cause with the fewest differences. A trait that the docs leave open counts as a difference too. Among causes
 * with equally many differences, a cause with a documented deviation wins.
 */
const observeRefusal = (dialect: Provider['dialect'], answer: Answer) =>
  observeNearestCause(dialect, answer, (observations) => {
    const verdicts = observations.map((observation) => judge(dialect, oneAnswerProbe, observation).verdict)
    return verdicts.filter((verdict) => verdict !== 'conforms').length - (verdicts.includes('deviates') ? 0.5 : 0)
  })

/** Observes whether the format of an image is documented and matches the content type. */
async function observeImage(
  { images }: Provider['dialect'],
  { bytes, headers, number }: Answer,
): Promise<Observation[]> {
  const { format } = await inspectImage(bytes)
  const type = headers['content-type'] && parseMediaType(headers['content-type'])
  const isRight = images.formats.accepts.some((accepted) => accepted === format && type === `image/${accepted}`)
  const value = isRight ? images.formats.accepts : `${format ?? 'no image'} with the content type ${type ?? 'none'}`
  return [{ trait: '/images/formats/accepts', value, evidence: [number] }]
}

async function judgeAs(
  provider: Provider,
  { operation, label, observe }: Interpretation,
  answer: Answer,
): Promise<JudgedAnswer> {
  const { dialect, contract } = provider
  const check = await responseJudgeOf(contract)
  const breaches = answer.json === undefined ? [] : check(operation, answer.status, answer.json)
  return {
    interpretation: `${label} of ${operation.route} with ${answer.status}`,
    deviations: [
      ...findDeviations(dialect, [...(await observe()), ...observeCommonHeaders(dialect, answer)]),
      ...breaches.map((breach) => toFinding(breach, answer)),
    ],
  }
}

/** Judges the response to an undocumented request, which must be a refusal. */
function judgeUndocumented(
  { dialect }: Provider,
  { method = 'an unknown method', url }: RequestHint,
  answer: Answer,
): JudgedAnswer {
  const path = url === undefined ? 'at an unknown path' : new URL(url, 'http://localhost').pathname
  const interpretation = `a response to ${method} ${path}`
  if (isRefused(answer)) return { interpretation, deviations: findDeviations(dialect, observeRefusal(dialect, answer)) }
  const operations = Object.values(dialect.operations).map((operation) => operation.at)
  return {
    interpretation,
    deviations: [toFinding({ pointer: '/operations', rule: operations, value: answer.status }, answer)],
  }
}

/**
 * Returns the finding of a contract breach. Its level is always *must*. It has no differences, since they belong to traits.
 */
const toFinding = (
  { pointer, rule, value }: { pointer: string; rule: unknown; value: unknown },
  { number }: Answer,
): Finding => ({
  kind: 'trait',
  trait: pointer,
  differences: [],
  probe: oneAnswerProbe.id,
  verdict: 'deviates',
  level: 'must',
  documented: rule,
  observed: shortenValue(value),
  evidence: [number],
})

const oneAnswerProbe: Probe = { id: 'answers.one', observes: [], cost: 0, observe: async () => ({ observations: [] }) }

const findDeviations = (dialect: Provider['dialect'], observations: readonly Observation[]): Finding[] =>
  observations
    .map((observation) => judge(dialect, oneAnswerProbe, observation))
    .filter(({ verdict }) => verdict === 'deviates')
    .map((finding) => ({ ...finding, observed: shortenValue(finding.observed) }))

/** Shortens a long text, such as an image in base64, to its start, its kind and its length. */
const shortenValue = (value: unknown) =>
  typeof value === 'string' && value.length > 200
    ? `${value.slice(0, 60)}… (${imageForm(value) ?? 'text'}, ${value.length} characters)`
    : value
