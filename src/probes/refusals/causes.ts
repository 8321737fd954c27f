import { effectiveCause } from '../../dialect/names.ts'
import type { Cause, Dialect } from '../../dialect/schema.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'
import { type Answer, isRefused } from '../ask.ts'
import type { Observation } from '../probe.ts'
import { readRefusal } from './refusal.ts'

/** How the gateway says a cause, member by member of its row. */
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
  const envelopeName = refusal?.envelope
  const { lens = {}, fixed = {} } = envelopes[envelopeName ?? ''] ?? {}
  /** A member that the envelope fills by itself is none of the row's, unless the row has it. */
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
      envelopeName === Object.keys(envelopes)[0] && rule?.envelope === undefined
        ? undefined
        : (envelopeName ?? 'unknown'),
    ),
    ...(['code', 'type'] as const)
      .filter((member) => lens[member] !== undefined)
      .map((member) => observation(member, ownValue(member))),
    ...(refusal && hasLiteralText(rule?.message)
      ? [observation('message', templateIfMatching(rule.message, refusal.message))]
      : []),
  ]
}

/** Whether a template says anything by itself. */
const hasLiteralText = (template: string | undefined): template is string =>
  template !== undefined && /[^\s()]/.test(template.replaceAll(placeholder, ''))

/** What a template leaves open. */
const placeholder = /\{\w+\}/g

/** The template, where the message is one that it makes; else the message. */
function templateIfMatching(template: string, message: string): string {
  const pattern = template.split(placeholder).map(escapeRegExp)
  return new RegExp(`^${pattern.join('.*')}$`, 's').test(message) ? template : message
}

/** What came of a request that must be refused for the cause: how that is said, or that it was not refused. */
export const observeRefusal = (dialect: Dialect, cause: Cause, answer: Answer): Observation[] =>
  isRefused(answer)
    ? observeCause(dialect, cause, answer)
    : [{ trait: `/errors/causes/${cause}/status`, value: answer.status, evidence: [answer.number] }]
