import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMock, type Mock, type MockOptions } from '../../src/engine/mock.ts'
import { formatSelection } from '../../src/scenario/selection.ts'
import type { Store } from '../../src/stores/store.ts'
import { createManualClock, type ManualClock } from '../../src/time/clock.ts'
import { deviant } from '../support/gateway.ts'
import { drawImage } from '../support/images.ts'
import { faults, violations } from '../support/judge.ts'
import { form, host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

/** A mock with a connection and a clock of its own, as in a process of its own. */
interface Process {
  readonly mock: Mock
  readonly clock: ManualClock
  readonly store: Store
}

const async = '/dimilinks/v1/images/generations?async=true'

/**
 * Registers the tests that two mocks with one store must pass. Each test has keys of its own. `open` opens another connection
 * to the same, empty store.
 */
export function sharedMocksSuite(name: string, open: () => Promise<Store>): void {
  describe(`two mocks that share ${name}`, () => {
    let a: Process
    let b: Process
    let key: string
    let keys = 0
    const start = async (options: Partial<MockOptions> = {}): Promise<Process> => {
      const [store, clock] = [await open(), createManualClock()]
      const mock = await createMock({
        providers: [
          deviant(await providerOf('dimilinks'), {
            '/idempotency': { header: 'Idempotency-Key', headers: { 'Idempotency-Replayed': 'true' } },
            '/errors/causes/idempotencyRunning': { status: 425 },
          }),
          await providerOf('openai'),
          await providerOf('fal'),
        ],
        clock,
        store,
        limits: { polls: 3, tasks: 4 },
        onViolation: (violation) => violations.push(violation),
        onError: (error) => faults.push(error),
        ...options,
      })
      return { mock, clock, store }
    }
    const send = async ({ mock }: Process, path: string, init: RequestInit = {}) => {
      const headers = { authorization: `Bearer ${key}`, ...Object.fromEntries(new Headers(init.headers)) }
      const response = await mock.fetch(new URL(path, host), { ...init, headers })
      const bytes = Buffer.from(await response.arrayBuffer())
      const isJson = response.headers.get('content-type')?.includes('json')
      return {
        status: response.status,
        headers: response.headers,
        bytes,
        json: isJson ? JSON.parse(`${bytes}`) : undefined,
      }
    }
    const submit = async (at: Process, prompt: string, headers = {}): Promise<string> =>
      (await send(at, async, json({ prompt }, headers))).json.task_id
    const poll = (at: Process, id: string) => send(at, `/dimilinks/v1/tasks/${id}`)
    const admin = (at: Process, operation: string, body?: unknown) => {
      const [method = '', path] = operation.split(' ')
      return send(at, `/_proofsheet${path}`, {
        method,
        headers: { 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
    }
    beforeAll(async () => {
      a = await start()
      b = await start()
    })
    beforeEach(() => {
      key = `sk-${keys++}`
    })
    afterAll(() => Promise.all([a.store.close(), b.store.close()]))

    test('a task of one is polled at the other, and its image has the same bytes at both', async () => {
      const id = await submit(a, 'a fox')
      await admin(b, 'POST /clock/advance?seconds=60')
      const polled = await poll(b, id)
      expect(polled.json.status).toBe('succeeded')
      const { url } = polled.json.result.data[0]
      const [first, second] = [await send(a, url), await send(b, url)]
      expect([first.status, second.status, first.bytes.equals(second.bytes)]).toEqual([200, 200, true])
    })

    test('equal requests get tasks of their own, whichever mock takes them', async () => {
      const ids = [await submit(a, 'same'), await submit(b, 'same'), await submit(a, 'same')]
      expect(new Set(ids).size).toBe(3)
      expect((await admin(b, 'GET /tasks')).json.tasks.map(({ id }: { id: string }) => id)).toEqual(ids)
    })

    test('a list that is read in parts has each task once, also when keys have different times', async () => {
      const second = { authorization: `Bearer ${key}-second` }
      await admin(a, 'POST /clock/advance?seconds=60')
      const sent = [await submit(a, 'a fox'), await submit(b, 'a fox', second), await submit(a, 'a boat')]
      const listed: string[] = []
      for (let after = ''; ; after = listed.at(-1) ?? '') {
        const query = `?limit=1${after && `&after=${after}`}`
        const { tasks } = (await (await a.mock.fetch(`${host}/_proofsheet/tasks${query}`)).json()) as {
          tasks: { id: string }[]
        }
        if (tasks.length === 0) break
        listed.push(...tasks.map(({ id }) => id))
      }
      expect(listed.filter((id) => sent.includes(id)).sort()).toEqual(sent.sort())
    })

    test('a clock that is frozen and moved at one moves at the other, and wakes a request that waits there', async () => {
      await admin(a, 'POST /clock/freeze')
      const { now } = (await admin(b, 'GET /clock')).json
      let isAnswered = false
      const waiting = send(b, '/dimilinks/v1/images/generations', json({ prompt: 'a fox' })).then((reply) => {
        isAnswered = true
        return reply
      })
      // The request has a task as soon as it waits.
      while ((await admin(a, 'GET /clock')).json.waiting === 0) await nextTurn()
      expect(isAnswered).toBe(false)
      expect((await admin(a, 'POST /clock/advance?seconds=90')).json).toMatchObject({ now: now + 90_000, frozen: true })
      expect((await waiting).status).toBe(200)
      const advances = [a, b, a, b].map((at) => admin(at, 'POST /clock/advance?seconds=10'))
      await Promise.all(advances)
      expect((await admin(b, 'GET /clock')).json).toMatchObject({ now: now + 130_000, moved: 130_000 })
      await admin(b, 'POST /reset')
      expect((await admin(a, 'GET /clock')).json).toMatchObject({ frozen: false, moved: 0 })
    })

    test('the clock of the mock is one clock', async () => {
      const before = a.clock.now()
      await admin(a, 'POST /clock/advance?seconds=1')
      await b.mock.fetch(`${host}/_proofsheet/clock/advance?seconds=2`, { method: 'POST' })
      await a.mock.fetch(`${host}/_proofsheet/clock`)
      expect([a.clock.now() - before, b.clock.now() - before]).toEqual([2000, 2000])
    })

    test('the clock of a key that is frozen at one begins at the time to which the other moved the mock', async () => {
      const { now } = (await admin(a, 'GET /clock')).json
      await b.mock.fetch(`${host}/_proofsheet/clock/advance?seconds=60`, { method: 'POST' })
      expect((await admin(a, 'POST /clock/freeze')).json.now).toBe(now + 60_000)
    })

    test('a scenario that is selected at one after the other was reset is in force', async () => {
      await b.mock.fetch(`${host}/_proofsheet/reset`, { method: 'POST' })
      expect((await admin(a, 'PUT /scenario', { scenario: 'rate-limited' })).json.scenario).toBe('rate-limited')
    })

    test('a scenario that is selected at one is in force at the other, and its steps are counted together', async () => {
      await admin(a, 'PUT /scenario', { scenario: 'rate-limited;times=2' })
      expect((await admin(b, 'GET /scenario')).json).toEqual({
        scenario: formatSelection({ name: 'rate-limited', times: 2 }),
      })
      const statuses = []
      for (const at of [a, b, a, b]) statuses.push((await send(at, async, json({ prompt: 'a fox' }))).status)
      expect(statuses).toEqual([429, 429, 200, 200])
      await admin(b, 'PUT /scenario', { scenario: 'rate-limited;times=2' })
      expect((await send(a, async, json({ prompt: 'a fox' }))).status).toBe(429)
    })

    test('limits count the requests at both, and a reset frees them at both', async () => {
      const id = await submit(a, 'a fox')
      const statuses = []
      for (const at of [a, b, a, b]) statuses.push((await poll(at, id)).status)
      expect(statuses).toEqual([200, 200, 200, 429])
      for (const at of [a, b, a]) await submit(at, 'a boat')
      expect((await send(b, async, json({ prompt: 'a boat' }))).status).toBe(429)
      await admin(a, 'POST /reset')
      expect((await send(b, async, json({ prompt: 'a boat' }))).status).toBe(200)
    })

    test('concurrent requests at both pass a limit exactly as often as it allows', async () => {
      const id = await submit(a, 'a fox')
      const both = Array.from({ length: 12 }, (_, index) => (index % 2 ? b : a))
      const countOf = async (replies: Promise<{ status: number }>[], status: number) =>
        (await Promise.all(replies)).filter((reply) => reply.status === status).length
      expect(
        await countOf(
          both.map((at) => poll(at, id)),
          200,
        ),
      ).toBe(3)
      expect(
        await countOf(
          both.map((at) => send(at, async, json({ prompt: 'a boat' }))),
          200,
        ),
      ).toBe(3)
      await admin(a, 'POST /reset')
      await admin(a, 'PUT /scenario', { scenario: 'rate-limited;times=2' })
      expect(
        await countOf(
          both.slice(0, 5).map((at) => send(at, async, json({ prompt: 'a fox' }))),
          429,
        ),
      ).toBe(2)
    })

    test('concurrent requests at both with one idempotency key make one task', async () => {
      const once = { 'idempotency-key': 'k3' }
      const replies = await Promise.all(
        Array.from({ length: 12 }, (_, index) => send(index % 2 ? b : a, async, json({ prompt: 'a fox' }, once))),
      )
      const ids = replies.flatMap(({ status, json: reply }) => (status === 200 ? [reply.task_id] : []))
      expect(new Set(ids).size).toBe(1)
      expect(new Set(replies.map(({ status }) => status).filter((status) => status !== 200 && status !== 425))).toEqual(
        new Set(),
      )
      expect((await admin(a, 'GET /tasks')).json.tasks).toHaveLength(1)
    })

    test('an idempotency key is used up at both, also while the first request runs', async () => {
      const once = { 'idempotency-key': 'k1' }
      const first = await submit(a, 'a fox', once)
      const repeat = await send(b, async, json({ prompt: 'a fox' }, once))
      expect([repeat.json.task_id, repeat.headers.get('idempotency-replayed')]).toEqual([first, 'true'])
      await admin(a, 'POST /clock/freeze')
      const sync = json({ prompt: 'a boat' }, { 'idempotency-key': 'k2' })
      const waiting = send(a, '/dimilinks/v1/images/generations', sync)
      while ((await admin(b, 'GET /clock')).json.waiting < 2) await nextTurn()
      expect((await send(b, '/dimilinks/v1/images/generations', sync)).status).toBe(425)
      await admin(b, 'POST /clock/advance?seconds=90')
      const answered = await waiting
      const replayed = await send(b, '/dimilinks/v1/images/generations', sync)
      expect([replayed.status, replayed.json]).toEqual([200, answered.json])
    })

    test('a file that one took is described and removed at the other', async () => {
      const upload = form([
        ['purpose', 'vision'],
        ['file', await drawImage()],
      ])
      const { id } = (await send(a, '/openai/v1/files', upload)).json
      expect((await send(b, `/openai/v1/files/${id}`)).json).toMatchObject({ id, purpose: 'vision' })
      expect((await send(b, `/openai/v1/files/${id}`, { method: 'DELETE' })).status).toBe(200)
      expect((await send(a, `/openai/v1/files/${id}`)).status).toBe(404)
    })

    test('a task that is cancelled at one is cancelled at the other, and frees its slot', async () => {
      const headers = { authorization: `Key ${key}` }
      const app = '/fal/fal-ai/flux-2'
      const ids: string[] = []
      for (const at of [a, b, a, b])
        ids.push((await send(at, `${app}/turbo`, json({ prompt: 'a fox' }, headers))).json.request_id)
      expect((await send(a, `${app}/turbo`, json({ prompt: 'a boat' }, headers))).status).toBe(429)
      await send(a, `${app}/requests/${ids[0]}/cancel`, { method: 'PUT', headers })
      const states = (await send(b, '/_proofsheet/tasks', { headers })).json.tasks
      expect(states.map(({ state }: { state: string }) => state === 'cancelled')).toEqual([true, false, false, false])
      expect((await send(b, `${app}/turbo`, json({ prompt: 'a boat' }, headers))).status).toBe(200)
    })

    test('a task that another key cancels frees the slot of its own key', async () => {
      const provider = deviant(await providerOf('fal'), { '/tasks/otherKeys': 'accept' })
      const at = await start({ providers: [provider], limits: { tasks: 1 } })
      const [own, other] = [key, `${key}-other`].map((name) => ({ authorization: `Key ${name}` }))
      const generate = () => send(at, '/fal/fal-ai/flux-2/turbo', json({ prompt: 'a fox' }, own))
      const { request_id: id } = (await generate()).json
      expect((await generate()).status).toBe(429)
      await send(at, `/fal/fal-ai/flux-2/requests/${id}/cancel`, { method: 'PUT', headers: other ?? {} })
      expect((await generate()).status).toBe(200)
      await at.store.close()
    })

    test('a task that is cancelled at both at once is cancelled once', async () => {
      const headers = { authorization: `Key ${key}` }
      const { request_id: id } = (await send(a, '/fal/fal-ai/flux-2/turbo', json({ prompt: 'a fox' }, headers))).json
      const replies = await Promise.all(
        [a, b, a, b].map((at) => send(at, `/fal/fal-ai/flux-2/requests/${id}/cancel`, { method: 'PUT', headers })),
      )
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400])
    })

    test('a request is numbered once, and its id is no one else’s', async () => {
      const ids: (string | null)[] = []
      for (const at of [a, b, a, b]) ids.push((await send(at, '/openai/v1/models')).headers.get('x-request-id'))
      expect(ids.map((id) => Number.parseInt(id?.slice(-12) ?? '', 16))).toEqual([0, 1, 2, 3])
    })

    test('a later mock has the tasks, the clock and the links of the ones before', async () => {
      const id = await submit(a, 'a fox')
      await admin(a, 'POST /clock/advance?seconds=60')
      const { url } = (await poll(a, id)).json.result.data[0]
      const later = await start()
      expect((await poll(later, id)).json.status).toBe('succeeded')
      expect((await send(later, url)).status).toBe(200)
      expect(later.clock.now()).toBe(a.clock.now())
      const reset = await later.mock.fetch(`${host}/_proofsheet/reset`, { method: 'POST' })
      expect(reset.status).toBe(204)
      expect((await poll(a, id)).status).toBe(404)
      await later.store.close()
    })
  })
}
