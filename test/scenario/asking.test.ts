import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { loadScenarios } from '../../src/scenario/load.ts'
import { form, json, type Reply, startMock } from '../support/mock.ts'
import { picture } from '../support/pictures.ts'
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
/** The scenarios that the tests tell apart by how they refuse. */
const causes: Record<string, string> = {
  internal_error: 'server-error',
  insufficient_balance: 'insufficient-balance',
  rate_limit_rpm: 'rate-limited',
  service_unavailable: 'overloaded',
}
const metBy = ({ status, json: { error } }: Reply) => (status === 200 ? 'none' : causes[error.code])
const put = (scenario: string, headers: Record<string, string> = {}, to = mock) =>
  to.bare('/_proofsheet/scenario', { ...json({ scenario }, headers), method: 'PUT' })
const repeat = async (count: number, send: () => Promise<Reply>) => {
  const met: (string | undefined)[] = []
  for (let i = 0; i < count; i++) met.push(metBy(await send()))
  return met
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
    expect(metBy(await submit({}, under(header)))).toBe(scenario)
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
    expect(metBy(await submit({ prompt }))).toBe(scenario)
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
      ['image', await picture()],
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
    expect(metBy(await submit({}, by(key)))).toBe(scenario)
  })

  test.each(ids)('at %s', async (id) => {
    expect((await mock.send(generations(id), ask(id, {}, by('sk-proofsheet-server-error.1')))).status).toBe(500)
  })

  test('keys with different tails do not meet', async () => {
    const send = (tail: string) => () =>
      submit({}, { ...by(`sk-proofsheet-slow.${tail}`), ...under('server-error;times=1') })
    expect([await repeat(2, send('a')), await repeat(2, send('b'))]).toEqual([
      ['server-error', 'none'],
      ['server-error', 'none'],
    ])
  })
})

describe('by the admin API', () => {
  test('without a key it is in force for all, until it is taken back', async () => {
    expect((await put('server-error')).json).toEqual({ scenario: 'server-error' })
    expect([metBy(await submit()), metBy(await submit({}, by('sk-other')))]).toEqual(['server-error', 'server-error'])
    await mock.bare('/_proofsheet/scenario', { method: 'DELETE' })
    expect(metBy(await submit())).toBe('none')
  })

  test('with a key it is in force for that', async () => {
    await put('server-error', by('sk-test'))
    expect([metBy(await submit()), metBy(await submit({}, by('sk-other')))]).toEqual(['server-error', 'none'])
    expect((await mock.bare('/_proofsheet/scenario')).json).toEqual({ scenario: null })
    expect((await mock.send('/_proofsheet/scenario')).json).toEqual({ scenario: 'server-error' })
  })

  test('times start anew when it is put in force again', async () => {
    const taken = () => repeat(2, () => submit())
    await put('server-error;times=1', by('sk-test'))
    expect(await taken()).toEqual(['server-error', 'none'])
    await put('server-error;times=1', by('sk-test'))
    expect(await taken()).toEqual(['server-error', 'none'])
  })

  // Open: the counts of a key are forgotten where it is put in force for that key, not where for all.
  test('times start anew when it is put in force for all again', async () => {
    const taken = () => repeat(2, () => submit())
    await put('server-error;times=1')
    expect(await taken()).toEqual(['server-error', 'none'])
    await put('server-error;times=1')
    expect(await taken()).toEqual(['server-error', 'none'])
  })
})

test('none for a key wards off what is in force for all', async () => {
  await put('server-error')
  await put('none', by('sk-warded'))
  expect(await repeat(1, () => submit({}, by('sk-warded')))).toEqual(['none'])
  expect(await repeat(1, () => submit({}, by('sk-other')))).toEqual(['server-error'])
  await mock.bare('/_proofsheet/scenario', { method: 'DELETE' })
})

describe('by option', () => {
  test('it is in force for all', async () => {
    const one = await startMock(['dimilinks'], { scenario: 'server-error;times=2' })
    const send = (key: string) => () => submit({}, by(key), one)
    expect(await repeat(3, send('sk-a'))).toEqual(['server-error', 'server-error', 'none'])
    expect(await repeat(3, send('sk-b'))).toEqual(['server-error', 'server-error', 'none'])
  })

  test('a name that there is not stops the start', async () => {
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
  ])('in a %s means the first two requests of the key', async (_where, send) => {
    expect(await repeat(4, send)).toEqual(['server-error', 'server-error', 'none', 'none'])
    expect(metBy(await submit({}, { ...by('sk-other'), ...under('server-error;times=2') }))).toBe('server-error')
  })

  test('requests that do not ask for it do not count', async () => {
    const send = () => submit({}, under('server-error;times=2'))
    const met = [await repeat(1, send), await repeat(3, () => submit()), await repeat(2, send)]
    expect(met.flat()).toEqual(['server-error', 'none', 'none', 'none', 'server-error', 'none'])
  })

  test('a step that takes effect less often by itself stays at that', async () => {
    const submitted = await submit({}, under('poll-rate-limited;times=1'))
    const poll = () => mock.send(pollOf('dimilinks', submitted))
    expect([(await poll()).status, (await poll()).status]).toEqual([429, 200])
  })
})

test('the nearest wish counts: header, prompt, key, what is in force for the key, for all', async () => {
  const one = await startMock(['dimilinks'], { scenario: 'overloaded' })
  const [plain, magic] = [by('sk-plain'), by('sk-proofsheet-rate-limited.1')]
  const prompt = '[proofsheet:insufficient-balance]'
  await put('server-error', plain, one)
  await put('server-error', magic, one)
  const met = [
    await submit({ prompt }, { ...magic, ...under('overloaded') }, one),
    await submit({ prompt }, { ...magic, ...under('none') }, one),
    await submit({ prompt }, magic, one),
    await submit({}, magic, one),
    await submit({}, plain, one),
    await submit({}, by('sk-new'), one),
  ]
  expect(met.map(metBy)).toEqual([
    'overloaded',
    'none',
    'insufficient-balance',
    'rate-limited',
    'server-error',
    'overloaded',
  ])
})

test('what the gateway would refuse by itself it refuses, whatever the scenario', async () => {
  const reply = await submit({ prompt: '' }, under('server-error'))
  expect([reply.status, reply.json.error.code]).toEqual([400, 'invalid_request_error'])
})

describe('a name that there is not', () => {
  const told = (name: string) => [
    400,
    {
      error: {
        message: `There is no scenario "${name}". There are ${names}; ask for one as NAME, or as NAME;times=2 for the first two requests only.`,
      },
    },
  ]
  test.each(['nope', 'Server-Error', 'server-error;times=0', 'server-error;times=x', 'a,b', ''])(
    'in a header: "%s"',
    async (header) => {
      const reply = await submit({}, under(header))
      expect([reply.status, reply.json]).toEqual(told(header))
    },
  )

  test.each<[string, object, Record<string, string>]>([
    ['prompt', { prompt: '[proofsheet:nope]' }, {}],
    ['key', {}, by('sk-proofsheet-nope')],
    ['key with a tail', {}, by('sk-proofsheet-nope.1')],
  ])('in a %s', async (_where, fields, headers) => {
    const reply = await submit(fields, headers)
    expect([reply.status, reply.json]).toEqual(told('nope'))
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
    expect([reply.status, reply.json]).toEqual(told('nope'))
  })

  test('for the admin API', async () => {
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

  // Open: what does not look like a name is no wish at all in a prompt or a key, so that a slip passes unseen.
  test.each<[string, object, Record<string, string>]>([
    ['prompt', { prompt: '[proofsheet:Server-Error]' }, {}],
    ['prompt', { prompt: '[proofsheet:server-error;times=0]' }, {}],
    ['prompt', { prompt: '[proofsheet:server_error]' }, {}],
    ['key', {}, by('sk-proofsheet-Server-Error')],
  ])('in a %s, misspelt: %j', async (_where, fields, headers) => {
    expect((await submit(fields, headers)).status).toBe(400)
  })
})

test('a task keeps its scenario: its polls and pictures meet it too', async () => {
  const asked = { ...by('sk-keeper'), ...under('poll-rate-limited;times=1') }
  const submitted = await submit({}, asked)
  const later = await submit({}, by('sk-keeper'))
  const poll = async (reply: Reply) =>
    (await mock.send(pollOf('dimilinks', reply), { headers: by('sk-keeper') })).status
  expect([await poll(later), await poll(submitted), await poll(submitted)]).toEqual([200, 429, 200])

  const cut = await submit({}, under('truncated-picture'))
  const whole = await submit()
  await mock.clock.advance(60_000)
  const linkOf = async (reply: Reply) => (await mock.send(pollOf('dimilinks', reply))).json.result.data[0].url
  await expect(mock.bare(await linkOf(cut))).rejects.toThrow('fetch failed')
  expect((await mock.bare(await linkOf(whole))).status).toBe(200)
})

test('the scenario of a task is nearer than that of the key, a header nearer than that of the task', async () => {
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
