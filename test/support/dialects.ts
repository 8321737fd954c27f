import fc from 'fast-check'
import { formatPointer } from '../../src/contract/pointer.ts'
import { effectiveCause } from '../../src/dialect/names.ts'
import { matchesPattern } from '../../src/dialect/pattern.ts'
import type { CanonicalField, Cause, Dialect, ResultForm } from '../../src/dialect/schema.ts'
import { mostReferences } from '../../src/dialect/single-images.ts'
import { canonicalFields, causes, isLinkForm, itemMemberOf, resultForms, sourceBases } from '../../src/dialect/words.ts'
import { vocabulary } from '../../src/probes/vocabulary.ts'

/**
 * Generates random dialects that are valid and consistent: the simplest request that a dialect documents is served.
 *
 * Words come from lists of words of real gateways, since the engine depends on the places of words and not on their letters.
 * Each part is drawn separately and `settle` combines the parts, so that a counterexample shrinks part by part.
 *
 * Not drawn, and why:
 * - an operation by GET or DELETE that creates images: there is no body to read.
 * - a path parameter that is only a part of a segment (`{index}.png`): the router does not support that.
 * - a path that another path's parameter matches (`/tasks/{id}` and `/tasks/status`), or that `extraBasePaths` maps to another
 *   path: the router takes the first.
 * - a refusal without a body in a status in which the operation also has bodies: no contract can express an optional body.
 * - a signature of links without expiry: the engine signs an empty text and checks a 0, so no link is ever valid.
 * - a default that the dialect itself refuses (of n, size, model), a form without a place in a poll, a poll's form that
 *   is not a form of the results, and operations with a body that lacks the required prompt or reference image:
 *   `checkDialect` accepts these, but no client could call them.
 * - pointers that collide, also with fixed members: `checkDialect` accepts these, but the engine cannot write them.
 * - bounds of 0, `retentionSeconds: 0`, `windowSeconds: 0`, `max: 0` of references: no probe could observe the effect.
 * - headers and names that HTTP does not allow, and long templates: these are words, not places.
 * - a lens that goes through a list item other than the first, and an empty pointer other than an item's.
 * - templates of fixed members other than that of the id: a link to a poll that is not there is a fault.
 * - a time without seconds: a finished task would end before it began.
 * - a model in the path: no probe finds a parameter of the path that no document names.
 * - one word for success and failure: no probe makes a task fail.
 * - unused sections: `async` without an asynchronous operation, `triggers` without an operation that needs a trigger.
 */

type Arb<T> = fc.Arbitrary<T>
type Drawn<M> = { [K in keyof M]: M[K] extends Arb<infer T> ? T : never }
type Arbs = Record<string, Arb<unknown>>

/** Draws a record with required and optional parts. */
const part = <R extends Arbs, O extends Arbs = Record<never, never>>(
  required: R,
  optional = {} as O,
): Arb<Drawn<R> & Partial<Drawn<O>>> =>
  fc.record({ ...required, ...optional } as Arbs, {
    requiredKeys: Object.keys(required),
    noNullPrototype: true,
  }) as Arb<Drawn<R> & Partial<Drawn<O>>>
/** Removes readonly, since the type of a dialect has none. */
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T
const one = <const T>(...values: readonly T[]): Arb<Plain<T>> => fc.constantFrom(...values) as Arb<Plain<T>>
const some = <const T>(...values: readonly T[]): Arb<T[]> => fc.subarray([...values], { minLength: 1 })
const any = <const T>(...values: readonly T[]): Arb<T[]> => fc.subarray([...values])
const flag = fc.boolean()
const hexTemplate = (length: number) => `{hex:${length}}`
const policy = one('accept', 'reject')
const pickBy = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
const tableOf = <K extends string, T>(keys: readonly K[], value: Arb<T>): Arb<Partial<Record<K, T>>> =>
  part({}, Object.fromEntries(keys.map((key) => [key, value]))) as Arb<Partial<Record<K, T>>>
const nameOfHeader = one('x-request-id', 'X-Trace', 'openai-version', 'x-served-by')

/* Lenses */

type Pointers = Record<string, string | string[]>
const scalar = fc.oneof(one('', 'ok', 'image.task', 'job {id}'), fc.integer({ min: -1, max: 200 }), flag, one(null))
const constant: Arb<Constant> = fc.oneof({ weight: 4, arbitrary: scalar }, one([], {}, { tokens: 1 }, ['a']))

/**
 * Containers above the member of a pointer. Only `data` and `images` are also the last part of pointers below, since real
 * gateways use them as both.
 */
const containers = fc.array(
  one('/data', '/result', '/output', '/response', '/images', '/choices/0', '/a b', '/x~1y', '/ü'),
  {
    maxLength: 2,
  },
)
const under = (leaf: Arb<string>): Arb<string> =>
  fc.tuple(containers, leaf).map(([above, last]) => `${above.join('')}/${last}`)

const isAbove = (a: string, b: string) => b.startsWith(`${a}/`)
const isInTheWay = (a: string, b: string) => isAbove(a, b) || isAbove(b, a)
const flatten = (lens: Pointers): string[] => Object.values(lens).flat()
/** Fields that may share one member. */
const sharable = new Set(['message', 'errorText', 'errorMessage'])

/** Removes pointers that collide. A required field without a pointer moves to the top level; an optional one is dropped. */
function spread(drawn: Pointers, required: readonly string[]): Pointers {
  const lens: Pointers = {}
  for (const [field, entry] of Object.entries(drawn)) {
    const isFree = (pointer: string) =>
      Object.entries(lens).every(([other, taken]) =>
        [taken]
          .flat()
          .every(
            (place) =>
              !isInTheWay(place, pointer) && (place !== pointer || (sharable.has(field) && sharable.has(other))),
          ),
      )
    const free = [...new Set([entry].flat())].filter(
      (pointer, index, all) => isFree(pointer) && all.slice(0, index).every((before) => !isInTheWay(before, pointer)),
    )
    if (free.length > 0) lens[field] = typeof entry === 'string' ? (free[0] as string) : free
    else if (required.includes(field)) lens[field] = `/${field}`
  }
  return lens
}

type Names = Readonly<Record<string, readonly string[]>>
/** Draws a lens over the fields, with the names that gateways use for each field. */
const lensOf = (required: Names, optional: Names): Arb<Pointers> => {
  const entryOf = (names: readonly string[]) => {
    const pointer = under(fc.constantFrom(...names))
    return fc.oneof({ weight: 6, arbitrary: pointer }, fc.array(pointer, { minLength: 1, maxLength: 2 }))
  }
  const arbs = (names: Names) =>
    Object.fromEntries(Object.entries(names).map(([field, fieldNames]) => [field, entryOf(fieldNames)]))
  return part(arbs(required), arbs(optional)).map((drawn) => spread(drawn as Pointers, Object.keys(required)))
}

const fixedPointers = fc.array(
  fc.tuple(under(one('object', 'success', 'request_id', 'credit_cost', 'msg')), constant),
  { maxLength: 3 },
)
/** Keeps the drawn fixed members that do not collide with the lens. Some are at a place that the lens may leave empty. */
const fixedBeside = (lens: Pointers, drawn: readonly [string, Constant][], before: Fixed = {}): Fixed => {
  const fixed: Fixed = {}
  const taken = [...flatten(lens), ...Object.keys(before)]
  for (const [pointer, value] of drawn)
    if (![...taken, ...Object.keys(fixed)].some((place) => isInTheWay(place, pointer) || place === ''))
      fixed[pointer] = value
  return fixed
}
type Fixed = NonNullable<Dialect['results']['reply']['fixed']>
type Constant = Fixed[string]

/** Draws a lens with fixed members, at times at a place of the lens itself. */
const documentOf = (required: Names, optional: Names): Arb<{ lens: Pointers; fixed?: Fixed }> =>
  part({ lens: lensOf(required, optional) }, { drawn: fixedPointers, atLens: fc.tuple(fc.nat(), scalar) }).map(
    ({ lens, drawn, atLens }) => {
      const places = flatten(lens)
      const more: [string, Constant][] = atLens && places.length > 0 ? [[pickBy(places, atLens[0]), atLens[1]]] : []
      return { lens, ...(drawn ? { fixed: fixedBeside(lens, [...more, ...drawn]) } : {}) }
    },
  )

/* Members of lenses */

const tokens: Names = {
  inputTokens: ['input_tokens', 'prompt_tokens'],
  inputTextTokens: ['text_tokens'],
  inputImageTokens: ['image_tokens'],
  outputTokens: ['output_tokens', 'completion_tokens'],
  outputTextTokens: ['output_text_tokens'],
  outputImageTokens: ['output_image_tokens'],
  totalTokens: ['total_tokens'],
}
const echoed: Names = {
  background: ['background'],
  quality: ['quality'],
  format: ['output_format', 'format'],
  size: ['size', 'resolution'],
  user: ['user', 'safety_identifier'],
}
const ids = ['id', 'task_id', 'taskId', 'request_id']
const lists = ['data', 'images', 'image_urls', 'outputs', 'results']
const creationTimes = ['created', 'created_at', 'createTime']
const messages = ['message', 'msg', 'fail_reason', 'error_message']

const reply = documentOf(
  { items: lists },
  { id: ids, createdAt: creationTimes, tier: ['tier', 'image_size'], ...echoed, ...tokens },
)
const submit = documentOf({ id: ids }, { createdAt: creationTimes, expiresAt: ['expires_at'], items: lists })
const pollDocument = documentOf(
  { id: ids, state: ['status', 'task_status', 'state', 'phase'], items: lists },
  {
    progress: ['progress', 'percent'],
    createdAt: creationTimes,
    completedAt: ['completed_at', 'finished_at', 'ended'],
    resultCreatedAt: ['result_created'],
    model: ['model', 'model_name'],
    expiresAt: ['expires_at', 'expiry'],
    httpStatus: ['http_status'],
    firstUrl: ['image_url'],
    message: messages,
    errorCode: ['error_code', 'fail_code'],
    errorType: ['error_type'],
    errorMessage: messages,
    errorText: [...messages, 'error'],
    ...tokens,
  },
)
const envelope = documentOf(
  {},
  {
    message: ['message', 'msg', 'error', 'detail'],
    type: ['type', 'kind'],
    code: ['code', 'no', 'errno'],
    param: ['param', 'field'],
  },
)
const eventLens = lensOf(
  { base64: ['b64_json', 'image'] },
  { type: ['type', 'event'], createdAt: creationTimes, index: ['partial_image_index', 'index'], ...echoed, ...tokens },
)
const balanceNames: Names = {
  remaining: ['remaining', 'balance', 'remain_balance'],
  used: ['used', 'used_balance'],
  remainingCredits: ['remain_credits', 'credits'],
  usedCredits: ['used_credits'],
  isUnlimited: ['unlimited', 'unlimited_quota'],
}
const fileNames: Names = {
  createdAt: creationTimes,
  bytes: ['bytes', 'size'],
  name: ['filename', 'name'],
  purpose: ['purpose'],
}

/* Requests */

/** Names of each field. Only `quality` is in two lists, since one gateway uses the name for the tier. */
const names: Readonly<Record<CanonicalField, readonly string[]>> = {
  prompt: ['prompt', 'text', 'input'],
  model: ['model', 'model_name'],
  n: ['n', 'num_images', 'howMany'],
  size: ['size', 'dimensions'],
  aspectRatio: ['aspect_ratio', 'ratio'],
  width: ['width'],
  height: ['height'],
  tier: ['resolution', 'image_size', 'scale', 'quality'],
  quality: ['quality', 'hd'],
  format: ['output_format', 'format'],
  compression: ['output_compression'],
  background: ['background'],
  moderation: ['moderation'],
  user: ['user', 'safety_identifier'],
  responseFormat: ['response_format', 'return_type'],
  stream: ['stream'],
  partialImages: ['partial_images'],
  inputFidelity: ['input_fidelity'],
  style: ['style'],
  group: ['group'],
}
const encodings = ['json', 'multipart'] as const
type Encoding = (typeof encodings)[number]
type Field = NonNullable<Dialect['fields'][CanonicalField]>

const fieldOf = (field: CanonicalField): Arb<Field> => {
  const list = fc.shuffledSubarray([...names[field]], { minLength: 1 })
  const more = { several: one('first', 'last', 'reject') }
  const empty = ({ isEmptyAbsent, ...drawn }: { isEmptyAbsent?: boolean } & Field): Field =>
    isEmptyAbsent ? { ...drawn, emptyMeansAbsent: Object.values(drawn).flat().slice(0, 1).map(String) } : drawn
  return fc.oneof(
    { weight: 3, arbitrary: part({ names: list }, { ...more, isEmptyAbsent: flag }).map(empty) },
    part({ json: list, multipart: list }, more),
    part({ names: list, json: list }, more),
  )
}
const fields = part(
  { prompt: fieldOf('prompt'), n: fieldOf('n'), stream: fieldOf('stream') },
  Object.fromEntries(
    canonicalFields
      .filter((field) => !['prompt', 'n', 'stream'].includes(field))
      .map((field) => [field, fieldOf(field)]),
  ),
) as Arb<Dialect['fields']>

const wordsOf = part({
  true: fc.shuffledSubarray(['true', '1', 'yes', 'on'], { minLength: 1 }),
  false: fc.shuffledSubarray(['false', '0', 'no', 'off'], { minLength: 1 }),
})
const request = part({
  emptyStrings: one('ignore', 'accept', 'reject'),
  booleans: part({ query: wordsOf, multipart: wordsOf }),
})
type KeyPlace = NonNullable<Dialect['auth']['extraPlaces']>[number]
const auth: Arb<Dialect['auth']> = part(
  {
    in: one('header'),
    name: one('Authorization', 'X-Api-Key', 'api-key'),
    scheme: one('Bearer', 'Key', ''),
    withoutScheme: policy,
    withoutKey: policy,
  },
  {
    optionalPrefix: one('sk-', 'key_'),
    extraPlaces: fc.subarray<KeyPlace>([...vocabulary.keyPlaces], { minLength: 1 }),
  },
).map(({ extraPlaces = [], ...drawn }) => {
  const others = extraPlaces.filter(({ name }) => name.toLowerCase() !== drawn.name.toLowerCase())
  return { ...drawn, ...(others.length > 0 ? { extraPlaces: others } : {}) }
})

const references = part(
  {
    max: one(4, 1, 9, 16),
    several: one('concatenate', 'first', 'reject'),
    json: part(
      {
        fields: fc.shuffledSubarray(['image', 'images', 'image_urls', 'reference_images', 'input_image'], {
          minLength: 1,
        }),
        shapes: some('array', 'string', 'object'),
        items: some('string', 'object'),
        accepts: some('http', 'data', 'base64', 'file_id'),
        dedupe: one('none', 'value'),
      },
      {
        members: part({ url: one('url', 'image_url', 'src') }, { fileId: one('file_id', 'id') }),
        hasConstant: one(true),
      },
    ),
    multipart: part(
      {
        fields: fc.shuffledSubarray(['image', 'image[]', 'images', 'image_{n}', 'image.{n}.items'], { minLength: 1 }),
        text: one('reject', 'ignore', 'accept'),
        dedupe: one('none', 'nameAndSize'),
      },
      { contentTypes: one(['image/png', 'image/jpeg', 'image/webp', 'image/gif']) },
    ),
    urlsInPrompt: any('generate', 'edit'),
    isJson: flag,
    isMultipart: flag,
  },
  { maxBytes: one(2 ** 20, 20971520), formats: some('png', 'jpeg', 'webp', 'gif') },
)
const mask = part(
  { as: part({}, { json: one('mask', 'reference'), multipart: one('mask', 'reference') }), withoutReference: policy },
  {
    json: some('mask', 'mask_url'),
    multipart: some('mask', 'markup'),
    format: one('png'),
    maxBytes: one(4194304),
    otherSize: policy,
    withoutAlpha: policy,
  },
)
const prompt: Arb<Dialect['prompt']> = part(
  {},
  {
    min: one(1, 0, 3),
    max: one(1000, 100, 32000),
    byModel: one({ 'dall-e-2': 1000 }, {}),
    unit: one('codePoints', 'codeUnits', 'bytes'),
  },
)

/* Images */

const bounds = part(
  {},
  {
    multiple: one(16, 1, 8, 64),
    minPixels: one(0, 4096),
    maxPixels: one(8294400, 65536),
    maxEdge: one(3840, 512),
    minEdge: one(64, 1),
    maxRatio: one(3, 2, 8),
    allowed: one(['128x128', '256x128', '1:1', 'auto']),
  },
)
const sizes = { ratio: '1:1', pixels: '128x64', auto: 'auto' } as const
const size = fc
  .tuple(
    some('pixels', 'ratio', 'auto'),
    fc.nat(),
    one('128x128', '256x128'),
    bounds,
    part({}, { byModel: tableOf(['gpt-image-*', 'dall-e-2'], bounds) }),
    fc.option(fc.record({ pixels: one('x', '*'), ratio: one(':', 'x') }), { freq: 3, nil: undefined }),
  )
  .map(([accepts, index, auto, own, more, separators]) => ({
    default: sizes[pickBy(accepts, index)],
    accepts,
    auto,
    // With one separator for both forms, a size would have two meanings.
    ...(separators && !(separators.pixels === separators.ratio && accepts.length > 1) ? { separators } : {}),
    ...own,
    ...more,
  }))

const tierWords = { '1k': ['1k', '1024'], '2k': ['2K', '1440p'], '4k': ['4k', 'uhd'] }
const tiers = ['1k', '2k', '4k'] as const
const table = part({}, { '1:1': one('128x128', '256x256'), '16:9': one('256x144'), '2:1': one('256x128') })
const images = part({
  n: part(
    { default: one(1, 2), min: one(1, 0), max: one(4, 2, 10), outOfRange: one('clamp', 'reject') },
    { byTier: tableOf(tiers, one(2, 4)) },
  ),
  size,
  formats: part(
    { accepts: some('png', 'jpeg', 'webp'), index: fc.nat() },
    { words: one({ jpg: 'jpeg' } as const, { lossless: 'png', jpg: 'jpeg' } as const) },
  ),
  tier: fc.option(
    part({ known: some(...tiers), index: fc.nat(), match: one('exact', 'contains'), table: tableOf(tiers, table) }),
    { nil: undefined },
  ),
  transparent: fc.option(some('png', 'webp'), { nil: undefined }),
})

const words = ['auto', 'low', 'high']
const models = part(
  {
    unknown: one('accept', 'reject'),
    known: fc.uniqueArray(
      part(
        { match: one('gpt-image-2', 'gpt-image-*', 'dall-e-2', '*') },
        {
          retired: one('2026-05-12', '2027-01-01'),
          rejects: any('style', 'inputFidelity', 'moderation'),
          accepts: part({}, { quality: one(words), inputFidelity: one(['low']) }),
          omittedFromEcho: any('hd', 'standard'),
          maxImages: one(2, 4),
          form: fc.nat(),
        },
      ),
      { minLength: 1, maxLength: 3, selector: ({ match }) => match },
    ),
  },
  {
    default: one('gpt-image-2', 'dall-e-2', 'flux-2-pro'),
    retrieve: part({
      at: one('GET /models/{model}', 'GET /v1/models/{id}'),
      lens: lensOf({}, { id: ids }),
    }),
  },
)

const item = lensOf({ url: ['url', 'image_url'], base64: ['b64_json', 'b64'] }, { fileId: ['file_id'] })
const results = part(
  {
    reply,
    item,
    isBare: flag,
    forms: some(...resultForms),
    index: fc.nat(),
    image: part(
      {
        at: one(
          'GET /generated/{task_id}/{index}',
          'GET /p/img/{task_id}/{index}',
          'GET /v1/files/{task_id}/content/{index}',
        ),
        ttlSeconds: one(3600, 0, 86400),
        withoutKey: policy,
        resignedOnPoll: flag,
      },
      {
        expiry: part({ in: one('query'), name: one('exp', 'Expires'), unit: one('seconds', 'milliseconds') }),
        signature: part({
          in: one('query'),
          name: one('sig', 'Signature'),
          form: fc.integer({ min: 8, max: 64 }).map(hexTemplate),
        }),
        headers: one({ 'cache-control': 'private, max-age=3600' }, {}),
      },
    ),
    isServed: flag,
  },
  { echo: one('asked', 'resolved'), byResponseFormat: tableOf(['url', 'b64_json', 'data_url'], fc.nat()) },
)

/* Tasks */

const template = one('{code}: {message}', '{message} (code: {code})', '{message}')
const states = one(
  { queued: 'queued', running: 'in_progress', succeeded: 'succeeded', failed: 'failed' },
  { queued: 'NOT_START', running: 'IN_PROGRESS', succeeded: 'SUCCESS', failed: 'FAILURE' },
  { queued: 'processing', running: 'processing', succeeded: 'succeed', failed: 'failed' },
  { queued: ['queued', 'starting'], running: ['running'], succeeded: ['done', 'ready'], failed: 'failed' },
  {
    queued: 'Pending',
    running: 'Running',
    succeeded: 'Ready',
    failed: ['Error'],
    cancelled: 'Stopped',
    expired: 'Gone',
  },
  { queued: 0, running: 1, succeeded: 2, failed: [3, 'broken'], expired: 4 },
)
const percent = fc.integer({ min: 0, max: 100 })
const asking = one(
  { at: 'GET /tasks/{task_id}', id: { in: 'path', name: 'task_id' } },
  { at: 'GET /images/tasks/{id}', id: { in: 'path', name: 'id' } },
  { at: 'GET /v1/jobs/{jobId}/status', id: { in: 'path', name: 'jobId' } },
  { at: 'GET /async/images/result', id: { in: 'query', name: 'taskid' } },
  { at: 'POST /query', id: { in: 'query', name: 'id' } },
)
const polls = fc.uniqueArray(
  part(
    { asking, document: pollDocument, states, time: one('seconds', 'milliseconds') },
    {
      headers: one({ 'cache-control': 'no-store', 'x-poll': '{poll} {braces}' }),
      headersByState: one({ running: { 'retry-after': '1' } }),
      fixedByState: part({ pointer: under(one('kind', 'note')), value: scalar, state: one('running', 'succeeded') }),
      statesByCause: one({ moderated: 'Content Moderated' }, { moderated: 7, upstreamFailed: 'lost' }),
      errorText: template,
      whenAbsent: fixedPointers,
      item,
      isBare: flag,
      form: fc.nat(),
      progress: part({
        kind: one('integer', 'percent'),
        values: part({ queued: percent, running: percent, succeeded: percent, failed: percent }),
      }),
      status: part(
        {},
        { queued: one(202, 409), running: one(202, 200), succeeded: one(200, 201), failed: one(200, 500) },
      ),
    },
  ),
  { minLength: 1, maxLength: 2, selector: ({ asking }) => asking.at },
)
const tokenOf = fc
  .tuple(
    one('', 'img_', 'L-', 'task.'),
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 8, max: 64 }).map(hexTemplate) },
      one('{uuid}', '{ulid}', '{digits:20}', '{base62:22}', '{base62:32}'),
    ),
  )
  .map(([prefix, generated]) => `${prefix}${generated}`)
const span = fc.tuple(one(1, 2.5), one(5, 30))
const tasks = part(
  {
    id: tokenOf,
    polls,
    duration: part(
      { seconds: one(60, 0, 0.5), queuedShare: one(0.1, 0, 1, 0.5) },
      { secondsByTier: tableOf(tiers, one(60, 180)) },
    ),
    otherKeys: one('hide', 'reject', 'accept'),
  },
  {
    retentionSeconds: one(3600, 60),
    polling: part({ everySeconds: span, giveUpSeconds: span }),
    partial: part({ message: one('{succeeded} of {failed}') }),
  },
)
const places = ['query', 'header', 'body'] as const
const triggers = fc.uniqueArray(
  fc.oneof(
    part({ in: one('query'), name: one('async', 'wait_for_result'), equals: flag }),
    part({ in: one('header'), name: one('Prefer', 'X-Async'), token: one('respond-async', 'enable') }),
    part({ in: one('body'), name: one('async', 'wait'), equals: flag }),
  ),
  { minLength: 1, maxLength: 4, selector: (trigger) => `${trigger.in} ${trigger.name}` },
)
const asynchronous = part(
  { submit, status: one(200, 202, 201), triggers },
  {
    precedence: fc.shuffledSubarray([...places], { minLength: 3 }),
    headers: one({ 'Retry-After': '3' }, {}),
    failedSubmit: part(
      {
        document: documentOf({}, { message: messages }),
        status: one(200, 203),
        causes: some('upstreamFailed', 'moderated'),
      },
      { message: template },
    ),
  },
)

/* Refusals */

const refusal = part(
  { status: one(400, 401, 402, 403, 404, 405, 410, 413, 422, 429, 451, 500, 502, 503, 504, 200, 302) },
  {
    code: fc.oneof(one('bad', 'invalid_request', ''), fc.integer({ min: -1, max: 100_000 }), one(null)),
    type: one('invalid_request_error', 'server_error'),
    message: one('{detail}', 'no: {detail}', '任务不存在', '{value} (request id: {requestId})', '{"m":"{json}"}'),
    envelope: fc.nat(),
    bodiless: one(404, 410, 418),
    task: part({}, { code: one('task_failed'), message: one('failed: {detail}') }),
  },
)
const envelopeNames = ['default', 'relay', 'middle ware'] as const
const errors = part({
  envelopes: fc.uniqueArray(fc.tuple(one(...envelopeNames), envelope), {
    minLength: 1,
    maxLength: 3,
    selector: ([name]) => name,
  }),
  causes: part(
    { badField: refusal, internal: refusal },
    Object.fromEntries(
      causes.filter((cause) => cause !== 'badField' && cause !== 'internal').map((cause) => [cause, refusal]),
    ),
  ) as Arb<Partial<Record<Cause, typeof refusal extends Arb<infer T> ? T : never>>>,
})
const callbackPlace = fc.oneof(
  fc.record({ in: one('body', 'query', 'header'), name: one('webhook_url', 'X-Webhook-Url') }),
  fc.record({ in: fc.constant('account') }),
)
const callbacks = part(
  {
    url: callbackPlace.map((place) => [place]),
    document: one('poll', 'reply', 'id', 'other'),
    states: some('running', 'succeeded', 'failed', 'cancelled', 'expired'),
    delivered: one('2xx', '200'),
    clientErrors: one('repeat', 'end'),
  },
  {
    secret: fc.record({ in: one('body', 'header'), name: one('webhook_secret') }),
    addedPath: one('/callback'),
    body: part(
      {
        lens: part(
          { id: one('/task', '/data/id'), state: one('/state', '/data/state') },
          {
            callbackId: one('/event/id'),
            createdAt: one('/created'),
            completedAt: one('/ended'),
            items: one('/images', '/data/images'),
            errorCode: one('/error/code'),
            errorMessage: one('/error/message'),
            reply: one('/reply'),
          },
        ),
        time: one('seconds', 'iso8601'),
      },
      {
        list: one('always', 'never', 'severalOnly'),
        states: one({ succeeded: 'DONE', failed: 'LOST' }),
        fixed: one({ '/version': 'v1' }),
        fixedByState: one({ succeeded: { '/type': 'task.done' } }),
        whenAbsent: one({ '/error': null }),
      },
    ),
    headers: one({ 'X-Event': '{id}' }, { 'X-Task': '{task}', 'X-Time': '{timestamp}' }),
    signature: part(
      {
        header: one('X-Signature'),
        value: one('sha256={signature}', '{signature}'),
        signs: one('{timestamp}.{body}', '{bodySha256}'),
        algorithm: one('hmacSha256', 'ed25519'),
        encoding: one('hex', 'base64', 'base64url'),
        secretForm: one('text', 'whsec'),
      },
      { maxAgeSeconds: one(300) },
    ),
    timeoutSeconds: one(10),
    retrySeconds: one([10, 30, 60], []),
  },
) as unknown as Arb<NonNullable<Dialect['callbacks']>>
const limits = part(
  {},
  {
    retryAfter: one('none', 'seconds', 'milliseconds', 'date'),
    buckets: part(
      {},
      {
        requests: part(
          { counts: one('requests', 'images', 'tasks') },
          {
            max: one(10, 1),
            maxOfGroups: one({ vip: 20 }, {}),
            windowSeconds: one(60, 1),
            per: one('key', 'user'),
            headers: one(
              { 'x-ratelimit-limit': 'limit', 'x-ratelimit-reset': 'reset' } as const,
              { 'x-ratelimit-reset': 'resetSeconds', 'x-ratelimit-bucket': 'bucket' } as const,
              { 'x-left': 'remaining', 'x-ratelimit-reset': 'resetTime' } as const,
              {},
            ),
          },
        ),
        polling: part({ counts: one('polls') }, { max: one(1000), headers: one({ 'x-polls': 'remaining' } as const) }),
      },
    ),
  },
)
const eventNames = part({
  partial: one('partial', 'image.partial_image'),
  completed: one('completed', 'image.completed'),
})
const stream = part({
  operations: any('generate', 'edit'),
  maxPartialImages: one(3, 0, 1),
  lens: eventLens,
  events: part({ generate: eventNames, edit: eventNames }),
  error: part({ event: one('error', 'failed') }, { fixed: fixedPointers }),
  done: flag,
})
const files = part({
  at: one(['/files', 'file_id'], ['/v1/uploads', 'id']),
  field: one('file', 'upload'),
  purpose: one('purpose', 'for'),
  id: tokenOf,
  document: documentOf({ id: ids }, fileNames),
  removed: documentOf({}, { id: ids }),
  // Drawn last, so that each seed gives the other parts that it gave before.
  isForLinks: one(false, false, true),
  formats: one(['png', 'jpeg'] as const, ['webp', 'gif', 'png'] as const),
  maxBytes: one(100_000, 3),
  link: part({ path: one('/uploads/{seconds}_{hex:8}', '/f/{uuid}') }, { ttlSeconds: one(3600, 0) }),
})

/* Whole dialects */

const creatingParts = {
  does: one('generate', 'edit'),
  bodies: fc.shuffledSubarray([...encodings], { minLength: 1 }),
  async: one('never', 'asked', 'always'),
  references: one('accept', 'reject', 'require'),
}
const optionalParts = { model: one('gpt-image-2', 'dall-e-2'), prompt: one('none') }
const first = part(
  { at: one('POST /images/generations', 'POST /v1/images/generations', 'PUT /draw'), ...creatingParts },
  optionalParts,
)
const others = fc.uniqueArray(
  fc.oneof(
    part(
      {
        at: one('POST /images/edits', 'POST /async/images/generations', 'POST /tasks', 'POST /v2/jobs'),
        ...creatingParts,
      },
      optionalParts,
    ),
    part(
      {
        at: one('POST /images/variations', 'POST /v1/images/edits'),
        does: one('reject'),
        cause: one('retiredRoute', 'unknownRoute', 'internal'),
      },
      { legacy: part(creatingParts, optionalParts) },
    ),
  ),
  { maxLength: 2, selector: ({ at }) => at },
)

const timeForm = one('iso8601', 'YYYY-MM-DD HH:mm:ss', 'milliseconds', 'seconds')
const linkPlaces = lensOf(
  {},
  { linkExpiresAt: ['url_expires_at', 'link_expiry'], linkTtlSeconds: ['url_ttl', 'expires_in'] },
)

const drawn = part(
  {
    id: one('lumen', 'a-1'),
    name: one('Lumen', '图像'),
    origins: one(['https://api.example'], [], ['https://api.example/api/v3', 'https://b.example']),
    auth,
    request,
    first,
    others,
    fields,
    references,
    prompt,
    images,
    models,
    asynchronous,
    tasks,
    hasPolls: flag,
    results,
    errors,
    basis: one(...sourceBases),
  },
  {
    extraBasePaths: one([''], ['/openai', '']),
    mask,
    callbacks,
    limits,
    stream,
    files,
    usage: part({
      inputTokensPerCodePoint: one(0.25, 0),
      inputTokensPerReference: one(256, 0),
      outputTokensPerImage: one(1024, 1),
    }),
    headers: part({}, { requestId: part({ name: nameOfHeader, echo: flag }), fixed: one({ 'x-served-by': 'a' }, {}) }),
    quirks: one([], [{ row: 'REQ-01', note: 'two pages differ' }]),
    idempotency: part(
      { header: one('Idempotency-Key', 'X-Idempotency-Key') },
      {
        per: one('key', 'user'),
        windowSeconds: one(60, 86400),
        headers: one({ 'Idempotency-Replayed': 'true' }, { 'x-repeat': '{id}' }),
        otherBody: one('reject', 'ignore'),
      },
    ),
    // Drawn last, so that each seed gives the other parts that it gave before.
    nesting: part(
      { input: one('/payload', '/messages/0', '/a~1b'), options: one('/parameters', '/payload/options') },
      { member: one('/image_url') },
    ),
    itemMembers: lensOf(
      {},
      { mediaType: ['mime_type', 'content_type'], revisedPrompt: ['revised_prompt'], index: ['index'] },
    ),
    refusals: part(
      {},
      {
        mediaType: one('application/problem+json'),
        headers: one({ 'X-Reason': 'field' }),
        fixed: one({ '/hint': 'see the documentation' }, { '/hints/0': 7 }),
      },
    ),
    streams: part(
      {},
      {
        eventLines: flag,
        keepAlive: part({ comment: one('ping', 'still working'), everySeconds: one(5, 15) }),
        errorLens: one({ message: '/error/text', code: '/error/no' }, { type: '/error/kind', param: '/error/field' }),
        mediaType: one('/media_type', '/mime_type'),
        url: one('/image_url'),
      },
    ),
    times: part(
      { isEndless: fc.nat({ max: 3 }).map((number) => number === 3), places: linkPlaces },
      { submit: timeForm, reply: timeForm, poll: timeForm, link: timeForm },
    ),
    taskRoutes: part(
      {},
      {
        hasResult: one(true),
        cancel: part({
          method: one('POST', 'PUT', 'DELETE'),
          replies: part(
            {},
            {
              queued: one({ status: 200, fixed: { '/cancelled': '{id}' } }, { status: 202 }),
              running: one({ status: 202, fixed: { '/cancelled': false } }, { status: 200 }),
            },
          ),
        }),
      },
    ),
    sizeWords: one({ square_hd: '128x128', tall: '64x128' }, { wide: '256x128' }),
    lists: part({}, { reply: one('always', 'severalOnly'), polls: one('severalOnly', 'always') }),
    wait: part(
      { place: one('header', 'query', 'body'), document: one('poll', 'reply') },
      {
        token: one('wait', 'hold'),
        defaultSeconds: one(5, 60),
        maxSeconds: one(60, 90),
        outOfRange: one('clamp', 'reject'),
        status: one(200, 201),
      },
    ),
    keyParameter: one('key', 'api_key'),
    referencesByModel: tableOf(
      ['gpt-image-*', 'dall-e-2'],
      part({}, { max: one(2, 12), maxBytes: one(2 ** 19, 2 ** 21), formats: some('png', 'jpeg', 'webp', 'gif') }),
    ),
    taskLists: part(
      { place: one('query', 'body'), items: lensOf({ items: lists }, {}) },
      {
        separator: one(',', ' '),
        max: one(2, 100),
        unknown: one('ignore', 'reject'),
        isPart: one(true),
        fixed: one({ '/kind': 'list' }, {}),
        page: part(
          { size: one(20, 1) },
          {
            maxSize: one(50, 20),
            limit: one({ in: 'query', name: 'limit' }),
            next: one({ in: 'query', name: 'page', unit: 'page' }, { in: 'query', name: 'after', unit: 'task' }),
          },
        ),
        places: one({ total: '/total_count' }, { total: '/total_count', hasMore: '/has_more' }),
      },
    ),
    texts: part({}, { reply: one(true), polls: one(true) }),
    itemFixed: one({ '/kind_of_item': 'image', '/label': 'no {index}' }, { '/of': '{id}' }),
    hasPollEnvelope: one(true, false),
    paramForm: one('parts', 'dots'),
    itemErrors: lensOf({}, { errorCode: ['error_code'], errorMessage: ['error_message'] }),
    counts: lensOf({}, { succeededCount: ['success_count', 'generated_images'], failedCount: ['failed_count'] }),
    charges: part(
      {},
      {
        unit: one('USD', 'credits'),
        perImage: one(0.04, 3, 0),
        byTier: tableOf(tiers, one(0.08, 0.15)),
        byModel: one({ 'gpt-image-*': 0.05 }, { 'dall-e-2': 0.02 }),
        failed: one('refund', 'keep'),
        cancelled: one('refund', 'keep'),
        balance: part(
          { document: documentOf({}, balanceNames) },
          { creditsPerUnit: one(200, 10), unlimited: one(-1, 0) },
        ),
      },
    ),
  },
)
type Parts = typeof drawn extends Arb<infer T> ? T : never

/** Generates random dialects, see above. */
export const dialectArbitrary: Arb<Dialect> = drawn.map(settle)

/* Makes the parts agree, by the rules of `checkDialect` and the list above. */

function settle(parts: Parts): Dialect {
  const { first, others, asynchronous, tasks: drawnTasks, hasPolls, basis, results: drawnResults, ...plain } = parts
  const all = [first, ...others]
  const creating = all.flatMap((operation) => (operation.does === 'reject' ? (operation.legacy ?? []) : operation))
  const bodies = encodings.filter((encoding) => creating.some((operation) => operation.bodies.includes(encoding)))
  const isAsync = creating.some(({ async }) => async !== 'never')
  const models = settleModels(parts, creating)
  const hasReply = creating.some(({ async }) => async !== 'always') || (isAsync && hasResultRoute(parts))
  const results = settleResults(parts, hasReply)
  const { polls, ...tasks } = drawnTasks
  const dialect: Omit<Dialect, 'sources'> = {
    dialect: 1,
    id: plain.id,
    name: plain.name,
    origins: plain.origins,
    auth: settleAuth(parts),
    request: plain.request,
    operations: Object.fromEntries(
      all.map((operation, index) => [
        `${operation.does}${index}`,
        operation.does !== 'reject'
          ? dropUnknownModel(operation, models)
          : { ...operation, ...(operation.legacy ? { legacy: dropUnknownModel(operation.legacy, models) } : {}) },
      ]),
    ),
    fields: settleFields(parts, bodies),
    references: withModelLimits(settleReferences(parts, creating, bodies), parts),
    prompt: plain.prompt,
    images: withSizeWords(settleImages(parts), parts),
    models,
    tasks: {
      ...tasks,
      duration: settleDuration(tasks.duration, parts),
      otherKeys: settleOtherKeys(tasks.otherKeys, settleErrors(parts)),
      ...(isAsync || hasPolls ? { polls: settlePolls(parts) } : {}),
      ...(isAsync ? { ...settleTaskRoutes(parts), ...settleTaskLists(parts) } : {}),
    },
    results,
    errors: settleErrors(parts),
  }
  const kinds = creating.map(({ does }) => does)
  const whole: Omit<Dialect, 'sources'> = {
    ...dialect,
    ...(plain.extraBasePaths ? { extraBasePaths: plain.extraBasePaths } : {}),
    ...(plain.mask ? { mask: settleMask(plain.mask, bodies) } : {}),
    ...(isAsync
      ? {
          async: settleAsync(
            parts,
            creating.some(({ async }) => async === 'asked'),
            hasReply,
          ),
        }
      : {}),
    ...(plain.callbacks && hasAsyncJson(dialect) ? { callbacks: settleCallbacks(plain.callbacks) } : {}),
    ...(plain.limits ? { limits: settleLimits(plain.limits, isAsync) } : {}),
    ...(plain.stream ? { stream: settleStream(plain.stream, kinds, dialect.errors, parts.streams) } : {}),
    ...(plain.files ? { files: settleFiles(plain.files, dialect.references) } : {}),
    ...(plain.idempotency ? { idempotency: plain.idempotency } : {}),
    ...(plain.usage ? { usage: plain.usage } : {}),
    ...(plain.charges ? { charges: settleCharges(plain.charges, dialect.images) } : {}),
    ...(plain.headers ? { headers: plain.headers } : {}),
    ...(plain.quirks ? { quirks: plain.quirks } : {}),
  }
  const sections = Object.keys(whole).filter((key) => !['dialect', 'id', 'name', 'quirks'].includes(key))
  const settled = plain.nesting ? nest(whole, plain.nesting, bodies) : whole
  return { ...settled, sources: Object.fromEntries(sections.map((key) => [`/${key}`, { page: 'drawn', basis }])) }
}

/** Drops prices of unknown tiers, a balance without a place, and credits without a place. */
function settleCharges(
  { balance, byTier, ...rest }: NonNullable<Parts['charges']>,
  { tier }: Dialect['images'],
): NonNullable<Dialect['charges']> {
  const known = Object.entries(byTier ?? {}).filter(([name]) => tier?.words[name] !== undefined)
  const { document, creditsPerUnit, ...more } = balance ?? {}
  const { lens = {}, fixed } = document ?? {}
  const hasCredits = 'remainingCredits' in lens || 'usedCredits' in lens
  return {
    ...rest,
    ...(known.length > 0 ? { byTier: Object.fromEntries(known) } : {}),
    ...(Object.keys(lens).length > 0
      ? {
          balances: {
            key: {
              at: 'GET /my/balance',
              lens,
              ...(creditsPerUnit !== undefined && hasCredits ? { creditsPerUnit } : {}),
              ...more,
              ...(fixed ? { fixed: fixedBeside(lens, Object.entries(fixed)) } : {}),
            },
          },
        }
      : {}),
  }
}

/** Drops the window of tasks at the same time, and a limit on polls where nothing is polled. */
function settleLimits({ buckets, ...rest }: NonNullable<Parts['limits']>, isAsync: boolean): Dialect['limits'] {
  const { requests, polling } = buckets ?? {}
  const { windowSeconds: _, ...ofTasks } = requests ?? {}
  return {
    ...rest,
    ...(buckets && {
      buckets: {
        ...(requests && { requests: requests.counts === 'tasks' ? (ofTasks as typeof requests) : requests }),
        ...(polling && isAsync && { polling }),
      },
    }),
  }
}

type Creating = Pick<Extract<Parts['first'], object>, 'bodies' | 'async' | 'references' | 'does'> & { model?: string }
const today = '2026-11-20'

/** Drops defaults that are unknown or retired models. */
function settleModels(
  { models: { default: fallback, known, ...models }, results }: Parts,
  creating: readonly Creating[],
): Dialect['models'] {
  const isKnown = (model: string) =>
    models.unknown === 'accept' || known.some(({ match }) => matchesPattern(match, model))
  const defaults = [fallback, ...creating.map(({ model }) => model)].filter((model) => model !== undefined)
  const { retrieve } = models
  return {
    unknown: models.unknown,
    ...(fallback !== undefined && isKnown(fallback) ? { default: fallback } : {}),
    ...(retrieve
      ? { retrieve: { ...retrieve, model: { in: 'path' as const, name: /\{(\w+)\}/.exec(retrieve.at)?.[1] ?? '' } } }
      : {}),
    known: known.map(({ retired, form, accepts, ...row }) => ({
      ...row,
      ...(accepts ? { accepts } : {}),
      ...(retired && (retired > today || !defaults.some((model) => matchesPattern(row.match, model)))
        ? { retired }
        : {}),
      ...(form === undefined ? {} : { form: pickBy(results.forms, form) }),
    })),
  }
}

function dropUnknownModel<T extends { model?: string }>(
  { model, ...operation }: T,
  { unknown: policy, known }: Dialect['models'],
) {
  const isKnown =
    model !== undefined && (policy === 'accept' || known.some(({ match }) => matchesPattern(match, model)))
  return { ...operation, ...(isKnown ? { model } : {}) }
}

/**
 * Moves the fields of JSON bodies into objects: prompt, images and mask into one, all other fields into another, except that
 * the model stays. Names that a form shares stay too, because a form has no nested fields.
 */
function nest(
  dialect: Omit<Dialect, 'sources'>,
  { input, options, member }: NonNullable<Parts['nesting']>,
  bodies: readonly Encoding[],
): Omit<Dialect, 'sources'> {
  const { fields, references, mask, async } = dialect
  const under = (container: string, list: readonly string[]) => list.map((name) => container + formatPointer([name]))
  const isShared = bodies.includes('multipart')
  const nestField = ([field, { names: shared, json, emptyMeansAbsent, ...rest }]: [string, Field]) => {
    const container = field === 'prompt' ? input : options
    const move = (list: readonly string[]) => (field === 'model' ? [...list] : under(container, list))
    const own = json ?? (isShared ? undefined : shared)
    return [
      field,
      {
        ...rest,
        ...(shared ? { names: isShared ? shared : move(shared) } : {}),
        ...(json ? { json: move(json) } : {}),
        ...(emptyMeansAbsent ? { emptyMeansAbsent: own ? move(emptyMeansAbsent) : emptyMeansAbsent } : {}),
      },
    ]
  }
  const { json } = references
  const members = json?.members ?? { url: 'url' }
  const nestedMembers = member
    ? Object.fromEntries(Object.entries(members).map(([key, name]) => [key, `${member}/${name}`]))
    : members
  return {
    ...dialect,
    fields: Object.fromEntries(Object.entries(fields).map(nestField)),
    references: {
      ...references,
      ...(json
        ? { json: { ...json, fields: under(input, json.fields), members: nestedMembers as typeof members } }
        : {}),
    },
    ...(mask ? { mask: { ...mask, ...(mask.json ? { json: under(input, mask.json) } : {}) } } : {}),
    ...(async?.triggers && !isShared
      ? {
          async: {
            ...async,
            triggers: async.triggers.map((trigger) =>
              trigger.in === 'body' ? { ...trigger, name: `${options}/${trigger.name}` } : trigger,
            ),
          },
        }
      : {}),
  }
}

const heightBeside = (width: Field): Field =>
  Object.fromEntries(
    Object.entries(width).map(([kind, value]) => [kind, Array.isArray(value) ? value.map(() => 'height') : value]),
  )

/** Drops the names for encodings that no body has. */
function settleFields({ fields, stream, images }: Parts, bodies: readonly Encoding[]): Dialect['fields'] {
  const settleField = ({ names: shared, json, multipart, ...rest }: Field): Field => {
    const own = {
      ...(json && bodies.includes('json') ? { json } : {}),
      ...(multipart && bodies.includes('multipart') ? { multipart } : {}),
    }
    return { ...rest, ...own, ...(shared ? { names: shared } : {}) }
  }
  const { accepts } = images.size
  // A width and a height alone carry no other kind of size.
  const hasEdges =
    fields.width !== undefined &&
    fields.height !== undefined &&
    accepts.includes('pixels') &&
    (accepts.length === 1 || fields.size !== undefined || fields.aspectRatio !== undefined)
  const used = Object.entries(fields).filter(
    ([field]) => (field !== 'stream' || stream !== undefined) && (hasEdges || !['width', 'height'].includes(field)),
  )
  const settled = Object.fromEntries(used.map(([name, field]) => [name, settleField(field as Field)]))
  // Width and height stand side by side, so they have the same encodings.
  return hasEdges ? { ...settled, height: heightBeside(settled.width as Field) } : settled
}

function settleReferences(
  { references }: Parts,
  creating: readonly Creating[],
  bodies: readonly Encoding[],
): Dialect['references'] {
  const { isJson, isMultipart, json, multipart, formats, maxBytes, ...rest } = references
  const isNeeded = (encoding: Encoding) =>
    creating.some((operation) => operation.references === 'require' && operation.bodies.includes(encoding))
  const { hasConstant, ...drawn } = json
  const onlyIds = json.accepts.every((form) => form === 'file_id')
  const hasObjects = [...json.shapes, ...json.items].includes('object')
  // A constant member says what the other member is, so the link has the usual name of its kind.
  const settled: NonNullable<Dialect['references']['json']> = onlyIds
    ? { ...drawn, shapes: ['array'], items: ['object'], members: { url: 'url', fileId: 'file_id' } }
    : hasConstant && hasObjects
      ? { ...drawn, members: { ...drawn.members, url: 'image_url' }, fixed: { type: 'input_image' } }
      : drawn
  return {
    ...rest,
    ...(formats ? { formats } : {}),
    ...(maxBytes ? { maxBytes } : {}),
    ...(bodies.includes('json') && (isJson || isNeeded('json')) ? { json: settled } : {}),
    ...(bodies.includes('multipart') && (isMultipart || isNeeded('multipart')) ? { multipart } : {}),
  }
}

/** Moves the key to the query, where it stands without a scheme. */
function settleAuth({ auth: { extraPlaces = [], ...rest }, keyParameter }: Parts): Dialect['auth'] {
  if (keyParameter === undefined) return { ...rest, ...(extraPlaces.length > 0 ? { extraPlaces } : {}) }
  const others = extraPlaces.filter(({ in: place, name }) => place === 'header' || name !== keyParameter)
  return {
    ...rest,
    in: 'query',
    name: keyParameter,
    scheme: '',
    ...(others.length > 0 ? { extraPlaces: others } : {}),
  }
}

type Format = NonNullable<Dialect['references']['formats']>[number]

/**
 * Adds the limits of models. No limit is above the number of images that the fields can carry, and a gateway that refuses PNG
 * refuses PNG for every model, because probes send PNG to test other traits.
 */
function withModelLimits(references: Dialect['references'], { referencesByModel }: Parts): Dialect['references'] {
  if (!referencesByModel) return references
  const most = references.multipart ? Number.POSITIVE_INFINITY : mostReferences(references, 'json')
  const takesPng = references.formats?.includes('png') ?? true
  const limits = Object.entries(referencesByModel).map(([pattern, { max, formats, ...rest }]) => [
    pattern,
    {
      ...rest,
      ...(max === undefined ? {} : { max: Math.min(max, most) }),
      ...(formats && takesPng ? { formats: [...new Set<Format>(['png', ...formats])] } : {}),
    },
  ])
  return { ...references, byModel: Object.fromEntries(limits) }
}

function settleMask(
  { json, multipart, ...rest }: NonNullable<Parts['mask']>,
  bodies: readonly Encoding[],
): Dialect['mask'] {
  const own = {
    ...(json && bodies.includes('json') ? { json } : {}),
    ...(multipart && bodies.includes('multipart') ? { multipart } : {}),
  }
  return { ...rest, ...own }
}

/** Drops the durations of tiers that the dialect does not have. */
function settleDuration(
  { secondsByTier, ...rest }: Parts['tasks']['duration'],
  { images: { tier } }: Parts,
): Dialect['tasks']['duration'] {
  const rows = Object.entries(secondsByTier ?? {}).filter(([name]) => tier?.known.some((known) => known === name))
  return { ...rest, ...(secondsByTier && tier ? { secondsByTier: Object.fromEntries(rows) } : {}) }
}

/** Drops the rows of a table by tier for tiers that the dialect does not have. */
function dropUnknownTiers<T extends { byTier: object }>({ byTier, ...rest }: Partial<T>, { images: { tier } }: Parts) {
  const rows = Object.entries(byTier ?? {}).filter(([name]) => tier?.known.some((known) => known === name))
  return { ...rest, ...(byTier && tier ? { byTier: Object.fromEntries(rows) } : {}) } as T
}

function settleImages(parts: Parts): Dialect['images'] {
  const { n, size, formats, tier, transparent } = parts.images
  const { accepts, index, words } = formats
  const acceptedWords = Object.entries(words ?? {}).filter(([, format]) => accepts.includes(format))
  return {
    n: dropUnknownTiers(n as Dialect['images']['n'] & { byTier: object }, parts),
    size,
    formats: {
      accepts,
      default: pickBy(accepts, index),
      ...(words ? { words: Object.fromEntries(acceptedWords) } : {}),
    },
    ...(transparent ? { transparent } : {}),
    ...(tier
      ? {
          tier: {
            default: pickBy(tier.known, tier.index),
            match: tier.match,
            words: Object.fromEntries(tier.known.map((name) => [name, tierWords[name]])),
            table: Object.fromEntries(
              Object.entries(tier.table).filter(([name]) => tier.known.some((known) => known === name)),
            ) as Record<string, Record<string, string>>,
          },
        }
      : {}),
  }
}

/** Keeps the needed members of an item. A bare item is the text itself, if only one member is needed. */
function settleItem(lens: Pointers, needed: ReadonlySet<string>, isBare: boolean): Pointers {
  const [only] = needed
  if (isBare && needed.size === 1 && only) return { [only]: '' }
  return Object.fromEntries(
    Object.entries(lens).filter(([field]) => needed.has(field) || !['url', 'base64'].includes(field)),
  )
}

/** Keeps the drawn members that do not collide with the members of the lens. */
const beside = (lens: Pointers, drawn: Pointers = {}): Pointers =>
  Object.fromEntries(
    Object.entries(drawn).filter(
      ([, entry]) =>
        ![entry].flat().some((place) => flatten(lens).some((taken) => taken === place || isInTheWay(taken, place))),
    ),
  )

const membersOf = (list: readonly ResultForm[]): Set<string> => new Set(list.map((form) => itemMemberOf[form]))
const defaultOf = ({ results }: Parts): ResultForm => pickBy(results.forms, results.index)
const pollFormOf = (parts: Parts, form: number | undefined): ResultForm =>
  form === undefined ? defaultOf(parts) : pickBy(parts.results.forms, form)

function settleResults(parts: Parts, isSync: boolean): Dialect['results'] {
  const { reply, item, isBare, forms, image, isServed, echo, byResponseFormat } = parts.results
  const words = Object.entries(byResponseFormat ?? {}).map(
    ([word, index]) => [word, pickBy(forms, index as number)] as const,
  )
  const needed = [
    defaultOf(parts),
    ...words.map(([, form]) => form),
    ...parts.models.known.flatMap(({ form }) => (form === undefined ? [] : pickBy(forms, form))),
    ...parts.tasks.polls.flatMap((poll) => (poll.item ? [] : pollFormOf(parts, poll.form))),
  ]
  const hasLinks = forms.some((form) => form === 'relative' || form === 'absolute')
  const [, task = '', index = ''] = /\{(\w+)\}.*\{(\w+)\}/.exec(image.at) ?? []
  const { signature, expiry, ttlSeconds, ...unsigned } = image
  const { isEndless, link: unit = expiry?.unit } = parts.times ?? {}
  return {
    // Without a synchronous operation there is no reply to read.
    reply: isSync
      ? {
          ...reply,
          lens: withCounts(parts, withLinkTimes(parts, reply.lens)),
          ...(parts.texts?.reply ? textAround(reply.lens) : {}),
          ...(parts.lists?.reply ? { list: parts.lists.reply } : {}),
          ...(parts.times?.reply ? { time: parts.times.reply } : {}),
        }
      : { lens: {} },
    item: settleItem(withMembers(parts, item), membersOf(needed), isBare),
    ...(parts.itemFixed && !isBare && parts.tasks.polls.every((poll) => poll.isBare !== true)
      ? { itemFixed: parts.itemFixed }
      : {}),
    forms,
    default: defaultOf(parts),
    ...(echo ? { echo } : {}),
    ...(byResponseFormat ? { byResponseFormat: Object.fromEntries(words) } : {}),
    ...(hasLinks || isServed
      ? {
          image: {
            ...unsigned,
            ...(isEndless ? {} : { ttlSeconds }),
            ...(!isEndless && expiry && unit ? { expiry: { ...expiry, unit } } : {}),
            ...(!isEndless && signature && expiry ? { signature } : {}),
            task: inPath(task),
            index: inPath(index),
          },
        }
      : {}),
  }
}

/** Makes a text of JSON of the object around the images. */
function textAround({ items }: Pointers): { jsonTexts?: string[] } {
  const [place = ''] = [items ?? ''].flat()
  const container = place.slice(0, place.lastIndexOf('/'))
  return container === '' ? {} : { jsonTexts: [container] }
}

/** Adds the drawn members of an image that do not collide with its other members. */
const withMembers = (parts: Parts, item: Pointers): Pointers =>
  withLinkTimes(parts, { ...item, ...beside(item, parts.itemMembers), ...beside(item, parts.itemErrors) })

/** Adds the places of the end of links, where links have an end. */
const withLinkTimes = ({ times, results: { forms, isServed } }: Parts, lens: Pointers): Pointers =>
  times === undefined || times.isEndless || !(isServed || forms.some((form) => isLinkForm(form)))
    ? lens
    : { ...lens, ...beside(lens, times.places) }

/** Adds the numbers of images that were made and that failed. */
const withCounts = ({ counts }: Parts, lens: Pointers): Pointers => ({ ...lens, ...beside(lens, counts) })

const inPath = (name: string) => ({ in: 'path' as const, name })

function settlePolls(parts: Parts): NonNullable<Dialect['tasks']['polls']> {
  return Object.fromEntries(
    parts.tasks.polls.map(
      ({ asking, document, isBare, form, whenAbsent, fixedByState, item: own, states, ...rest }, index) => [
        `poll${index}`,
        {
          ...rest,
          ...document,
          lens: withCounts(parts, withoutImages(parts, withLinkTimes(parts, withoutEnd(parts, document.lens)))),
          ...(parts.texts?.polls ? textAround(withoutImages(parts, document.lens)) : {}),
          time: parts.times?.poll ?? rest.time,
          at: asking.at,
          id: { ...asking.id },
          ...(fixedByState ? { fixedByState: settleByState(document, whenAbsent, fixedByState) } : {}),
          ...(parts.taskRoutes?.cancel ? { states: { cancelled: 'cancelled', ...states } } : { states }),
          ...(whenAbsent ? { whenAbsent: fixedBeside(document.lens, whenAbsent, document.fixed) } : {}),
          ...(parts.lists?.polls ? { list: parts.lists.polls } : {}),
          ...(own
            ? {
                item: settleItem(withMembers(parts, own), membersOf([pollFormOf(parts, form)]), isBare === true),
              }
            : {}),
          ...(form === undefined ? {} : { form: pollFormOf(parts, form) }),
        } as NonNullable<Dialect['tasks']['polls']>[string],
      ],
    ),
  )
}

/** Writes a member in one state, unless the member collides with the others of the document. */
const settleByState = (
  { lens, fixed }: { lens: Pointers; fixed?: Fixed },
  whenAbsent: readonly [string, Constant][] = [],
  { pointer, value, state }: { pointer: string; value: Constant; state: 'running' | 'succeeded' },
) => ({ [state]: fixedBeside(lens, [[pointer, value]], { ...fixed, ...fixedBeside(lens, whenAbsent, fixed) }) })

/** Tests for a JSON body that creates a task, because a callback may be named in it. */
const hasAsyncJson = ({ operations }: Pick<Dialect, 'operations'>): boolean =>
  Object.values(operations).some(
    (operation) => operation.does !== 'reject' && operation.async !== 'never' && operation.bodies.includes('json'),
  )

/** Drops the body of a callback whose document is another. */
function settleCallbacks({ body, ...rest }: NonNullable<Dialect['callbacks']>): Dialect['callbacks'] {
  return body && rest.document === 'other' ? { ...rest, body } : rest
}

/** Lists tasks in the form of the first poll: those that a request names, and all of them. */
function settleTaskLists(parts: Parts): Pick<Dialect['tasks'], 'lists'> {
  if (!parts.taskLists) return {}
  const { place, items, separator, max, unknown, isPart, fixed, page, places = {} } = parts.taskLists
  const [state = ''] = [parts.tasks.polls[0]?.document.lens.state ?? []].flat()
  const part = isPart ? state.slice(0, state.lastIndexOf('/')) : ''
  const shared = { poll: 'poll0', ...(part === '' ? {} : { part }), ...(fixed ? { fixed: fixed as Fixed } : {}) }
  const more = { ...(separator ? { separator } : {}), ...(max ? { max } : {}), ...(unknown ? { unknown } : {}) }
  return {
    lists: {
      named: {
        at: place === 'body' ? 'POST /batch/of/tasks' : 'GET /batch/of/tasks',
        ids: { in: place, name: 'task_ids', ...more },
        lens: items,
        ...shared,
      },
      all: { at: 'GET /list/of/tasks', ...(page ? { page } : {}), lens: { ...items, ...places }, ...shared },
    },
  }
}

/** Puts the result and the cancellation of a task below its first poll. */
function settleTaskRoutes(parts: Parts): Partial<Dialect['tasks']> {
  const { cancel } = parts.taskRoutes ?? {}
  const { polls } = parts.tasks
  const { at, id } = (polls[0] as (typeof polls)[number]).asking
  const path = at.replace(/^\S+ /, '')
  const { replies = {} } = cancel ?? {}
  const hasReplies = Object.keys(replies).length > 0
  return {
    ...(hasResultRoute(parts) ? { result: { at: `GET ${path}/result`, id: { ...id } } } : {}),
    ...(cancel
      ? {
          cancel: {
            at: `${cancel.method} ${path}/cancel`,
            id: { ...id },
            replies: (hasReplies ? replies : { queued: { status: 200 } }) as NonNullable<
              Dialect['tasks']['cancel']
            >['replies'],
          },
        }
      : {}),
  }
}

const withSizeWords = (images: Dialect['images'], { fields, sizeWords }: Parts): Dialect['images'] =>
  sizeWords && fields.size ? { ...images, size: { ...images.size, words: sizeWords } } : images

/** Tests for a drawn result whose poll has usual words. Discovery does not know when a task ends that has a number as its state and no images. */
const hasResultRoute = ({ taskRoutes, tasks: { polls } }: Parts): boolean =>
  taskRoutes?.hasResult === true && polls.every(({ states }) => typeof states.succeeded !== 'number')

/**
 * Drops the places of images in a poll where they have an endpoint of their own, and the first link where one image stands
 * alone, because nobody could tell the two links apart.
 */
const withoutImages = (parts: Parts, { items, firstUrl: drawnLink, ...lens }: Pointers): Pointers => {
  const firstUrl = parts.lists?.polls === 'severalOnly' ? undefined : drawnLink
  if (hasResultRoute(parts)) return lens
  return { ...lens, ...(items === undefined ? {} : { items }), ...(firstUrl === undefined ? {} : { firstUrl }) }
}

/** Drops the place of the end of a task that is kept for ever. */
const withoutEnd = ({ tasks }: Parts, { expiresAt, ...lens }: Pointers): Pointers =>
  tasks.retentionSeconds === undefined || expiresAt === undefined ? lens : { ...lens, expiresAt }

/** Names the wait in its place. A reply answers the wait only where other requests get replies too. */
function settleWait(
  { place, document, token, status, ...rest }: NonNullable<Parts['wait']>,
  hasReply: boolean,
): NonNullable<Dialect['async']>['wait'] {
  const end = document === 'reply' && hasReply ? { document } : { document: 'poll' as const, ...(status && { status }) }
  if (place === 'header') return { in: place, name: 'Prefer', ...(token ? { token } : {}), ...rest, ...end }
  return { in: place, name: 'hold_seconds', ...rest, ...end }
}

function settleAsync(parts: Parts, isAsked: boolean, hasReply: boolean): Dialect['async'] {
  const { submit: document, status, triggers, precedence, headers, failedSubmit } = parts.asynchronous
  const lens = withoutEnd(parts, document.lens)
  const { document: refused, ...more } = failedSubmit ?? {}
  return {
    ...(isAsked ? { triggers } : {}),
    ...(precedence ? { precedence } : {}),
    submit: {
      status,
      ...document,
      lens,
      ...(parts.times?.submit ? { time: parts.times.submit } : {}),
      ...(headers ? { headers: { ...headers } as Record<string, string> } : {}),
    },
    ...(parts.wait ? { wait: settleWait(parts.wait, hasReply) } : {}),
    ...(refused ? { failedSubmit: { ...refused, ...(more as { status: number; causes: Cause[] }) } } : {}),
  }
}

/** Tests for a dialect with polls. */
const isPolled = ({ first, others, hasPolls }: Pick<Parts, 'first' | 'others' | 'hasPolls'>): boolean =>
  hasPolls ||
  [first, ...others].some((operation) =>
    operation.does === 'reject' ? (operation.legacy?.async ?? 'never') !== 'never' : operation.async !== 'never',
  )

function settleErrors({
  errors,
  refusals: { mediaType, ...more } = {},
  hasPollEnvelope,
  paramForm,
  ...parts
}: Parts): Dialect['errors'] {
  const [poll] = parts.tasks.polls
  const at = hasPollEnvelope && isPolled(parts) && poll ? { at: [poll.asking.at] } : {}
  const names = errors.envelopes.map(([name]) => name)
  const settleRow = ({ bodiless, envelope: index, ...row }: NonNullable<typeof errors.causes.badField>) => ({
    ...row,
    ...(bodiless === undefined ? {} : { status: bodiless, body: 'none' as const }),
    ...(index === undefined ? {} : { envelope: pickBy(names, index) }),
  })
  return {
    envelopes: Object.fromEntries(
      errors.envelopes.map(([name, document], index) => [
        name,
        {
          ...(index === 1 ? at : {}),
          ...(paramForm ? { paramForm } : {}),
          ...document,
          // A constant in place of a code looks like the code of every other refusal.
          ...(document.fixed
            ? { fixed: fixedBeside(document.lens as Pointers, Object.entries(document.fixed as Fixed)) }
            : {}),
          ...(mediaType ? { mediaType } : {}),
        },
      ]),
    ),
    causes: Object.fromEntries(
      Object.entries(errors.causes).map(([cause, row]) => [
        cause,
        { ...settleRow(row), ...(cause === 'badField' ? more : {}) },
      ]),
    ) as Dialect['errors']['causes'],
  }
}

/** A client tells a wrong key from an unknown task by the status. */
const settleOtherKeys = (policy: Dialect['tasks']['otherKeys'], errors: Dialect['errors']) => {
  const statusOf = (cause: Cause) => errors.causes[effectiveCause({ errors }, cause)]?.status
  return policy === 'reject' && statusOf('wrongKey') === statusOf('unknownTask') ? 'hide' : policy
}

/** Drops fixed members of an error event that collide with an envelope, since the engine writes them last. */
function settleStream(
  { operations, error, ...rest }: NonNullable<Parts['stream']>,
  kinds: readonly string[],
  { envelopes }: Dialect['errors'],
  { errorLens, mediaType, url, ...more }: NonNullable<Parts['streams']> = {},
): Dialect['stream'] {
  const taken = Object.values(envelopes).flatMap(({ lens, fixed }) => [
    ...flatten(lens as Pointers),
    ...Object.keys(fixed ?? {}),
  ])
  const { fixed, ...event } = error
  return {
    ...rest,
    ...more,
    lens: {
      ...rest.lens,
      ...beside(rest.lens, { ...(mediaType ? { mediaType } : {}), ...(url ? { url } : {}) }),
    } as Pointers,
    operations: operations.filter((does) => kinds.includes(does)),
    error: {
      ...event,
      ...(errorLens ? { lens: errorLens } : {}),
      ...(fixed ? { fixed: fixedBeside(Object.fromEntries(taken.map((pointer) => [pointer, pointer])), fixed) } : {}),
    },
  }
}

/** Describes uploads by link, unless requests name uploads by id, or uploads by id. */
function settleFiles(
  { at: [path, parameter], document, isForLinks, formats, maxBytes, link, ...rest }: NonNullable<Parts['files']>,
  references: Dialect['references'],
): Dialect['files'] {
  const file = `${path}/{${parameter}}`
  if (isForLinks && !references.json?.accepts.includes('file_id'))
    return {
      upload: `POST ${path}`,
      ...{ field: rest.field, formats: [...formats], maxBytes, link },
      lens: { url: '/data/link', mediaType: '/data/mime' },
    } as Dialect['files']
  return {
    ...rest,
    ...document,
    file: { in: 'path', name: parameter },
    upload: `POST ${path}`,
    retrieve: `GET ${file}`,
    remove: `DELETE ${file}`,
  }
}
