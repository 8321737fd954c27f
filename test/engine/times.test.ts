import { fileURLToPath } from 'node:url'
import { beforeEach, expect, test } from 'vitest'
import { json, startMock } from '../support/mock.ts'

const ferry = fileURLToPath(new URL('../fixtures/ferry', import.meta.url))
const start = Date.parse('2026-11-20T00:00:00.000Z')

let mock: Awaited<ReturnType<typeof startMock>>
beforeEach(async () => {
  mock = await startMock([ferry])
  await mock.clock.advance(start - mock.clock.now())
})

const pictures = (headers = {}) => mock.send('/ferry/v2/pictures', json({ prompt: 'a boat' }, headers))

test('the times of a reply are texts of the pattern, and links say when they end', async () => {
  const reply = mock.sendFor(10_000, '/ferry/v2/pictures', json({ prompt: 'a boat' }))
  const { made, links_end, links_live, pictures: list } = (await reply).json
  expect([made, links_end, links_live]).toEqual(['2026-11-20 00:00:10', '2026-11-20 01:00:10', 3600])
  expect([list[0].ends, list[0].lives]).toEqual(['2026-11-20 01:00:10', 3600])
})

test('the times of a task are ISO 8601, and so is the end of a link', async () => {
  const { trip, begun } = (await pictures({ prefer: 'respond-async' })).json
  await mock.clock.advance(10_000)
  const { json: task } = await mock.send(`/ferry/v2/trips/${trip}`)
  expect([begun, task.begun, task.landed]).toEqual([
    '2026-11-20T00:00:00.000Z',
    '2026-11-20T00:00:00.000Z',
    '2026-11-20T00:00:10.000Z',
  ])
  expect([task.links_end, task.links_live]).toEqual(['2026-11-20T01:00:10.000Z', 3600])
  expect([task.pictures[0].until, task.pictures[0].ttl]).toEqual(['2026-11-20T01:00:10.000Z', 3600])
  expect(new URL(task.pictures[0].href).searchParams.get('se')).toBe('2026-11-20T01:00:10.000Z')
})

test('a link with its end in ISO 8601 works until then', async () => {
  const { trip } = (await pictures({ prefer: 'respond-async' })).json
  await mock.clock.advance(10_000)
  const { href } = (await mock.send(`/ferry/v2/trips/${trip}`)).json.pictures[0]
  const { pathname, search } = new URL(href)
  const later = search.replace('T01', 'T02')
  const statusOf = async (query: string) => (await mock.bare(`${pathname}${query}`)).status
  expect(await statusOf(search)).toBe(200)
  expect(await statusOf(later)).toBe(403)
  expect(await statusOf(search.replace('2026-11', 'soon'))).toBe(400)
  await mock.clock.advance(3_601_000)
  expect(await statusOf(search)).toBe(410)
})
