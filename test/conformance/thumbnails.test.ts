import { expect, test } from 'vitest'
import { createThumbnails } from '../../src/conformance/thumbnails.ts'
import { decode, picture } from '../support/pictures.ts'

const small = (dataUrl = '') => decode(Buffer.from(dataUrl.replace('data:image/webp;base64,', ''), 'base64'))

test('a picture becomes 96 px of WebP, told with the size and format that it had', async () => {
  const bytes = await picture('jpeg', { width: 640, height: 320 })
  const [thumbnail] = await createThumbnails([{ exchange: 7, bytes }])
  expect(thumbnail).toMatchObject({ exchange: 7, width: 640, height: 320, format: 'jpeg' })
  expect(await small(thumbnail?.dataUrl)).toMatchObject({ format: 'webp', width: 96, height: 48 })
})

test('a small picture is not made larger', async () => {
  const [thumbnail] = await createThumbnails([{ exchange: 1, bytes: await picture('png', { width: 20, height: 10 }) }])
  expect(await small(thumbnail?.dataUrl)).toMatchObject({ width: 20, height: 10 })
})

test('the first 24, without what is no picture', async () => {
  const bytes = await picture('png', { width: 4, height: 4 })
  const pictures = Array.from({ length: 30 }, (_, exchange) => ({ exchange, bytes }))
  const made = await createThumbnails([{ exchange: 99, bytes: new TextEncoder().encode('no picture') }, ...pictures])
  expect(made.map(({ exchange }) => exchange)).toEqual(Array.from({ length: 24 }, (_, exchange) => exchange))
})
