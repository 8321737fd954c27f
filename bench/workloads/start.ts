import { setTimeout as wait } from 'node:timers/promises'
import { type Contender, usualCalls, type WorkloadId } from '../contenders/contender.ts'
import { median } from '../parts/median.ts'
import type { WireRequest } from '../parts/requests.ts'
import { send } from '../parts/send.ts'
import { freePort, type Server, spawnServer } from '../parts/server.ts'
import { digits, type Workload } from './workload.ts'

const starts = 5
const timeoutMs = 60_000

/** Sends the request to a starting server until the status is 200. Returns the ms since `start`. Throws after a minute. */
export async function waitForSuccess(server: Server, request: WireRequest, start: number): Promise<number> {
  let last = ''
  while (performance.now() - start < timeoutMs) {
    const response = await Promise.race([send(server.port, request), server.failed]).catch((error: Error) => error)
    const now = performance.now()
    if (!(response instanceof Error) && response.status === 200) return now - start
    last = response instanceof Error ? response.message : `it returned ${response.status}, expected 200`
    if (server.ended()) break
    await wait(2)
  }
  throw new Error(last)
}

async function measureStart(contender: Contender, workload: WorkloadId): Promise<number> {
  const port = await freePort()
  const command = await contender.command(workload, port)
  const begin = performance.now()
  await using server = spawnServer(command, port, { name: contender.id })
  return await waitForSuccess(server, (contender.calls ?? usualCalls).submit, begin)
}

export const coldStarts: Workload = {
  id: 'f',
  title: 'cold start',
  metrics: [{ id: 'ms', title: 'to the first 200', show: digits(' ms', 0) }],
  base: 'bare',
  async measure(contender) {
    const times: number[] = []
    for (let count = 0; count < starts; count++) times.push(await measureStart(contender, 'f'))
    return { values: { ms: median(times) } }
  },
}
