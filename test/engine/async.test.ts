import { beforeAll, describe, expect, test } from 'vitest'
import { createMemoryStore } from '../../src/stores/memory.ts'
import { listAll, type Store } from '../../src/stores/store.ts'
import { json, startMock } from '../support/mock.ts'

let mock: Awaited<ReturnType<typeof startMock>>
beforeAll(async () => {
  mock = await startMock(['dimilinks', 'gpt-best', 'openai'])
})

describe('DimiLinks: what makes a generation asynchronous', () => {
  const rows: [query: string, prefer: string, body: boolean | undefined, isAsync: boolean][] = [
    // Single triggers.
    ['?async=true', '', undefined, true],
    ['?wait_for_result=false', '', undefined, true],
    ['', 'respond-async', undefined, true],
    ['', '', false, true],
    ['', '', undefined, false],
    // Words for true and false, and unknown words.
    ['?async=1', '', undefined, true],
    ['?async=YES', '', undefined, false],
    ['?async=off', '', undefined, false],
    ['?async=maybe', '', undefined, false],
    ['?ASYNC=true', '', undefined, false],
    ['?wait_for_result=0', '', undefined, true],
    ['?wait_for_result=true', '', undefined, false],
    ['', 'wait=10, Respond-Async', undefined, true],
    ['', 'code=404', undefined, false],
    ['', '', true, false],
    // Conflicts: query before header before body; within the query one trigger is enough.
    ['?async=true', '', true, true],
    ['?async=false', 'respond-async', false, false],
    ['?async=false&wait_for_result=false', '', undefined, true],
    ['?async=true&wait_for_result=true', '', undefined, true],
    ['', 'respond-async', true, true],
    ['?async=maybe', 'respond-async', true, true],
  ]
  test.each(rows)('query %s, Prefer "%s", wait_for_result %s: %s', async (query, prefer, wait, isAsync) => {
    const body = { prompt: 'a fox', ...(wait === undefined ? {} : { wait_for_result: wait }) }
    const path = `/dimilinks/v1/images/generations${query}`
    const reply = await mock.sendFor(60_000, path, json(body, prefer ? { prefer } : {}))
    expect(reply.status).toBe(200)
    expect(reply.json.task_id).toMatch(/^img_/)
    expect(reply.json.data).toHaveLength(isAsync ? 0 : 1)
  })

  test('the body field must be a boolean', async () => {
    const reply = await mock.send(
      '/dimilinks/v1/images/generations',
      json({ prompt: 'a fox', wait_for_result: 'false' }),
    )
    expect(reply).toMatchObject({ status: 400, json: { error: { code: 'invalid_request_error' } } })
  })
})

test('a synchronous request waits as long as at the real gateway', async () => {
  const path = '/dimilinks/v1/images/generations'
  let isSettled = false
  const reply = mock.send(path, json({ prompt: 'slow', resolution: '2k' })).finally(() => {
    isSettled = true
  })
  while (mock.clock.sleeperCount() === 0) await new Promise(setImmediate)
  await mock.clock.advance(119_999)
  expect(isSettled).toBe(false)
  await mock.clock.advance(1)
  expect((await reply).status).toBe(200)
})

test('an asynchronous gpt-best task is polled in the words of gpt-best', async () => {
  const path = '/gpt-best/v1/images/generations?async=true'
  const submitted = await mock.send(path, json({ model: 'gpt-image-2', prompt: 'a fox' }))
  expect(submitted.status).toBe(200)
  const { task_id, data } = submitted.json
  expect(data ?? task_id).toMatch(/./)
  const poll = () => mock.send(`/gpt-best/v1/images/tasks/${task_id ?? data}`)
  expect((await poll()).json).toMatchObject({ code: 'success', data: { status: 'NOT_START' } })
  await mock.clock.advance(30 * 60_000)
  const done = await poll()
  expect(done.json).toMatchObject({ code: 'success', data: { status: 'SUCCESS', progress: '100%' } })
  expect(done.json.data.data.data).toHaveLength(1)
})

test('a task of one key is unknown to another', async () => {
  const { json: submitted } = await mock.send('/dimilinks/v1/images/generations?async=true', json({ prompt: 'mine' }))
  const response = await mock.send(`/dimilinks/v1/tasks/${submitted.task_id}`, {
    headers: { authorization: 'Bearer sk-other' },
  })
  expect(response).toMatchObject({
    status: 404,
    json: { error: { message: '任务不存在', type: 'invalid_request_error', code: 'not_found' } },
  })
})

test('the legacy route returns the same task in its own shape', async () => {
  const { json: submitted } = await mock.send('/dimilinks/v1/images/generations?async=true', json({ prompt: 'old' }))
  const poll = () => mock.send(`/dimilinks/v1/images/tasks/${submitted.task_id}`)
  expect((await poll()).json).toEqual({
    task_id: submitted.task_id,
    status: 'queued',
    created: submitted.created,
    finished_at: 0,
    error: '',
    data: [],
    credit_cost: 0,
    conversation_id: '',
  })
  await mock.clock.advance(60_000)
  const done = await poll()
  expect(done.json).toMatchObject({ status: 'success', finished_at: submitted.created + 60, error: '' })
  expect(done.json.data[0].url).toMatch(/^\/p\/img\//)
})

test('equal requests call the store once each', async () => {
  const keys: string[] = []
  const memory = createMemoryStore()
  const store: Store = {
    ...memory,
    putIfAbsent: (key, value, world) => {
      keys.push(key)
      return memory.putIfAbsent(key, value, world)
    },
  }
  const first = await startMock(['dimilinks'], { store })
  for (let i = 0; i < 50; i++) await first.send('/dimilinks/v1/images/generations?async=true', json({ prompt: 'same' }))
  expect([keys.length, new Set(keys).size]).toEqual([50, 50])
  const other = await startMock(['dimilinks'], { store })
  await other.send('/dimilinks/v1/images/generations?async=true', json({ prompt: 'same' }))
  expect([(await listAll(store)).length, keys.length]).toEqual([51, 51])
})

test('equal seeds and requests give equal ids and bytes, another seed gives others', async () => {
  const path = '/dimilinks/v1/images/edits'
  const generate = async (seed: string) => {
    const one = await startMock(['dimilinks'], { seed })
    const body = json({ prompt: 'same' })
    const first = await one.sendFor(60_000, path.replace('edits', 'generations'), body)
    const second = await one.sendFor(60_000, path.replace('edits', 'generations'), body)
    const { bytes } = await one.send(first.json.data[0].url)
    return { ids: [first.json.task_id, second.json.task_id], bytes: bytes.toString('base64') }
  }
  const [a, b, c] = [await generate('one'), await generate('one'), await generate('two')]
  expect(b).toEqual(a)
  expect(new Set([...a.ids, ...c.ids]).size).toBe(4)
})
