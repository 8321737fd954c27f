import { Unavailable } from '../gateway.ts'
import type { RealClient } from './client.ts'

/** Waits for clients, and says which this machine cannot run. `names` selects clients: names with commas between them. */
export async function settleClients(
  creating: readonly Promise<RealClient | RealClient[]>[],
  names: string | undefined,
): Promise<RealClient[]> {
  const clients = (await Promise.allSettled(creating)).flatMap((outcome) => {
    if (outcome.status === 'fulfilled') return outcome.value
    if (!(outcome.reason instanceof Unavailable)) throw outcome.reason
    console.error(`!! SKIPPED: ${outcome.reason.message}`)
    return []
  })
  return clients.filter(({ name }) => names?.split(',').includes(name) ?? true)
}
