import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { type Lens, readThrough } from '../../src/dialect/lens.ts'
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
import { fallbackCause, itemMemberOf } from '../../src/dialect/words.ts'
import { createMock } from '../../src/engine/mock.ts'
import { loadScenarios, type Scenarios } from '../../src/scenario/load.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { dialectArbitrary } from '../support/dialects.ts'
import { form, host, json } from '../support/mock.ts'
import { picture } from '../support/pictures.ts'

type Encoding = 'json' | 'multipart'
interface Reply {
  readonly status: number
  readonly type: string
  readonly text: string
}

const seed = Number(process.env.FC_SEED ?? 20261121)
const runs = Number(process.env.FC_RUNS ?? 30)
const pictures: Record<string, Buffer> = {}
let scenarios: Scenarios
beforeAll(async () => {
  scenarios = await loadScenarios()
  for (const each of ['png', 'jpeg', 'webp', 'gif'] as const) pictures[each] = await picture(each)
})

test('every drawn dialect is one by the schema and agrees with the contract that describes it', () => {
  fc.assert(
    fc.property(dialectArbitrary, (dialect) => {
      expect(dialectSchema.parse(dialect)).toEqual(dialect)
      expect(checkDialect(dialect, toContract(toOpenApi(dialect)))).toEqual([])
    }),
    { seed, numRuns: runs },
  )
})

test('the mock serves every drawn dialect, and every answer is as the contract that describes it says', async () => {
  await fc.assert(
    fc.asyncProperty(dialectArbitrary, fc.nat(), async (dialect, index) => {
      const gateway = await serve(dialect)
      await walk(gateway, index)
      expect(gateway.wrong).toEqual([])
    }),
    { seed, numRuns: runs },
  )
}, 120_000)

/** How long a task lasts where no tier is asked for, in ms. */
const spanOf = ({ tasks: { duration }, images }: Dialect) =>
  1000 * (duration.byTier?.[images.tier?.default ?? ''] ?? duration.default)

type Gateway = Awaited<ReturnType<typeof serve>>

/** The dialect as a mock at the root; `wrong` is what broke the contract or was thrown. */
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
    limits: { requests: 1e6, images: 1e6 },
    strict: true,
    onViolation: (violation) => wrong.push(violation),
    onError: (error) => wrong.push(error),
  })
  const [origin] = dialect.origins
  const base = origin ? new URL(origin).pathname.replace(/\/$/, '') : ''
  const { header, scheme } = dialect.auth
  const send = async (path: string, init: RequestInit = {}, key = 'k1'): Promise<Reply> => {
    const headers = {
      ...Object.fromEntries(new Headers(init.headers)),
      ...(key ? { [header]: `${scheme} ${key}`.trim() } : {}),
    }
    const reply = mock.fetch(new Request(new URL(path, host), { ...init, headers })).then(async (response) => ({
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      text: await response.text(),
    }))
    return clock.runUntil(reply)
  }
  return { dialect, clock, send, base, wrong }
}

/** One of its operations in one of its bodies, which is by `index`, and what there is beside the operations. */
async function walk(gateway: Gateway, index: number): Promise<void> {
  const { dialect, send, base } = gateway
  const each = Object.values(dialect.operations).flatMap((operation): [ImageOperation, Encoding][] => {
    const live = operation.does === 'refuse' ? operation.legacy && { at: operation.at, ...operation.legacy } : operation
    return (live?.bodies ?? []).map((encoding) => [live as ImageOperation, encoding])
  })
  const [operation, encoding] = each[index % each.length] as [ImageOperation, Encoding]
  await walkOperation(gateway, operation, encoding)
  for (const other of Object.values(dialect.operations))
    if (other.does === 'refuse' && !other.legacy)
      expectRefusal(dialect, await send(...called(gateway, other.at)), other.cause)
  expectRefusal(dialect, await send(`${base}/no/such/thing`), 'unknownRoute')
  await walkFiles(gateway)
  await walkModel(gateway)
}

async function walkOperation(gateway: Gateway, operation: ImageOperation, encoding: Encoding): Promise<void> {
  const { dialect, send } = gateway
  const { at, does } = operation
  const ask = async (more: Record<string, unknown> = {}, init: RequestInit = {}, query = '', key?: string) => {
    const { headers, ...body } = await requestFor(gateway, operation, encoding, more)
    const all = { ...Object.fromEntries(new Headers(headers)), ...Object.fromEntries(new Headers(init.headers)) }
    return send(...called(gateway, at, { ...body, headers: all }, query), key)
  }
  const failing = { headers: { 'x-proofsheet-scenario': 'upstream-failed' } }
  if (operation.async === 'always') {
    await expectTask(gateway, () => ask(), operation)
    await expectFailure(gateway, await ask({}, failing))
    expectRefusedSubmit(dialect, await ask({}, { headers: { 'x-proofsheet-scenario': 'refused-submit' } }))
  }
  if (operation.async !== 'always') await expectPictures(gateway, await ask(), operation)
  if (operation.async === 'asked')
    for (const trigger of dialect.async?.triggers ?? []) {
      const { query, multipart } = dialect.request.booleans
      const say = (words: { true: string[]; false: string[] }) =>
        words[trigger.in !== 'header' && trigger.equals ? 'true' : 'false'][0]
      const asked =
        trigger.in === 'query'
          ? () => ask({}, {}, `?${trigger.name}=${say(query)}`)
          : trigger.in === 'header'
            ? () => ask({}, { headers: { [trigger.name]: `x, ${trigger.token}` } })
            : () => ask({ [trigger.name]: encoding === 'json' ? trigger.equals : say(multipart) })
      await expectTask(gateway, asked, operation)
    }
  if (operation.async !== 'always') expectRefusal(dialect, await ask({}, failing), 'upstreamFailed')
  if (dialect.stream?.operations.includes(does) && operation.async !== 'always') {
    const streaming = {
      [nameIn(dialect, 'stream', encoding) ?? '']:
        encoding === 'json' ? true : dialect.request.booleans.multipart.true[0],
    }
    expectEvents(dialect, await ask(streaming), operation)
    // A failure without a body has no event: the engine writes the text undefined, which no one can read.
    if (rowOf(dialect, 'upstreamFailed')?.body !== 'none')
      expectEvents(dialect, await ask(streaming, failing), operation)
  }
  await expectRefusals(gateway, operation, encoding, ask)
}

type Ask = (more?: Record<string, unknown>, init?: RequestInit, query?: string, key?: string) => Promise<Reply>

async function expectRefusals(gateway: Gateway, { at }: ImageOperation, encoding: Encoding, ask: Ask): Promise<void> {
  const { dialect, send } = gateway
  const { auth, images, results } = dialect
  if (auth.required) expectRefusal(dialect, await ask({}, {}, '', ''), 'missingKey')
  expectRefusal(
    dialect,
    await send(...called(gateway, at, { body: 'a', headers: { 'content-type': 'text/plain' } })),
    'unsupportedMediaType',
  )
  if (encoding === 'json')
    expectRefusal(
      dialect,
      await send(...called(gateway, at, { body: '{', headers: { 'content-type': 'application/json' } })),
      'malformedBody',
    )
  const n = nameIn(dialect, 'n', encoding)
  if (n && images.n.outOfRange === 'refuse') expectRefusal(dialect, await ask({ [n]: 99 }), 'badField')
  const wanted = nameIn(dialect, 'responseFormat', encoding)
  if (wanted && results.byResponseFormat) expectRefusal(dialect, await ask({ [wanted]: 'nonsense' }), 'badField')
}

/* Requests */

const called = ({ base }: Gateway, at: string, init: RequestInit = {}, query = ''): [string, RequestInit] => {
  const [method = '', path = ''] = at.split(' ')
  return [`${base}${path}${query}`, { ...init, method }]
}

/** The name under which a body may say the field. */
const nameIn = ({ fields }: Dialect, field: keyof Dialect['fields'], encoding: Encoding): string | undefined =>
  (fields[field]?.[encoding] ?? fields[field]?.names)?.[0]

/** The plainest request that the operation takes, with one picture where it must have one. */
async function requestFor(
  gateway: Gateway,
  operation: ImageOperation,
  encoding: Encoding,
  more: Record<string, unknown>,
): Promise<RequestInit> {
  const { dialect } = gateway
  const prompt = nameIn(dialect, 'prompt', encoding)
  const words = { ...(prompt && operation.prompt !== 'none' ? { [prompt]: 'a fox' } : {}), ...more }
  const sent = operation.references === 'required' ? pictureFor(dialect, encoding, await upload(gateway)) : {}
  if (encoding === 'json') return json({ ...words, ...sent })
  return form(
    Object.entries({ ...words, ...sent }).map(([name, value]) => [name, value instanceof File ? value : String(value)]),
  )
}

function pictureFor({ references }: Dialect, encoding: Encoding, file: string): Record<string, unknown> {
  const { json: inJson, multipart, formats = ['png'] } = references
  const [format = 'png'] = formats
  const bytes = pictures[format] as Buffer
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
  const text = texts[inJson.accepts.find((each) => each !== 'file_id') ?? 'file_id']
  const { url = 'url', fileId = '' } = inJson.members ?? {}
  const item = { string: text, object: text === '' ? { [fileId]: file } : { [url]: text } }
  const [shape] = inJson.shapes
  return {
    [inJson.fields[0] as string]: shape === 'array' ? [item[inJson.items[0] as 'string']] : item[shape as 'string'],
  }
}

/* Answers */

const read = (lens: Lens, { text }: Reply): Record<string, unknown> => readThrough(lens, JSON.parse(text))

function rowOf({ errors: { causes } }: Dialect, cause: Cause) {
  let found: Cause | undefined = cause
  while (found && !causes[found]) found = fallbackCause[found]
  return causes[found ?? 'internal']
}

function expectRefusal(dialect: Dialect, reply: Reply, cause: Cause): void {
  const { envelopes } = dialect.errors
  const row = rowOf(dialect, cause)
  expect([cause, reply.status]).toEqual([cause, row?.status])
  if (row?.body === 'none') {
    expect(reply.text).toBe('')
    return
  }
  const envelope = envelopes[row?.envelope ?? ''] ?? Object.values(envelopes)[0]
  const told = read(envelope?.lens ?? {}, reply)
  const { code, type } = row ?? {}
  for (const [field, value] of Object.entries({ code, type }))
    if (value !== undefined && envelope?.lens[field as 'code'] !== undefined) expect(told[field]).toBe(value)
}

const modelOf = ({ models }: Dialect, { model }: ImageOperation) => model ?? models.default ?? ''

/** The form in which the pictures are told, by the model and the places that the lens has. */
function formIn(dialect: Dialect, operation: ImageOperation, lens: Lens, fallback: ResultForm): ResultForm {
  const own = dialect.models.known.find(
    ({ match, form: each }) => each !== undefined && matchesPattern(match, modelOf(dialect, operation)),
  )?.form
  return own !== undefined && lens[itemMemberOf[own]] !== undefined ? own : fallback
}

const looks: Readonly<Record<ResultForm, RegExp>> = {
  relative: /^\//,
  absolute: /^http:\/\/mock\//,
  data: /^data:image\/(png|jpeg|webp);base64,/,
  base64: /^[A-Za-z0-9+/]+=*$/,
  base64Data: /^data:image\/(png|jpeg|webp);base64,/,
}

/** As many pictures as are made when no number is said, each in its form. Gives what they hold. */
function expectItems({ dialect }: Gateway, items: unknown, lens: Lens, form: ResultForm): string[] {
  expect(items).toHaveLength(dialect.images.n.default)
  return (items as unknown[]).map((item) => {
    const held = String(readThrough(lens, item)[itemMemberOf[form]])
    expect(held).toMatch(looks[form])
    return held
  })
}

async function expectPictures(gateway: Gateway, reply: Reply, operation: ImageOperation): Promise<void> {
  const { reply: told, item, default: fallback } = gateway.dialect.results
  expect([reply.status, reply.text]).toEqual([200, expect.anything()])
  const form = formIn(gateway.dialect, operation, item, fallback)
  const [first = ''] = expectItems(gateway, read(told.lens, reply).items, item, form)
  if (form === 'relative' || form === 'absolute') await expectLink(gateway, first)
}

/** The link leads to a picture, until it has expired. */
async function expectLink({ dialect, clock, send }: Gateway, link: string): Promise<void> {
  const { ttl = 0, auth } = dialect.results.picture ?? {}
  const shown = await send(link, {}, auth === 'key' ? 'k1' : '')
  expect([shown.status, shown.type]).toEqual([200, `image/${dialect.images.formats.default}`])
  if (auth === 'key') expectRefusal(dialect, await send(link, {}, 'k2'), 'pictureUnknown')
  await clock.advance((ttl + 2) * 1000)
  expectRefusal(dialect, await send(link), 'linkExpired')
}

/** A submit, and a poll of every kind in every state of a task. */
async function expectTask(gateway: Gateway, submit: () => Promise<Reply>, operation: ImageOperation): Promise<void> {
  const { dialect, clock } = gateway
  const { duration, polls = {}, keep, ownership } = dialect.tasks
  const ms = spanOf(dialect)
  const submitted = await submit()
  expect(submitted.status).toBe(dialect.async?.submit.status)
  const { id } = read(dialect.async?.submit.lens ?? {}, submitted)
  let gone = 0
  for (const share of [0, 0.3, 0.7, 1]) {
    await clock.advance(Math.round(ms * share) - gone)
    gone = Math.round(ms * share)
    const state = gone >= ms ? 'succeeded' : gone >= ms * duration.queued ? 'running' : 'queued'
    for (const poll of Object.values(polls)) await expectState(gateway, poll, String(id), state, operation)
  }
  for (const poll of Object.values(polls)) {
    expectRefusal(dialect, await look(gateway, poll, 'nothing'), 'unknownTask')
    if (ownership === 'key') expectRefusal(dialect, await look(gateway, poll, String(id), 'k2'), 'unknownTask')
  }
  if (keep === undefined) return
  await clock.advance(keep * 1000)
  for (const poll of Object.values(polls)) expectRefusal(dialect, await look(gateway, poll, String(id)), 'unknownTask')
}

async function expectFailure(gateway: Gateway, submitted: Reply): Promise<void> {
  const { dialect, clock } = gateway
  const { id } = read(dialect.async?.submit.lens ?? {}, submitted)
  // It fails half-way; later it might have been forgotten.
  await clock.advance(spanOf(dialect) / 2)
  for (const poll of Object.values(dialect.tasks.polls ?? {})) await expectState(gateway, poll, String(id), 'failed')
}

/** Told as a submit where the dialect lists the cause, and else as any refusal. */
function expectRefusedSubmit(dialect: Dialect, reply: Reply): void {
  const { refusedSubmit } = dialect.async ?? {}
  if (refusedSubmit?.causes.includes('upstreamFailed')) expect(reply.status).toBe(refusedSubmit.status)
  else expectRefusal(dialect, reply, 'upstreamFailed')
}

const look = (gateway: Gateway, { at, id: { in: place, name } }: Poll, id: string, key?: string): Promise<Reply> =>
  gateway.send(...called(gateway, at.replace(`{${name}}`, id), {}, place === 'query' ? `?${name}=${id}` : ''), key)

async function expectState(
  gateway: Gateway,
  poll: Poll,
  id: string,
  state: TaskState,
  operation?: ImageOperation,
): Promise<void> {
  const { dialect } = gateway
  const reply = await look(gateway, poll, id)
  const told = read(poll.lens, reply)
  expect([reply.status, told.id, told.state]).toEqual([poll.status?.[state] ?? 200, id, poll.states[state]])
  if (state !== 'succeeded' || !operation) return
  const lens = poll.item ?? dialect.results.item
  expectItems(gateway, told.items, lens, formIn(dialect, operation, lens, poll.form ?? dialect.results.default))
}

/** Each line of data is JSON or the end, and each event has one of the names that there are. */
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

/** The id of a file; of none, where the gateway takes ids and has no files of its own. */
async function upload(gateway: Gateway): Promise<string> {
  const { files } = gateway.dialect
  if (!files) return 'file-1'
  const sent = form([
    [files.field, pictures[gateway.dialect.references.formats?.[0] ?? 'png'] as Buffer],
    [files.purpose, 'vision'],
  ])
  return String(read(files.lens, await gateway.send(...called(gateway, files.upload, sent))).id)
}

async function walkFiles(gateway: Gateway): Promise<void> {
  const { dialect, send } = gateway
  const { files } = dialect
  if (!files) return
  const id = await upload(gateway)
  const named = (at: string) => called(gateway, at.replace(`{${files.parameter}}`, id))
  expect(read(files.lens, await send(...named(files.retrieve))).id).toBe(id)
  expect((await send(...named(files.remove))).status).toBe(200)
  expectRefusal(dialect, await send(...named(files.retrieve)), 'unknownFile')
}

async function walkModel(gateway: Gateway): Promise<void> {
  const { models } = gateway.dialect
  const { retrieve } = models
  const id = models.known.find(({ retired }) => retired === undefined)?.match.replace('*', 'x')
  if (!retrieve || id === undefined) return
  const reply = await gateway.send(...called(gateway, retrieve.at.replace(`{${retrieve.parameter}}`, id)))
  expect([reply.status, read(retrieve.lens, reply).id]).toEqual([200, retrieve.lens.id === undefined ? undefined : id])
}
