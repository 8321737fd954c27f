import { expect, test } from 'vitest'
import { createThumbnails } from '../../src/conformance/thumbnails.ts'
import { decode, drawImage } from '../support/images.ts'

const decodeUrl = (dataUrl = '') => decode(Buffer.from(dataUrl.replace('data:image/webp;base64,', ''), 'base64'))

test('a thumbnail is a WebP of 96 px, with the size and format of the original', async () => {
  const bytes = await drawImage('jpeg', { width: 640, height: 320 })
  const [thumbnail] = await createThumbnails([{ exchange: 7, bytes }])
  expect(thumbnail).toMatchObject({ exchange: 7, width: 640, height: 320, format: 'jpeg' })
  expect(await decodeUrl(thumbnail?.dataUrl)).toMatchObject({ format: 'webp', width: 96, height: 48 })
})

test('a small image is not enlarged', async () => {
  const [thumbnail] = await createThumbnails([
    { exchange: 1, bytes: await drawImage('png', { width: 20, height: 10 }) },
  ])
  expect(await decodeUrl(thumbnail?.dataUrl)).toMatchObject({ width: 20, height: 10 })
})

test('only the first 24 images have thumbnails, and undecodable bytes are skipped', async () => {
  const bytes = await drawImage('png', { width: 4, height: 4 })
  const images = Array.from({ length: 30 }, (_, exchange) => ({ exchange, bytes }))
  const thumbnails = await createThumbnails([{ exchange: 99, bytes: new TextEncoder().encode('no image') }, ...images])
  expect(thumbnails.map(({ exchange }) => exchange)).toEqual(Array.from({ length: 24 }, (_, exchange) => exchange))
})
