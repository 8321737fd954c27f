import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { decode, drawImage } from '../support/images.ts'
import { json, startMock } from '../support/mock.ts'

const folder = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const key = { 'x-lumen-key': 'k' }

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock([folder], { atRoot: true })
})
const draw = (body: object) => mock.send('/api/2026/pictures', json(body, key))
const poll = (number: string) => mock.send(`/api/2026/tickets?number=${number}`, { headers: key })

test('a gateway that is only a folder is served, from submit to an expired link', async () => {
  const submitted = await draw({ text: 'a lamp', howMany: 2, dimensions: '200x100' })
  expect(submitted.status).toBe(202)
  expect(submitted.headers.get('retry-after')).toBe('3')
  const { number } = submitted.json.ticket
  expect(number).toMatch(/^L-[0-9a-f]{8}$/)

  const since = mock.clock.now()
  expect(await poll(number)).toMatchObject({
    status: 202,
    json: { ticket: { number, phase: 'WAITING', percent: '1%', since } },
  })
  await mock.clock.advance(5_000)
  expect(await poll(number)).toMatchObject({ status: 202, json: { ticket: { phase: 'DRAWING' } } })
  await mock.clock.advance(5_000)
  const done = await poll(number)
  expect(done).toMatchObject({ status: 200, json: { ticket: { phase: 'DONE', ended: since + 10_000 } } })
  const [first, second, ...none] = done.json.ticket.prints
  expect([none, first === second]).toEqual([[], false])
  expect(new URL(first).searchParams.get('until')).toBe(String((since + 70_000) / 1000))

  const print = await mock.send(first)
  expect(await decode(print.bytes)).toMatchObject({ format: 'webp', width: 200, height: 100 })
  await mock.clock.advance(61_000)
  expect(await mock.send(first)).toMatchObject({ status: 410, json: { fault: { no: 4 } } })
  expect((await poll(number)).status).toBe(200)
  await mock.clock.advance(3_600_000)
  expect(await poll(number)).toMatchObject({ status: 410, json: { fault: { no: 3 } } })
})

test('its requests are refused in its error format', async () => {
  const src = `data:image/png;base64,${(await drawImage()).toString('base64')}`
  expect((await draw({ text: 'x', pics: [{ src }, { src }] })).status).toBe(202)
  const refused = [
    await mock.send('/api/2026/pictures', json({ text: 'x' })),
    await draw({ text: 'x', howMany: 3 }),
    await draw({ text: 'x', dimensions: '4:3' }),
    await draw({ text: 'x', prompt: 'y' }),
    await draw({ text: 'x', pics: [{ src }, { src }, { src }] }),
    await draw({ text: 'x', pics: [{ src: 'https://img.example/a.png' }] }),
    await mock.send('/api/2026/nothing', { headers: key }),
  ]
  expect(refused.map(({ status, json }) => [status, json.fault.no])).toEqual([
    [403, 1],
    ...Array.from({ length: 6 }, () => [422, 2]),
  ])
})

test("its operation without state returns the contract's example", async () => {
  expect((await mock.send('/api/2026/colours', { headers: key })).json).toEqual(['red', 'blue'])
})
