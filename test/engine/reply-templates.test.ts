import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { host, json, startMock } from '../support/mock.ts'

const lantern = fileURLToPath(new URL('../fixtures/lantern', import.meta.url))

test('constant members and headers name the task, its polls, its model and the request', async () => {
  const mock = await startMock([lantern])
  const submitted = await mock.send('/lantern/v3/jobs', json({ prompt: 'a lamp' }, { 'x-request-id': 'req-7' }))
  const { id } = submitted.json
  expect(submitted.json).toEqual({
    id,
    links: { status: `/lantern/v3/jobs/${id}`, result: `${host}/lantern/v3/result?job=${id}` },
    note: `lantern-2 works on ${id}; {braces} stay.`,
    kept: 1795136400,
  })
  expect(submitted.headers.get('location')).toBe(`/lantern/v3/jobs/${id}`)
  expect(submitted.headers.get('x-job')).toBe(`job=${id}`)
  expect(submitted.headers.get('x-trace')).toBe('trace-req-7')

  const polled = await mock.send(submitted.json.links.status)
  expect(polled.json).toEqual({ id, state: 'Waiting', kept: 1795136400, self: `${host}/lantern/v3/jobs/${id}` })

  await mock.clock.advance(10_000)
  const { pictures } = (await mock.send(submitted.json.links.result)).json
  expect((await mock.send(pictures[0])).headers.get('x-made-by')).toBe('lantern-2')

  const refused = await mock.send('/lantern/v3/jobs', json({ prompt: 7 }, { 'x-request-id': 'req-8' }))
  expect(refused.json.request).toBe('request req-8')
})
