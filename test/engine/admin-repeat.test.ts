import { expect, test } from 'vitest'
import { createMock } from '../../src/engine/mock.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { startAdmin } from '../support/admin.ts'
import { drawImage } from '../support/images.ts'
import { form, json } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const key = { authorization: 'Bearer sk-a-key-to-repeat' }
const model = 'gpt-image-2'

test('a JSON request is sent again with its key, which the answer does not reveal', async () => {
  const { ask, send } = await startAdmin(['openai'], { speed: Infinity })
  await send('/openai/v1/images/generations', json({ model, prompt: 'A fox' }, key))
  const { json: answer } = await ask('POST /journal/{number}/repeat', { params: { number: 1 } })
  expect(answer).toEqual({ number: 2 })
  const { entries } = (await ask('GET /journal/summaries')).json
  expect(entries).toMatchObject([
    { number: 2, status: 200, images: 1, keyTail: '…peat', world: entries[1].world },
    { number: 1, status: 200, images: 1 },
  ])
})

test('a form is sent again with its file', async () => {
  const { ask, send } = await startAdmin(['openai'], { speed: Infinity })
  const fields = [
    ['model', model],
    ['prompt', 'A fox'],
    ['image', await drawImage()],
  ] as const
  await send('/openai/v1/images/edits', form([...fields]))
  await ask('POST /journal/{number}/repeat', { params: { number: 1 } })
  const [again, first] = [2, 1].map((number) => ask('GET /journal/{number}', { params: { number } }))
  expect((await again)?.json.request.body).toEqual((await first)?.json.request.body)
  expect((await again)?.json.response.status).toBe(200)
})

test('a refused request is refused again', async () => {
  const { ask, send } = await startAdmin(['openai'], { speed: Infinity })
  await send('/openai/v1/images/generations', json({ model, prompt: 'A fox', size: '1x1' }, key))
  await ask('POST /journal/{number}/repeat', { params: { number: 1 } })
  expect((await ask('GET /journal/{number}', { params: { number: 2 } })).json).toMatchObject({
    field: 'size',
    response: { status: 400 },
  })
})

test('a request whose body was not kept is not sent again', async () => {
  const { ask, send } = await startAdmin(['openai'], { speed: Infinity })
  await send('/openai/v1/images/generations', json({ model, prompt: 'x'.repeat(70_000) }, key))
  expect((await ask('GET /journal/{number}', { params: { number: 1 } })).json.isRepeatable).toBe(false)
  expect(await ask('POST /journal/{number}/repeat', { params: { number: 1 } })).toMatchObject({
    status: 409,
    json: {
      error: {
        message:
          'The body of the request was not kept, because it is too large, was dropped for later ones, or was not read: send the request from your program.',
      },
    },
  })
})

test.each<[what: string, options: object, init: RequestInit]>([
  ['was refused by its key', { keys: ['another'] }, json({ model, prompt: 'A fox' }, key)],
  ['was refused by a limit', { limits: { requests: 0 } }, json({ model, prompt: 'A fox' }, key)],
  ['is no JSON', {}, { ...json({}, key), body: '{' }],
])(
  'a request that %s, and whose body was not read, is not sent again without its body',
  async (_what, options, init) => {
    const { ask, send } = await startAdmin(['openai'], { speed: Infinity, ...options })
    await send('/openai/v1/images/generations', init)
    expect((await ask('GET /journal/{number}', { params: { number: 1 } })).json.isRepeatable).toBe(false)
    expect((await ask('POST /journal/{number}/repeat', { params: { number: 1 } })).status).toBe(409)
  },
)

test('a caller who leaves takes the request along', async () => {
  const mock = await createMock({ providers: [await providerOf('openai')], clock: createManualClock() })
  const leaving = new AbortController()
  const sent = mock.fetch('http://mock/openai/v1/images/generations', json({ model, prompt: 'A fox' }, key))
  const read = async (path: string) => (await mock.fetch(`http://mock/_proofsheet${path}`)).json()
  while (((await read('/clock')) as { waiting: number }).waiting < 1) await new Promise(setImmediate)
  await mock.fetch('http://mock/_proofsheet/clock/run', { method: 'POST' })
  await sent
  const repeated = mock.fetch('http://mock/_proofsheet/journal/1/repeat', { method: 'POST', signal: leaving.signal })
  while (((await read('/clock')) as { waiting: number }).waiting < 1) await new Promise(setImmediate)
  leaving.abort()
  await repeated.catch(() => {})
  expect(await read('/journal/summaries')).toMatchObject({ entries: [{ number: 2, status: null }, { number: 1 }] })
})

test('an unknown exchange is refused', async () => {
  const { ask } = await startAdmin(['openai'])
  expect((await ask('POST /journal/{number}/repeat', { params: { number: 7 } })).status).toBe(404)
})
