import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readImage } from '../../src/engine/images/read-image.ts'
import { picture } from '../support/pictures.ts'

const limit = 2 ** 20
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
/** The bytes as they come through a socket, in pieces. */
const streamOf = (bytes: Buffer, piece = 1000) =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / piece) }, (_, at) => bytes.subarray(at * piece, (at + 1) * piece)),
    { objectMode: false },
  )

const png = await picture('png', { width: 300, height: 200 })
const tail = Buffer.from('and more')
const other = Buffer.concat([png.subarray(0, -1), Buffer.from([(png.at(-1) ?? 0) ^ 1])])

// Each begins as the one before: what is known of that must not be taken for this.
test.each([
  ['for the first time', png],
  ['again', png],
  ['longer', Buffer.concat([png, tail])],
  ['again, after a longer one', png],
  ['shorter', png.subarray(0, 700)],
  ['other in its last byte', other],
  ['of one piece', png.subarray(0, 500)],
  ['empty', Buffer.alloc(0)],
])('a small file is told by its bytes: %s', async (_, bytes) => {
  const facts = await readImage(streamOf(bytes), limit, bytes.length)
  expect(facts).toMatchObject({ bytes: bytes.length, sha256: sha256(bytes) })
})

test('a file has the same facts, whether its form is short, long or of no known length', async () => {
  const short = await readImage(streamOf(png), limit, png.length)
  expect(short).toMatchObject({ format: 'png', width: 300, height: 200 })
  expect(await readImage(streamOf(png), limit, 2 ** 30)).toEqual(short)
  expect(await readImage(streamOf(png), limit)).toEqual(short)
})

test.each([
  ['short', png.length],
  ['long', 2 ** 30],
])('a file over the limit has its size and nothing else, in a form that is %s', async (_, most) => {
  const facts = { bytes: png.length, sha256: '' }
  expect(await readImage(streamOf(png), png.length - 1, most)).toEqual(facts)
  expect(await readImage(streamOf(png), 0, most)).toEqual(facts)
})

test('many long forms at once each have their own', async () => {
  const files = Array.from({ length: 9 }, (_, index) => Buffer.concat([png, Buffer.from([index])]))
  const seen = await Promise.all(files.map((file) => readImage(streamOf(file), limit)))
  expect(seen.map((facts) => facts.sha256)).toEqual(files.map(sha256))
})

test.each([
  ['short', 1000],
  ['long', 2 ** 30],
])('one that breaks off rejects, and the next is read, in a form that is %s', async (_, most) => {
  for (let count = 0; count < 3; count++) {
    const broken = new Readable({ read: () => {} })
    broken.push(png.subarray(0, 100))
    const reading = readImage(broken, limit, most)
    broken.destroy(new Error('the caller has gone'))
    await expect(reading).rejects.toThrow('the caller has gone')
  }
  expect(await readImage(streamOf(png), limit, most)).toMatchObject({ sha256: sha256(png) })
})
