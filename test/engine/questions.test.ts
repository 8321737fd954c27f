/** Requests that count as a question for a task: `runUntil` moves the clock when a client asks again. */
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { json, startMock } from '../support/mock.ts'

const quill = fileURLToPath(new URL('../fixtures/quill', import.meta.url))
const key = { authorization: 'Key sk-test', 'x-quill-key': 'sk-test' }

interface Gateway {
  readonly provider: string
  readonly submit: readonly [path: string, body: object]
  /** Pointer to the id of the task in the response. */
  readonly id: readonly string[]
}
const atQuill: Gateway = {
  provider: quill,
  submit: ['/quill/studio/nib-1/pictures', { task: { input: { text: 'a quill' } } }],
  id: ['task', 'number'],
}
const atFal: Gateway = {
  provider: 'fal',
  submit: ['/fal/fal-ai/flux-2/turbo', { prompt: 'a boat' }],
  id: ['request_id'],
}

/** Submits a task. Returns its id, the clock of the mock, and a function that asks for something with the key. */
async function open({ provider, submit: [path, body], id }: Gateway) {
  const mock = await startMock([provider])
  const { json: submitted } = await mock.send(path, json(body, key))
  const task: string = id.reduce((value, name) => value[name], submitted)
  return { clock: mock.clock, task, ask: (at: string) => mock.send(at.replace('ID', task), { headers: key }) }
}

describe('a question for a task that runs', () => {
  test.for<[what: string, gateway: Gateway, path: string, msUntilChange: number]>([
    ['a poll', atQuill, '/quill/studio/tasks/ID', 5000],
    ['a list', atQuill, '/quill/studio/tasks', 5000],
    ['a list of named tasks', atQuill, '/quill/studio/tasks/named?numbers=ID', 5000],
    ['the status of a request', atFal, '/fal/fal-ai/flux-2/requests/ID/status', 1000],
    ['the result of a request', atFal, '/fal/fal-ai/flux-2/requests/ID', 1000],
  ])('is noted: %s', async ([, gateway, path, msUntilChange]) => {
    const { clock, task, ask } = await open(gateway)
    expect(clock.questions()).toEqual([])
    await ask(path)
    await ask(path)
    expect(clock.questions()).toEqual([{ subject: task, count: 2, msUntilChange }])
  })

  test('concerns the next state, and none when the task has ended', async () => {
    const { clock, task, ask } = await open(atQuill)
    await clock.advance(5000)
    await ask('/quill/studio/tasks/ID')
    expect(clock.questions()).toEqual([{ subject: task, count: 1, msUntilChange: 15_000 }])
    await clock.advance(15_000)
    await ask('/quill/studio/tasks/ID')
    expect(clock.questions()).toEqual([])
  })
})
