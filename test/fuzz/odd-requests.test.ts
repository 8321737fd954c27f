import { expect, test } from 'vitest'
import { startMock } from '../support/mock.ts'

const mock = await startMock(['openai', 'xai'], { strict: true })
const type = (value: string) => ({ 'content-type': value })
const cut = '--b\r\nContent-Disposition: form-data; filename="a.png"\r\nContent-Type: image/png\r\n\r\nhalf of a f'

// Each request was once reported as a fault of the mock, or ended the process.
test.each<[what: string, path: string, init: RequestInit, status: number]>([
  [
    'a body where the operation takes none',
    '/openai/v1/files/x',
    { method: 'DELETE', headers: type('text/plain'), body: 'x' },
    404,
  ],
  [
    'a type that is no media type',
    '/openai/v1/images/generations',
    { method: 'POST', headers: type('a'), body: 'x' },
    400,
  ],
  ['a type that is no media type, without a body', '/openai/v1/models', { headers: type('a') }, 200],
  [
    'a form that ends within a file without a name',
    '/openai/v1/images/edits',
    { method: 'POST', headers: type('multipart/form-data; boundary=b'), body: cut },
    400,
  ],
])('%s is answered', async (_what, path, init, status) => {
  expect((await mock.send(path, init)).status).toBe(status)
})

test('the example of a file has the media type of the contract', async () => {
  const { status, headers } = await mock.send('/xai/v1/files/x/content')
  expect([status, headers.get('content-type')]).toEqual([200, 'application/octet-stream'])
})

test('an image in base64 whose text is longer than the contract allows is refused, although the contract sees a stand-in', async () => {
  const image_url = `data:image/png;base64,${'A'.repeat(20_971_520)}`
  const body = JSON.stringify({ prompt: 'a fox', model: 'gpt-image-2', images: [{ image_url }] })
  expect(
    await mock.send('/openai/v1/images/edits', { method: 'POST', headers: type('application/json'), body }),
  ).toMatchObject({
    status: 400,
    json: { error: { message: 'images.0.image_url has 20971542 characters; the limit is 20971520.' } },
  })
})
