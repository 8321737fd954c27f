import { systemClock } from '../../time/system-clock.ts'
import { given, readImages, readLens } from './document.ts'
import { attempt, clientError, describe, toCode, toError } from './errors.ts'
import type { Gateway, Reply, Task, Tasks } from './gateway.ts'
import type { CallOptions, Image, Submitted, WaitOptions } from './types.ts'

/** Creates the functions that fetch the state of a task and wait for its end. */
export function createTasks({ dialect, origin, clock = systemClock, parts, send }: Gateway): Tasks {
  const { poll, result, wait: pace, errors, hosts: own = [] } = dialect
  const hosts = own.includes(origin) ? own : [origin]

  /** Reads the reply to a poll. Throws an error value if the task has failed, or if its state is unknown. */
  function readTask(id: string | undefined, [document, response]: Reply): Task {
    const { state: word, progress, items, errorCode, errorMessage, errorText } = readLens(poll?.lens, document)
    if (word === undefined) throw toError(dialect, response, document)
    const states = poll?.states ?? {}
    const state = states[`${word}`.toLowerCase()]
    // If the images have an endpoint of their own, one word may mean success and failure.
    const isFailed = state === 'failed' || (result && (errorCode || errorMessage))
    const unknown = `unknown state ${describe(word)}; expected one of ${Object.keys(states)}.`
    const failed = errorMessage || errorText || `${dialect.id}: task ${id} failed without a message.`
    if (!state || isFailed)
      throw {
        class: errors.classes[`${errorCode ?? word}`] ?? 'server',
        status: response.status,
        message: state ? describe(failed) : `${dialect.id}: ${unknown}`,
        ...given({ code: toCode(errorCode) }),
      }
    const percent = progress === undefined ? {} : { percent: Number.parseFloat(`${progress}`) }
    return { state, ...percent, images: readImages(items, poll?.item, id) }
  }

  /** Polls a task, and gets its images from their own endpoint if the gateway has one. Throws an error value if the task has failed. */
  async function fetchTask(task: Submitted, { signal }: CallOptions): Promise<Task> {
    const { id = '' } = task
    const ask = (path = '', link = '') => {
      const target = link && URL.canParse(link, origin) ? new URL(link, origin) : undefined
      // Only the gateway's own hosts may get the key.
      return target && hosts.includes(target.origin)
        ? send('get', target.pathname + target.search, { baseUrl: target.origin, signal })
        : send('get', path.replace('{id}', encodeURIComponent(id)), { signal })
    }
    const reply = await ask(poll?.path, task.poll)
    const polled = await attempt(dialect, signal, async () => readTask(id, reply))
    if (result && parts.readResult)
      return parts.readResult(dialect, id, polled, () => attempt(dialect, signal, () => ask(result, task.result)))
    if (polled.error) throw polled.error
    return polled.data
  }

  /** Polls at the documented interval until the documented timeout. Polls again after 429, 5xx and connection errors. */
  async function wait(task: Submitted, { signal, onProgress }: WaitOptions): Promise<Image[]> {
    const end = clock.now() + pace.giveUp
    let last = clientError(
      dialect,
      `task ${task.id} did not finish in ${pace.giveUp / 1000} s; call wait again.`,
      'limit',
    )
    while (clock.now() <= end) {
      const { data, error } = await attempt(dialect, signal, () => fetchTask(task, { signal }))
      if (data) onProgress?.(data)
      if (data?.state === 'succeeded') {
        if (data.images[0]) return data.images
        throw clientError(dialect, `task ${task.id} succeeded without an image.`, 'server')
      }
      last = error ?? last
      if (error && error.status !== 0 && error.status !== 429 && error.status < 500) break
      const { retryAfter = pace.every } = error ?? {}
      await clock.sleep(retryAfter > pace.giveUp ? pace.every : retryAfter, signal)
    }
    throw last
  }
  return { readTask, fetchTask, wait }
}
