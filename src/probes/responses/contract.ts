import type { ContractOperation } from '../../contract/load.ts'
import { isChoice, type ResponseJudge, type ResponseViolation, tolerantJudgeOf } from '../../contract/responses.ts'
import { readPointer } from '../../dialect/lens.ts'
import { type Answer, isRefused } from '../ask.ts'
import { memberNameAt } from '../documents/members.ts'
import { imagesIn } from '../generations/images.ts'
import type { AnsweredRequest, Deviation, InvariantResult, Observation, Probe } from '../probe.ts'
import { documentedAnswers } from './documented.ts'
import { judgeEach } from './judge-each.ts'
import { traitAt } from './trait-at.ts'

const invariants = {
  status: 'every success has a documented status',
  body: 'every success has a documented body',
} as const

/** Success, and where it differs from the published document. */
interface JudgedAnswer {
  readonly operation: ContractOperation
  readonly answer: Answer
  readonly violations: readonly ResponseViolation[]
}

/** Judges the JSON of successful responses by the published document, except for differences that the run found before. */
export const contractProbe: Probe = {
  id: 'responses.contract',
  observes: [],
  invariants: Object.values(invariants),
  cost: 0,
  isReader: true,
  async observe(ctx) {
    if (!ctx.contract) return { observations: [] }
    const judge = await tolerantJudgeOf(ctx.contract)
    const judged = documentedAnswers(ctx)
      .filter(({ ask, answer }) => ask.expects !== 'refusal' && isSuccess(answer) && answer.json !== undefined)
      .filter(({ answer }) => !isOfOtherMode(answer, ctx.deviations))
      .map(({ operation, answer }): JudgedAnswer => {
        const violations = findViolations(judge, operation, answer).filter(
          (one) => !isReported(one, answer, ctx.deviations) && !isRepeated(one, ctx.answered),
        )
        return { operation, answer, violations }
      })
      .map((one, _, all) => ({ ...one, violations: withoutReportedChoices(one, all, ctx.deviations) }))
    const traitOf = ({ route }: ContractOperation, { keyword, at = '' }: ResponseViolation) =>
      keyword === 'required' ? traitAt(ctx.known, route, at) : undefined
    const observations = judged.flatMap(({ operation, answer, violations }): Observation[] =>
      violations.flatMap((violation) => {
        const trait = traitOf(operation, violation)
        return trait === undefined ? [] : [{ trait, value: undefined, evidence: [answer.number] }]
      }),
    )
    const isUnnamed = (operation: ContractOperation, violation: ResponseViolation) =>
      violation.at !== undefined && traitOf(operation, violation) === undefined
    return {
      observations: [...Map.groupBy(observations, ({ trait }) => trait)].map(([trait, same]) => ({
        trait,
        value: undefined,
        evidence: same.flatMap(({ evidence }) => evidence),
      })),
      invariantResults: [
        toResult(invariants.status, judged, (_, { at }) => at === undefined),
        toResult(invariants.body, judged, isUnnamed),
      ],
    }
  },
}

const isSuccess = (answer: Answer): boolean => !isRefused(answer) && answer.status >= 200 && answer.status < 300

/** Tests for a task in place of images, or images in place of a task: the trait of the operation says so. */
const isOfOtherMode = ({ number }: Answer, deviations: readonly Deviation[]): boolean =>
  deviations.some(({ trait, evidence }) => /^\/operations\/[^/]+\/async$/.test(trait) && evidence.includes(number))

/** Lists where a success differs from the document. A member that may be absent may also be null. */
function findViolations(judge: ResponseJudge, operation: ContractOperation, { status, json }: Answer) {
  const violations = judge(operation, status, json).filter(isStrict)
  if (!violations.some(isNull)) return violations
  const isRequired = new Set(
    judge(operation, status, withoutNulls(json)).flatMap(({ keyword, at }) => (keyword === 'required' ? [at] : [])),
  )
  return violations.filter((violation) => !isNull(violation) || isRequired.has(violation.at))
}

const isNull = ({ value }: ResponseViolation): boolean => value === null

const withoutNulls = (json: unknown): unknown =>
  JSON.parse(JSON.stringify(json, (_, value: unknown) => (value === null ? undefined : value)))

/** Tests for a rule about more than the form of a text, which a gateway may break without harm. */
const isStrict = ({ keyword = '' }: ResponseViolation): boolean => !['format', 'pattern', 'maxLength'].includes(keyword)

/** Tests whether a finding reports the same difference: the same value, or the same place in the body. */
function isReported(
  { at = '', keyword, value }: ResponseViolation,
  { number, json }: Answer,
  deviations: readonly Deviation[],
): boolean {
  return deviations.some(({ trait, documented, observed, evidence }) => {
    if (!trait.startsWith('/')) return false
    const places = [trait.replaceAll('~1', '/').replaceAll('~0', '~'), documented, observed].flat()
    const isSamePlace = places.some((place) => typeof place === 'string' && isAtOrAbove(place, at))
    const isSameMember =
      (at !== '' && trait.split('/').includes(memberNameAt(at))) ||
      (/\/items?(\/|$)/.test(trait) && /\/\d+(\/|$)/.test(at))
    const isSameValue = [observed].flat().some((candidate) => candidate === value)
    const isOfSubmit = trait === '/async/submit/status' && imagesIn(json).length === 0
    return (
      isSamePlace || isSameMember || (isSameValue && (keyword !== undefined || isOfSubmit || evidence.includes(number)))
    )
  })
}

/** Tests for a value that a request sent at the same place: a gateway that takes a faulty request may repeat the fault. */
const isRepeated = ({ at, value }: ResponseViolation, answered: readonly AnsweredRequest[]): boolean =>
  at !== undefined &&
  value !== undefined &&
  value !== null &&
  answered.some(({ ask }) => readPointer(ask.json, at) === value)

/** Leaves out choices of operations with a deviation: the rule of a choice does not say which member differs. */
function withoutReportedChoices(
  { operation, violations }: JudgedAnswer,
  all: readonly JudgedAnswer[],
  deviations: readonly Deviation[],
): readonly ResponseViolation[] {
  if (!violations.some(isChoice)) return violations
  const numbers = all.filter((other) => other.operation === operation).map(({ answer }) => answer.number)
  // Polls have the items of replies too.
  const isDeviating = deviations.some(
    ({ trait, evidence }) => trait.startsWith('/results/item/') || evidence.some((number) => numbers.includes(number)),
  )
  return isDeviating ? violations.filter((violation) => !isChoice(violation)) : violations
}

/** Tests whether a pointer, which may start at an item of a list, names the place or something around the place. */
const isAtOrAbove = (pointer: string, place: string): boolean =>
  pointer.length > 1 &&
  place.length > 1 &&
  (place.endsWith(pointer) || place.startsWith(`${pointer}/`) || pointer.endsWith(place))

/** Number of breaches that a finding lists at most. */
const maxBreaches = 20

function toResult(
  invariant: string,
  judged: readonly JudgedAnswer[],
  isOfKind: (operation: ContractOperation, violation: ResponseViolation) => boolean,
): InvariantResult {
  const result = judgeEach(
    invariant,
    judged,
    ({ operation, violations }) =>
      violations
        .filter((violation) => isOfKind(operation, violation))
        .map(({ rule, value }) => `${operation.route}: ${rule}${showValue(value)}`),
    ({ answer }) => answer.number,
  )
  return { ...result, breaches: result.breaches.slice(0, maxBreaches) }
}

const showValue = (value: unknown): string => {
  const text = value === undefined || typeof value === 'object' ? undefined : JSON.stringify(value)
  return text === undefined ? '' : `: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`
}
