import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { request } from 'node:http'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Contender } from '../contenders/contender.ts'
import { noisePng } from '../parts/noise.ts'
import { readRss, watchPeak } from '../parts/proc.ts'
import { edit, form } from '../parts/requests.ts'
import { check, send, type TextResponse } from '../parts/send.ts'
import { freePort, guard, startServer } from '../parts/server.ts'
import { digits, type Workload } from './workload.ts'

const files = 9
/** Edge in pixels: 20.9 million bytes, of the 20.97 million that DimiLinks accepts. */
const edge = 2640
const mb = 1e6

/** Streams a form of large files from disk. */
async function* streamForm(names: readonly string[]): AsyncGenerator<Buffer | string> {
  yield form.prompt
  for (const name of names) {
    yield form.fileHead('image[]', basename(name))
    yield* createReadStream(name, { highWaterMark: 2 ** 18 })
    yield form.fileTail
  }
  yield form.end
}

/** Computes the length of that form in bytes. */
async function measureForm(names: readonly string[]): Promise<number> {
  const sizes = await Promise.all(names.map(async (name) => (await stat(name)).size))
  const frames = names.map((name) => form.fileHead('image[]', basename(name)) + form.fileTail)
  const between = Buffer.byteLength([form.prompt, ...frames, form.end].join(''))
  return sizes.reduce((sum, size) => sum + size, between)
}

function upload(port: number, names: readonly string[], length: number): Promise<TextResponse> {
  const headers = { ...form.headers, 'content-length': length }
  const outgoing = request({ host: '127.0.0.1', port, method: 'POST', path: form.path, headers, agent: false })
  return new Promise((resolve, reject) => {
    outgoing.on('response', (response) => {
      const { statusCode: status = 0, headers } = response
      text(response).then((text) => resolve({ status, type: headers['content-type'] ?? '', text }), reject)
    })
    outgoing.on('error', reject)
    // A server that responds early breaks the pipe, and its response says more than that error.
    pipeline(Readable.from(streamForm(names)), outgoing).catch((error: Error) => setTimeout(reject, 1000, error))
  })
}

/** Seconds after which the uploads count as failed. */
const timeoutSeconds = 20

async function rejectAfterTimeout(): Promise<never> {
  await wait(timeoutSeconds * 1000, undefined, { ref: false })
  throw new Error(`it took more than ${timeoutSeconds} s`)
}

/** Measures `count` uploads at once: seconds, and the growth of the server's peak RSS in MB. */
async function measureAtOnce(contender: Contender, count: number): Promise<{ seconds: number; megabytes: number }> {
  const names: string[] = []
  for (let seed = 1; seed <= files; seed++) names.push((await noisePng(edge, seed)).file)
  const length = await measureForm(names)
  const port = await freePort()
  await using server = await startServer(await contender.command('d', port), port, { name: contender.id })
  // The first form loads code and buffers, which must not count as growth.
  check(await guard(server, send(port, await edit())), ({ data }) => Array.isArray(data))
  const before = readRss(server.pid)
  const peak = watchPeak(server.pid)
  const start = performance.now()
  const uploads = Array.from({ length: count }, () => upload(port, names, length))
  const responses = await guard(server, Promise.race([Promise.all(uploads), rejectAfterTimeout()]))
  const seconds = (performance.now() - start) / 1000
  const highest = peak.read()
  for (const response of responses) check(response, ({ data }) => Array.isArray(data) && data.length > 0)
  if (before === undefined || highest === undefined)
    throw new Error('the memory of a process is not available: expected Linux with /proc')
  return { seconds, megabytes: (highest - before) / mb }
}

export const largeEdits: Workload = {
  id: 'd',
  title: 'multipart edit, 9 x 20 MB',
  metrics: [
    { id: 'one', title: 'one', show: digits(' s', 2) },
    { id: 'oneGrowth', title: 'growth', show: digits(' MB', 0) },
    { id: 'many', title: '16 at once', show: digits(' s', 1) },
    { id: 'manyGrowth', title: 'growth', show: digits(' MB', 0) },
  ],
  async measure(contender) {
    const one = await measureAtOnce(contender, 1)
    const many = await measureAtOnce(contender, 16).catch((error: Error) => {
      throw new Error(`16 at once: ${error.message}`)
    })
    return {
      values: { one: one.seconds, oneGrowth: one.megabytes, many: many.seconds, manyGrowth: many.megabytes },
    }
  },
}
