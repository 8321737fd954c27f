import type { Dialect } from '../../dialect/schema.ts'
import { type Store, update } from '../../stores/store.ts'
import { msPerSecond } from '../../time/units.ts'
import { Problem } from '../model/problem.ts'
import type { Task } from '../model/task.ts'
import type { Call } from './call.ts'
import type { ExchangeLog } from './exchange-log.ts'
import { createLimiter, formatDuration, type Limiter, type RateState } from './rate.ts'
import { countKey, type Steered, type Worlds } from './worlds.ts'

type Bucket = NonNullable<NonNullable<Dialect['limits']>['buckets']>[string]
type Counted = Bucket['counts']

/** Limits that replace the documented limits of the same kind: numbers in a window, and tasks at the same time. */
export interface Limits {
  readonly requests?: number | undefined
  readonly images?: number | undefined
  readonly polls?: number | undefined
  readonly tasks?: number | undefined
}

/** Parts of the mock that limits use. */
interface LimitSettings {
  readonly config: { readonly limits: Limits }
  readonly state: { readonly store: Store }
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
  { config, state }: LimitSettings,
  call: Call,
  log: ExchangeLog,
  counts: Exclude<Counted, 'tasks'>,
  points = 1,
): Promise<void> | undefined {
  const active = activeLimits(config.limits, call, counts)
  return active.length === 0 ? undefined : takeAll(state.store, call, log, active, points)
}

async function takeAll(
  store: Store,
  call: Call,
  log: ExchangeLog,
  active: readonly ActiveLimit[],
  points: number,
): Promise<void> {
  const taken: Limiter[] = []
  for (const limit of active) {
    const limiter = await limiterOf(store, call, limit)
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

/** A task in the limit of tasks at the same time: its slot, and its end in ms since 1970. */
type TaskSlot = readonly [slot: string, endsAt: number]

const readSlots = (text: string | undefined): readonly TaskSlot[] => (text === undefined ? [] : JSON.parse(text))

/** Names the slot of a task. */
const slotOf = ({ world, number }: Pick<Task, 'world' | 'number'>) => `${world}/${number}`

/** Takes a slot until `endsAt`, in ms since 1970, if tasks at the same time are limited. Throws tasksLimited if none is free. */
export async function takeTaskSlot(
  { config, state }: LimitSettings,
  call: Call,
  log: ExchangeLog,
  endsAt: number,
): Promise<void> {
  const [limit] = activeLimits(config.limits, call, 'tasks')
  if (!limit) return
  const now = countsOf(call, limit).clock.now()
  let isExceeded = false
  const text = await update(state.store, limitKey(call, limit), (before) => {
    const running = readSlots(before).filter(([, end]) => end > now)
    isExceeded = running.length >= limit.max
    return JSON.stringify(
      isExceeded ? running : [...running, [slotOf({ world: call.world.id, number: call.number }), endsAt]],
    )
  })
  const slots = readSlots(text)
  const resetMs = Math.min(...slots.map(([, end]) => end)) - now
  noteHeaders(call, log, limit, { limit: limit.max, remaining: limit.max - slots.length, resetMs, isExceeded })
  if (isExceeded) throw refusalOf(call, limit, resetMs)
}

/** Frees the slot of a task before its end, if tasks at the same time are limited. The caller may have another key than the task. */
export async function freeTaskSlot(
  { config, state }: LimitSettings & { readonly state: { readonly worlds: Worlds } },
  call: Call,
  task: Task,
): Promise<void> {
  const [limit] = activeLimits(config.limits, call, 'tasks')
  if (!limit) return
  const owner = { provider: call.provider, root: call.root, world: state.worlds.of(task.world) }
  await update(state.store, limitKey(owner, limit), (before) => {
    const slots = readSlots(before)
    const others = slots.filter(([slot]) => slot !== slotOf(task))
    return others.length === slots.length ? before : JSON.stringify(others)
  })
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

/** Who counts: the gateway, the key and the mock. */
type Counts = Pick<Call, 'provider' | 'world' | 'root'>

const windowOf = ({ windowSeconds = defaultWindow }: Bucket) => windowSeconds

const countsOf = ({ world, root }: Counts, { bucket }: ActiveLimit): Steered => (bucket.per === 'user' ? root : world)

/** Returns the key of what a limit counted. The figures in the key give a changed limit a new count. */
const limitKey = (counts: Counts, limit: ActiveLimit): string =>
  countKey(
    countsOf(counts, limit),
    limit.bucket.counts,
    counts.provider.id,
    limit.name,
    limit.max,
    windowOf(limit.bucket),
  )

const limiterOf = (store: Store, call: Call, limit: ActiveLimit): Promise<Limiter> =>
  createLimiter(limit.max, windowOf(limit.bucket), {
    store,
    key: limitKey(call, limit),
    clock: countsOf(call, limit).clock,
  })

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
