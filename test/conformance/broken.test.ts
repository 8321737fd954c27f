import { describe, expect, test } from 'vitest'
import { Unreachable } from '../../src/conformance/lab/send.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import type { Handler } from '../../src/http/handler.ts'
import { probes as allProbes } from '../../src/probes/probes.ts'
import { OutOfBudget, Unavailable } from '../../src/probes/run-errors.ts'
import type { Clock } from '../../src/time/clock.ts'
import { verifyMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'
import {
  broken,
  freeRequest,
  minute,
  openRunner,
  page,
  paidRequest,
  refusedRequest,
  second,
} from '../support/runner.ts'

type Reply = () => Response | Promise<Response>
const ok: Reply = () => Response.json({})
const reset: Reply = () => Promise.reject(broken('ECONNRESET'))
const refuseConnection: Reply = () => Promise.reject(broken('ECONNREFUSED'))
const pageOf = (status: number) => () => page(status)

/** Responds with each response in turn, the last again and again. */
const inTurn =
  (...responses: readonly Reply[]) =>
  (count: number) =>
    (responses[count - 1] ?? responses.at(-1) ?? ok)()

const longest = 10 * minute

describe('a free request is sent again after pauses', () => {
  test.each<[what: string, responses: Reply[], status: number, sentAt: number[]]>([
    ['a broken connection', [reset, ok], 200, [0, 1000]],
    ['two broken connections', [reset, reset, ok], 200, [0, 1000, 3000]],
    ...[502, 503, 504, 520, 524, 529].map((status): [string, Reply[], number, number[]] => [
      `a page with status ${status}`,
      [pageOf(status), ok],
      200,
      [0, 1000],
    ]),
  ])('%s', async (_what, responses, status, expected) => {
    const { context, clock, sentAt } = openRunner({}, inTurn(...responses))
    const answer = context.ask(freeRequest(1))
    await clock.advance(longest)
    expect([(await answer).status, sentAt]).toEqual([status, expected])
  })

  test.each([
    ['JSON with status 502', () => Response.json({ error: {} }, { status: 502 }), 502],
    ['a page with status 500', pageOf(500), 500],
    ['a page with status 404', pageOf(404), 404],
  ])('but not for a response of the gateway: %s', async (_what, respond, status) => {
    const { context, sentAt } = openRunner({}, respond)
    expect([(await context.ask(freeRequest(1))).status, sentAt]).toEqual([status, [0]])
  })
})

test.each([
  ['a free request', freeRequest(1), 3, 0],
  ['a request that the gateway should refuse', refusedRequest, 3, 3],
  ['a paid request, which might be charged twice', paidRequest, 1, 1],
])('%s without an answer of the gateway ends no run', async (_what, ask, sent, spent) => {
  const { context, clock, sentAt, runner } = openRunner({ budget: 3 }, (count) => (count <= sent ? page(502) : ok()))
  const failed = context.ask(ask)
  failed.catch(() => {})
  await clock.advance(longest)
  await expect(failed).rejects.toThrow(
    new Unavailable(`${ask.method} /things: the response is a page with status 502`, [1, 2, 3].slice(0, sent)),
  )
  expect([sentAt.length, runner.spent()]).toEqual([sent, spent])
  expect(context.unavailable.map(({ exchanges }) => exchanges)).toEqual([[1, 2, 3].slice(0, sent)])
  expect((await context.ask(freeRequest(2))).status).toBe(200)
})

test('a path whose requests break again and again is asked once more at a time, until it answers', async () => {
  const { context, clock, sentAt } = openRunner({ budget: 9 }, (count) =>
    count === 5 || count > 7 ? Response.json({}) : page(502),
  )
  const outcomes: string[] = []
  for (let repeat = 1; repeat <= 4; repeat++) {
    const before = sentAt.length
    const answer = context.ask(freeRequest(repeat)).then(
      () => 'answered',
      () => 'broken',
    )
    await clock.advance(longest)
    outcomes.push(`${await answer} after ${sentAt.length - before}`)
  }
  expect(outcomes).toEqual(['broken after 3', 'broken after 1', 'answered after 1', 'answered after 3'])
})

describe('the run ends', () => {
  test.each<[what: string, before: number, respond: Reply, sent: number]>([
    ['at once if nothing listens at the base URL', 0, refuseConnection, 1],
    ['if the gateway stopped', 1, refuseConnection, 3],
    // Nine broken requests in a row, and one that was answered before.
    ['if every connection breaks', 1, reset, 10],
    ['if a proxy alone answers', 1, pageOf(502), 10],
  ])('%s', async (_what, before, respond, sent) => {
    const { context, clock, sentAt } = openRunner({ concurrency: 1 }, (count) => (count <= before ? ok() : respond()))
    for (let repeat = 0; repeat < before; repeat++) await context.ask(freeRequest(-repeat))
    const first = sentAt.length
    let ended: Error | undefined
    for (let repeat = 1; !ended || ended instanceof Unavailable; repeat++) {
      const answer = context.ask(freeRequest(repeat)).catch((error: Error) => error)
      await clock.advance(longest)
      ended = (await answer) as Error
    }
    expect(ended).toBeInstanceOf(Unreachable)
    expect(sentAt.length - first).toBe(sent)
  })
})

describe('the run goes on', () => {
  test('if the gateway answers other requests than those of one path', async () => {
    const { context, clock } = openRunner({ budget: 100 }, (_count, { url }) =>
      url.endsWith('/edits') ? page(504) : Response.json({}),
    )
    await context.ask(freeRequest(0))
    const failed = Array.from({ length: 5 }, (_, repeat) =>
      context.ask({ ...freeRequest(repeat), path: '/edits' }).catch((error: Error) => error.name),
    )
    await clock.advance(longest)
    expect(await Promise.all(failed)).toEqual(Array(5).fill('Unavailable'))
  })

  test('if another host than the gateway cannot be reached', async () => {
    const { context, clock, sentAt } = openRunner({}, (_count, { url }) =>
      url.startsWith('http://images.test') ? refuseConnection() : Response.json({}),
    )
    await context.ask(freeRequest(0))
    for (let repeat = 1; repeat < 5; repeat++) {
      const answer = context.ask({ ...freeRequest(repeat), path: 'http://images.test/a.png' })
      answer.catch(() => {})
      await clock.advance(longest)
      await expect(answer).rejects.toThrow('GET http://images.test/a.png: http://images.test: ECONNREFUSED')
    }
    expect(sentAt).toHaveLength(7)
  })
})

describe('an endpoint that a proxy breaks is one finding of a whole run', () => {
  test.each<[path: string, respond: Reply, breach: string]>([
    ['/images/edits', pageOf(502), 'POST /images/edits: the response is a page with status 502'],
    ['/images/generations', reset, 'POST /images/generations: http://gateway.test: ECONNRESET'],
  ])('%s', async (path, respond, breach) => {
    const around =
      (fetch: Handler): Handler =>
      async (request) =>
        request.method === 'POST' && request.url.includes(path) ? respond() : fetch(request)
    const { ended, findings } = await verifyMock(await providerOf('dimilinks'), { around, budget: 40 })
    expect(ended).toBe(undefined)
    expect(findings.filter(({ verdict }) => verdict === 'deviates')).toMatchObject([
      { trait: 'the gateway answers every request', probe: 'gateway.available', observed: [breach] },
    ])
  })
})

test('a gateway that dies during the last requests of a run ends the run', async () => {
  let isDead = false
  const around =
    (fetch: Handler): Handler =>
    async (request) => {
      const isPaid = request.method === 'POST' && (await fetch(request.clone())).status < 300
      isDead ||= isPaid
      return isPaid ? reset() : isDead ? refuseConnection() : fetch(request)
    }
  const probes = planProbes(allProbes, ['auth.*', 'results.images'])
  const { ended } = await verifyMock(await providerOf('ezlink'), { around, probes })
  expect(ended).toEqual({ why: 'unreachable', message: 'http://gateway.test: ECONNRESET' })
})

/** Wraps the clock, so that the runner does not see that the clock stands still. */
const running = ({ now, sleep }: Clock): Clock => ({ now, sleep })

describe('a response that does not come is waited for', () => {
  const never = () => new Promise<Response>(() => {})

  test.each([
    ['60 s, if the request is free', freeRequest(1), 60],
    ['120 s, if the gateway should refuse the request', refusedRequest, 120],
  ])('%s', async (_what, ask, seconds) => {
    const sentAt: number[] = []
    const { clock, runner, context } = openWithTimeLimits({ budget: 10 }, sentAt)
    const answer = context.ask(ask)
    answer.catch(() => {})
    await clock.advance(longest)
    await expect(answer).rejects.toThrow(`http://gateway.test: no complete response within ${seconds} s`)
    const [first, another, third] = [0, seconds * 1000 + 1000, 2 * seconds * 1000 + 3000]
    expect(sentAt).toEqual([first, another, third])
    expect(runner.spent()).toBe('images' in ask ? 3 : 0)
  })

  test.each([
    ['a free request', freeRequest(1), 0],
    ['a request that the gateway should refuse', refusedRequest, 1],
    ['a paid request', paidRequest, 1],
  ])('until the maximum duration of the run, which no finding blames: %s', async (_what, ask, spent) => {
    const sentAt: number[] = []
    const { clock, runner, context } = openWithTimeLimits({ budget: 10, maxDuration: 30 * second }, sentAt)
    const answer = context.ask(ask)
    answer.catch(() => {})
    await clock.advance(40 * second)
    await expect(answer).rejects.toThrow(new OutOfBudget('the run has reached its maximum duration', 'minutes'))
    expect([sentAt, runner.spent(), context.unavailable]).toEqual([[0], spent, []])
  })

  test('even if its header has arrived', async () => {
    const stalled = () => new Response(new ReadableStream({ pull: () => new Promise(() => {}) }))
    const sentAt: number[] = []
    const { clock, context } = openWithTimeLimits({ fetch: async () => stalled(), maxDuration: 30 * second }, sentAt)
    const answer = context.ask(freeRequest(1))
    answer.catch(() => {})
    await clock.advance(40 * second)
    await expect(answer).rejects.toThrow(OutOfBudget)
  })

  /** Opens a runner of a gateway that never responds, on a clock that seems to run. */
  function openWithTimeLimits(options: Parameters<typeof openRunner>[0], sentAt: number[]) {
    const { clock } = openRunner({})
    const start = clock.now()
    const fetch = ({ signal }: Request) => {
      sentAt.push(clock.now() - start)
      return Promise.race([
        never(),
        new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
      ])
    }
    const opened = openRunner({ fetch, ...options, clock: running(clock) })
    return { ...opened, clock }
  }
})
