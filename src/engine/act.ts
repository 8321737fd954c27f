import type { LRUCache } from 'lru-cache'
import type { Clock } from '../clock.ts'
import type { Store } from '../stores/store.ts'
import type { Call } from './call.ts'
import { hexOf } from './chance.ts'
import type { Job } from './job.ts'
import { pictureAt } from './links.ts'
import { Problem } from './problem.ts'
import { stateAt, type Task } from './task.ts'
import { second } from './time.ts'

/** What the engine decided. */
export type Outcome =
  | { readonly kind: 'submitted'; readonly task: Task }
  | { readonly kind: 'finished'; readonly task: Task }
  | { readonly kind: 'polled'; readonly task: Task }
  | { readonly kind: 'picture'; readonly task: Task; readonly index: number }

/** What the engine acts with: the only room with the store and the clock. */
export interface Engine {
  readonly store: Store
  readonly clock: Clock
  readonly seed: string
  /** Tasks end as soon as they begin. */
  readonly instant: boolean
  /** How many equal requests there were: a hint where to look for a free id. */
  readonly counts: LRUCache<string, number>
}

/** Accepts the job. A synchronous one waits, as the real gateway does, until the task has ended or the caller has gone. */
export async function create(engine: Engine, call: Call, world: string, job: Job): Promise<Outcome> {
  const task = await writeTask(engine, call, world, job)
  if (job.isAsync) return { kind: 'submitted', task }
  await engine.clock.sleep(task.endsAt - engine.clock.now(), call.request.signal)
  return { kind: 'finished', task }
}

async function writeTask(
  { store, clock, seed, instant, counts }: Engine,
  call: Call,
  world: string,
  job: Job,
): Promise<Task> {
  const { id: provider, dialect } = call.provider
  const { duration, id: shape, keep } = dialect.tasks
  const createdAt = clock.now()
  const seconds = instant ? 0 : (duration.byTier?.[job.tier ?? dialect.images.tier?.default ?? ''] ?? duration.default)
  const endsAt = createdAt + seconds * second
  const startsAt = createdAt + seconds * second * duration.queued
  const expiresAt = keep === undefined ? undefined : endsAt + keep * second
  // The first number that is free: with the same seed and the same requests, the same ids.
  const request = hexOf(64, seed, provider, world, fingerprint(job))
  for (let number = counts.get(request) ?? 0; ; number++) {
    const id = `${shape.prefix}${hexOf(shape.hex, request, number)}`
    const task: Task = { id, provider, world, createdAt, startsAt, endsAt, job }
    if (await store.putIfAbsent(taskKey(provider, id), JSON.stringify(task), expiresAt)) {
      counts.set(request, number + 1)
      return task
    }
  }
}

const taskKey = (provider: string, id: string) => `task:${provider}:${id}`

const fingerprint = ({ references, mask, ...job }: Job) =>
  JSON.stringify([job, references.map(({ sha256 }) => sha256), mask?.sha256])

export async function readTask({ store }: Engine, provider: string, id: string): Promise<Task | undefined> {
  const record = await store.get(taskKey(provider, id))
  return record === undefined ? undefined : (JSON.parse(record) as Task)
}

/** The task that a poll asks for. Throws unknownTask for one that is not there, has expired or is somebody else's. */
export async function poll(engine: Engine, call: Call, world: string, id: string): Promise<Outcome> {
  const { tasks } = call.provider.dialect
  const task = await readTask(engine, call.provider.id, id)
  const isExpired = task && tasks.keep !== undefined && engine.clock.now() >= task.endsAt + tasks.keep * second
  if (!task || isExpired || (tasks.ownership === 'key' && task.world !== world))
    throw new Problem('unknownTask', `There is no task ${id}.`)
  return { kind: 'polled', task }
}

/** The picture behind a link. Throws when the link is malformed, forged or expired, or the picture not there yet. */
export async function picture(engine: Engine, call: Call, world: string): Promise<Outcome> {
  const { id, index } = pictureAt(call, engine.seed, engine.clock.now())
  const { ttl = 0, expiry, auth } = call.provider.dialect.results.picture ?? {}
  const task = await readTask(engine, call.provider.id, id)
  const isForeign = auth === 'key' && task?.world !== world
  if (!task || isForeign || index >= task.job.n || stateAt(task, engine.clock.now()) !== 'succeeded')
    throw new Problem('pictureUnknown', `There is no picture ${index} of ${id}.`)
  if (!expiry && engine.clock.now() > task.endsAt + ttl * second)
    throw new Problem('linkExpired', 'The link has expired.')
  return { kind: 'picture', task, index }
}
