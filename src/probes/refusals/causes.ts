import { formatPointer } from '../../contract/pointer.ts'
import { readPointer } from '../../dialect/lens.ts'
import { effectiveCause } from '../../dialect/names.ts'
import type { Cause, Dialect } from '../../dialect/schema.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'
import { type Answer, isRefused } from '../ask.ts'
import type { Observation } from '../probe.ts'
import { readRefusal } from './refusal.ts'

/** Observes how the gateway reports a cause: one observation per member of the cause's entry in the dialect. */
export function observeCause(dialect: Dialect, cause: Cause, answer: Answer): Observation[] {
  const reportedCause = effectiveCause(dialect, cause)
  const rule = dialect.errors.causes[reportedCause]
  const refusal = readRefusal(dialect, answer)
  const observation = (member: string, value: unknown): Observation => ({
    trait: `/errors/causes/${reportedCause}/${member}`,
    value,
    evidence: [answer.number],
  })
  if (answer.bytes.length === 0) return [observation('status', answer.status), observation('body', 'none')]
  const { envelopes } = dialect.errors
  // The gateway refuses without JSON, which is reported once.
  if (typeof answer.json !== 'object' && Object.values(envelopes).every(({ lens }) => lens.message === undefined))
    return [observation('status', answer.status)]
  const envelopeName = refusal?.envelope
  const { lens = {}, fixed = {} } = envelopes[envelopeName ?? ''] ?? {}
  /** Ignores a value that the envelope fixes, unless the entry states the member. */
  const ownValue = (member: 'code' | 'type') => {
    const value = refusal?.[member]
    const fixedValue = [lens[member] ?? []].flat().map((pointer) => fixed[pointer])[0]
    return rule?.[member] === undefined && value === fixedValue ? undefined : value
  }
  return [
    observation('status', answer.status),
    observation('body', undefined),
    observation(
      'envelope',
      isUsualEnvelope(dialect, envelopeName) && rule?.envelope === undefined ? undefined : (envelopeName ?? 'unknown'),
    ),
    ...(['code', 'type'] as const)
      .filter((member) => lens[member] !== undefined)
      .map((member) => observation(member, ownValue(member))),
    ...Object.keys(rule?.headers ?? {}).map((name) =>
      observation(`headers/${name}`, answer.headers[name.toLowerCase()]),
    ),
    ...Object.keys(rule?.fixed ?? {}).map((pointer) =>
      observation(`fixed${formatPointer([pointer])}`, readPointer(answer.json, pointer)),
    ),
    ...(refusal?.envelope !== undefined &&
    hasLiteralText(rule?.message) &&
    !isOtherScript(rule.message, refusal.message)
      ? [observation('message', templateIfMatching(rule.message, refusal.message))]
      : []),
  ]
}

/** Tests for an envelope that no cause has to name: the first, and that of an endpoint. */
const isUsualEnvelope = ({ errors: { envelopes } }: Dialect, name: string | undefined): boolean =>
  name === Object.keys(envelopes)[0] || envelopes[name ?? '']?.at !== undefined

/** Tests whether a template has text besides its placeholders. */
const hasLiteralText = (template: string | undefined): template is string =>
  template !== undefined && /[^\s()]/.test(template.replaceAll(placeholder, ''))

/** Placeholder of a template: `{max}`. */
const placeholder = /\{\w+\}/g

/**
 * Returns the template if the message is an instance of the template, otherwise the message. Texts in place of a placeholder
 * may be missing, with the punctuation around them.
 */
function templateIfMatching(template: string, message: string): string {
  const parts = template.split(placeholder).map((part) => escapeRegExp(part.replace(edges, '')))
  return new RegExp(parts.join('.*'), 's').test(message) ? template : message
}

/** Spaces and punctuation at the edges of a text. */
const edges = /^[\s\p{P}]+|[\s\p{P}]+$/gu

/** Tests for texts in different scripts, such as Latin and Chinese: a message in another language says the same. */
const isOtherScript = (a: string, b: string): boolean => hasHan(a.replaceAll(placeholder, '')) !== hasHan(b)
const hasHan = (text: string): boolean => /\p{Script=Han}/u.test(text)

/** Observes the response to a request that must be refused for the cause. A successful response gives its status alone. */
export const observeRefusal = (dialect: Dialect, cause: Cause, answer: Answer): Observation[] =>
  isRefused(answer)
    ? observeCause(dialect, cause, answer)
    : [{ trait: `/errors/causes/${cause}/status`, value: answer.status, evidence: [answer.number] }]
