import { usualWarmUp } from '../contenders/contender.ts'
import { ask } from '../parts/ask.ts'
import { load } from '../parts/load.ts'
import { stream } from '../parts/requests.ts'
import { during, freePort, startServer } from '../parts/server.ts'
import { perSecond, type Work } from './work.ts'

/** Three unfinished pictures and a finished one, as events. */
export const streams: Work = {
  id: 'e',
  title: 'SSE, 3 partial images',
  metrics: [{ id: 'perSecond', title: 'streams/s', show: perSecond }],
  base: 'bare',
  async measure(contender, { seconds }) {
    const port = await freePort()
    await using server = await startServer(await contender.command('e', port), port, { name: contender.id })
    const { status, type, text } = await during(server, ask(port, stream))
    if (status !== 200) throw new Error(`it answers ${status} ${text.slice(0, 80)}`.trim())
    if (!type.startsWith('text/event-stream')) throw new Error(`it answers ${type}, no stream`)
    const partials = text.match(/"type":"image_generation.partial_image"/g)?.length ?? 0
    const finished = text.includes('"type":"image_generation.completed"')
    if (partials !== 3 || !finished)
      throw new Error(`it streams ${partials} partial images and ${finished ? 'a' : 'no'} finished one`)
    const { pid } = server
    const job = { port, pid, connections: 8, warmUp: contender.warmUp ?? usualWarmUp, seconds, requests: [stream] }
    const { perSecond, cpu, bad } = await during(server, load(job))
    return { values: { perSecond }, cpu, bad }
  },
}
