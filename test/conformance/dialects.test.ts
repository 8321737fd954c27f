import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { toJsonBody } from '../../src/dialect/body-field.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { type Lens, readThrough } from '../../src/dialect/lens.ts'
import { envelopeNameAt } from '../../src/dialect/names.ts'
import { matchesPattern } from '../../src/dialect/pattern.ts'
import {
  type Cause,
  type Dialect,
  dialectSchema,
  type ImageOperation,
  type Poll,
  type ResultForm,
  type TaskState,
} from '../../src/dialect/schema.ts'
import { wordsOf } from '../../src/dialect/state-words.ts'
import { fallbackCause, itemMemberOf } from '../../src/dialect/words.ts'
import { createMock } from '../../src/engine/mock.ts'
import { loadScenarios, type Scenarios } from '../../src/scenario/load.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { dialectArbitrary } from '../support/dialects.ts'
import { drawImage } from '../support/images.ts'
import { form, host, json } from '../support/mock.ts'

type Encoding = 'json' | 'multipart'
interface Reply {
  readonly status: number
  readonly type: string
  readonly text: string
}

const seed = Number(process.env.FC_SEED ?? 20261121)
const runs = Number(process.env.FC_RUNS ?? 30)
const imageFiles: Record<string, Buffer> = {}
let scenarios: Scenarios
beforeAll(async () => {
  scenarios = await loadScenarios()
  for (const format of ['png', 'jpeg', 'webp', 'gif'] as const) imageFiles[format] = await drawImage(format)
})

test('every random dialect is valid by the schema and under its contract', () => {
  fc.assert(
    fc.property(dialectArbitrary, (dialect) => {
      expect(dialectSchema.parse(dialect)).toEqual(dialect)
      expect(checkDialect(dialect, toContract(toOpenApi(dialect)))).toEqual([])
    }),
    { seed, numRuns: runs },
  )
})

test('the mock serves every random dialect, and every response conforms to its contract', async () => {
  await fc.assert(
    fc.asyncProperty(dialectArbitrary, fc.nat(), async (dialect, index) => {
      const gateway = await serve(dialect)
      await exercise(gateway, index)
      expect(gateway.wrong).toEqual([])
    }),
    { seed, numRuns: runs },
  )
}, 120_000)

/** Returns the duration of a task of the default tier in ms. */
const taskDurationMs = ({ tasks: { duration }, images }: Dialect) =>
  1000 * (duration.secondsByTier?.[images.tier?.default ?? ''] ?? duration.seconds)

type Gateway = Awaited<ReturnType<typeof serve>>

/** Serves the dialect as a mock at the root. `wrong` collects violations of the contract and thrown errors. */
async function serve(dialect: Dialect) {
  const wrong: unknown[] = []
  const clock = createManualClock()
  const mock = await createMock({
    providers: [{ id: dialect.id, folder: 'drawn', dialect, contract: toContract(toOpenApi(dialect)) }],
    clock,
    scenarios,
    atRoot: true,
    admin: false,
    legacy: true,
    limits: { requests: 1e6, images: 1e6, polls: 1e6, tasks: 1e6 },
    strict: true,
    onViolation: (violation) => wrong.push(violation),
    onError: (error) => wrong.push(error),
  })
  const [origin] = dialect.origins
  const base = origin ? new URL(origin).pathname.replace(/\/$/, '') : ''
  const { in: place, name, scheme } = dialect.auth
  const send = async (path: string, init: RequestInit = {}, key = 'k1'): Promise<Reply> => {
    const headers = new Headers(init.headers)
    const url = new URL(path, host)
    if (key && place === 'query') url.searchParams.set(name, key)
    else if (key) headers.set(name, `${scheme} ${key}`.trim())
    const reply = mock.fetch(new Request(url, { ...init, headers })).then(async (response) => ({
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      text: await response.text(),
    }))
    return clock.runUntil(reply)
  }
  return { dialect, clock, send, base, wrong }
}

/**
 * Tests one operation with one kind of body, both picked by `index`, and the other endpoints: retired routes, files,
 * models.
 */
async function exercise(gateway: Gateway, index: number): Promise<void> {
  const { dialect, send, base } = gateway
  const candidates = Object.values(dialect.operations).flatMap((operation): [ImageOperation, Encoding][] => {
    const servedOperation =
      operation.does === 'reject' ? operation.legacy && { at: operation.at, ...operation.legacy } : operation
    return (servedOperation?.bodies ?? []).map((encoding) => [servedOperation as ImageOperation, encoding])
  })
  const [operation, encoding] = candidates[index % candidates.length] as [ImageOperation, Encoding]
  await exerciseOperation(gateway, operation, encoding)
  for (const other of Object.values(dialect.operations))
    if (other.does === 'reject' && !other.legacy)
      expectRefusal(dialect, await send(...toCall(gateway, other.at)), other.cause)
  expectRefusal(dialect, await send(`${base}/no/such/thing`), 'unknownRoute')
  await exerciseFiles(gateway)
  await exerciseModel(gateway)
}

async function exerciseOperation(gateway: Gateway, operation: ImageOperation, encoding: Encoding): Promise<void> {
  const { dialect, send } = gateway
  const { at, does } = operation
  const ask = async (more: Record<string, unknown> = {}, init: RequestInit = {}, query = '', key?: string) => {
    const { headers, ...body } = await requestFor(gateway, operation, encoding, more)
    const all = { ...Object.fromEntries(new Headers(headers)), ...Object.fromEntries(new Headers(init.headers)) }
    return send(...toCall(gateway, at, { ...body, headers: all }, query), key)
  }
  const failing = { headers: { 'x-proofsheet-scenario': 'upstream-failed' } }
  if (operation.async === 'always') {
    await expectTask(gateway, () => ask(), operation)
    await expectFailure(gateway, await ask({}, failing))
    expectRefusedSubmit(dialect, await ask({}, { headers: { 'x-proofsheet-scenario': 'refused-submit' } }))
  }
  if (operation.async !== 'always') await expectImages(gateway, await ask(), operation)
  if (operation.async === 'asked')
    for (const trigger of dialect.async?.triggers ?? []) {
      const { query, multipart } = dialect.request.booleans
      const wordFor = (words: { true: string[]; false: string[] }) =>
        words[trigger.in !== 'header' && trigger.equals ? 'true' : 'false'][0]
      const submit =
        trigger.in === 'query'
          ? () => ask({}, {}, `?${trigger.name}=${wordFor(query)}`)
          : trigger.in === 'header'
            ? () => ask({}, { headers: { [trigger.name]: `x, ${trigger.token}` } })
            : () => ask({ [trigger.name]: encoding === 'json' ? trigger.equals : wordFor(multipart) })
      await expectTask(gateway, submit, operation)
    }
  if (operation.async !== 'always') expectRefusal(dialect, await ask({}, failing), 'upstreamFailed')
  if (dialect.stream?.operations.includes(does) && operation.async !== 'always') {
    const streaming = {
      [nameIn(dialect, 'stream', encoding) ?? '']:
        encoding === 'json' ? true : dialect.request.booleans.multipart.true[0],
    }
    expectEvents(dialect, await ask(streaming), operation)
    // Skips failures without a body: the engine writes their event as the text `undefined`, which is no JSON.
    if (findCause(dialect, 'upstreamFailed')?.body !== 'none')
      expectEvents(dialect, await ask(streaming, failing), operation)
  }
  await exerciseDeliveries(gateway, operation, ask)
  await expectRefusals(gateway, operation, encoding, ask)
}

type Ask = (more?: Record<string, unknown>, init?: RequestInit, query?: string, key?: string) => Promise<Reply>

/** Scenarios of results that differ from the request, and of answers that are lost. */
const deliveries = [
  ...['other-size', 'other-format', 'other-model', 'fewer-images', 'empty-data', 'odd-item'],
  ...['duplicate-delivery', 'cdn-gives-up', 'answered-late'],
]

/** Asks under these scenarios, and polls: the mock has no error, and the contract allows each response but for the odd images. */
async function exerciseDeliveries(gateway: Gateway, operation: ImageOperation, ask: Ask): Promise<void> {
  const { dialect, clock } = gateway
  for (const scenario of deliveries) {
    const reply = await ask({}, { headers: { 'x-proofsheet-scenario': scenario } })
    const isLost = scenario === 'cdn-gives-up' && operation.async !== 'always'
    const isLate = scenario === 'cdn-gives-up' || scenario === 'answered-late'
    expect([scenario, reply.status]).toEqual([
      scenario,
      isLost ? 524 : operation.async === 'always' ? dialect.async?.submit.status : 200,
    ])
    // After such a long time the gateway may no longer keep the task.
    if (operation.async !== 'always' || isLate) continue
    const { id } = read(dialect.async?.submit.lens ?? {}, reply)
    await clock.advance(taskDurationMs(dialect))
    for (const poll of Object.values(dialect.tasks.polls ?? {}))
      expect((await pollTask(gateway, poll, String(id))).status).toBe(poll.status?.succeeded ?? 200)
  }
}

async function expectRefusals(gateway: Gateway, { at }: ImageOperation, encoding: Encoding, ask: Ask): Promise<void> {
  const { dialect, send } = gateway
  const { auth, images, results } = dialect
  if (auth.withoutKey === 'reject') expectRefusal(dialect, await ask({}, {}, '', ''), 'missingKey')
  expectRefusal(
    dialect,
    await send(...toCall(gateway, at, { body: 'a', headers: { 'content-type': 'text/plain' } })),
    'unsupportedMediaType',
  )
  if (encoding === 'json')
    expectRefusal(
      dialect,
      await send(...toCall(gateway, at, { body: '{', headers: { 'content-type': 'application/json' } })),
      'malformedBody',
    )
  const n = nameIn(dialect, 'n', encoding)
  if (n && images.n.outOfRange === 'reject') expectRefusal(dialect, await ask({ [n]: 99 }), 'badField')
  const responseFormat = nameIn(dialect, 'responseFormat', encoding)
  if (responseFormat && results.byResponseFormat)
    expectRefusal(dialect, await ask({ [responseFormat]: 'nonsense' }), 'badField')
}

/* Requests */

const toCall = ({ base }: Gateway, at: string, init: RequestInit = {}, query = ''): [string, RequestInit] => {
  const [method = '', path = ''] = at.split(' ')
  return [`${base}${path}${query}`, { ...init, method }]
}

/** Returns the first name of a field in a kind of body. */
const nameIn = ({ fields }: Dialect, field: keyof Dialect['fields'], encoding: Encoding): string | undefined =>
  (fields[field]?.[encoding] ?? fields[field]?.names)?.[0]

/** Makes the simplest request that the operation accepts, with one reference image if required. */
async function requestFor(
  gateway: Gateway,
  operation: ImageOperation,
  encoding: Encoding,
  more: Record<string, unknown>,
): Promise<RequestInit> {
  const { dialect } = gateway
  const prompt = nameIn(dialect, 'prompt', encoding)
  const words = { ...(prompt && operation.prompt !== 'none' ? { [prompt]: 'a fox' } : {}), ...more }
  const references = operation.references === 'require' ? referenceFor(dialect, encoding, await upload(gateway)) : {}
  if (encoding === 'json') return json(toJsonBody(Object.entries({ ...words, ...references })))
  return form(
    Object.entries({ ...words, ...references }).map(([name, value]) => [
      name,
      value instanceof File ? value : String(value),
    ]),
  )
}

function referenceFor({ references }: Dialect, encoding: Encoding, file: string): Record<string, unknown> {
  const { json: inJson, multipart, formats = ['png'] } = references
  const [format = 'png'] = formats
  const bytes = imageFiles[format] as Buffer
  if (encoding === 'multipart')
    return {
      [(multipart?.fields[0] ?? '').replace('{n}', '1')]: new File([new Uint8Array(bytes)], `a.${format}`, {
        type: `image/${format}`,
      }),
    }
  if (!inJson) return {}
  const base64 = bytes.toString('base64')
  const texts = {
    http: 'https://img.example/a.png',
    data: `data:image/${format};base64,${base64}`,
    base64,
    file_id: '',
  }
  const text = texts[inJson.accepts.find((kind) => kind !== 'file_id') ?? 'file_id']
  const { url = 'url', fileId = '' } = inJson.members ?? {}
  const [name, value] = text === '' ? [fileId, file] : [url, text]
  const item = { string: text, object: toJsonBody([...Object.entries(inJson.fixed ?? {}), [name, value]]) }
  const [shape] = inJson.shapes
  return {
    [inJson.fields[0] as string]: shape === 'array' ? [item[inJson.items[0] as 'string']] : item[shape as 'string'],
  }
}

/* Responses */

const read = (lens: Lens, { text }: Reply): Record<string, unknown> => readThrough(lens, JSON.parse(text))

function findCause({ errors: { causes } }: Dialect, cause: Cause) {
  let effective: Cause | undefined = cause
  while (effective && !causes[effective]) effective = fallbackCause[effective]
  return causes[effective ?? 'internal']
}

function expectRefusal(dialect: Dialect, reply: Reply, cause: Cause, route = ''): void {
  const entry = findCause(dialect, cause)
  expect([cause, reply.status]).toEqual([cause, entry?.status])
  if (entry?.body === 'none') {
    expect(reply.text).toBe('')
    return
  }
  const envelope = dialect.errors.envelopes[envelopeNameAt(dialect.errors, entry?.envelope, route)]
  const error = read(envelope?.lens ?? {}, reply)
  const { code, type } = entry ?? {}
  for (const [field, value] of Object.entries({ code, type }))
    if (value !== undefined && envelope?.lens[field as 'code'] !== undefined) expect(error[field]).toBe(value)
}

const modelOf = ({ models }: Dialect, { model }: ImageOperation) => model ?? models.default ?? ''

/** Returns the form of the images, by the model and the places in the lens. */
function formIn(dialect: Dialect, operation: ImageOperation, lens: Lens, fallback: ResultForm): ResultForm {
  const own = dialect.models.known.find(
    ({ match, form }) => form !== undefined && matchesPattern(match, modelOf(dialect, operation)),
  )?.form
  return own !== undefined && lens[itemMemberOf[own]] !== undefined ? own : fallback
}

const formPatterns: Readonly<Record<ResultForm, RegExp>> = {
  relative: /^\//,
  absolute: /^http:\/\/mock\//,
  data: /^data:image\/(png|jpeg|webp);base64,/,
  base64: /^[A-Za-z0-9+/]+=*$/,
  base64Data: /^data:image\/(png|jpeg|webp);base64,/,
}

/** Expects the default number of images, each in its form. Returns their values. */
function expectItems({ dialect }: Gateway, items: unknown, lens: Lens, form: ResultForm): string[] {
  // A document may hold one image alone in place of a list.
  const list: unknown[] = Array.isArray(items) ? items : [items]
  expect(list).toHaveLength(dialect.images.n.default)
  return list.map((item) => {
    const value = String(readThrough(lens, item)[itemMemberOf[form]])
    expect(value).toMatch(formPatterns[form])
    return value
  })
}

async function expectImages(gateway: Gateway, reply: Reply, operation: ImageOperation): Promise<void> {
  const { reply: body, item, default: fallback } = gateway.dialect.results
  expect([reply.status, reply.text]).toEqual([200, expect.anything()])
  const form = formIn(gateway.dialect, operation, item, fallback)
  const [first = ''] = expectItems(gateway, read(body.lens, reply).items, item, form)
  if (form === 'relative' || form === 'absolute') await expectLink(gateway, first)
}

/** Expects an image behind the link, and a refusal after the link has expired if it expires. */
async function expectLink({ dialect, clock, send }: Gateway, link: string): Promise<void> {
  const { ttlSeconds, withoutKey } = dialect.results.image ?? {}
  const response = await send(link, {}, withoutKey === 'reject' ? 'k1' : '')
  expect([response.status, response.type]).toEqual([200, `image/${dialect.images.formats.default}`])
  if (withoutKey === 'reject') expectRefusal(dialect, await send(link, {}, 'k2'), 'imageUnknown')
  if (ttlSeconds === undefined) return
  await clock.advance((ttlSeconds + 2) * 1000)
  expectRefusal(dialect, await send(link), 'linkExpired')
}

/** Expects a submitted task, and polls it with every operation in every state. */
async function expectTask(gateway: Gateway, submit: () => Promise<Reply>, operation: ImageOperation): Promise<void> {
  const { dialect, clock } = gateway
  const { duration, polls = {}, retentionSeconds, otherKeys } = dialect.tasks
  const ms = taskDurationMs(dialect)
  const submitted = await submit()
  expect(submitted.status).toBe(dialect.async?.submit.status)
  const { id } = read(dialect.async?.submit.lens ?? {}, submitted)
  let elapsed = 0
  for (const share of [0, 0.3, 0.7, 1]) {
    await clock.advance(Math.round(ms * share) - elapsed)
    elapsed = Math.round(ms * share)
    const state = elapsed >= ms ? 'succeeded' : elapsed >= ms * duration.queuedShare ? 'running' : 'queued'
    for (const poll of Object.values(polls)) await expectState(gateway, poll, String(id), state, operation)
  }
  for (const poll of Object.values(polls)) {
    expectRefusal(dialect, await pollTask(gateway, poll, 'nothing'), 'unknownTask', poll.at)
    if (otherKeys !== 'accept') {
      const cause = otherKeys === 'hide' ? 'unknownTask' : 'wrongKey'
      expectRefusal(dialect, await pollTask(gateway, poll, String(id), 'k2'), cause, poll.at)
    }
  }
  if (retentionSeconds === undefined) return
  await clock.advance(retentionSeconds * 1000)
  for (const poll of Object.values(polls))
    if (poll.states.expired === undefined)
      expectRefusal(dialect, await pollTask(gateway, poll, String(id)), 'unknownTask', poll.at)
    else await expectState(gateway, poll, String(id), 'expired')
}

async function expectFailure(gateway: Gateway, submitted: Reply): Promise<void> {
  const { dialect, clock } = gateway
  const { id } = read(dialect.async?.submit.lens ?? {}, submitted)
  // The task fails half-way. Later, the gateway might no longer keep it.
  await clock.advance(taskDurationMs(dialect) / 2)
  for (const poll of Object.values(dialect.tasks.polls ?? {})) await expectState(gateway, poll, String(id), 'failed')
}

/** Expects the response of a submit if the dialect lists the cause, and any other refusal otherwise. */
function expectRefusedSubmit(dialect: Dialect, reply: Reply): void {
  const { failedSubmit } = dialect.async ?? {}
  if (failedSubmit?.causes.includes('upstreamFailed')) expect(reply.status).toBe(failedSubmit.status)
  else expectRefusal(dialect, reply, 'upstreamFailed')
}

const pollTask = (
  gateway: Gateway,
  { at, id: { in: place, name } }: Pick<Poll, 'at' | 'id'>,
  id: string,
  key?: string,
): Promise<Reply> =>
  gateway.send(...toCall(gateway, at.replace(`{${name}}`, id), {}, place === 'query' ? `?${name}=${id}` : ''), key)

function expectResult(gateway: Gateway, reply: Reply, operation: ImageOperation): void {
  const { reply: body, item, default: fallback } = gateway.dialect.results
  expect(reply.status).toBe(200)
  expectItems(gateway, read(body.lens, reply).items, item, formIn(gateway.dialect, operation, item, fallback))
}

async function expectState(
  gateway: Gateway,
  poll: Poll,
  id: string,
  state: TaskState,
  operation?: ImageOperation,
): Promise<void> {
  const { dialect } = gateway
  const reply = await pollTask(gateway, poll, id)
  const task = read(poll.lens, reply)
  // Tasks fail because the upstream failed.
  const ofCause = state === 'failed' ? poll.statesByCause?.upstreamFailed : undefined
  const word = ofCause ?? wordsOf(poll.states[state])[0]
  expect([reply.status, task.id, task.state]).toEqual([poll.status?.[state] ?? 200, id, word])
  const { result } = dialect.tasks
  if (result && (state === 'queued' || state === 'running'))
    expectRefusal(dialect, await pollTask(gateway, result, id), 'taskUnfinished')
  if (state !== 'succeeded' || !operation) return
  if (result) return expectResult(gateway, await pollTask(gateway, result, id), operation)
  const lens = poll.item ?? dialect.results.item
  expectItems(gateway, task.items, lens, formIn(dialect, operation, lens, poll.form ?? dialect.results.default))
}

/** Expects JSON in each data line except [DONE], and documented names of events. */
function expectEvents({ stream }: Dialect, { status, type, text }: Reply, { does }: ImageOperation): void {
  expect([status, type]).toEqual([200, 'text/event-stream'])
  const data = [...text.matchAll(/^data: (.*)$/gm)].map(([, line = '']) => line)
  if (stream?.done) expect(data.pop()).toBe('[DONE]')
  for (const line of data) expect(JSON.parse(line)).toEqual(expect.anything())
  const names = new Set([...text.matchAll(/^event: (.*)$/gm)].map(([, name]) => name))
  expect([...names].filter((name) => name !== stream?.error.event)).toEqual(
    [stream?.events[does].completed].filter((name) => names.has(name)),
  )
}

/** Uploads a file and returns its id. Returns an invented id if the gateway gives none. */
async function upload(gateway: Gateway): Promise<string> {
  const { files } = gateway.dialect
  if (!files) return 'file-1'
  const body = form([
    [files.field, imageFiles[files.formats?.[0] ?? gateway.dialect.references.formats?.[0] ?? 'png'] as Buffer],
    ...(files.purpose === undefined ? [] : [[files.purpose, 'vision'] as [string, string]]),
  ])
  const reply = await gateway.send(...toCall(gateway, files.upload, body))
  if (!files.link) return String(read(files.lens, reply).id)
  if (files.maxBytes === 3) expectRefusal(gateway.dialect, reply, 'uploadTooLarge')
  else expect(read(files.lens, reply).url).toMatch(/^http/)
  return 'file-1'
}

async function exerciseFiles(gateway: Gateway): Promise<void> {
  const { dialect, send } = gateway
  const { files } = dialect
  if (!files) return
  const { file, retrieve, remove } = files
  const id = await upload(gateway)
  if (!file || !retrieve || !remove) return
  const callFor = (operation: string) => toCall(gateway, operation.replace(`{${file.name}}`, id))
  expect(read(files.lens, await send(...callFor(retrieve))).id).toBe(id)
  expect((await send(...callFor(remove))).status).toBe(200)
  expectRefusal(dialect, await send(...callFor(retrieve)), 'unknownFile')
}

async function exerciseModel(gateway: Gateway): Promise<void> {
  const { models } = gateway.dialect
  const { retrieve } = models
  const id = models.known.find(({ retired }) => retired === undefined)?.match.replace('*', 'x')
  if (!retrieve || id === undefined) return
  const reply = await gateway.send(...toCall(gateway, retrieve.at.replace(`{${retrieve.model.name}}`, id)))
  expect([reply.status, read(retrieve.lens, reply).id]).toEqual([200, retrieve.lens.id === undefined ? undefined : id])
}
