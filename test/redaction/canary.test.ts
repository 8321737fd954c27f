/** A key that a request contains in every place where a text can stand: nothing that the mock or a recording shows may have it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { createRecorder } from '../../src/cassettes/recorder.ts'
import { createReplay } from '../../src/cassettes/replay.ts'
import { createExchangeFormatter } from '../../src/cli/log/exchange-line.ts'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { drawImage } from '../support/images.ts'
import { form, host, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const key = 'sk-canary-0123456789abcdef'
const quill = new URL('../fixtures/quill', import.meta.url).pathname
const png = new Uint8Array(await drawImage())
const fileOf = (name: string) => new File([png], name, { type: 'image/png' })
const fox = { prompt: 'a fox', model: 'gpt-image-2' }
const formFox = Object.entries(fox)
const generations = '/openai/v1/images/generations'
const edits = '/openai/v1/images/edits'

/** Requests with the key in another place than that of keys. `status` shows that the request comes as far as meant. */
const places: readonly [place: string, path: string, init: RequestInit, status: number][] = [
  ['the prompt', generations, json({ ...fox, prompt: `a ${key}` }), 200],
  ['the prompt of a task', '/dimilinks/v1/images/generations?async=true', json({ prompt: `a ${key}` }), 200],
  [
    'the prompt of a task that fails',
    '/dimilinks/v1/images/generations?async=true',
    json({ prompt: `a ${key} [proofsheet:moderated]` }),
    200,
  ],
  ['a field that is kept', generations, json({ ...fox, user: key }), 200],
  ['the name of a member', generations, json({ ...fox, [key]: key }), 400],
  ['a wrong value', generations, json({ ...fox, size: key }), 400],
  ['the model', generations, json({ ...fox, model: key }), 404],
  ['the query', `${generations}?a=${key}&${key}=b`, json(fox), 200],
  ['the path', `/openai/v1/${key}`, {}, 404],
  ['a path of no provider', `/${key}`, {}, 404],
  ['another header and its name', generations, json(fox, { [`x-${key}`]: 'a', 'x-request-id': key }), 200],
  ['the name of a scenario', generations, json(fox, { 'x-proofsheet-scenario': key }), 400],
  ['a form field and its name', edits, form([...formFox, [key, key], ['image', fileOf('a.png')]]), 400],
  ['the name of a file', edits, form([...formFox, ['image', fileOf(`${key}.png`)]]), 200],
  [
    'the name of an upload',
    '/openai/v1/files',
    form([
      ['purpose', 'vision'],
      ['file', fileOf(`${key}.png`)],
    ]),
    200,
  ],
  [
    'a link',
    '/dimilinks/v1/images/generations',
    json({ prompt: 'x', image: `https://a.example/${key}?b=${key}` }),
    200,
  ],
  ['broken JSON', generations, { ...json({}), body: `{"${key}` }, 400],
  ['a long text', generations, json({ ...fox, prompt: `${'x'.repeat(50)} ${key} ${'y'.repeat(9000)}` }), 200],
]

const authorized = (init: RequestInit) => ({
  ...init,
  headers: { ...(init.headers as object), authorization: `Bearer ${key}` },
})

describe('the mock', () => {
  let said: unknown[]
  let mock: Awaited<ReturnType<typeof createMock>>
  beforeEach(async () => {
    said = []
    mock = await createMock({
      providers: await Promise.all(['openai', 'dimilinks', quill].map(providerOf)),
      speed: Number.POSITIVE_INFINITY,
      clock: createManualClock(),
      metrics: true,
      onExchange: (summary) => said.push(summary, createExchangeFormatter(true)(summary)),
      onViolation: (violation) => said.push(violation),
      onError: (error) => said.push(String(error)),
    })
  })

  /** Returns all that the mock shows to others than the caller. */
  const shown = async () => {
    const pages = ['journal', 'tasks', 'snapshot', 'metrics', 'scenario'].map(async (page) =>
      (await mock.fetch(`${host}/_proofsheet/${page}`)).text(),
    )
    return `${JSON.stringify(said)}\n${(await Promise.all(pages)).join('\n')}`
  }

  test.each(places)('shows no key that stands in %s', async (_place, path, init, status) => {
    const response = await mock.fetch(`${host}${path}`, authorized(init))
    await response.arrayBuffer()
    expect([response.status, said.length > 0]).toEqual([status, true])
    expect(await shown()).not.toContain('canary')
  })

  test('shows no key that travels in the query', async () => {
    const url = `${host}/quill/studio/nib-2/pictures?quill=${key}`
    const response = await mock.fetch(url, json({ task: { input: { text: `an ${key}` } } }))
    expect(response.status).toBe(201)
    const text = await shown()
    expect([text.includes('canary'), text.includes('an [redacted]')]).toEqual([false, true])
  })
})

describe('a recording', () => {
  /** Records requests of one key, or of a key that it also sends, to a mock. */
  async function recordAll(requests: readonly (readonly [path: string, init: RequestInit])[]) {
    const provider = await providerOf('openai')
    const mock = await createMock({ providers: [provider], atRoot: true, speed: Number.POSITIVE_INFINITY })
    const { fetch } = mock
    const baseUrl = `${host}/v1`
    const recorder = createRecorder({ provider, baseUrl, fetch, clock: createManualClock() })
    for (const [path, init] of requests) await (await recorder.fetch(toRoot(path), init)).arrayBuffer()
    return { provider, cassette: await recorder.cassette() }
  }
  const toRoot = (path: string) => `${host}${path.replace('/openai', '')}`
  const toOpenai = places.filter(([, path]) => path.startsWith('/openai/'))

  test('has no key of its requests', async () => {
    const { cassette } = await recordAll(toOpenai.map(([, path, init]) => [path, authorized(init)]))
    expect(cassette.exchanges).toHaveLength(14)
    expect(JSON.stringify(cassette)).not.toContain('canary')
  })

  test.each([
    ['of the request', `Bearer ${key}`],
    ['of another account', 'Bearer sk-of-another-account'],
  ])('is replayed without showing the key %s', async (_whose, authorization) => {
    const recorded = [
      [generations, authorized(json({ prompt: 'recorded' }))],
      [edits, authorized(form([['prompt', 'recorded']]))],
    ] as const
    const { cassette, provider } = await recordAll(recorded)
    const { fetch, misses } = createReplay(cassette, { provider })
    for (const [, path, init] of toOpenai) {
      const response = await fetch(toRoot(path), { ...init, headers: { ...(init.headers as object), authorization } })
      expect([response.status, (await response.text()).includes('canary')]).toEqual([404, false])
    }
    expect(misses).toHaveLength(14)
    expect(misses.join('\n')).not.toContain('canary')
  })
})
