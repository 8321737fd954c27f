/**
 * Tests code that calls OpenAI through the official SDK, offline and without a change to the code. In your own project, import
 * from 'proofsheet/nock'.
 */
import OpenAI from 'openai'
import { afterAll, expect, test } from 'vitest'
import { interceptProvider } from '../../src/nock.ts'

const gateway = await interceptProvider('openai', { speed: Infinity })
afterAll(() => gateway.remove())

/** The code under test, which sends requests to https://api.openai.com. */
async function draw(prompt: string): Promise<Buffer> {
  const openai = new OpenAI({ apiKey: 'sk-any' })
  const { data } = await openai.images.generate({ model: 'gpt-image-2', prompt, size: '1536x1024' })
  return Buffer.from(data?.[0]?.b64_json ?? '', 'base64')
}

test('the image has the requested size', async () => {
  const png = await draw('A red fox on a green hill')
  // Bytes 16 to 23 of a PNG hold its width and height.
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1536, 1024])
})

test('a refusal of the gateway is an error of the SDK', async () => {
  await expect(draw('[proofsheet:moderated] a fox')).rejects.toMatchObject({ status: 400, code: 'moderation_blocked' })
})
