import { once } from 'node:events'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { by } from '../scenario/gateways.ts'
import { serve } from './serve.ts'

test('a client that leaves in the middle of a response lost it, and its repeat is paid twice', async () => {
  const server = await serve(['openai'], { speed: 'instant' })
  const key = 'sk-left-early'
  const body = JSON.stringify({
    model: 'gpt-image-2',
    prompt: 'a fox',
    n: 10,
    size: '3840x2160',
    output_format: 'jpeg',
    output_compression: 100,
  })
  const headers = { ...by(key), 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
  const { hostname, port, host } = new URL(server.url)
  const read = async () =>
    ((await (await fetch(`${server.url}/_proofsheet/ledger`, { headers: by(key) })).json()) as { charges: unknown })
      .charges
  const socket = connect(Number(port), hostname)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}`)
  socket.write(`POST /openai/v1/images/generations HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
  await once(socket, 'data')
  socket.destroy()
  await expect.poll(read).toMatchObject([{ images: 10, delivered: false }])
  const whole = await fetch(`${server.url}/openai/v1/images/generations`, { method: 'POST', headers, body })
  expect(((await whole.json()) as { data: unknown }).data).toHaveLength(10)
  expect(await read()).toMatchObject([
    { delivered: true, isDouble: true },
    { delivered: false, isDouble: false },
  ])
  await server.close()
})
