/**
 * Sends large and stalling bodies to the mock, and prints memory, duration and the longest delay of other requests:
 * `npm run bench:bodies -- list images forms stalled`; all four without arguments.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { mockCommand } from './contenders/ours.ts'
import { noisePng } from './parts/noise.ts'
import { watchPeak } from './parts/proc.ts'
import { form, submitBody, type WireRequest } from './parts/requests.ts'
import { send, type TextResponse } from './parts/send.ts'
import { freePort, guard, type Server, startServer } from './parts/server.ts'

/** Edge in pixels of an image of 19.4 MB. */
const largeEdge = 2540
const mb = 1e6

const createForm = async (edge: number): Promise<WireRequest> => {
  const { bytes } = await noisePng(edge, 1)
  const parts = [form.prompt, form.fileHead('image', 'a.png'), bytes, form.fileTail, form.end]
  return {
    method: 'POST',
    path: form.path,
    headers: form.headers,
    body: Buffer.concat(parts.map((part) => Buffer.from(part))),
  }
}

const severalOf = (port: number, count: number, request: WireRequest): Promise<TextResponse[]> =>
  Promise.all(Array.from({ length: count }, () => send(port, request)))

/** Starts a form of 8 MB that stops after 4 MB. Returns a function that breaks the connection. */
async function stall(port: number): Promise<() => void> {
  const { path, headers, body = Buffer.alloc(0) } = await createForm(1640)
  const socket = connect(port, '127.0.0.1').on('error', () => {})
  const lines = Object.entries({ ...headers, host: 'mock', 'content-length': body.length }).map((pair) =>
    pair.join(': '),
  )
  socket.write([`POST ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n'))
  socket.write(body.subarray(0, 4 * mb))
  return () => socket.destroy()
}

/** Each prepares bodies, and returns a function that sends them and returns the responses that have to arrive. */
const cases: Readonly<Record<string, (port: number) => Promise<() => Promise<TextResponse[]>>>> = {
  async list(port) {
    const body = submitBody({ prompt: 'x', image: new Array(5e7).fill(1) })
    return () => severalOf(port, 1, body)
  },
  async images(port) {
    const { bytes } = await noisePng(largeEdge, 1)
    const body = submitBody({ prompt: 'x', image: `data:image/png;base64,${bytes.toString('base64')}` })
    return () => severalOf(port, 40, body)
  },
  async forms(port) {
    const body = await createForm(largeEdge)
    return () => severalOf(port, 200, body)
  },
  async stalled(port) {
    const body = await createForm(1640)
    return async () => {
      const ends = await Promise.all([stall(port), stall(port)])
      await wait(500)
      const responses = await severalOf(port, 3, body)
      for (const end of ends) end()
      return responses
    }
  },
}

/** Starts a process that asks for the index page again and again. Returns a function that ends it and returns the longest delay in ms. */
async function watchDelay(port: number): Promise<() => Promise<number>> {
  const prober = fork(new URL('programs/prober.ts', import.meta.url), [String(port)])
  await wait(2000)
  return async () => {
    const longest = once(prober, 'message')
    prober.send('end')
    return Number((await longest)[0])
  }
}

async function measure(
  server: Server,
  prepare: (port: number) => Promise<() => Promise<TextResponse[]>>,
): Promise<string> {
  // The first requests load code, which must not count.
  await severalOf(server.port, 20, submitBody({ prompt: 'x' }))
  await send(server.port, await createForm(100))
  const run = await prepare(server.port)
  const endDelay = await watchDelay(server.port)
  const peak = watchPeak(server.pid)
  const start = performance.now()
  const responses = await run()
  const seconds = (performance.now() - start) / 1000
  const statuses = Map.groupBy(responses, ({ status }) => status)
  const counts = [...statuses].map(([status, { length }]) => `${length} x ${status}`).join(', ')
  return [
    counts,
    `${seconds.toFixed(1)} s`,
    `${((peak.read() ?? Number.NaN) / mb).toFixed(0)} MB`,
    `${(await endDelay()).toFixed(0)} ms`,
  ].join(' | ')
}

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(cases)
console.log('| bodies | responses | duration | peak RSS | longest delay of GET / |\n| --- | --- | --- | --- | --- |')
for (const name of names) {
  const prepare = cases[name]
  if (!prepare) throw new Error(`unknown name "${name}": expected ${Object.keys(cases).join(', ')}`)
  const port = await freePort()
  await using server = await startServer(mockCommand(['dimilinks'], port, '--speed', 'instant'), port, {
    name: 'bodies',
  })
  console.log(`| ${name} | ${await guard(server, measure(server, prepare))} |`)
}
