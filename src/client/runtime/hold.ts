import { readLens } from './document.ts'
import type { Reply, Tasks } from './gateway.ts'
import type { ClientDialect, ClientRequestParts, Image } from './types.ts'

/** Asks the gateway to wait for the end of a task. */
export function toHold({ hold }: ClientDialect, seconds: number): ClientRequestParts {
  const { in: place = 'query', name = [], before } = hold ?? {}
  if (place === 'body') return { body: [[name, seconds]] }
  return { [place]: { [name.join()]: before === undefined ? seconds : `${before}${seconds}` } }
}

/** Reads a task that has ended while its request waited. */
export function readHeld({ hold, poll }: ClientDialect, tasks: Tasks, id: string | undefined, reply: Reply): Image[] {
  const { state } = readLens(poll?.lens, reply[0])
  return hold?.isPolled && state !== undefined ? tasks.readTask(id, reply).images : []
}
