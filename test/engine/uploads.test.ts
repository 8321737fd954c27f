import { expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import type { Dialect } from '../../src/dialect/schema.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { deviant } from '../support/gateway.ts'
import { drawImage } from '../support/images.ts'
import { form, host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const uploads: Dialect['files'] = {
  upload: 'POST /uploads/images',
  field: 'file',
  formats: ['png', 'jpeg'],
  maxBytes: 20_000,
  link: { path: '/uploads/{seconds}_{hex:8}', ttlSeconds: 3600 },
  lens: { url: '/data/url', mediaType: '/data/mime_type', bytes: '/data/size' },
  fixed: { '/success': true },
}

async function start() {
  const clock = createManualClock()
  const { dialect } = deviant(await providerOf('dimilinks'), {
    '/files': uploads,
    '/references/json/accepts': ['http'],
  })
  const provider = { id: 'uploads', folder: 'none', dialect, contract: toContract(toOpenApi(dialect)) }
  const mock = await createMock({ providers: [provider], clock, atRoot: true })
  const send = async (path: string, { headers, ...init }: RequestInit) => {
    const key = { ...(headers as Record<string, string>), authorization: 'Bearer sk-test' }
    const response = await mock.fetch(new Request(`${host}${path}`, { ...init, headers: key }))
    return { status: response.status, json: JSON.parse(await response.text()) }
  }
  return {
    clock,
    upload: (bytes: Buffer) => send('/uploads/images', form([['file', bytes]])),
    edit: (image: string) => send('/images/generations?async=true', json({ prompt: 'a fox', image })),
  }
}

test('an upload gives a link, which a request names until the link ends', async () => {
  const { clock, upload, edit } = await start()
  const image = await drawImage()
  const { status, json: reply } = await upload(image)
  expect([status, reply]).toEqual([
    200,
    {
      success: true,
      data: {
        url: expect.stringMatching(/^http:\/\/[^/]+\/uploads\/\d{10}_[0-9a-f]{8}$/),
        mime_type: 'image/png',
        size: image.length,
      },
    },
  ])
  expect((await edit(reply.data.url)).status).toBe(200)
  await clock.advance(3_600_000)
  expect((await edit(reply.data.url)).status).toBe(400)
})

test.each([
  ['an accepted format', await drawImage('jpeg'), 200],
  ['another format', await drawImage('webp'), 400],
  ['no image', Buffer.from('text'), 400],
  ['too many bytes', Buffer.alloc(20_001), 400],
])('an upload of %s', async (_what, bytes, status) => {
  const { upload } = await start()
  expect((await upload(bytes)).status).toBe(status)
})
