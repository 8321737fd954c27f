import { expect, test } from 'vitest'
import { createRooms } from '../../src/engine/images/rooms.ts'
import { createManualClock } from '../../src/time/clock.ts'

const mb = 2 ** 20
const large = 8 * mb

/** Opens bodies in rooms on a manual clock, and notes which of them read. */
function start() {
  const clock = createManualClock()
  const rooms = createRooms({ clock })
  const reading: string[] = []
  const ended: string[] = []
  /** Starts a body of which the first bytes arrive. */
  const open = (name: string, length = large, bytes = 1000) => {
    const body = rooms.open(length)
    const room = body.admit(bytes)
    if (!room) reading.push(name)
    room?.then(
      () => reading.push(name),
      (error: Error) => ended.push(`${name}: ${error.message}`),
    )
    return body
  }
  return { clock, open, reading, ended }
}
const turn = () => new Promise(setImmediate)

test('two large bodies read at once, and the next ones in their order', async () => {
  const { open, reading } = start()
  const [first, second] = [open('a'), open('b'), open('c'), open('d')]
  await turn()
  expect(reading).toEqual(['a', 'b'])
  second?.close()
  await turn()
  expect(reading).toEqual(['a', 'b', 'c'])
  first?.close()
  await turn()
  expect(reading).toEqual(['a', 'b', 'c', 'd'])
})

test('a body that ends while it waits leaves the queue', async () => {
  const { open, reading, ended } = start()
  const [first] = [open('a'), open('b')]
  open('c').close()
  open('d')
  first?.close()
  await turn()
  expect(reading).toEqual(['a', 'b', 'd'])
  expect(ended).toEqual(['c: the body ended early'])
})

test('a body that stops gives up its room, and goes on beside the others', async () => {
  const { clock, open, reading } = start()
  const [stopped, quick] = [open('a'), open('b'), open('c')]
  for (let look = 0; look < 3; look++) {
    quick?.admit(mb)
    await clock.advance(250)
  }
  expect(reading).toEqual(['a', 'b', 'c'])
  expect(stopped?.admit(1000)).toBeUndefined()
})

test('a body that waits for the mock keeps its room', async () => {
  const { clock, open, reading } = start()
  for (const body of [open('a'), open('b')]) body.isReady = false
  open('c')
  await clock.advance(5000)
  expect(reading).toEqual(['a', 'b'])
})

test('when all bodies stop, those that wait are refused with a time after which to retry', async () => {
  const { clock, open, reading, ended } = start()
  for (let number = 0; number < 10; number++) open(String(number))
  await clock.advance(1000)
  expect(reading).toHaveLength(8)
  await clock.advance(11_000)
  expect(ended).toEqual(
    ['8', '9'].map((name) => `${name}: The mock reads as many large bodies as it can; send the request again later.`),
  )
})

test('small bodies need no room, until all of them together are large', async () => {
  const { open, reading } = start()
  open('a')
  open('b')
  const small = Array.from({ length: 21 }, (_, number) => open(String(number), Number.POSITIVE_INFINITY, 3 * mb))
  await turn()
  expect(reading).toHaveLength(23)
  const next = open('next', Number.POSITIVE_INFINITY, 3 * mb)
  await turn()
  expect(reading).not.toContain('next')
  next.close()
  for (const body of small) body.close()
  open('after', Number.POSITIVE_INFINITY, 3 * mb)
  await turn()
  expect(reading).toContain('after')
})

test('a body of unknown length needs a room once it is large', async () => {
  const { open } = start()
  open('a')
  open('b')
  const body = open('c', Number.POSITIVE_INFINITY)
  expect(body.admit(3 * mb)).toBeUndefined()
  const room = body.admit(mb)
  body.close()
  await expect(room).rejects.toThrow('the body ended early')
})
