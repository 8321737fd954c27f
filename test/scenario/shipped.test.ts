import { readdir } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { shippedScenarios } from '../../src/scenario/load.ts'
import { host, startMock } from '../support/mock.ts'
import {
  type AsyncId,
  ask,
  asyncIds,
  by,
  generations,
  type Id,
  ids,
  pollOf,
  readPoll,
  submissions,
  under,
} from './gateways.ts'

/**
 * Shipped scenarios by kind. refusals.test.ts tests the refusals, test/engine/lost-answers.test.ts the losses, deliveries.test.ts the
 * deliveries, callbacks.test.ts the callbacks, test/engine/faults.test.ts the wires, this file the others.
 */
const kinds = {
  refusals: [
    ...['rate-limited', 'rate-limited-retry-after', 'rate-limited-long', 'images-limited', 'upstream-limited'],
    ...['insufficient-balance', 'hard-limit', 'model-not-allowed', 'reference-timeout', 'overloaded', 'server-error'],
    ...['empty-error', 'refused-submit', 'upstream-failed', 'moderated'],
  ],
  proxies: ['bad-gateway', 'service-unavailable', 'gateway-timeout'],
  losses: ['cdn-gives-up', 'balancer-idle', 'proxy-timeout', 'reset-after-accept', 'answered-late'],
  deliveries: [
    ...['duplicate-delivery', 'other-size', 'other-format', 'other-model', 'empty-data', 'odd-item', 'key-in-error'],
  ],
  later: ['model-retires-tomorrow'],
  wires: ['connection-reset', 'truncated-body', 'half-body', 'malformed-json', 'truncated-image'],
  times: ['slow', 'stuck-in-queue', 'stuck-running'],
  counts: ['partial', 'fewer-images', 'surplus', 'fewer-partials'],
  links: ['expired-link', 'absolute-links', 'data-urls'],
  polls: ['poll-rate-limited'],
  callbacks: ['callback-twice', 'callback-late', 'callback-out-of-order', 'callback-bad-signature', 'callback-never'],
}

test('every shipped scenario is tested', async () => {
  const files = await readdir(shippedScenarios)
  expect(files.sort()).toEqual(
    Object.values(kinds)
      .flat()
      .map((name) => `${name}.yaml`)
      .sort(),
  )
})

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(ids)
})
const generate = (id: Id, scenario: string, fields = {}) =>
  mock.sendFor(60_000, generations(id), ask(id, fields, under(scenario)))
const submit = (id: AsyncId, scenario: string, fields = {}) =>
  mock.send(submissions[id], ask(id, fields, under(scenario)))
const paths = [...ids.map(generations), ...Object.values(submissions)]

describe.each([
  ['bad-gateway', 502, '502 Bad Gateway', 0],
  ['service-unavailable', 503, '503 Service Temporarily Unavailable', 0],
  ['gateway-timeout', 504, '504 Gateway Time-out', 60_000],
] as const)('%s', (scenario, status, title, ms) => {
  test.each(paths)('at %s', async (path) => {
    const before = mock.clock.now()
    const reply = await mock.sendFor(60_000, path, ask(path.split('/')[1] as Id, {}, under(scenario)))
    expect([reply.status, reply.headers.get('content-type')]).toEqual([status, 'text/html'])
    expect(reply.bytes.toString()).toBe(
      `<html>\n<head><title>${title}</title></head>\n<body>\n<center><h1>${title}</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n`,
    )
    expect(mock.clock.now() - before).toBe(ms)
  })
})

describe('slow', () => {
  test.each(ids)('a synchronous generation at %s takes ten minutes', async (id) => {
    const before = mock.clock.now()
    const reply = await generate(id, 'slow')
    expect([reply.status, mock.clock.now() - before]).toEqual([200, 600_000])
  })

  test.each([
    ['dimilinks', ['queued', 'in_progress', 'in_progress', 'succeeded']],
    ['gpt-best', ['NOT_START', 'IN_PROGRESS', 'IN_PROGRESS', 'SUCCESS']],
    ['ezlink', ['processing', 'processing', 'processing', 'succeed']],
  ] as const)('a task of %s', async (id, states) => {
    const submitted = await submit(id, 'slow')
    const observedStates: string[] = []
    for (const ms of [59_999, 1, 539_999, 1]) {
      await mock.clock.advance(ms)
      observedStates.push(readPoll[id](await mock.send(pollOf(id, submitted)))[0])
    }
    expect(observedStates).toEqual(states)
  })
})

describe('stuck tasks', () => {
  const days = 1000 * 86_400_000
  let other: typeof mock
  beforeAll(async () => {
    other = await startMock(ids)
  })

  test.each([
    ['stuck-in-queue', 'dimilinks', 'queued'],
    ['stuck-in-queue', 'gpt-best', 'NOT_START'],
    ['stuck-in-queue', 'ezlink', 'processing'],
    ['stuck-running', 'dimilinks', 'in_progress'],
    ['stuck-running', 'gpt-best', 'IN_PROGRESS'],
    ['stuck-running', 'ezlink', 'processing'],
  ] as const)('%s: a task of %s is %s after 1000 days', async (scenario, id, state) => {
    const submitted = await other.send(submissions[id], ask(id, {}, under(scenario)))
    await other.clock.advance(days)
    const [now, , links] = readPoll[id](await other.send(pollOf(id, submitted)))
    expect([now, links]).toEqual([state, []])
  })

  test.each(['stuck-in-queue', 'stuck-running'].flatMap((scenario) => ids.map((id) => [scenario, id] as const)))(
    '%s: a synchronous generation at %s waits until the client aborts',
    async (scenario, id) => {
      const abort = new AbortController()
      let isAnswered = false
      const reply = other
        .send(generations(id), { ...ask(id, {}, under(scenario)), signal: abort.signal })
        .catch(() => {})
        .finally(() => {
          isAnswered = true
        })
      while (other.clock.sleeperCount() === 0) await new Promise(setImmediate)
      await other.clock.advance(days)
      expect([isAnswered, other.clock.sleeperCount()]).toEqual([false, 1])
      abort.abort()
      await reply
      expect(other.clock.sleeperCount()).toBe(0)
    },
  )
})

describe('the number of images', () => {
  const rows = [
    ['partial', 3, 2],
    ['partial', 2, 1],
    ['partial', 1, 1],
    ['fewer-images', 3, 1],
    ['fewer-images', 2, 1],
    ['surplus', 2, 3],
  ] as const
  const done = { dimilinks: 'succeeded', 'gpt-best': 'SUCCESS', ezlink: 'succeed' }
  const fields = (id: Id, n: number) => ({ n, size: '1024x1024', ...(id === 'dimilinks' ? { resolution: '2k' } : {}) })

  test.each(rows.flatMap((row) => ids.map((id) => [...row, id] as const)))(
    '%s: of %i images there are %i at %s',
    async (scenario, n, count, id) => {
      expect((await generate(id, scenario, fields(id, n))).json.data).toHaveLength(count)
    },
  )

  test.each(rows.flatMap((row) => asyncIds.map((id) => [...row, id] as const)))(
    '%s: of %i images there are %i in a task of %s',
    async (scenario, n, count, id) => {
      const submitted = await submit(id, scenario, fields(id, n))
      await mock.clock.advance(180_000)
      const [state, reason, links] = readPoll[id](await mock.send(pollOf(id, submitted)))
      expect([state, links.length]).toEqual([done[id], count])
      const message = count < n ? `Partially completed: ${count} succeeded, ${n - count} failed` : ''
      if (id === 'ezlink') expect(reason).toBe(message)
    },
  )

  test.each([
    ['none', 3, 3],
    ['fewer-partials', 3, 2],
    ['fewer-partials', 1, 0],
    ['fewer-partials', 0, 0],
  ] as const)('%s: of %i partial images %i arrive, at the gateways that stream', async (scenario, requested, sent) => {
    const listEvents = async (id: Id) => {
      const { bytes } = await generate(id, scenario, { stream: true, partial_images: requested })
      return [...bytes.toString().matchAll(/^event: (.*)$/gm)].map(([, event]) => event)
    }
    const events = [...Array(sent).fill('image_generation.partial_image'), 'image_generation.completed']
    expect(await Promise.all((['openai', 'apigo', 'ezlink'] as const).map(listEvents))).toEqual([
      events,
      events,
      events,
    ])
  })
})

describe('the form of links', () => {
  const linkTo = (id: string, path: string) => expect.stringMatching(`^${host}/${id}${path}`)
  test.each([
    ['absolute-links', 'openai', { b64_json: expect.any(String) }],
    ['absolute-links', 'dimilinks', { url: linkTo('dimilinks', '/p/img/img_'), file_id: expect.any(String) }],
    ['absolute-links', 'apigo', { url: linkTo('apigo', '/generated/') }],
    ['absolute-links', 'gpt-best', { url: linkTo('gpt-best', '/generated/') }],
    ['absolute-links', 'ezlink', { url: linkTo('ezlink', '/generated/') }],
    ['data-urls', 'openai', { b64_json: expect.any(String) }],
    ['data-urls', 'dimilinks', { url: expect.stringMatching(/^data:image\/png;base64,/), file_id: expect.any(String) }],
    ['data-urls', 'apigo', { url: linkTo('apigo', '/generated/') }],
    ['data-urls', 'gpt-best', { b64_json: expect.any(String) }],
    ['data-urls', 'ezlink', { url: linkTo('ezlink', '/generated/') }],
  ] as const)('%s at %s', async (scenario, id, item) => {
    const reply = await generate(id, scenario)
    expect(reply.json.data).toEqual([item])
    if (scenario === 'absolute-links' && 'url' in item)
      expect((await mock.bare(reply.json.data[0].url)).status).toBe(200)
  })

  test.each([
    ['absolute-links', 'dimilinks', linkTo('dimilinks', '/p/img/img_')],
    ['absolute-links', 'gpt-best', linkTo('gpt-best', '/generated/')],
    ['absolute-links', 'ezlink', linkTo('ezlink', '/generated/')],
    ['data-urls', 'dimilinks', expect.stringMatching(/^data:image\/png;base64,/)],
    ['data-urls', 'gpt-best', linkTo('gpt-best', '/generated/')],
    ['data-urls', 'ezlink', linkTo('ezlink', '/generated/')],
  ] as const)('%s in a task of %s', async (scenario, id, link) => {
    const submitted = await submit(id, scenario)
    await mock.clock.advance(60_000)
    expect(readPoll[id](await mock.send(pollOf(id, submitted)))[2]).toEqual([link])
  })
})

describe('expired-link', () => {
  const expired = { status: 403, bytes: Buffer.alloc(0) }

  test('at DimiLinks the link of the first poll has expired, and the link of the second poll works', async () => {
    const submitted = await submit('dimilinks', 'expired-link')
    await mock.clock.advance(60_000)
    const link = async () => readPoll.dimilinks(await mock.send(pollOf('dimilinks', submitted)))[2][0] as string
    const [first, second] = [await link(), await link()]
    expect(await mock.bare(first)).toMatchObject(expired)
    expect((await mock.bare(second)).status).toBe(200)
    expect(await mock.bare(first)).toMatchObject(expired)
  })

  test('at DimiLinks the link of a synchronous response has expired, and the link of its task works', async () => {
    const reply = await generate('dimilinks', 'expired-link')
    expect(await mock.bare(reply.json.data[0].url)).toMatchObject(expired)
    const [, , links] = readPoll.dimilinks(await mock.send(pollOf('dimilinks', reply)))
    expect((await mock.bare(links[0] as string)).status).toBe(200)
  })

  test.each(['apigo', 'gpt-best', 'ezlink'] as const)(
    'at %s, with no expiry in the links, no link works',
    async (id) => {
      const reply = await generate(id, 'expired-link', { response_format: 'url' })
      expect(await mock.bare(reply.json.data[0].url)).toMatchObject(expired)
    },
  )

  test.each(['gpt-best', 'ezlink'] as const)('no link of a task of %s works either', async (id) => {
    const submitted = await submit(id, 'expired-link')
    await mock.clock.advance(60_000)
    for (const _ of [1, 2]) {
      const [, , links] = readPoll[id](await mock.send(pollOf(id, submitted)))
      expect(await mock.bare(links[0] as string)).toMatchObject(expired)
    }
  })

  test('OpenAI sends no links', async () => {
    expect(Object.keys((await generate('openai', 'expired-link')).json.data[0])).toEqual(['b64_json'])
  })
})

describe('poll-rate-limited', () => {
  test.each([
    [
      'dimilinks',
      { error: { message: 'Too many requests in this minute.', type: 'rate_limit_error', code: 'rate_limit_rpm' } },
    ],
    [
      'gpt-best',
      {
        error: {
          message: 'Too many requests in this minute.',
          type: 'rate_limit_error',
          param: null,
          code: 'rate_limit_exceeded',
        },
      },
    ],
    ['ezlink', undefined],
  ] as const)('the first two polls of a key at %s', async (id, body) => {
    const key = by(`sk-poll-${id}`)
    const submitted = await mock.send(submissions[id], ask(id, {}, { ...key, ...under('poll-rate-limited') }))
    const poll = () => mock.send(pollOf(id, submitted), { headers: key })
    const refused = [await poll(), await poll()]
    expect(refused.map(({ status, json }) => [status, json])).toEqual([
      [429, body],
      [429, body],
    ])
    expect((await poll()).status).toBe(200)
    const next = await mock.send(
      submissions[id],
      ask(id, { prompt: 'next' }, { ...key, ...under('poll-rate-limited') }),
    )
    expect((await mock.send(pollOf(id, next), { headers: key })).status).toBe(200)
  })
})

describe('model-retires-tomorrow', () => {
  const day = 86_400_000
  const gone = 'The model has been retired.'
  test.each([
    ['openai', 404, { error: { message: gone, type: 'invalid_request_error', param: null, code: 'model_not_found' } }],
    ['dimilinks', 400, { error: { message: gone, type: 'invalid_request_error', code: 'model_not_found' } }],
  ] as const)('at %s a key is refused a day after its first request', async (id, status, body) => {
    const send = (key: string) =>
      mock.sendFor(10_000, generations(id), ask(id, {}, { ...by(key), ...under('model-retires-tomorrow') }))
    const startedAt = mock.clock.now()
    expect((await send(`sk-early-${id}`)).status).toBe(200)
    mock.clock.set(startedAt + day - 100_000)
    expect((await send(`sk-early-${id}`)).status).toBe(200)
    mock.clock.set(startedAt + day)
    const { status: refused, json } = await send(`sk-early-${id}`)
    expect([refused, json]).toEqual([status, body])
    expect((await send(`sk-late-${id}`)).status).toBe(200)
  })
})
