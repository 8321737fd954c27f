import { usualWarmUp } from '../contenders/contender.ts'
import { load } from '../parts/load.ts'
import { stream } from '../parts/requests.ts'
import { send, type TextResponse } from '../parts/send.ts'
import { freePort, guard, startServer } from '../parts/server.ts'
import { perSecond, type Workload } from './workload.ts'

/** Checks a stream of three partial images and a completed one. Throws if the response is something else. */
export function checkStream({ status, type, text }: TextResponse): void {
  if (status !== 200) throw new Error(`it returned ${status}, expected 200: ${text.slice(0, 80)}`)
  if (!type.startsWith('text/event-stream')) throw new Error(`it returned ${type}, expected text/event-stream`)
  const partials = text.match(/"type":"image_generation.partial_image"/g)?.length ?? 0
  const isCompleted = text.includes('"type":"image_generation.completed"')
  if (partials !== 3 || !isCompleted)
    throw new Error(
      `it sent ${partials} partial images and ${isCompleted ? 'a' : 'no'} completed one, expected 3 and a completed one`,
    )
}

/** Measures streams of three partial images and a completed one. */
export const streams: Workload = {
  id: 'e',
  title: 'SSE, 3 partial images',
  metrics: [{ id: 'perSecond', title: 'streams/s', show: perSecond }],
  base: 'bare',
  async measure(contender, { seconds }) {
    const port = await freePort()
    await using server = await startServer(await contender.command('e', port), port, { name: contender.id })
    checkStream(await guard(server, send(port, stream)))
    const { pid } = server
    const job = { port, pid, connections: 8, warmUp: contender.warmUp ?? usualWarmUp, seconds, requests: [stream] }
    const { perSecond, cpu, bad } = await guard(server, load(job))
    return { values: { perSecond }, cpu, bad }
  },
}
