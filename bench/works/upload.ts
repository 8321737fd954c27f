import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { request } from 'node:http'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Contender } from '../contenders/contender.ts'
import { type Answer, ask, check } from '../parts/ask.ts'
import { noisePng } from '../parts/noise.ts'
import { rssOf, watchPeak } from '../parts/proc.ts'
import { edit, form } from '../parts/requests.ts'
import { during, freePort, startServer } from '../parts/server.ts'
import { digits, type Work } from './work.ts'

const files = 9
/** Of 2640 pixels: 20.9 of the 20.97 million bytes that DimiLinks takes. */
const edge = 2640
const mb = 1e6

/** A form of large files as it is on its way, and how long it is. */
async function* bodyOf(names: readonly string[]): AsyncGenerator<Buffer | string> {
  yield form.prompt
  for (const name of names) {
    yield form.fileHead('image[]', basename(name))
    yield* createReadStream(name, { highWaterMark: 2 ** 18 })
    yield form.fileTail
  }
  yield form.end
}

async function lengthOf(names: readonly string[]): Promise<number> {
  const sizes = await Promise.all(names.map(async (name) => (await stat(name)).size))
  const frames = names.map((name) => form.fileHead('image[]', basename(name)) + form.fileTail)
  const between = Buffer.byteLength([form.prompt, ...frames, form.end].join(''))
  return sizes.reduce((sum, size) => sum + size, between)
}

function upload(port: number, names: readonly string[], length: number): Promise<Answer> {
  const headers = { ...form.headers, 'content-length': length }
  const asked = request({ host: '127.0.0.1', port, method: 'POST', path: form.path, headers, agent: false })
  return new Promise((resolve, reject) => {
    asked.on('response', (response) => {
      const { statusCode: status = 0, headers } = response
      text(response).then((text) => resolve({ status, type: headers['content-type'] ?? '', text }), reject)
    })
    asked.on('error', reject)
    // A server that answers early breaks the pipe; its answer tells more than that.
    pipeline(Readable.from(bodyOf(names)), asked).catch((error: Error) => setTimeout(reject, 1000, error))
  })
}

/** More than this is no answer to anybody. */
const patience = 20

async function tooLong(): Promise<never> {
  await wait(patience * 1000, undefined, { ref: false })
  throw new Error(`it takes more than ${patience} s`)
}

/** Seconds for `count` uploads at once, and by how much the server grew at most while it took them. */
async function measureAtOnce(contender: Contender, count: number): Promise<{ seconds: number; megabytes: number }> {
  const names: string[] = []
  for (let seed = 1; seed <= files; seed++) names.push((await noisePng(edge, seed)).file)
  const length = await lengthOf(names)
  const port = await freePort()
  await using server = await startServer(await contender.command('d', port), port, { name: contender.id })
  // What is loaded with the first form of all is no growth of this one.
  check(await during(server, ask(port, await edit())), ({ data }) => Array.isArray(data))
  const before = rssOf(server.pid)
  const peak = watchPeak(server.pid)
  const start = performance.now()
  const uploads = Array.from({ length: count }, () => upload(port, names, length))
  const answers = await during(server, Promise.race([Promise.all(uploads), tooLong()]))
  const seconds = (performance.now() - start) / 1000
  const most = peak.read()
  for (const answer of answers) check(answer, ({ data }) => Array.isArray(data) && data.length > 0)
  if (before === undefined || most === undefined) throw new Error('this system does not tell the memory of a process')
  return { seconds, megabytes: (most - before) / mb }
}

export const largeEdits: Work = {
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
