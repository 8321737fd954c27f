/**
 * Code that talks to OpenAI through the official SDK, tested offline: three lines of set-up, and nothing in the code that is
 * tested knows of them. In a project of your own the first import is 'proofsheet/nock'.
 */
import OpenAI from 'openai'
import { afterAll, expect, test } from 'vitest'
import { interceptProvider } from '../../src/nock.ts'

const gateway = await interceptProvider('openai', { speed: Infinity })
afterAll(() => gateway.remove())

/** What is tested: it asks https://api.openai.com. */
async function paint(prompt: string): Promise<Buffer> {
  const openai = new OpenAI({ apiKey: 'sk-any' })
  const { data } = await openai.images.generate({ model: 'gpt-image-2', prompt, size: '1536x1024' })
  return Buffer.from(data?.[0]?.b64_json ?? '', 'base64')
}

test('a fox is painted in the size that was asked for', async () => {
  const png = await paint('A red fox on a green hill')
  // A PNG tells its width and height in bytes 16 to 23.
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1536, 1024])
})

test('what the gateway refuses is an error of the SDK', async () => {
  await expect(paint('[proofsheet:moderated] a fox')).rejects.toMatchObject({ status: 400, code: 'moderation_blocked' })
})
