import { beforeAll, expect, test } from 'vitest'
import { decode, drawImage } from '../support/images.ts'
import { form, json, startMock } from '../support/mock.ts'

type Mock = Awaited<ReturnType<typeof startMock>>

let plain: Mock
let drawn: Mock
beforeAll(async () => {
  plain = await startMock(['openai'], { speed: Infinity, images: 'plain' })
  drawn = await startMock(['openai'], { speed: Infinity })
})

const generate = async (mock: Mock, body: object) => {
  const request = json({ model: 'gpt-image-1.5', size: '1024x1024', ...body })
  const { json: reply } = await mock.send('/openai/v1/images/generations', request)
  return Buffer.from(reply.data[0].b64_json, 'base64')
}

test('a plain image is the same for all prompts, and a drawn image is not', async () => {
  const [fox, owl] = [await generate(plain, { prompt: 'a fox' }), await generate(plain, { prompt: 'an owl' })]
  expect(owl.equals(fox)).toBe(true)
  const [drawnFox, drawnOwl] = [await generate(drawn, { prompt: 'a fox' }), await generate(drawn, { prompt: 'an owl' })]
  expect(drawnOwl.equals(drawnFox)).toBe(false)
})

test.each([
  [{ size: '1536x1024' }, { format: 'png', width: 1536, height: 1024, hasAlpha: false }],
  [{ background: 'transparent' }, { format: 'png', width: 1024, height: 1024, hasAlpha: true }],
  [{ output_format: 'jpeg' }, { format: 'jpeg', width: 1024, height: 1024, hasAlpha: false }],
  [{ output_format: 'webp' }, { format: 'webp', width: 1024, height: 1024, hasAlpha: false }],
])('a plain image has what %j asks for', async (fields, expected) => {
  expect(await decode(await generate(plain, { prompt: 'a fox', ...fields }))).toEqual(expected)
})

test('a plain image of an edit shows no reference', async () => {
  const edit = async (background: string) => {
    const file = await drawImage('png', { background })
    const request = form([
      ['prompt', 'a fox'],
      ['model', 'gpt-image-1.5'],
      ['size', '1024x1024'],
      ['image', file],
    ])
    const { json: reply } = await plain.send('/openai/v1/images/edits', request)
    return Buffer.from(reply.data[0].b64_json, 'base64')
  }
  expect((await edit('#c80000')).equals(await edit('#0000c8'))).toBe(true)
})

test('a stream of plain images ends with the plain image, after partial images', async () => {
  const request = json({ prompt: 'a fox', size: '1024x1024', model: 'gpt-image-1.5', stream: true, partial_images: 2 })
  const { bytes } = await plain.send('/openai/v1/images/generations', request)
  const images = Array.from(bytes.toString().matchAll(/"b64_json":"([^"]+)"/g), ([, base64]) => base64)
  expect([images.length, new Set(images).size]).toEqual([3, 3])
  expect(images[2]).toBe((await generate(plain, { prompt: 'an owl' })).toString('base64'))
})
