import { type ResponseViolation, responseJudgeOf } from '../../contract/responses.ts'
import { type Answer, isRefused } from '../ask.ts'
import type { Deviation, InvariantResult, Probe } from '../probe.ts'
import { documentedAnswers } from './documented.ts'

const invariants = {
  status: 'every success has a documented status',
  body: 'every success has a documented body',
} as const

/** Judges the JSON of successful responses by the published document, except for differences that the run found before. */
export const contractProbe: Probe = {
  id: 'responses.contract',
  observes: [],
  invariants: Object.values(invariants),
  cost: 0,
  isReader: true,
  async observe(ctx) {
    if (!ctx.contract) return { observations: [] }
    const judge = await responseJudgeOf(ctx.contract)
    const judged = documentedAnswers(ctx).flatMap(({ ask, answer, operation }) => {
      const isSuccess = !isRefused(answer) && answer.status >= 200 && answer.status < 300 && ask.expects !== 'refusal'
      if (!isSuccess || answer.json === undefined) return []
      const violations = judge(operation, answer.status, answer.json).filter(
        (violation) => !isLenient(violation) && !isReported(violation, answer, ctx.deviations),
      )
      return [{ route: operation.route, answer, violations }]
    })
    const toResult = (invariant: string, isOfKind: (violation: ResponseViolation) => boolean): InvariantResult => {
      const faulty = judged.filter(({ violations }) => violations.some(isOfKind))
      const texts = faulty.flatMap(({ route, violations }) =>
        violations.filter(isOfKind).map(({ rule, value }) => `${route}: ${rule}${showValue(value)}`),
      )
      return {
        invariant,
        breaches: [...new Set(texts)].slice(0, maxBreaches),
        evidence: (faulty.length > 0 ? faulty : judged).map(({ answer }) => answer.number),
      }
    }
    return {
      observations: [],
      invariantResults: [
        toResult(invariants.status, ({ at }) => at === undefined),
        toResult(invariants.body, ({ at }) => at !== undefined),
      ],
    }
  },
}

/** Number of breaches that a finding lists at most. */
const maxBreaches = 20

/** Rules that a gateway may break without harm: members that a document does not name, and formats of texts. */
const isLenient = ({ keyword = '' }: ResponseViolation): boolean =>
  ['additionalProperties', 'unevaluatedProperties', 'format', 'pattern', 'maxLength'].includes(keyword)

/** Tests whether a finding reports the same difference: the same value, or the same place in the body. */
function isReported({ at, value }: ResponseViolation, { number }: Answer, deviations: readonly Deviation[]): boolean {
  return deviations.some(({ trait, documented, observed, evidence }) => {
    if (!trait.startsWith('/')) return false
    const places = [trait.replaceAll('~1', '/').replaceAll('~0', '~'), documented, observed].flat()
    const isSamePlace = places.some((place) => typeof place === 'string' && isAtOrAbove(place, at ?? ''))
    const isSameValue = [observed].flat().some((candidate) => candidate === value)
    return isSamePlace || (isSameValue && (at !== undefined || evidence.includes(number)))
  })
}

/** Tests whether a pointer, which may start at an item of a list, names the place or something around the place. */
const isAtOrAbove = (pointer: string, place: string): boolean =>
  pointer.length > 1 &&
  place.length > 1 &&
  (place.endsWith(pointer) || place.startsWith(`${pointer}/`) || pointer.endsWith(place))

const showValue = (value: unknown): string => {
  const text = value === undefined ? undefined : JSON.stringify(value)
  return text === undefined ? '' : `: ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`
}
