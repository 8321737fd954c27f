import { effectiveCause } from '../dialect/names.ts'
import type { Cause, Dialect } from '../dialect/schema.ts'
import { type Answer, isRefused } from './ask.ts'
import type { Observed } from './probe.ts'
import { readRefusal } from './refusal.ts'

/** How the gateway says a cause, member by member of its row. */
export function causeSeen(facts: Dialect, cause: Cause, answer: Answer): Observed[] {
  const speaker = effectiveCause(facts, cause)
  const row = facts.errors.causes[speaker]
  const refusal = readRefusal(facts, answer)
  const seen = (member: string, value: unknown): Observed => ({
    trait: `/errors/causes/${speaker}/${member}`,
    value,
    evidence: [answer.number],
  })
  if (answer.bytes.length === 0) return [seen('status', answer.status), seen('body', 'none')]
  const { envelopes } = facts.errors
  const name = refusal?.envelope
  const { lens = {}, fixed = {} } = envelopes[name ?? ''] ?? {}
  /** A member that the envelope fills by itself is none of the row's, unless the row has it. */
  const own = (member: 'code' | 'type') => {
    const value = refusal?.[member]
    const filled = [lens[member] ?? []].flat().map((pointer) => fixed[pointer])[0]
    return row?.[member] === undefined && value === filled ? undefined : value
  }
  return [
    seen('status', answer.status),
    seen('body', undefined),
    seen(
      'envelope',
      name === Object.keys(envelopes)[0] && row?.envelope === undefined ? undefined : (name ?? 'unknown'),
    ),
    ...(['code', 'type'] as const)
      .filter((member) => lens[member] !== undefined)
      .map((member) => seen(member, own(member))),
    ...(refusal && isTelling(row?.message) ? [seen('message', fits(row.message, refusal.message))] : []),
  ]
}

/** Whether a template says anything by itself. */
const isTelling = (template: string | undefined): template is string =>
  template !== undefined && /[^\s()]/.test(template.replaceAll(gap, ''))

/** What a template leaves open. */
const gap = /\{\w+\}/g

/** The template, where the message is one that it makes; else the message. */
function fits(template: string, message: string): string {
  const pattern = template.split(gap).map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(`^${pattern.join('.*')}$`, 's').test(message) ? template : message
}

/** What came of a request that must be refused for the cause: how that is said, or that it was not refused. */
export const refusalSeen = (facts: Dialect, cause: Cause, answer: Answer): Observed[] =>
  isRefused(answer)
    ? causeSeen(facts, cause, answer)
    : [{ trait: `/errors/causes/${cause}/status`, value: answer.status, evidence: [answer.number] }]
