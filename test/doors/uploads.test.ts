import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { drawImage } from '../support/images.ts'
import { providerOf } from '../support/provider.ts'
import { openRaw, parseRaw } from '../support/raw.ts'

let server: ListeningServer
beforeAll(async () => {
  const mock = await createMock({ providers: [await providerOf('dimilinks')], atRoot: true, speed: Infinity })
  server = await listen(mock.handler, { host: '127.0.0.1', port: 0 })
})
afterAll(() => server.close())

const boundary = 'boundary'
const png = await drawImage()
/** A form of more bytes than one that needs no room: a decoder ignores the bytes after the end of the image. */
const form = Buffer.concat([
  Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="prompt"\r\n\r\na fox\r\n`),
  Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="image"; filename="a.png"\r\n\r\n`),
  png,
  Buffer.alloc(6 * 2 ** 20),
  Buffer.from(`\r\n--${boundary}--\r\n`),
])
const head = (path: string, type: string, ...lines: string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: mock', 'Authorization: Bearer sk-a', `Content-Type: ${type}`, ...lines, '', ''].join(
    '\r\n',
  )
const editHead = head('/v1/images/edits', `multipart/form-data; boundary=${boundary}`, `Content-Length: ${form.length}`)

/** Starts an upload, which stops after its first bytes. */
const startUpload = (bytes = 100_000) =>
  openRaw(server.url, Buffer.concat([Buffer.from(editHead), form.subarray(0, bytes)]))
const upload = async () => {
  const connection = await openRaw(server.url, Buffer.concat([Buffer.from(editHead), form]))
  const reply = parseRaw(await connection.received(/\r\n\r\n\{.*\}$/))
  connection.socket.destroy()
  return reply.status
}

test('uploads that stop, and uploads that end while they wait, leave room for others', async () => {
  const stopped = await Promise.all([startUpload(), startUpload()])
  const waiting = await Promise.all([startUpload(), startUpload()])
  for (const { socket } of waiting) socket.resetAndDestroy()
  await Promise.all(waiting.map(({ closed }) => closed))
  expect(await Promise.all([upload(), upload(), upload()])).toEqual([200, 200, 200])
  // An upload that stopped goes on where it was.
  for (const { socket } of stopped) socket.write(form.subarray(100_000))
  for (const { received, socket } of stopped) {
    expect(parseRaw(await received(/\r\n\r\n\{.*\}$/)).status).toBe(200)
    socket.destroy()
  }
})

test('a small form in chunks needs no room', async () => {
  const stopped = await Promise.all(Array.from({ length: 8 }, () => startUpload()))
  const small = Buffer.concat([
    form.subarray(0, form.indexOf(png) + png.length),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  const chunked = head('/v1/images/edits', `multipart/form-data; boundary=${boundary}`, 'Transfer-Encoding: chunked')
  const { received, socket } = await openRaw(
    server.url,
    Buffer.concat([Buffer.from(`${chunked}${small.length.toString(16)}\r\n`), small, Buffer.from('\r\n0\r\n\r\n')]),
  )
  expect(parseRaw(await received(/\r\n\r\n\{.*\}$/)).status).toBe(200)
  for (const connection of [...stopped, { socket }]) connection.socket.destroy()
})
