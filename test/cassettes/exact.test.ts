/** Bodies from which nothing was taken are kept exactly, and so are the files of a cassette. */
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkWritable, readCassette, writeCassette } from '../../src/cassettes/file/files.ts'
import { createRecorder } from '../../src/cassettes/recorder.ts'
import { createReplay } from '../../src/cassettes/replay.ts'
import { rewriteOrigins } from '../../src/cassettes/rewrite-origins.ts'
import { createSaver } from '../../src/cassettes/save-on-change.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { drawImage } from '../support/images.ts'
import { providerOf } from '../support/provider.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-exact-'))
})
afterAll(() => rm(folder, { recursive: true }))

const provider = await providerOf('dimilinks')
const baseUrl = 'https://gateway.test/v1'
const url = `${baseUrl}/models`
const headers = { authorization: 'Bearer sk-right-and-known' }
const recorderOf = (respond: () => Response) =>
  createRecorder({ provider, baseUrl, fetch: async () => respond(), clock: createManualClock() })

/** Records a response, writes and reads the cassette, and replays it. Returns the bytes and the text of the file. */
async function replayOf(type: string, body: string | Buffer) {
  const bytes = new Uint8Array(Buffer.from(body))
  const recorder = recorderOf(() => new Response(bytes, { headers: { 'content-type': type } }))
  await (await recorder.fetch(url, { headers })).arrayBuffer()
  const file = join(folder, 'a.json')
  await writeCassette(file, await recorder.cassette())
  const replay = createReplay(await readCassette(file), { provider })
  const response = await replay.fetch(url, { headers })
  return { bytes: Buffer.from(await response.arrayBuffer()), text: await readFile(file, 'utf8') }
}

const chinese = Buffer.from([0xd6, 0xd0])
const json = 'application/json'

test.each<[what: string, type: string, body: string | Buffer]>([
  ['an integer above 2^53', json, '{"created":1,"task_id":1234567890123456789}'],
  ['a member twice', json, '{"id":"a","id":"b"}'],
  ['numbers of another form', json, '{"a":1.0,"b":1e3,"c":-0}'],
  ['spaces and line breaks', json, '{\n  "id": "a",\n  "data": [ ]\n}\n'],
  ['escapes', json, '{"a":"\\u4e2d\\/"}'],
  ['a byte order mark', json, '\ufeff{"id":"a"}'],
  ['a page in GBK', 'text/html; charset=gbk', chinese],
  ['JSON in GBK', json, Buffer.concat([Buffer.from('{"a":"'), chinese, Buffer.from('"}')])],
  ['a stream in GBK', 'text/event-stream', Buffer.concat([Buffer.from('data: '), chinese, Buffer.from('\n\n')])],
  ['a text that ends within a character', 'text/plain', Buffer.from('中').subarray(0, 2)],
])('%s is replayed byte by byte', async (_what, type, body) => {
  expect((await replayOf(type, body)).bytes).toEqual(Buffer.from(body))
})

test.each<[what: string, type: string, body: string | Buffer, replayed: string]>([
  ['a member that occurs twice', json, '{"token":"hush-hush","token":null}', '{"token":"redacted","token":null}'],
  [
    'a link beside a long integer',
    json,
    '{"url":"https://cdn.test/a.png?Signature=c0ffee77","id":1234567890123456789}',
    '{"url":"https://cdn.test/a.png?Signature=a0000001","id":1234567890123456789}',
  ],
  [
    'a page in GBK',
    'text/html',
    Buffer.concat([chinese, Buffer.from(' sk-right-and-known')]),
    `${chinese.toString('latin1')} sk-redacted-key-1`,
  ],
])('the secret of %s is taken out', async (_what, type, body, replayed) => {
  const { bytes, text } = await replayOf(type, body)
  expect(bytes.toString('latin1')).toBe(replayed)
  expect(/hush-hush|c0ffee77|right-and-known/.test(text)).toBe(false)
})

test('ids of requests that differ beyond 2^53 stay different', async () => {
  const answers = ['one', 'two']
  const recorder = recorderOf(() => Response.json({ answer: answers.shift() }))
  const ask = (fetch: typeof recorder.fetch, id: string) =>
    fetch(`${baseUrl}/images/generations`, {
      method: 'POST',
      headers: { ...headers, 'content-type': json },
      body: `{"prompt":"x","id":${id}}`,
    })
  for (const id of ['1234567890123456788', '1234567890123456789']) await (await ask(recorder.fetch, id)).text()
  const { fetch } = createReplay(await recorder.cassette(), { provider })
  expect(await (await ask(fetch, ' 1234567890123456789')).json()).toEqual({ answer: 'two' })
})

test('the proxy passes bytes of any encoding, and rewrites a link with other letters', async () => {
  const body = Buffer.concat([Buffer.from('{"a":"'), chinese, Buffer.from('","url":"https://cdn.test/中.png"}')])
  const proxy = rewriteOrigins({
    dialect: provider.dialect,
    baseUrl,
    fetch: async () => new Response(new Uint8Array(body), { headers: { 'content-type': json } }),
  })
  const response = await proxy(new Request('http://127.0.0.1:4444/v1/models'))
  expect(Buffer.from(await response.arrayBuffer()).toString('latin1')).toBe(
    `{"a":"${chinese.toString('latin1')}","url":"http://127.0.0.1:4444/_proofsheet/at/https/cdn.test/%E4%B8%AD.png"}`,
  )
})

describe('the files of a cassette', () => {
  const cassetteWithImage = async (image: Buffer) => {
    const recorder = recorderOf(() => new Response(new Uint8Array(image), { headers: { 'content-type': 'image/png' } }))
    await (await recorder.fetch(url, { headers })).arrayBuffer()
    return recorder.cassette()
  }

  test('an image that was changed is refused; the next recording of the same image mends it', async () => {
    const file = join(folder, 'images-of', 'b.json')
    const cassette = await cassetteWithImage(await drawImage())
    await writeCassette(file, cassette)
    const [name = ''] = await readdir(join(folder, 'images-of', 'images'))
    const image = join(folder, 'images-of', 'images', name)
    await appendFile(image, 'x')
    await expect(readCassette(file)).rejects.toThrow(
      `${image} was changed: its bytes have another SHA-256 than its name; restore the file, or record again`,
    )
    await writeCassette(file, cassette)
    expect((await readCassette(file)).images.size).toBe(1)
    expect(await readdir(join(folder, 'images-of'))).toEqual(['b.json', 'images'])
    expect(await readdir(join(folder, 'images-of', 'images'))).toEqual([name])
  })

  test('a symbolic link stays a link to the cassette', async () => {
    const [link, target] = [join(folder, 'link.json'), join(folder, 'target.json')]
    await writeFile(target, '')
    await symlink(target, link)
    await writeCassette(link, await recorderOf(() => new Response()).cassette())
    expect((await readCassette(target)).exchanges).toEqual([])
  })

  test('the trial leaves nothing, and names a place that cannot be written', async () => {
    const place = join(folder, 'trial', 'deep')
    await checkWritable(join(place, 'c.json'))
    expect(await readdir(place)).toEqual([])
    await mkdir(join(place, 'images'))
    await checkWritable(join(place, 'c.json'))
    expect(await readdir(join(place, 'images'))).toEqual([])
    const refused = [place, '/dev/null', join(folder, 'a.json', 'b.json'), '/proc/no/c.json']
    for (const path of refused) await expect(checkWritable(path)).rejects.toThrow(`can't write the cassette ${path}: `)
  })
})

describe('while a program is recorded', () => {
  test('the complete exchanges can be had without the pending ones, and without keys of either', async () => {
    const { promise: pending, resolve } = Promise.withResolvers<Response>()
    const answers = [pending, Promise.resolve(Response.json({ note: 'sk-second-of-mine' }))]
    let count = 0
    const recorder = createRecorder({
      provider,
      baseUrl,
      fetch: () => answers.shift() ?? Promise.reject(new Error('no further response')),
      clock: createManualClock(),
      onExchange: () => count++,
    })
    const first = recorder.fetch(url, { headers: { authorization: 'Bearer sk-second-of-mine' } })
    await (await recorder.fetch(url, { headers })).text()
    while (count === 0) await new Promise(setImmediate)
    const soFar = recorder.completeSoFar()
    expect([soFar.exchanges.length, JSON.stringify(soFar).includes('second-of-mine')]).toEqual([1, false])
    resolve(Response.json({}))
    await (await first).text()
    expect((await recorder.cassette()).exchanges).toHaveLength(2)
  })

  test('saves follow each other, tell the first error, and end when asked', async () => {
    const errors: string[] = []
    const saves: PromiseWithResolvers<void>[] = []
    const save = () => {
      saves.push(Promise.withResolvers<void>())
      return (saves.at(-1) as PromiseWithResolvers<void>).promise
    }
    const saver = createSaver(save, createManualClock(), ({ message }) => errors.push(message))
    saver.request()
    saver.request()
    saver.request()
    expect(saves).toHaveLength(1)
    saves[0]?.reject(new Error('full'))
    while (saves.length === 1) await new Promise(setImmediate)
    saves[1]?.reject(new Error('full again'))
    await saver.idle()
    expect([saves.length, errors]).toEqual([2, ['full']])
  })
})
