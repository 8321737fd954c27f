import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { loadScenarios } from '../../src/scenario/load.ts'
import { drawImage } from '../support/images.ts'
import { form, json, type Reply, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'
import { ask, by, generations, type Id, ids, pollOf, submissions, under } from './gateways.ts'

type Mock = Awaited<ReturnType<typeof startMock>>
let mock: Mock
let names: string
beforeAll(async () => {
  mock = await startMock(ids)
  names = [...(await loadScenarios()).keys()].join(', ')
})
beforeEach(async () => {
  await mock.bare('/_proofsheet/reset', { method: 'POST' })
})

const submit = (fields: object = {}, headers: Record<string, string> = {}, to = mock) =>
  to.send(submissions.dimilinks, ask('dimilinks', fields, headers))
/** Scenarios by the error code of their refusal. */
const scenarioByCode: Record<string, string> = {
  internal_error: 'server-error',
  insufficient_balance: 'insufficient-balance',
  rate_limit_rpm: 'rate-limited',
  service_unavailable: 'overloaded',
}
const scenarioOf = ({ status, json: { error } }: Reply) => (status === 200 ? 'none' : scenarioByCode[error.code])
const put = (scenario: string, headers: Record<string, string> = {}, to = mock) =>
  to.bare('/_proofsheet/scenario', { ...json({ scenario }, headers), method: 'PUT' })
const repeat = async (count: number, send: () => Promise<Reply>) => {
  const scenarios: (string | undefined)[] = []
  for (let i = 0; i < count; i++) scenarios.push(scenarioOf(await send()))
  return scenarios
}

describe('by header', () => {
  test.each([
    ['server-error', 'server-error'],
    ['  server-error ', 'server-error'],
    ['server-error;times=1', 'server-error'],
    ['server-error ; times=1', 'server-error'],
    ['none', 'none'],
    [' none ', 'none'],
  ])('"%s" meets %s', async (header, scenario) => {
    expect(scenarioOf(await submit({}, under(header)))).toBe(scenario)
  })
})

describe('by prompt', () => {
  test.each([
    ['[proofsheet:server-error]', 'server-error'],
    ['a fox [proofsheet:server-error] on a hill', 'server-error'],
    ['a fox [proofsheet: server-error ; times=3 ]', 'server-error'],
    ['[proofsheet:server-error] [proofsheet:overloaded]', 'server-error'],
    ['a fox', 'none'],
    ['proofsheet:server-error', 'none'],
  ])('"%s" meets %s', async (prompt, scenario) => {
    expect(scenarioOf(await submit({ prompt }))).toBe(scenario)
  })

  test.each<[Id, number]>([
    ['openai', 500],
    ['dimilinks', 500],
    ['apigo', 500],
    ['gpt-best', 500],
    ['ezlink', 500],
  ])('in JSON and in a form of %s', async (id, status) => {
    const prompt = 'a fox [proofsheet:server-error]'
    const fields = [
      ['prompt', prompt],
      ['model', id === 'apigo' ? 'gpt-image-1' : 'gpt-image-2'],
      ['image', await drawImage()],
    ] as const
    const edited = await mock.send(generations(id).replace('generations', 'edits'), form(fields))
    const generated = await mock.send(generations(id), ask(id, { prompt }))
    expect([generated.status, edited.status]).toEqual([status, status])
  })
})

describe('by key', () => {
  test.each([
    ['sk-proofsheet-server-error', 'server-error'],
    ['sk-proofsheet-server-error.my-test', 'server-error'],
    ['sk-proofsheet-server-error.a.b', 'server-error'],
    ['proofsheet-server-error', 'server-error'],
    ['sk-server-error', 'none'],
    ['sk-proofsheet', 'none'],
    ['my-sk-proofsheet-server-error', 'none'],
  ])('%s meets %s', async (key, scenario) => {
    expect(scenarioOf(await submit({}, by(key)))).toBe(scenario)
  })

  test.each(ids)('at %s', async (id) => {
    expect((await mock.send(generations(id), ask(id, {}, by('sk-proofsheet-server-error.1')))).status).toBe(500)
  })

  test('keys with different suffixes are separate', async () => {
    const send = (tail: string) => () =>
      submit({}, { ...by(`sk-proofsheet-slow.${tail}`), ...under('server-error;times=1') })
    expect([await repeat(2, send('a')), await repeat(2, send('b'))]).toEqual([
      ['server-error', 'none'],
      ['server-error', 'none'],
    ])
  })
})

describe('by the admin API', () => {
  test('without a key the scenario applies to all keys, until the scenario is removed', async () => {
    expect((await put('server-error')).json).toEqual({ scenario: 'server-error' })
    expect([scenarioOf(await submit()), scenarioOf(await submit({}, by('sk-other')))]).toEqual([
      'server-error',
      'server-error',
    ])
    await mock.bare('/_proofsheet/scenario', { method: 'DELETE' })
    expect(scenarioOf(await submit())).toBe('none')
  })

  test('with a key the scenario applies to that key only', async () => {
    await put('server-error', by('sk-test'))
    expect([scenarioOf(await submit()), scenarioOf(await submit({}, by('sk-other')))]).toEqual(['server-error', 'none'])
    expect((await mock.bare('/_proofsheet/scenario')).json).toEqual({ scenario: null })
    expect((await mock.send('/_proofsheet/scenario')).json).toEqual({ scenario: 'server-error' })
  })

  test('setting a scenario again restarts its count', async () => {
    const taken = () => repeat(2, () => submit())
    await put('server-error;times=1', by('sk-test'))
    expect(await taken()).toEqual(['server-error', 'none'])
    await put('server-error;times=1', by('sk-test'))
    expect(await taken()).toEqual(['server-error', 'none'])
  })

  test('setting a scenario for all keys again restarts its counts', async () => {
    const taken = () => repeat(2, () => submit())
    await put('server-error;times=1')
    expect(await taken()).toEqual(['server-error', 'none'])
    await put('server-error;times=1')
    expect(await taken()).toEqual(['server-error', 'none'])
  })
})

test('"none" for a key overrides the scenario for all keys', async () => {
  await put('server-error')
  await put('none', by('sk-warded'))
  expect(await repeat(1, () => submit({}, by('sk-warded')))).toEqual(['none'])
  expect(await repeat(1, () => submit({}, by('sk-other')))).toEqual(['server-error'])
  await mock.bare('/_proofsheet/scenario', { method: 'DELETE' })
})

describe('by option', () => {
  test('the scenario applies to all keys', async () => {
    const other = await startMock(['dimilinks'], { scenario: 'server-error;times=2' })
    const send = (key: string) => () => submit({}, by(key), other)
    expect(await repeat(3, send('sk-a'))).toEqual(['server-error', 'server-error', 'none'])
    expect(await repeat(3, send('sk-b'))).toEqual(['server-error', 'server-error', 'none'])
  })

  test('an unknown name stops the start', async () => {
    const providers = [await providerOf('dimilinks')]
    for (const scenario of ['nope', '', 'server-error;times=0'])
      await expect(createMock({ providers, scenario })).rejects.toThrow(
        `unknown scenario "${scenario}": expected one of ${names}`,
      )
  })
})

describe('times=2', () => {
  test.each<[string, () => Promise<Reply>]>([
    ['header', () => submit({}, under('server-error;times=2'))],
    ['prompt', () => submit({ prompt: '[proofsheet:server-error;times=2]' })],
  ])('in a %s affects the first two requests of the key', async (_where, send) => {
    expect(await repeat(4, send)).toEqual(['server-error', 'server-error', 'none', 'none'])
    expect(scenarioOf(await submit({}, { ...by('sk-other'), ...under('server-error;times=2') }))).toBe('server-error')
  })

  test('requests that do not select the scenario do not count', async () => {
    const send = () => submit({}, under('server-error;times=2'))
    const scenarios = [await repeat(1, send), await repeat(3, () => submit()), await repeat(2, send)]
    expect(scenarios.flat()).toEqual(['server-error', 'none', 'none', 'none', 'server-error', 'none'])
  })

  test('a lower count takes precedence over the count of the step', async () => {
    const submitted = await submit({}, under('poll-rate-limited;times=1'))
    const poll = () => mock.send(pollOf('dimilinks', submitted))
    expect([(await poll()).status, (await poll()).status]).toEqual([429, 200])
  })
})

test('the order of precedence is header, prompt, magic key, scenario of the key, scenario of all keys', async () => {
  const other = await startMock(['dimilinks'], { scenario: 'overloaded' })
  const [plain, magic] = [by('sk-plain'), by('sk-proofsheet-rate-limited.1')]
  const prompt = '[proofsheet:insufficient-balance]'
  await put('server-error', plain, other)
  await put('server-error', magic, other)
  const replies = [
    await submit({ prompt }, { ...magic, ...under('overloaded') }, other),
    await submit({ prompt }, { ...magic, ...under('none') }, other),
    await submit({ prompt }, magic, other),
    await submit({}, magic, other),
    await submit({}, plain, other),
    await submit({}, by('sk-new'), other),
  ]
  expect(replies.map(scenarioOf)).toEqual([
    'overloaded',
    'none',
    'insufficient-balance',
    'rate-limited',
    'server-error',
    'overloaded',
  ])
})

test('the gateway refuses an invalid request as usual, whatever the scenario', async () => {
  const reply = await submit({ prompt: '' }, under('server-error'))
  expect([reply.status, reply.json.error.code]).toEqual([400, 'invalid_request_error'])
})

describe('an unknown name is refused', () => {
  const refusalOf = (name: string) => [
    400,
    {
      error: {
        message: `Unknown scenario "${name}": expected NAME, or NAME;times=2 for the first two requests only. NAME must be one of ${names}.`,
      },
    },
  ]
  test.each(['nope', 'Server-Error', 'server-error;times=0', 'server-error;times=x', 'a,b', ''])(
    'in a header: "%s"',
    async (header) => {
      const reply = await submit({}, under(header))
      expect([reply.status, reply.json]).toEqual(refusalOf(header))
    },
  )

  test.each<[string, object, Record<string, string>]>([
    ['prompt', { prompt: '[proofsheet:nope]' }, {}],
    ['key', {}, by('sk-proofsheet-nope')],
    ['key with a suffix', {}, by('sk-proofsheet-nope.1')],
  ])('in a %s', async (_where, fields, headers) => {
    const reply = await submit(fields, headers)
    expect([reply.status, reply.json]).toEqual(refusalOf('nope'))
  })

  test.each([
    '/openai/v1/models',
    '/openai/v1/models/gpt-image-2',
    '/dimilinks/v1/tasks/x',
    '/dimilinks/p/img/x/0?exp=9999999999999&sig=x',
    '/gpt-best/v1/images/tasks/x',
    '/apigo/generated/x/0',
    '/ezlink/v1/async/images/result?taskid=x',
  ])('at %s', async (path) => {
    const reply = await mock.send(path, { headers: under('nope') })
    expect([reply.status, reply.json]).toEqual(refusalOf('nope'))
  })

  test('in the admin API', async () => {
    for (const scenario of ['nope', ''])
      expect(await put(scenario)).toMatchObject({
        status: 400,
        json: {
          error: {
            message: `Unknown scenario: send {"scenario": "NAME"} or {"scenario": "NAME;times=2"} with one of ${names}.`,
          },
        },
      })
  })

  test.each<[string, object, Record<string, string>]>([
    ['prompt', { prompt: '[proofsheet:Server-Error]' }, {}],
    ['prompt', { prompt: '[proofsheet:server-error;times=0]' }, {}],
    ['prompt', { prompt: '[proofsheet:server_error]' }, {}],
    ['key', {}, by('sk-proofsheet-Server-Error')],
  ])('in a %s, misspelled: %j', async (_where, fields, headers) => {
    expect((await submit(fields, headers)).status).toBe(400)
  })
})

test('a task keeps its scenario, which also affects its polls and images', async () => {
  const headers = { ...by('sk-keeper'), ...under('poll-rate-limited;times=1') }
  const submitted = await submit({}, headers)
  const later = await submit({}, by('sk-keeper'))
  const poll = async (reply: Reply) =>
    (await mock.send(pollOf('dimilinks', reply), { headers: by('sk-keeper') })).status
  expect([await poll(later), await poll(submitted), await poll(submitted)]).toEqual([200, 429, 200])

  const cut = await submit({}, under('truncated-image'))
  const whole = await submit()
  await mock.clock.advance(60_000)
  const linkOf = async (reply: Reply) => (await mock.send(pollOf('dimilinks', reply))).json.result.data[0].url
  await expect(mock.bare(await linkOf(cut))).rejects.toThrow('fetch failed')
  expect((await mock.bare(await linkOf(whole))).status).toBe(200)
})

test('the scenario of a task takes precedence over the scenario of the key, and a header over both', async () => {
  const submitted = await submit({}, { ...by('sk-proofsheet-server-error.2'), ...under('poll-rate-limited') })
  const poll = (headers = {}) =>
    mock.send(pollOf('dimilinks', submitted), { headers: { ...by('sk-proofsheet-server-error.2'), ...headers } })
  expect([
    (await poll(under('none'))).status,
    (await poll()).status,
    (await poll()).status,
    (await poll()).status,
  ]).toEqual([200, 429, 429, 200])
})
