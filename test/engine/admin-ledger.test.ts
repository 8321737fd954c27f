import { describe, expect, test } from 'vitest'
import { startAdmin } from '../support/admin.ts'
import { json } from '../support/mock.ts'

const start = Date.UTC(2026, 10, 20)
const timeAfter = (seconds: number) => start + seconds * 1000

type Admin = Awaited<ReturnType<typeof startAdmin>>
type Members = Readonly<Record<string, unknown>>

const readLedger = async ({ ask }: Admin, query = '', key?: string) =>
  (await ask(`GET /ledger${query}`, key === undefined ? {} : { key })).json

/** Changes stored tasks by their ids, as a lost response does. */
async function changeTasks({ ask }: Admin, changes: Readonly<Record<string, Members>>): Promise<void> {
  const snapshot = (await ask('GET /snapshot')).json
  const records = snapshot.records.map(([key, value]: [string, string]) => {
    const task = JSON.parse(value)
    return [key, JSON.stringify({ ...task, ...changes[task.id] })]
  })
  await ask('POST /restore', { body: { ...snapshot, records } })
}

describe('the ledger', () => {
  test('has a line for each task, whose charge is reserved until the task ends', async () => {
    const admin = await startAdmin(['dimilinks'])
    const task = await admin.submit('sk-a')
    const line = {
      ...{ task, provider: 'dimilinks', world: expect.stringMatching(/^[0-9a-f]{16}$/), request: 1, entry: 1 },
      ...{ operation: 'generate', model: 'gpt-image-2', size: '1024x1024', images: 1 },
      ...{ price: 0.08, amount: 0.08, unit: 'credits', delivered: true, repeats: null, isDouble: false },
    }
    expect(await readLedger(admin)).toEqual({
      charges: [{ ...line, state: 'reserved', at: start }],
      total: 1,
      sums: { images: 1, amounts: [{ unit: 'credits', reserved: 0.08, charged: 0, refunded: 0 }], doubles: 0 },
    })
    await admin.ask('POST /clock/run')
    expect(await readLedger(admin)).toEqual({
      charges: [{ ...line, state: 'charged', at: timeAfter(60) }],
      total: 1,
      sums: { images: 1, amounts: [{ unit: 'credits', reserved: 0, charged: 0.08, refunded: 0 }], doubles: 0 },
    })
  })

  test('counts every image of a synchronous request', async () => {
    const admin = await startAdmin(['openai'], { speed: 'instant' })
    await admin.send('/openai/v1/images/generations', json({ model: 'gpt-image-2', prompt: 'a fox', n: 3 }))
    const { charges, sums } = await readLedger(admin)
    expect(charges).toMatchObject([{ images: 3, amount: 3, state: 'charged', at: start }])
    expect(sums.images).toBe(3)
  })

  test('has no line for a request that was refused before it made a task', async () => {
    const admin = await startAdmin(['openai'])
    await admin.send('/openai/v1/images/generations', json({ model: 'gpt-image-2' }))
    await admin.send(
      '/openai/v1/images/generations',
      json({ model: 'gpt-image-2', prompt: 'a fox' }, { 'x-proofsheet-scenario': 'rate-limited' }),
    )
    expect(await readLedger(admin)).toEqual({ charges: [], total: 0, sums: { images: 0, amounts: [], doubles: 0 } })
  })

  test('has no line for a repeat with the idempotency key', async () => {
    const admin = await startAdmin(['apimart'])
    const submit = () =>
      admin.send(
        '/apimart/v1/images/generations',
        json({ model: 'gpt-image-2', prompt: 'a fox' }, { 'Idempotency-Key': 'once' }),
      )
    expect([(await submit()).status, (await submit()).status]).toEqual([200, 200])
    expect((await readLedger(admin)).total).toBe(1)
  })

  test('of a key has the charges to the key alone', async () => {
    const admin = await startAdmin(['dimilinks'])
    const [first, second] = [await admin.submit('sk-a'), await admin.submit('sk-b')]
    const tasksOf = async (key: string) => (await readLedger(admin, '', key)).charges.map(({ task }: Members) => task)
    expect(await tasksOf('sk-a')).toEqual([first])
    expect(await tasksOf('sk-b')).toEqual([second])
    expect((await readLedger(admin)).total).toBe(2)
  })

  test('is read in pages, the newest first, with the sums of all pages', async () => {
    const admin = await startAdmin(['dimilinks'])
    const tasks: string[] = []
    for (const prompt of ['first', 'second', 'third']) {
      tasks.push(await admin.submit('sk-a', prompt))
      await admin.clock.advance(1000)
    }
    const read = async (query: string) => {
      const { charges, total, sums } = await readLedger(admin, query)
      return [charges.map(({ task }: { task: string }) => tasks.indexOf(task)), total, sums.images]
    }
    expect(await read('?limit=2')).toEqual([[2, 1], 3, 3])
    expect(await read(`?limit=2&before=${tasks[1]}`)).toEqual([[0], 3, 3])
    const refused = await admin.ask('GET /ledger?before=no-such-task')
    expect(refused.status).toBe(400)
    expect(refused.json.error.message).toBe(
      'There is no task no-such-task: expected the task of the last charge of the page before.',
    )
  })

  test('is in a snapshot, because the ledger follows from the tasks', async () => {
    const admin = await startAdmin(['dimilinks'])
    await admin.submit('sk-a')
    const before = await readLedger(admin)
    const snapshot = (await admin.ask('GET /snapshot')).json
    await admin.ask('POST /reset')
    expect((await readLedger(admin)).total).toBe(0)
    await admin.ask('POST /restore', { body: snapshot })
    expect((await readLedger(admin)).charges).toMatchObject([{ task: before.charges[0].task, state: 'reserved' }])
  })
})

describe('the charge of a task that fails or is cancelled', () => {
  const failing = { 'x-proofsheet-scenario': 'upstream-failed' }

  test('is refunded where the gateway documents that, from the time of the failure on', async () => {
    const admin = await startAdmin(['toapis'])
    await admin.send('/toapis/v1/images/generations', json({ model: 'gpt-image-2', prompt: 'a fox' }, failing))
    expect((await readLedger(admin)).charges).toMatchObject([{ amount: 0.015, unit: 'USD', state: 'reserved' }])
    await admin.ask('POST /clock/run')
    const { charges, sums } = await readLedger(admin)
    expect(charges).toMatchObject([{ state: 'refunded', at: timeAfter(10) }])
    expect(sums).toMatchObject({ images: 0, amounts: [{ unit: 'USD', reserved: 0, charged: 0, refunded: 0.015 }] })
  })

  test('is kept where no document promises a refund', async () => {
    const admin = await startAdmin(['dimilinks'])
    await admin.submit('sk-a', 'a fox', failing)
    await admin.ask('POST /clock/run')
    expect((await readLedger(admin)).charges).toMatchObject([{ state: 'charged' }])
    expect((await admin.ask('GET /tasks')).json.tasks).toMatchObject([{ state: 'failed', charged: 1 }])
  })

  test('is refunded for a cancelled task too, where the gateway documents that', async () => {
    const admin = await startAdmin(['test/fixtures/quill'])
    const submitted = await admin.bare(
      '/quill/studio/nib-2/pictures?quill=k',
      json({ task: { input: { text: 'a fox' } } }),
    )
    const task = submitted.json.task.number
    await changeTasks(admin, { [task]: { cancelledAt: start } })
    expect((await readLedger(admin)).charges).toMatchObject([
      { task, amount: 3, unit: 'ink', state: 'refunded', at: start },
    ])
  })
})

describe('prices', () => {
  test.each<[gateway: string, path: string, body: object, amount: number]>([
    ['dimilinks', '/dimilinks/v1/images/generations', { prompt: 'a fox', resolution: '2k', n: 2 }, 0.3],
    ['openrouter', '/openrouter/api/v1/images', { prompt: 'a fox', model: 'openai/gpt-image-1' }, 0.04],
    ['bfl', '/bfl/v1/flux-2-klein-4b', { prompt: 'a fox' }, 1.4],
    ['bfl', '/bfl/v1/flux-2-max', { prompt: 'a fox' }, 7],
  ])('of %s %s %j are as documented', async (gateway, path, body, amount) => {
    const admin = await startAdmin([gateway], { speed: 'instant' })
    const headers: Record<string, string> = gateway === 'bfl' ? { 'x-key': 'sk-a' } : {}
    expect((await admin.send(path, json(body, headers))).status).toBe(200)
    expect((await readLedger(admin)).charges).toMatchObject([{ amount }])
  })
})

test('the price list of a gateway has the prices of the ledger', async () => {
  const admin = await startAdmin(['dimilinks'])
  const { data } = (await admin.bare('/dimilinks/api/pricing')).json
  for (const { resolution, model_price } of data) {
    await admin.send('/dimilinks/v1/images/generations?async=true', json({ prompt: 'a fox', resolution }))
    expect((await readLedger(admin, '?limit=1')).charges).toMatchObject([{ price: model_price }])
    await admin.clock.advance(1000)
  }
  expect(data).toHaveLength(3)
})

describe('a second charge for one intention', () => {
  test('is a task that repeats a task whose response was lost', async () => {
    const admin = await startAdmin(['dimilinks'])
    const [lost, again] = [await admin.submit('sk-a'), await admin.submit('sk-a')]
    expect((await readLedger(admin)).sums.doubles).toBe(0)
    await changeTasks(admin, { [lost]: { isAnswerLost: true }, [again]: { repeats: lost } })
    const { charges, sums } = await readLedger(admin)
    const byTask = new Map(charges.map((charge: Members) => [charge.task, charge]))
    expect(byTask.get(lost)).toMatchObject({ delivered: false, repeats: null, isDouble: false })
    expect(byTask.get(again)).toMatchObject({ delivered: true, repeats: lost, isDouble: true })
    expect(sums).toMatchObject({ images: 2, doubles: 1 })
  })

  test('is none when one of the two was refunded', async () => {
    const admin = await startAdmin(['toapis'])
    const submit = async () =>
      (await admin.send('/toapis/v1/images/generations', json({ model: 'gpt-image-2', prompt: 'a fox' }))).json.id
    const [lost, again] = [await submit(), await submit()]
    const fails = { cause: 'upstreamFailed', detail: 'It failed.', at: 1 }
    await changeTasks(admin, { [lost]: { isAnswerLost: true, fails }, [again]: { repeats: lost } })
    expect((await readLedger(admin)).sums.doubles).toBe(1)
    await admin.ask('POST /clock/run')
    expect((await readLedger(admin)).sums).toMatchObject({ images: 1, doubles: 0 })
  })

  test('has the exchange of the request that a proxy delivered twice', async () => {
    const admin = await startAdmin(['dimilinks'])
    const first = await admin.submit('sk-a')
    const snapshot = (await admin.ask('GET /snapshot')).json
    const [[key, value]] = snapshot.records
    const second = first.replace(/.$/, 'x')
    const twin = JSON.stringify({ ...JSON.parse(value), id: second, repeats: first })
    const records = [...snapshot.records, [key.replace(first, second), twin]]
    await admin.ask('POST /restore', { body: { ...snapshot, records } })
    const { charges } = await readLedger(admin)
    const lines = charges.map(({ task, request, entry, isDouble }: Members) => [task, request, entry, isDouble])
    expect(lines.sort()).toEqual(
      [
        [first, 1, 1, false],
        [second, 1, 1, true],
      ].sort(),
    )
  })
})
