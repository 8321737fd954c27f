import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { UploadedFile } from '../../src/conformance/lab/uploaded-file.ts'

const bytes = Buffer.from(Array.from({ length: 200_001 }, (_, index) => index % 251))
const upload = { name: 'fox "1".png', type: 'image/png', bytes }

test('a form with an uploaded file is read as a form with a file', async () => {
  const form = new FormData()
  form.append('image', new UploadedFile(upload))
  const read = (await new Response(form).formData()).get('image')
  if (!(read instanceof File)) throw new Error('expected a file')
  expect({ name: read.name, type: read.type, bytes: Buffer.from(await read.bytes()) }).toEqual(upload)
})

test('an uploaded file arrives with its length, and whole, over a socket', async () => {
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    response.end(`${Number(request.headers['content-length']) === body.length} ${body.includes(bytes)}`)
  }).listen(0)
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const form = new FormData()
  form.append('image', new UploadedFile(upload))
  const { port } = server.address() as AddressInfo
  const response = await fetch(`http://localhost:${port}`, { method: 'POST', body: form })
  expect(await response.text()).toBe('true true')
})
