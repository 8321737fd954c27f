import { isSame } from '../judge.ts'
import type { Finding } from '../report.ts'

/**
 * Tests whether two runs observed the same. A rule is kept or broken: the examples of a break differ from run to run. So do
 * ids and times in messages, and lifetimes that a run measured differ a little.
 */
export function isSameObservation(before: Finding, now: Finding): boolean {
  if (now.kind === 'invariant') return before.verdict === now.verdict
  const [earlier, current] = [toStable(before.observed), toStable(now.observed)]
  if (lifetimes.includes(now.trait) && typeof earlier === 'number' && typeof current === 'number')
    return Math.abs(earlier - current) <= Math.max(lifetimeSlackSeconds, earlier * lifetimeSlack)
  return isSame(now.trait, earlier, current)
}

/** Traits whose value is a measured time, in s. */
const lifetimes = ['/results/image/ttlSeconds', '/tasks/retentionSeconds']
const lifetimeSlackSeconds = 120
const lifetimeSlack = 0.02

/** Returns the value as JSON has it, with a mark in place of texts that a gateway makes up for each response. */
const toStable = (value: unknown): unknown =>
  value === undefined
    ? undefined
    : JSON.parse(JSON.stringify(value), (_name, member: unknown) =>
        typeof member === 'string' ? member.replaceAll(madeUp, '…') : member,
      )

/** Finds ids (`req_8d5f0c2ab1`, a UUID, hexadecimal digits) and timestamps. */
const madeUp =
  /\b[a-z]{1,12}[-_](?=[a-z]*\d)[a-z\d]{10,}\b|\b[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\b|\b(?=[a-f]*\d)[\da-f]{16,}\b|\b\d{4}-\d\d-\d\d[t ][\d:.]+(z|[+-][\d:]+)?|\d{9,}/gi
