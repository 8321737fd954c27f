import { describe, expect, test } from 'vitest'
import { startAdmin } from '../support/admin.ts'
import { drawImage } from '../support/images.ts'
import { form, json } from '../support/mock.ts'

const start = Date.UTC(2026, 10, 20)
const timeAfter = (seconds: number) => start + seconds * 1000

describe('a task', () => {
  test('has its states in the words of the gateway, its links when it has succeeded, and its exchange', async () => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    const id = await submit('sk-a', 'a fox')
    const read = async () => (await ask('GET /tasks')).json.tasks[0]
    const states = [
      { state: 'queued', word: 'queued', at: start },
      { state: 'running', word: 'in_progress', at: timeAfter(6) },
      { state: 'succeeded', word: 'succeeded', at: timeAfter(60) },
    ]
    expect(await read()).toEqual({
      ...{ id, provider: 'dimilinks', world: expect.stringMatching(/^[0-9a-f]{16}$/), state: 'queued' },
      ...{
        createdAt: start,
        startsAt: timeAfter(6),
        endsAt: timeAfter(60),
        images: 1,
        does: 'generate',
        prompt: 'a fox',
      },
      ...{ states, links: [], charged: 0, size: '1024x1024', format: 'png', model: 'gpt-image-2' },
      ...{ references: 0, mask: false, partials: 0, transparent: false, entry: 1 },
    })
    await ask('POST /clock/run')
    const url = expect.stringMatching(new RegExp(`^http://mock/dimilinks/p/img/${id}/0\\?exp=`))
    expect(await read()).toMatchObject({
      ...{ state: 'succeeded', states, charged: 1 },
      links: [{ index: 0, url, expiresAt: timeAfter(60 + 86_400) }],
    })
  })

  test('of an edit says what was sent, and has no links where the gateway sends base64', async () => {
    const { ask, send } = await startAdmin(['openai'], { speed: Number.POSITIVE_INFINITY })
    const png = await drawImage('png', { alpha: true })
    await send(
      '/openai/v1/images/edits',
      form([
        ['model', 'gpt-image-1.5'],
        ['prompt', 'a fox'],
        ['image', png],
        ['mask', png],
        ['background', 'transparent'],
      ]),
    )
    expect((await ask('GET /tasks')).json.tasks).toMatchObject([
      {
        ...{
          does: 'edit',
          references: 1,
          mask: true,
          transparent: true,
          model: 'gpt-image-1.5',
          links: [],
          charged: 1,
        },
        states: [{ state: 'succeeded', word: null, at: start }],
      },
    ])
  })

  test.each<[scenario: string, states: object[], charged: number]>([
    // A task that is refused at once costs nothing. No document of this gateway promises that of a task that fails later.
    ['moderated', [{ state: 'failed', word: 'failed', at: start }], 0],
    ['upstream-failed', [{ state: 'failed', word: 'failed' }], 1],
    [
      'stuck-in-queue',
      [
        { state: 'queued', at: start },
        { state: 'running', at: null },
        { state: 'succeeded', at: null },
      ],
      0,
    ],
  ])('with the scenario %s has other states', async (scenario, states, charged) => {
    const { ask, submit } = await startAdmin(['dimilinks'])
    await submit('sk-a', 'x', { 'x-proofsheet-scenario': scenario })
    await ask('POST /clock/advance?seconds=600')
    const [task] = (await ask('GET /tasks')).json.tasks
    expect(task.states.slice(-states.length)).toMatchObject(states)
    expect(task.charged).toBe(charged)
  })

  test('that was cancelled ends with this state', async () => {
    const { ask, send } = await startAdmin(['fal'])
    const key = { authorization: 'Key sk-test' }
    const { request_id } = (await send('/fal/fal-ai/flux-2/turbo', json({ prompt: 'a fox' }, key))).json
    await ask('POST /clock/advance?seconds=2')
    await send(`/fal/fal-ai/flux-2/requests/${request_id}/cancel`, { method: 'PUT', headers: key })
    expect((await ask('GET /tasks')).json.tasks).toMatchObject([
      {
        ...{ state: 'cancelled', charged: 1 },
        states: [
          { state: 'queued', word: 'IN_QUEUE', at: start },
          { state: 'running', word: 'IN_PROGRESS', at: timeAfter(1) },
          { state: 'cancelled', word: 'COMPLETED', at: timeAfter(2) },
        ],
      },
    ])
  })
})

describe('a list', () => {
  async function startWithTasks() {
    const mock = await startAdmin(['dimilinks'])
    for (const prompt of ['one', 'two', 'three', 'four']) {
      await mock.submit(prompt === 'three' ? 'sk-b' : 'sk-a', prompt)
      await mock.ask('POST /clock/advance?seconds=1')
    }
    const list = async (query: string, key?: string) => {
      const { tasks } = (await mock.ask(`GET /tasks${query}`, key === undefined ? {} : { key })).json
      return tasks as { id: string; prompt: string; entry: number }[]
    }
    const prompts = async (query: string, key?: string) => (await list(query, key)).map(({ prompt }) => prompt)
    return { ...mock, list, prompts }
  }

  test('is in the asked order, page by page', async () => {
    const { list, prompts } = await startWithTasks()
    expect(await prompts('', 'sk-a')).toEqual(['one', 'two', 'four'])
    expect(await prompts('?order=newest')).toEqual(['four', 'three', 'two', 'one'])
    const page = await list('?order=newest&limit=2')
    expect(page.map(({ prompt }) => prompt)).toEqual(['four', 'three'])
    expect(await prompts(`?order=newest&limit=1&before=${page[1]?.id}`)).toEqual(['two'])
    expect(await prompts('?order=newest&limit=9', 'sk-b')).toEqual(['three'])
  })

  test('names the exchanges that created the tasks', async () => {
    const { ask, list } = await startWithTasks()
    expect((await list('?order=newest')).map(({ entry }) => entry)).toEqual([4, 3, 2, 1])
    const world = ((await ask('GET /journal/summaries')).json.entries[0] as { world: string }).world
    expect((await list(`?world=${world}`)).map(({ entry }) => entry)).toEqual([1, 2, 4])
  })

  test('finds a task by its id', async () => {
    const { list, prompts } = await startWithTasks()
    // Redis lists tasks in no order.
    const second = (await list('')).find(({ prompt }) => prompt === 'two')
    expect(await prompts(`?id=${second?.id}`)).toEqual(['two'])
    expect(await prompts(`?id=${second?.id}`, 'sk-b')).toEqual([])
    expect(await prompts('?id=img_x')).toEqual([])
  })

  test.each([
    ['?order=best', 'Invalid order: expected newest or oldest, as in ?order=newest.'],
    ['?order=newest&before=x', 'There is no task x: expected the id of the last task of the page before.'],
    ['?limit=0', 'Invalid limit: expected a whole number from 1 to 10000, as in ?limit=100.'],
  ])('%s is refused', async (query, message) => {
    const { ask } = await startAdmin(['dimilinks'])
    expect((await ask(`GET /tasks${query}`)).json.error.message).toBe(message)
  })
})
