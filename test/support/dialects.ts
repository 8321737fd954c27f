import fc from 'fast-check'
import { matchesPattern } from '../../src/dialect/pattern.ts'
import type { CanonicalField, Cause, Dialect, ResultForm } from '../../src/dialect/schema.ts'
import { canonicalFields, causes, itemMemberOf, resultForms, sourceBases } from '../../src/dialect/words.ts'

/**
 * Random dialects that are valid and make sense: the plainest request that a gateway documents is one that it serves.
 *
 * Words come from lists of what real gateways use, since the engine cares for their places and not their letters. Each part
 * is drawn by itself and `settle` puts them together, so that a counterexample shrinks part by part.
 *
 * Not drawn, and why:
 * - an operation by GET or DELETE that makes pictures: it has no body to read.
 * - a path with a parameter that is not all between two slashes (`{index}.png`): the router does not know it.
 * - a path that another's parameter covers (`/tasks/{id}` and `/tasks/status`), or that `alsoUnder` brings upon another: the
 *   router takes the first.
 * - a refusal without a body in a status of which the operation has answers: no contract can say "perhaps a body".
 * - a signature of links that have no expiry: the engine signs an empty text and checks a 0, so no link is ever valid.
 * - a default that the dialect itself refuses (of n, size, model), a form without a place in a poll, a poll's form that is
 *   not one of the results', and operations whose body has no prompt or no picture that they require: `checkDialect` lets
 *   them pass, and nobody could call them.
 * - pointers that collide, also with fixed members: `checkDialect` lets them pass, and the engine can't write them.
 * - bounds of 0, `keep: 0`, `window: 0`, `max: 0` of references: nothing could be seen of what they bound.
 * - headers and names that HTTP does not take, and templates other than short ones: words, not places.
 * - a lens that goes through a list but for its first item, an empty pointer but that of an item.
 * - sections that nothing uses: `async` where no operation is, `triggers` where none is asked.
 */

type Arb<T> = fc.Arbitrary<T>
type Drawn<M> = { [K in keyof M]: M[K] extends Arb<infer T> ? T : never }
type Arbs = Record<string, Arb<unknown>>

/** A record of parts that are always there and of parts that may be. */
const part = <R extends Arbs, O extends Arbs = Record<never, never>>(
  required: R,
  optional = {} as O,
): Arb<Drawn<R> & Partial<Drawn<O>>> =>
  fc.record({ ...required, ...optional } as Arbs, {
    requiredKeys: Object.keys(required),
    noNullPrototype: true,
  }) as Arb<Drawn<R> & Partial<Drawn<O>>>
/** Without readonly, as the type of a dialect is. */
type Plain<T> = T extends object ? { -readonly [K in keyof T]: Plain<T[K]> } : T
const one = <const T>(...values: readonly T[]): Arb<Plain<T>> => fc.constantFrom(...values) as Arb<Plain<T>>
const some = <const T>(...values: readonly T[]): Arb<T[]> => fc.subarray([...values], { minLength: 1 })
const any = <const T>(...values: readonly T[]): Arb<T[]> => fc.subarray([...values])
const flag = fc.boolean()
const pickBy = <T>(list: readonly T[], index: number): T => list[index % list.length] as T
const tableOf = <K extends string, T>(keys: readonly K[], value: Arb<T>): Arb<Partial<Record<K, T>>> =>
  part({}, Object.fromEntries(keys.map((key) => [key, value]))) as Arb<Partial<Record<K, T>>>
const nameOfHeader = one('x-request-id', 'X-Trace', 'openai-version', 'x-served-by')

/* Lenses */

type Pointers = Record<string, string | string[]>
const scalar = fc.oneof(one('', 'ok', 'image.task'), fc.integer({ min: -1, max: 200 }), flag, one(null))
const constant: Arb<Constant> = fc.oneof({ weight: 4, arbitrary: scalar }, one([], {}, { tokens: 1 }, ['a']))

/** No container is the last part of any pointer of the lists below but `data` and `images`, which are both at real gateways. */
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
/** Fields that a gateway may tell in one and the same member. */
const texts = new Set(['message', 'errorText', 'errorMessage'])

/** Pointers that do not collide. What is left without a place goes to the top if it must be there, and else out. */
function spread(drawn: Pointers, required: readonly string[]): Pointers {
  const lens: Pointers = {}
  for (const [field, entry] of Object.entries(drawn)) {
    const isFree = (pointer: string) =>
      Object.entries(lens).every(([other, taken]) =>
        [taken]
          .flat()
          .every((each) => !isInTheWay(each, pointer) && (each !== pointer || (texts.has(field) && texts.has(other)))),
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
/** A lens over the fields, by the names that gateways have for each. */
const lensOf = (required: Names, optional: Names): Arb<Pointers> => {
  const entryOf = (names: readonly string[]) => {
    const pointer = under(fc.constantFrom(...names))
    return fc.oneof({ weight: 6, arbitrary: pointer }, fc.array(pointer, { minLength: 1, maxLength: 2 }))
  }
  const arbs = (names: Names) =>
    Object.fromEntries(Object.entries(names).map(([field, each]) => [field, entryOf(each)]))
  return part(arbs(required), arbs(optional)).map((drawn) => spread(drawn as Pointers, Object.keys(required)))
}

const fixedPointers = fc.array(
  fc.tuple(under(one('object', 'success', 'request_id', 'credit_cost', 'msg')), constant),
  { maxLength: 3 },
)
/** Fixed members beside a lens; some stand where the lens may leave its place empty. */
const fixedBeside = (lens: Pointers, drawn: readonly [string, Constant][], before: Fixed = {}): Fixed => {
  const fixed: Fixed = {}
  const taken = [...flatten(lens), ...Object.keys(before)]
  for (const [pointer, value] of drawn)
    if (![...taken, ...Object.keys(fixed)].some((each) => isInTheWay(each, pointer) || each === ''))
      fixed[pointer] = value
  return fixed
}
type Fixed = NonNullable<Dialect['results']['reply']['fixed']>
type Constant = Fixed[string]

/** A lens with its fixed members, at times at a place of the lens itself. */
const documentOf = (required: Names, optional: Names): Arb<{ lens: Pointers; fixed?: Fixed }> =>
  part({ lens: lensOf(required, optional) }, { drawn: fixedPointers, atLens: fc.tuple(fc.nat(), scalar) }).map(
    ({ lens, drawn, atLens }) => {
      const places = flatten(lens)
      const more: [string, Constant][] = atLens && places.length > 0 ? [[pickBy(places, atLens[0]), atLens[1]]] : []
      return { lens, ...(drawn ? { fixed: fixedBeside(lens, [...more, ...drawn]) } : {}) }
    },
  )

/* What every lens may hold */

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
const made = ['created', 'created_at', 'createTime']
const said = ['message', 'msg', 'fail_reason', 'error_message']

const reply = documentOf(
  { items: lists },
  { id: ids, createdAt: made, tier: ['tier', 'image_size'], ...echoed, ...tokens },
)
const submit = documentOf({ id: ids }, { createdAt: made, items: lists })
const pollDocument = documentOf(
  { id: ids, state: ['status', 'task_status', 'state', 'phase'], items: lists },
  {
    progress: ['progress', 'percent'],
    createdAt: made,
    completedAt: ['completed_at', 'finished_at', 'ended'],
    resultCreatedAt: ['result_created'],
    model: ['model', 'model_name'],
    message: said,
    errorCode: ['error_code', 'fail_code'],
    errorMessage: said,
    errorText: [...said, 'error'],
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
  { type: ['type', 'event'], createdAt: made, index: ['partial_image_index', 'index'], ...echoed, ...tokens },
)
const fileNames: Names = { createdAt: made, bytes: ['bytes', 'size'], name: ['filename', 'name'], purpose: ['purpose'] }

/* Requests */

/** Names of each field; no name is in two lists but quality, which is a tier at one gateway. */
const names: Readonly<Record<CanonicalField, readonly string[]>> = {
  prompt: ['prompt', 'text', 'input'],
  model: ['model', 'model_name'],
  n: ['n', 'num_images', 'howMany'],
  size: ['size', 'dimensions'],
  aspectRatio: ['aspect_ratio', 'ratio'],
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
  const more = { several: one('first', 'last', 'refuse') }
  const empty = ({ isEmptyAbsent, ...drawn }: { isEmptyAbsent?: boolean } & Field): Field =>
    isEmptyAbsent ? { ...drawn, absentWhenEmpty: Object.values(drawn).flat().slice(0, 1).map(String) } : drawn
  return fc.oneof(
    { weight: 3, arbitrary: part({ names: list }, { ...more, isEmptyAbsent: flag }).map(empty) },
    part({ json: list, multipart: list }, more),
    part({ names: list, json: list }, more),
  )
}
const fields = part(
  { prompt: fieldOf('prompt'), n: fieldOf('n'), stream: fieldOf('stream') },
  Object.fromEntries(
    canonicalFields.filter((each) => !['prompt', 'n', 'stream'].includes(each)).map((each) => [each, fieldOf(each)]),
  ),
) as Arb<Dialect['fields']>

const wordsOf = part({
  true: fc.shuffledSubarray(['true', '1', 'yes', 'on'], { minLength: 1 }),
  false: fc.shuffledSubarray(['false', '0', 'no', 'off'], { minLength: 1 }),
})
const request = part({
  emptyStrings: one('absent', 'kept', 'refused'),
  booleans: part({ query: wordsOf, multipart: wordsOf }),
})
const auth: Arb<Dialect['auth']> = part(
  {
    header: one('Authorization', 'X-Api-Key', 'api-key'),
    scheme: one('Bearer', 'Key', ''),
    schemeOptional: flag,
    required: flag,
  },
  { optionalPrefix: one('sk-', 'key_') },
)

const references = part(
  {
    max: one(4, 1, 9, 16),
    several: one('concatenate', 'first', 'refuse'),
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
      { members: part({ url: one('url', 'image_url', 'src') }, { fileId: one('file_id', 'id') }) },
    ),
    multipart: part(
      {
        fields: fc.shuffledSubarray(['image', 'image[]', 'images', 'image_{n}', 'image.{n}.items'], { minLength: 1 }),
        text: one('refused', 'ignored', 'reference'),
        dedupe: one('none', 'nameAndSize'),
      },
      { contentTypes: one(['image/png', 'image/jpeg', 'image/webp', 'image/gif']) },
    ),
    inPrompt: any('generate', 'edit'),
    isJson: flag,
    isMultipart: flag,
  },
  { maxBytes: one(2 ** 20, 20971520), formats: some('png', 'jpeg', 'webp', 'gif') },
)
const mask = part(
  { as: part({}, { json: one('mask', 'reference'), multipart: one('mask', 'reference') }), needsReference: flag },
  {
    json: some('mask', 'mask_url'),
    multipart: some('mask', 'markup'),
    format: one('png'),
    maxBytes: one(4194304),
    sameSize: flag,
    alpha: flag,
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

/* Pictures */

const bounds = part(
  {},
  {
    multiple: one(16, 1, 8, 64),
    minPixels: one(0, 4096),
    maxPixels: one(8294400, 65536),
    maxEdge: one(3840, 512),
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
  )
  .map(([accepts, index, auto, own, more]) => ({
    default: sizes[pickBy(accepts, index)],
    accepts,
    auto,
    ...own,
    ...more,
  }))

const tierWords = { '1k': ['1k', '1024'], '2k': ['2K', '1440p'], '4k': ['4k', 'uhd'] }
const tiers = ['1k', '2k', '4k'] as const
const table = part({}, { '1:1': one('128x128', '256x256'), '16:9': one('256x144'), '2:1': one('256x128') })
const images = part({
  n: part(
    { default: one(1, 2), min: one(1, 0), max: one(4, 2, 10), outOfRange: one('clamp', 'refuse') },
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
    unknown: one('accepted', 'refused'),
    known: fc.uniqueArray(
      part(
        { match: one('gpt-image-2', 'gpt-image-*', 'dall-e-2', '*') },
        {
          retired: one('2026-05-12', '2027-01-01'),
          refuses: any('style', 'inputFidelity', 'moderation'),
          takes: part({}, { quality: one(words), inputFidelity: one(['low']) }),
          unechoed: any('hd', 'standard'),
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
    picture: part(
      {
        at: one(
          'GET /generated/{task_id}/{index}',
          'GET /p/img/{task_id}/{index}',
          'GET /v1/files/{task_id}/content/{index}',
        ),
        ttl: one(3600, 0, 86400),
        auth: one('none', 'key'),
        fresh: flag,
      },
      {
        expiry: part({ parameter: one('exp', 'Expires'), unit: one('seconds', 'milliseconds') }),
        signature: part({ parameter: one('sig', 'Signature'), hex: fc.integer({ min: 8, max: 64 }) }),
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
      errorText: template,
      absent: fixedPointers,
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
const tokenOf = part({ prefix: one('', 'img_', 'L-', 'task.'), hex: fc.integer({ min: 8, max: 64 }) })
const span = fc.tuple(one(1, 2.5), one(5, 30))
const tasks = part(
  {
    id: tokenOf,
    polls,
    duration: part({ default: one(60, 0, 0.5), queued: one(0.1, 0, 1, 0.5) }, { byTier: tableOf(tiers, one(60, 180)) }),
    ownership: one('key', 'none'),
  },
  {
    keep: one(3600, 60),
    advice: part({ every: span, giveUp: span }),
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
    refusedSubmit: part(
      {
        document: documentOf({}, { message: said }),
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
      causes.map((each) => [each, refusal]).filter(([each]) => each !== 'badField' && each !== 'internal'),
    ),
  ) as Arb<Partial<Record<Cause, typeof refusal extends Arb<infer T> ? T : never>>>,
})
const limits = part(
  {},
  {
    rate: part(
      { window: one(60, 1), retryAfter: one('none', 'seconds', 'milliseconds', 'date') },
      {
        requests: one(10, 1),
        images: one(10, 1),
        headers: one(
          { 'x-ratelimit-limit': 'limit', 'x-ratelimit-reset': 'reset' } as const,
          { 'x-left': 'remaining' } as const,
          {},
        ),
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
  partialMax: one(3, 0, 1),
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
})

/* The whole */

const picturing = {
  does: one('generate', 'edit'),
  bodies: fc.shuffledSubarray([...encodings], { minLength: 1 }),
  async: one('never', 'asked', 'always'),
  references: one('optional', 'none', 'required'),
}
const mayHave = { model: one('gpt-image-2', 'dall-e-2'), prompt: one('none') }
const first = part(
  { at: one('POST /images/generations', 'POST /v1/images/generations', 'PUT /draw'), ...picturing },
  mayHave,
)
const others = fc.uniqueArray(
  fc.oneof(
    part(
      { at: one('POST /images/edits', 'POST /async/images/generations', 'POST /tasks', 'POST /v2/jobs'), ...picturing },
      mayHave,
    ),
    part(
      {
        at: one('POST /images/variations', 'POST /v1/images/edits'),
        does: one('refuse'),
        cause: one('retiredRoute', 'unknownRoute', 'internal'),
      },
      { legacy: part(picturing, mayHave) },
    ),
  ),
  { maxLength: 2, selector: ({ at }) => at },
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
    alsoUnder: one([''], ['/openai', '']),
    mask,
    limits,
    stream,
    files,
    usage: part({ textPerCodePoint: one(0.25, 0), perReference: one(256, 0), perImage: one(1024, 1) }),
    headers: part({}, { requestId: part({ name: nameOfHeader, echo: flag }), fixed: one({ 'x-served-by': 'a' }, {}) }),
    quirks: one([], [{ row: 'REQ-01', note: 'two pages differ' }]),
  },
)
type Parts = typeof drawn extends Arb<infer T> ? T : never

export const dialectArbitrary: Arb<Dialect> = drawn.map(settle)

/* Parts that must agree are made to agree, by the rules of `checkDialect` and those of the list above. */

function settle(parts: Parts): Dialect {
  const { first, others, asynchronous, tasks: drawnTasks, hasPolls, basis, results: drawnResults, ...plain } = parts
  const all = [first, ...others]
  const creating = all.flatMap((each) => (each.does === 'refuse' ? (each.legacy ?? []) : each))
  const bodies = encodings.filter((encoding) => creating.some((each) => each.bodies.includes(encoding)))
  const isAsync = creating.some(({ async }) => async !== 'never')
  const models = settleModels(parts, creating)
  const results = settleResults(
    parts,
    creating.some(({ async }) => async !== 'always'),
  )
  const { polls, ...tasks } = drawnTasks
  const dialect: Omit<Dialect, 'sources'> = {
    id: plain.id,
    name: plain.name,
    origins: plain.origins,
    auth: plain.auth,
    request: plain.request,
    operations: Object.fromEntries(
      all.map((each, index) => [
        `${each.does}${index}`,
        each.does !== 'refuse'
          ? withKnown(each, models)
          : { ...each, ...(each.legacy ? { legacy: withKnown(each.legacy, models) } : {}) },
      ]),
    ),
    fields: settleFields(parts, bodies),
    references: settleReferences(parts, creating, bodies),
    prompt: plain.prompt,
    images: settleImages(parts),
    models,
    tasks: {
      ...tasks,
      duration: withoutTiers(tasks.duration, parts),
      ...(isAsync || hasPolls ? { polls: settlePolls(parts) } : {}),
    },
    results,
    errors: settleErrors(parts),
  }
  const kinds = creating.map(({ does }) => does)
  const whole: Omit<Dialect, 'sources'> = {
    ...dialect,
    ...(plain.alsoUnder ? { alsoUnder: plain.alsoUnder } : {}),
    ...(plain.mask ? { mask: settleMask(plain.mask, bodies) } : {}),
    ...(isAsync
      ? {
          async: settleAsync(
            parts,
            creating.some(({ async }) => async === 'asked'),
          ),
        }
      : {}),
    ...(plain.limits ? { limits: plain.limits } : {}),
    ...(plain.stream ? { stream: settleStream(plain.stream, kinds, dialect.errors) } : {}),
    ...(plain.files ? { files: settleFiles(plain.files) } : {}),
    ...(plain.usage ? { usage: plain.usage } : {}),
    ...(plain.headers ? { headers: plain.headers } : {}),
    ...(plain.quirks ? { quirks: plain.quirks } : {}),
  }
  const sections = Object.keys(whole).filter((key) => !['id', 'name', 'quirks'].includes(key))
  return { ...whole, sources: Object.fromEntries(sections.map((key) => [`/${key}`, { page: 'drawn', basis }])) }
}

type Creating = Pick<Extract<Parts['first'], object>, 'bodies' | 'async' | 'references' | 'does'> & { model?: string }
const today = '2026-11-20'

/** No default is unknown or retired. */
function settleModels(
  { models: { default: fallback, known, ...models }, results }: Parts,
  creating: readonly Creating[],
): Dialect['models'] {
  const isKnown = (model: string) =>
    models.unknown === 'accepted' || known.some(({ match }) => matchesPattern(match, model))
  const defaults = [fallback, ...creating.map(({ model }) => model)].filter((model) => model !== undefined)
  const { retrieve } = models
  return {
    unknown: models.unknown,
    ...(fallback !== undefined && isKnown(fallback) ? { default: fallback } : {}),
    ...(retrieve ? { retrieve: { ...retrieve, parameter: /\{(\w+)\}/.exec(retrieve.at)?.[1] ?? '' } } : {}),
    known: known.map(({ retired, form, takes, ...row }) => ({
      ...row,
      ...(takes ? { takes } : {}),
      ...(retired && (retired > today || !defaults.some((model) => matchesPattern(row.match, model)))
        ? { retired }
        : {}),
      ...(form === undefined ? {} : { form: pickBy(results.forms, form) }),
    })),
  }
}

function withKnown<T extends { model?: string }>({ model, ...operation }: T, { unknown, known }: Dialect['models']) {
  const isKnown =
    model !== undefined && (unknown === 'accepted' || known.some(({ match }) => matchesPattern(match, model)))
  return { ...operation, ...(isKnown ? { model } : {}) }
}

/** Names under encodings that no body has go; a field that has none left takes the others for all. */
function settleFields({ fields, stream }: Parts, bodies: readonly Encoding[]): Dialect['fields'] {
  const settleField = ({ names: shared, json, multipart, ...rest }: Field): Field => {
    const own = {
      ...(json && bodies.includes('json') ? { json } : {}),
      ...(multipart && bodies.includes('multipart') ? { multipart } : {}),
    }
    return { ...rest, ...own, ...(shared ? { names: shared } : {}) }
  }
  const kept = Object.entries(fields).filter(([field]) => field !== 'stream' || stream !== undefined)
  return Object.fromEntries(kept.map(([field, each]) => [field, settleField(each as Field)]))
}

function settleReferences(
  { references }: Parts,
  creating: readonly Creating[],
  bodies: readonly Encoding[],
): Dialect['references'] {
  const { isJson, isMultipart, json, multipart, formats, maxBytes, ...rest } = references
  const isNeeded = (encoding: Encoding) =>
    creating.some((each) => each.references === 'required' && each.bodies.includes(encoding))
  const onlyIds = json.accepts.every((form) => form === 'file_id')
  const settled: NonNullable<Dialect['references']['json']> = onlyIds
    ? { ...json, shapes: ['array'], items: ['object'], members: { url: 'url', fileId: 'file_id' } }
    : json
  return {
    ...rest,
    ...(formats ? { formats } : {}),
    ...(maxBytes ? { maxBytes } : {}),
    ...(bodies.includes('json') && (isJson || isNeeded('json')) ? { json: settled } : {}),
    ...(bodies.includes('multipart') && (isMultipart || isNeeded('multipart')) ? { multipart: multipart } : {}),
  }
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

/** Tables by tier speak of tiers that there are. */
function withoutTiers<T extends { byTier: object }>({ byTier, ...rest }: Partial<T>, { images: { tier } }: Parts) {
  const kept = Object.entries(byTier ?? {}).filter(([name]) => tier?.known.some((known) => known === name))
  return { ...rest, ...(byTier && tier ? { byTier: Object.fromEntries(kept) } : {}) } as T
}

function settleImages(parts: Parts): Dialect['images'] {
  const { n, size, formats, tier, transparent } = parts.images
  const { accepts, index, words } = formats
  const known = Object.entries(words ?? {}).filter(([, format]) => accepts.some((each) => each === format))
  return {
    n: withoutTiers(n as Dialect['images']['n'] & { byTier: object }, parts),
    size: size,
    formats: { accepts, default: pickBy(accepts, index), ...(words ? { words: Object.fromEntries(known) } : {}) },
    ...(transparent ? { transparent } : {}),
    ...(tier
      ? {
          tier: {
            default: pickBy(tier.known, tier.index),
            match: tier.match,
            words: Object.fromEntries(tier.known.map((name) => [name, tierWords[name]])),
            table: Object.fromEntries(
              Object.entries(tier.table).filter(([name]) => tier.known.some((each) => each === name)),
            ) as Record<string, Record<string, string>>,
          },
        }
      : {}),
  }
}

/** An item has a place for each member that is needed; what is bare is its only one. */
function settleItem(lens: Pointers, needed: ReadonlySet<string>, isBare: boolean): Pointers {
  const [only] = needed
  if (isBare && needed.size === 1 && only) return { [only]: '' }
  return Object.fromEntries(
    Object.entries(lens).filter(([field]) => needed.has(field) || !['url', 'base64'].includes(field)),
  )
}

const membersOf = (list: readonly ResultForm[]): Set<string> => new Set(list.map((form) => itemMemberOf[form]))
const defaultOf = ({ results }: Parts): ResultForm => pickBy(results.forms, results.index)
const pollFormOf = (parts: Parts, form: number | undefined): ResultForm =>
  form === undefined ? defaultOf(parts) : pickBy(parts.results.forms, form)

function settleResults(parts: Parts, isSync: boolean): Dialect['results'] {
  const { reply, item, isBare, forms: taken, picture, isServed, echo, byResponseFormat } = parts.results
  const words = Object.entries(byResponseFormat ?? {}).map(
    ([word, index]) => [word, pickBy(taken, index as number)] as const,
  )
  const needed = [
    defaultOf(parts),
    ...words.map(([, form]) => form),
    ...parts.models.known.flatMap(({ form }) => (form === undefined ? [] : pickBy(taken, form))),
    ...parts.tasks.polls.flatMap((poll) => (poll.item ? [] : pollFormOf(parts, poll.form))),
  ]
  const hasLinks = taken.some((form) => form === 'relative' || form === 'absolute')
  const [, task = '', index = ''] = /\{(\w+)\}.*\{(\w+)\}/.exec(picture.at) ?? []
  const { signature, ...unsigned } = picture
  return {
    // Where every operation is asynchronous there is no reply to look into.
    reply: isSync ? reply : { lens: {} },
    item: settleItem(item, membersOf(needed), isBare),
    forms: taken,
    default: defaultOf(parts),
    ...(echo ? { echo } : {}),
    ...(byResponseFormat ? { byResponseFormat: Object.fromEntries(words) } : {}),
    ...(hasLinks || isServed
      ? { picture: { ...unsigned, ...(signature && picture.expiry ? { signature } : {}), task, index } }
      : {}),
  }
}

function settlePolls(parts: Parts): NonNullable<Dialect['tasks']['polls']> {
  return Object.fromEntries(
    parts.tasks.polls.map(({ asking, document, isBare, form, absent, item: own, ...rest }, index) => [
      `poll${index}`,
      {
        ...rest,
        ...document,
        at: asking.at,
        id: { ...asking.id },
        ...(absent ? { absent: fixedBeside(document.lens, absent, document.fixed) } : {}),
        ...(own ? { item: settleItem(own, membersOf([pollFormOf(parts, form)]), isBare === true) } : {}),
        ...(form === undefined ? {} : { form: pollFormOf(parts, form) }),
      } as NonNullable<Dialect['tasks']['polls']>[string],
    ]),
  )
}

function settleAsync({ asynchronous }: Parts, isAsked: boolean): Dialect['async'] {
  const { submit: document, status, triggers: drawn, precedence, headers, refusedSubmit } = asynchronous
  const { document: refused, ...more } = refusedSubmit ?? {}
  return {
    ...(isAsked ? { triggers: drawn } : {}),
    ...(precedence ? { precedence } : {}),
    submit: { status, ...document, ...(headers ? { headers: { ...headers } as Record<string, string> } : {}) },
    ...(refused ? { refusedSubmit: { ...refused, ...(more as { status: number; causes: Cause[] }) } } : {}),
  }
}

function settleErrors({ errors }: Parts): Dialect['errors'] {
  const known = errors.envelopes.map(([name]) => name)
  const settleRow = ({ bodiless, envelope: index, ...row }: NonNullable<typeof errors.causes.badField>) => ({
    ...row,
    ...(bodiless === undefined ? {} : { status: bodiless, body: 'none' as const }),
    ...(index === undefined ? {} : { envelope: pickBy(known, index) }),
  })
  return {
    envelopes: Object.fromEntries(errors.envelopes),
    causes: Object.fromEntries(
      Object.entries(errors.causes).map(([cause, row]) => [cause, settleRow(row)]),
    ) as Dialect['errors']['causes'],
  }
}

/** What an error event adds is written last, so no envelope may stand in its way. */
function settleStream(
  { operations, error, ...rest }: NonNullable<Parts['stream']>,
  kinds: readonly string[],
  { envelopes }: Dialect['errors'],
): Dialect['stream'] {
  const taken = Object.values(envelopes).flatMap(({ lens, fixed }) => [
    ...flatten(lens as Pointers),
    ...Object.keys(fixed ?? {}),
  ])
  const { fixed, ...event } = error
  return {
    ...rest,
    operations: operations.filter((does) => kinds.includes(does)),
    error: {
      ...event,
      ...(fixed ? { fixed: fixedBeside(Object.fromEntries(taken.map((at) => [at, at])), fixed) } : {}),
    },
  }
}

function settleFiles({ at: [path, parameter], document, ...rest }: NonNullable<Parts['files']>): Dialect['files'] {
  const one = `${path}/{${parameter}}`
  return { ...rest, ...document, parameter, upload: `POST ${path}`, retrieve: `GET ${one}`, remove: `DELETE ${one}` }
}
