import type { Dialect } from '../../dialect/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from './call.ts'
import type { ExchangeLog } from './exchange-log.ts'
import { createLimiter, formatDuration, type Limiter, type RateState, type TaskSlot } from './rate.ts'
import type { Counts } from './worlds.ts'

type Bucket = NonNullable<NonNullable<Dialect['limits']>['buckets']>[string]
type Counted = Bucket['counts']

/** Limits that replace the documented limits of the same kind: numbers in a window, and tasks at the same time. */
export interface Limits {
  readonly requests?: number | undefined
  readonly images?: number | undefined
  readonly polls?: number | undefined
  readonly tasks?: number | undefined
}

/** Limit that is in force, with its name in the dialect. */
interface ActiveLimit {
  readonly name: string
  readonly bucket: Bucket
  readonly max: number
}

const defaultWindow = 60

/**
 * Counts against the limits of a kind, and notes their headers. Returns undefined if there is no limit. Throws the refusal of the
 * first limit that is exceeded; a refused request does not count against the other limits.
 */
export function countAgainst(
  limits: Limits,
  call: Call,
  log: ExchangeLog,
  counts: Exclude<Counted, 'tasks'>,
  points = 1,
): Promise<void> | undefined {
  const active = activeLimits(limits, call, counts)
  return active.length === 0 ? undefined : takeAll(call, log, active, points)
}

async function takeAll(call: Call, log: ExchangeLog, active: readonly ActiveLimit[], points: number): Promise<void> {
  const taken: Limiter[] = []
  for (const limit of active) {
    const limiter = await limiterOf(call, limit)
    const state = await limiter.take(points)
    noteHeaders(call, log, limit, state)
    if (!state.isExceeded) {
      taken.push(limiter)
      continue
    }
    await Promise.all(taken.map((other) => other.giveBack(points)))
    throw refusalOf(call, limit, state.resetMs)
  }
}

/** Takes a slot until the task ends; undefined if tasks at the same time are not limited. Throws tasksLimited if none is free. */
export function takeTaskSlot(limits: Limits, call: Call, log: ExchangeLog): TaskSlot | undefined {
  const [limit] = activeLimits(limits, call, 'tasks')
  if (!limit) return undefined
  const counts = countsOf(call, limit)
  const now = counts.clock.now()
  counts.taskSlots = counts.taskSlots.filter(({ endsAt }) => endsAt > now)
  const isExceeded = counts.taskSlots.length >= limit.max
  const slot = { endsAt: Number.POSITIVE_INFINITY }
  if (!isExceeded) counts.taskSlots.push(slot)
  const firstEnd = Math.min(...counts.taskSlots.map(({ endsAt }) => endsAt))
  const resetMs = Number.isFinite(firstEnd) ? firstEnd - now : 0
  const remaining = limit.max - counts.taskSlots.length
  noteHeaders(call, log, limit, { limit: limit.max, remaining, resetMs, isExceeded })
  if (isExceeded) throw refusalOf(call, limit, resetMs)
  return slot
}

/** Lists the documented limits of a kind; a limit of the mock replaces all of them. */
function activeLimits(limits: Limits, { provider }: Call, counts: Counted): ActiveLimit[] {
  const { buckets } = provider.dialect.limits ?? {}
  const ownMax = limits[counts]
  if (!buckets && ownMax === undefined) return []
  const documented = Object.entries(buckets ?? {}).filter(([, bucket]) => bucket.counts === counts)
  if (ownMax === undefined)
    return documented.flatMap(([name, bucket]) => (bucket.max === undefined ? [] : [{ name, bucket, max: bucket.max }]))
  const [name, bucket] = documented[0] ?? [counts, { counts }]
  return [{ name, bucket, max: ownMax }]
}

const windowOf = ({ windowSeconds = defaultWindow }: Bucket) => windowSeconds

const countsOf = ({ world, user }: Call, { bucket }: ActiveLimit): Counts => (bucket.per === 'user' ? user : world)

function limiterOf(call: Call, limit: ActiveLimit): Promise<Limiter> {
  const { clock, limiters } = countsOf(call, limit)
  const window = windowOf(limit.bucket)
  // The key contains the figures, so that a changed dialect gets a new limiter.
  const key = [call.provider.id, limit.name, limit.max, window].join('/')
  const limiter = limiters.get(key) ?? createLimiter(limit.max, window, () => clock.now())
  limiters.set(key, limiter)
  return limiter
}

const causeOf = {
  requests: 'rateLimited',
  polls: 'rateLimited',
  images: 'imagesLimited',
  tasks: 'tasksLimited',
} as const

function refusalOf(call: Call, { bucket, max }: ActiveLimit, resetMs: number): Problem {
  const { counts } = bucket
  const { retryAfter = 'none' } = call.provider.dialect.limits ?? {}
  const allowed = counts === 'tasks' ? `${max} at the same time` : `${max} in ${windowOf(bucket)} s`
  return new Problem(
    causeOf[counts],
    `Rate limit reached for ${counts}: ${allowed}. Please try again in ${formatDuration(resetMs)}.`,
    undefined,
    retryAfter === 'none' ? {} : { retryAfter: resetMs / msPerSecond },
  )
}

/** Notes the state of a limit in the headers of the gateway. */
function noteHeaders(call: Call, log: ExchangeLog, limit: ActiveLimit, state: RateState): void {
  const { name, bucket } = limit
  if (!bucket.headers) return
  const resetSeconds = Math.ceil(state.resetMs / msPerSecond)
  const figures = {
    limit: String(state.limit),
    remaining: String(state.remaining),
    reset: formatDuration(state.resetMs),
    resetSeconds: String(resetSeconds),
    resetTime: String(Math.ceil(countsOf(call, limit).clock.now() / msPerSecond) + resetSeconds),
    bucket: name,
  }
  for (const [header, figure] of Object.entries(bucket.headers)) log.headers[header] = figures[figure]
}
