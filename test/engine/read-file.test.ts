import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readImage } from '../../src/engine/images/read-image.ts'
import { drawImage } from '../support/images.ts'

const limit = 2 ** 20
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** Streams bytes in pieces, as a socket does. */
const streamOf = (bytes: Buffer, piece = 1000) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / piece) }, (_, index) =>
      bytes.subarray(index * piece, (index + 1) * piece),
    ),
    { objectMode: false },
  )

const png = await drawImage('png', { width: 300, height: 200 })
const tail = Buffer.from('and more')
const other = Buffer.concat([png.subarray(0, -1), Buffer.from([(png.at(-1) ?? 0) ^ 1])])

// Each file begins like the file before, whose cached facts must not be used for this file.
test.each([
  ['for the first time', png],
  ['again', png],
  ['longer', Buffer.concat([png, tail])],
  ['again, after a longer one', png],
  ['shorter', png.subarray(0, 700)],
  ['other in its last byte', other],
  ['of one piece', png.subarray(0, 500)],
  ['empty', Buffer.alloc(0)],
])('a small file is recognised by all of its bytes: %s', async (_, bytes) => {
  const facts = await readImage(streamOf(bytes), limit, bytes.length)
  expect(facts).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) })
})

test('a file has the same facts in a form that is short, long or of unknown length', async () => {
  const short = await readImage(streamOf(png), limit, png.length)
  expect(short).toMatchObject({ format: 'png', width: 300, height: 200 })
  expect(await readImage(streamOf(png), limit, 2 ** 30)).toEqual(short)
  expect(await readImage(streamOf(png), limit)).toEqual(short)
})

test.each([
  ['short', png.length],
  ['long', 2 ** 30],
])('a file over the limit has its size and no other facts, in a form that is %s', async (_, maxLength) => {
  const facts = { bytes: png.length, sha256: '' }
  expect(await readImage(streamOf(png), png.length - 1, maxLength)).toEqual(facts)
  expect(await readImage(streamOf(png), 0, maxLength)).toEqual(facts)
})

test('files of simultaneous long forms are not mixed up', async () => {
  const files = Array.from({ length: 9 }, (_, index) => Buffer.concat([png, Buffer.from([index])]))
  const allFacts = await Promise.all(files.map((file) => readImage(streamOf(file), limit)))
  expect(allFacts.map((facts) => facts.sha256)).toEqual(files.map(sha256))
})

test.each([
  ['short', 1000],
  ['long', 2 ** 30],
])('a broken stream rejects, and the next file is read, in a form that is %s', async (_, maxLength) => {
  for (let count = 0; count < 3; count++) {
    const broken = new Readable({ read: () => {} })
    broken.push(png.subarray(0, 100))
    const reading = readImage(broken, limit, maxLength)
    broken.destroy(new Error('the client disconnected'))
    await expect(reading).rejects.toThrow('the client disconnected')
  }
  expect(await readImage(streamOf(png), limit, maxLength)).toMatchObject({ sha256: sha256(png) })
})

test('more new files than the cache holds are read at once', async () => {
  const files = Array.from({ length: 520 }, (_, index) => Buffer.from(`no image ${index}`))
  const facts = await Promise.all(files.map((bytes) => readImage(Readable.from([bytes]), 1000, bytes.length)))
  expect(facts.map(({ bytes }) => bytes)).toEqual(files.map(({ length }) => length))
})
