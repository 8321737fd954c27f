import { setTimeout as wait } from 'node:timers/promises'
import { type Contender, usualCalls, type WorkId } from '../contenders/contender.ts'
import { ask } from '../parts/ask.ts'
import { median } from '../parts/median.ts'
import type { WireRequest } from '../parts/requests.ts'
import { freePort, type Server, spawnServer } from '../parts/server.ts'
import { digits, type Work } from './work.ts'

const starts = 5
const patience = 60_000

/** Asks the server, which was started just now, until it answers 200. Gives the ms since then. */
export async function untilAnswered(server: Server, request: WireRequest, start: number): Promise<number> {
  let last = ''
  while (performance.now() - start < patience) {
    const answer = await Promise.race([ask(server.port, request), server.failed]).catch((error: Error) => error)
    const now = performance.now()
    if (!(answer instanceof Error) && answer.status === 200) return now - start
    last = answer instanceof Error ? answer.message : `it answers ${answer.status}`
    if (server.ended()) break
    await wait(2)
  }
  throw new Error(last)
}

async function start(contender: Contender, work: WorkId): Promise<number> {
  const port = await freePort()
  const command = await contender.command(work, port)
  const begin = performance.now()
  await using server = spawnServer(command, port, { name: contender.id })
  return await untilAnswered(server, (contender.calls ?? usualCalls).submit, begin)
}

export const coldStarts: Work = {
  id: 'f',
  title: 'cold start',
  metrics: [{ id: 'ms', title: 'to the first 200', show: digits(' ms', 0) }],
  base: 'bare',
  async measure(contender) {
    const times: number[] = []
    for (let count = 0; count < starts; count++) times.push(await start(contender, 'f'))
    return { values: { ms: median(times) } }
  },
}
