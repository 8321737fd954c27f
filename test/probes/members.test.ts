import { expect, test } from 'vitest'
import type { LensPointers } from '../../src/dialect/lens.ts'
import type { Answer } from '../../src/probes/ask.ts'
import {
  constantsOf,
  findMember,
  memberNameAt,
  observeFixedHeaders,
  observeFixedMembers,
  observeFixedOrConstantMembers,
  observeIds,
  observeLens,
} from '../../src/probes/documents/members.ts'

const now = Date.UTC(2026, 0, 2)
const seconds = now / 1000
const verify = { now, mode: 'verify' } as const
const discover = { now, mode: 'discover' } as const

const answerWith = (json: unknown, number = 7): Answer => ({
  number,
  status: 200,
  receivedAt: now,
  headers: { 'x-one': '1' },
  json,
  bytes: new Uint8Array(),
})

test.each<[field: string, document: unknown, pointer: LensPointers]>([
  ['id', { id: 'task-0001' }, '/id'],
  ['id', { task_id: 'task-0001' }, '/task_id'],
  // An id has a digit and eight characters.
  ['id', { id: 'a-red-fox' }, undefined],
  ['id', { id: 'fox-1' }, undefined],
  ['id', { trace: 'task-0001' }, undefined],
  ['state', { data: { status: 'queued' } }, '/data/status'],
  ['state', { status: '' }, undefined],
  ['state', { status: 200 }, undefined],
  ['progress', { progress: 40 }, '/progress'],
  ['progress', { progress: '40%' }, '/progress'],
  ['progress', { progress: 140 }, undefined],
  ['createdAt', { created: seconds }, '/created'],
  ['createdAt', { created_ms: now }, '/created_ms'],
  ['createdAt', { created: seconds - 2 * 366 * 86_400 }, undefined],
  ['createdAt', { created: '2026-01-02' }, undefined],
  ['items', { data: [], note: [] }, '/data'],
  ['size', { size: '1024x768' }, '/size'],
  ['size', { size: '4K' }, undefined],
  ['tier', { resolution: '4K' }, '/resolution'],
  ['tier', { resolution: '1024x768' }, undefined],
  ['inputTokens', { usage: { input_tokens: 7 } }, '/usage/input_tokens'],
  ['inputTokens', { usage: { input_tokens: 7.5 } }, undefined],
  ['bytes', { bytes: 0 }, '/bytes'],
  ['unheardOf', { unheardOf: 7 }, undefined],
])('an undocumented %s in %j stands at %j', (field, document, pointer) => {
  expect(findMember(document, field, undefined, verify)).toEqual(pointer)
})

test.each<[documented: LensPointers, mode: 'verify' | 'discover', pointer: LensPointers]>([
  ['/id', 'verify', '/id'],
  [['/data/id', '/id'], 'verify', ['/data/id', '/id']],
  [['/data/id', '/task'], 'verify', '/data/id'],
  ['/task', 'verify', '/id'],
  [undefined, 'verify', '/id'],
  // Discovery finds every place of the value.
  [undefined, 'discover', ['/id', '/data/id']],
  ['/id', 'discover', ['/id', '/data/id']],
])('an id that is documented at %j, in mode %s, stands at %j', (documented, mode, pointer) => {
  const document = { id: 'task-0001', data: { id: 'task-0001', task_id: 'task-0002' } }
  expect(findMember(document, 'id', documented, { now, mode })).toEqual(pointer)
})

test('a known id is found by its value, and places in use are skipped', () => {
  const document = { id: 'task-0001', request_id: 'request-0002', data: { id: 'task-0001' } }
  expect(findMember(document, 'id', undefined, { ...verify, id: 'request-0002' })).toBe('/request_id')
  expect(findMember(document, 'id', undefined, { ...verify, id: 'task-0003' })).toBe(undefined)
  expect(findMember(document, 'id', undefined, verify, ['/id'])).toBe('/request_id')
  expect(findMember(document, 'id', undefined, verify, ['/id', '/request_id', '/data'])).toBe(undefined)
})

test('observeLens gives each place to one member only', () => {
  const answer = answerWith({ id: 'task-0001', status: 'queued', created: seconds })
  const fields = ['id', 'state', 'createdAt', 'resultCreatedAt']
  expect(observeLens('/lens', { id: '/task', state: '/status' }, fields, answer, verify)).toEqual([
    { trait: '/lens/id', value: '/id', evidence: [7] },
    { trait: '/lens/state', value: '/status', evidence: [7] },
  ])
  expect(observeLens('/lens', {}, fields, answer, discover)).toEqual([
    { trait: '/lens/id', value: '/id', evidence: [7] },
    { trait: '/lens/state', value: '/status', evidence: [7] },
    { trait: '/lens/createdAt', value: '/created', evidence: [7] },
  ])
  expect(observeLens('/lens', { progress: '/progress' }, ['progress'], answer, verify)).toEqual([
    { trait: '/lens/progress', value: undefined, evidence: [7] },
  ])
})

test('observeFixedMembers and observeFixedHeaders report the values at the documented places', () => {
  expect(observeFixedMembers('/fixed', { '/code': 200, '/none': 1 }, answerWith({ code: 0, other: 1 }))).toEqual([
    { trait: '/fixed/~1code', value: 0, evidence: [7] },
    { trait: '/fixed/~1none', value: undefined, evidence: [7] },
  ])
  expect(observeFixedMembers('/fixed', undefined, answerWith({ code: 0 }))).toEqual([])
  expect(observeFixedHeaders('/headers', { 'X-One': '2', 'X-Two': '2' }, answerWith({}))).toEqual([
    { trait: '/headers/X-One', value: '1', evidence: [7] },
    { trait: '/headers/X-Two', value: undefined, evidence: [7] },
  ])
})

test.each<[documents: unknown[], used: string[], constants: Record<string, unknown>]>([
  [
    [
      { code: 200, id: 1 },
      { code: 200, id: 2 },
    ],
    [],
    { '/code': 200 },
  ],
  [
    [
      { code: 200, id: 1 },
      { code: 200, id: 1 },
    ],
    ['/id'],
    { '/code': 200 },
  ],
  [[{ data: { code: 200 } }, { data: { code: 200 } }], ['/data'], {}],
  [[{ data: { code: 200 } }, { data: { code: 200 } }], ['/dat'], { '/data/code': 200 }],
  [
    [
      { error: null, list: [] },
      { error: null, list: [] },
    ],
    [],
    { '/error': null, '/list': [] },
  ],
  [[{ code: 200 }, {}], [], {}],
  [[7, 7], [], {}],
])('constantsOf(%j) beside %j', (documents, used, constants) => {
  expect(constantsOf(documents, used)).toEqual(constants)
})

test.each<[mode: 'verify' | 'discover', documents: object[], traits: string[]]>([
  [
    'verify',
    [
      { code: 1, ok: true },
      { code: 1, ok: true },
    ],
    ['/fixed/~1code'],
  ],
  [
    'discover',
    [
      { code: 1, ok: true },
      { code: 1, ok: true },
    ],
    ['/fixed/~1code', '/fixed/~1ok'],
  ],
  // Another request or task would change the prompt, the times and the links.
  [
    'discover',
    [
      { prompt: 'a fox', at: '2026-11-20T00:00:00.000Z', link: 'https://a.example/b', kind: 'image' },
      { prompt: 'a fox', at: '2026-11-20T00:00:00.000Z', link: 'https://a.example/b', kind: 'image' },
    ],
    ['/fixed/~1code', '/fixed/~1kind'],
  ],
  // A single document cannot show that a member is constant.
  ['discover', [{ code: 1, ok: true }], ['/fixed/~1code']],
  ['discover', [], []],
])('fixed or constant members in mode %s of %j', (mode, documents, traits) => {
  const answers = documents.map((document, index) => answerWith(document, index))
  const observations = observeFixedOrConstantMembers('/fixed', { '/code': 1 }, answers, [], {
    mode,
    now: 0,
    sent: ['a fox'],
  })
  expect(observations.map(({ trait }) => trait)).toEqual(traits)
})

test.each<[documented: string, ids: string[], observed: string]>([
  ['img_{hex:4}', ['img_0123', 'img_abcd'], 'img_{hex:4}'],
  ['img_{base62:4}', ['img_0123', 'img_abcd'], 'img_{base62:4}'],
  ['task-{hex:4}', ['img_0123', 'img_abcd'], 'img_{hex:4}'],
  ['{hex:32}', ['0123abcd'], '{hex:8}'],
  ['{hex:32}', ['task-0123'], 'task-{base62:4}'],
  ['img_{hex:4}', ['img_0123', 'task-0123'], 'img_{base62:4}'],
  ['{hex:32}', ['7f3c9d1e-0b2a-4c5d-8e9f-001122334455'], '{uuid}'],
  ['{hex:32}', ['task_01K5B6Z8W9R2S4T6V8X0Y1A3B5'], 'task_{ulid}'],
  ['{hex:32}', ['task_4Xk9bQ2mZr7T', 'task_9aLp3cV8nWq5'], 'task_{base62:12}'],
  ['{hex:32}', ['174926358812073491', '174926358812073500'], '{digits:18}'],
  ['{hex:32}', ['gen:eu:0f3a5c7e9b1d', 'gen:eu:11223344aabb'], 'gen:eu:{hex:12}'],
  ['{hex:32}', ['a/b/short'], 'a/b/{base62:5}'],
])('ids documented as %j, seen as %j', (documented, ids, observed) => {
  expect(observeIds('/tasks/id', documented, ids, [1])).toEqual([
    { trait: '/tasks/id', value: observed, evidence: [1] },
  ])
})

test.each([
  [['/up/1795132800_0a1b2c3d'], '/up/{seconds}_{hex:8}'],
  [['t-1795132800123-ab12cd34', 't-1795132800123-0b12cd35'], 't-{milliseconds}-{hex:8}'],
  [['t-1895132800-ab12cd34'], 't-{hex:10}-{hex:8}'],
])('the ids %j show a time if it is near', (ids, observed) => {
  expect(observeIds('/tasks/id', '{hex:32}', ids, [1], 1_795_132_900_000)).toEqual([
    { trait: '/tasks/id', value: observed, evidence: [1] },
  ])
})

test.each([[[]], [['--']]])('the ids %j show no form', (ids) => {
  expect(observeIds('/tasks/id', '{hex:32}', ids, [1])).toEqual([
    { trait: '/tasks/id', value: undefined, evidence: [1] },
  ])
})

test.each([
  ['/data/task_id', 'task_id'],
  ['/a~1b', 'a/b'],
  ['', ''],
])('the member at %j is called %j', (pointer, name) => {
  expect(memberNameAt(pointer)).toBe(name)
})
