/**
 * Halide: an independent image gateway, on which the tests try verify, probe and compare. Halide shares no code with
 * Proofsheet. `provider/docs.md` is the documentation; each fault deviates from the documentation in one point.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { parseForm } from './parse-form.ts'
import { digest, isEqual, sign } from './shared/sign.ts'
import type { RunningGateway, Stranger } from './shared/stranger.ts'

/** Deviations from the documentation that a test can switch on. */
export const allFaults = [
  'bare-key-accepted',
  'bad-key-is-400',
  'other-envelope',
  'error-without-detail',
  'no-trace',
  'trace-not-echoed',
  'no-rate-headers',
  'remaining-stands-still',
  'retry-after-in-ms',
  'crash-on-bad-json',
  'empty-prompt-accepted',
  'long-prompt-accepted',
  'prompt-in-bytes',
  'unknown-model-accepted',
  'count-ignored',
  'five-images-accepted',
  'odd-size-accepted',
  'wrong-size',
  'wrong-format',
  'six-references',
  'text-as-image-accepted',
  'references-dropped',
  'mask-of-any-size',
  'mask-ignored',
  'prefer-ignored',
  'header-beats-query',
  'submit-is-200',
  'jobs-in-seconds',
  'created-drifts',
  'progress-falls',
  'done-turns-working',
  'job-never-ends',
  'own-word-for-waiting',
  'unknown-job-is-200',
  'jobs-of-others',
  'jobs-kept-forever',
  'usage-is-off',
  'relative-links',
  'links-in-ms',
  'links-never-expire',
  'links-unsigned',
  'links-change',
  'links-need-key',
  'key-in-link',
  'expiry-unsigned',
  'signature-of-any-image',
  'links-work-once',
  'second-image-is-half',
  'base64-in-lines',
  'one-picture-for-all',
] as const
/** Deviations that cost the client money. */
const moneyFaults = ['takes-everything', 'caps-n', 'charges-then-524'] as const
export type Fault = (typeof allFaults)[number] | (typeof moneyFaults)[number]

export const halide: Stranger<Fault> = {
  name: 'Halide',
  folder: fileURLToPath(new URL('provider', import.meta.url)),
  keys: ['hk-alpha', 'hk-beta'],
  faults: [...allFaults, ...moneyFaults],
  variants: [],
  open: (settings) => startGateway(settings),
}

interface Settings {
  /** Milliseconds since 1970. */
  now(): number
  sleep(ms: number, signal?: AbortSignal): Promise<void>
  /** Deviations to show; none by default. */
  faults?: ReadonlySet<Fault>
  keys?: readonly string[]
}

/** Starts the gateway on a free port of 127.0.0.1. */
async function startGateway(settings: Settings): Promise<RunningGateway> {
  const gateway = new Halide(settings)
  const server = createServer((req, res) => void gateway.serve(req, res))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  gateway.origin = url
  return {
    url,
    baseUrl: `${url}/api/v2`,
    charged: () => gateway.charged,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const MODELS = ['halide-3', 'halide-3-mini']
const MAX_BODY = 100 << 20
const MAX_REFERENCE = 10 << 20
const MAX_MASK = 4 << 20
const RATE = { requests: 200, windowMs: 60_000 }
const JOB_MS = 20_000
const QUEUE_MS = 5_000
const KEEP_MS = 48 * 3_600_000
/** Page of a proxy that has waited too long. */
const TIMEOUT_PAGE = '<html><head><title>524: A timeout occurred</title></head></html>'
const LINK_MS = 24 * 3_600_000

/** Refusal, thrown and rendered as an error response. */
class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly field: string | null
  readonly headers: Record<string, string>

  constructor(status: number, code: string, text: string, field: string | null = null, headers = {}) {
    super(text)
    this.status = status
    this.code = code
    this.field = field
    this.headers = headers
  }
}

const badValue = (field: string, text: string) => new Refusal(400, 'ARG_02', `${field} ${text}`, field)
const badReference = (field: string, text: string) => new Refusal(422, 'REF_01', `${field} ${text}`, field)
const badMask = (text: string) => new Refusal(422, 'MASK_01', `mask ${text}`, 'mask')
const missing = (field: string) => new Refusal(400, 'ARG_01', `${field} is required`, field)

/** Values of `detail.kind` by the first part of a code. */
const KINDS: Record<string, string> = {
  AUTH: 'auth',
  RATE: 'rate',
  JOB: 'lookup',
  MODEL: 'lookup',
  LINK: 'link',
  ROUTE: 'lookup',
  UP: 'server',
  SRV: 'server',
  SAFE: 'safety',
}

type Format = 'png' | 'jpeg' | 'webp'

interface Order {
  prompt: string
  model: string
  count: number
  width: number
  height: number
  format: Format
  as: 'link' | 'base64'
  /** Reference images that the request sends as bytes; `references` counts the links, too. */
  uploads: Buffer[]
  references: number
  mask: Buffer | undefined
}

interface Job {
  id: string
  owner: string
  born: number
  begins: number
  ends: number
  broken: { code: string; text: string } | undefined
  order: Order
  polls: number
}

interface Window {
  ends: number
  used: number
}

type Fields = Record<string, unknown>

class Halide {
  origin = ''
  /** Number of images that the gateway has agreed to make. */
  charged = 0
  readonly #settings: Settings
  readonly #keys: readonly string[]
  readonly #jobs = new Map<string, Job>()
  /** Paths of links that were fetched. */
  readonly #fetched = new Set<string>()
  readonly #windows = new Map<string, Window>()
  #traces = 0

  constructor(settings: Settings) {
    this.#settings = settings
    this.#keys = settings.keys ?? halide.keys
  }

  async serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', this.origin)
    const traceId = this.#has('trace-not-echoed') ? undefined : req.headers['x-trace-id']
    res.setHeader('X-Api-Version', '2')
    if (!this.#has('no-trace')) res.setHeader('X-Trace-Id', traceId ?? `t${String(++this.#traces).padStart(8, '0')}`)
    try {
      await this.#route(req, res, url)
    } catch (error) {
      if (res.destroyed) return
      this.#refuse(res, error instanceof Refusal ? error : new Refusal(500, 'SRV_01', String(error)))
    }
  }

  #has(fault: Fault): boolean {
    return this.#settings.faults?.has(fault) === true
  }

  async #route(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    const requireMethod = (method: string) => {
      if (req.method !== method) throw new Refusal(405, 'ROUTE_02', `this path requires ${method}`)
    }
    const { pathname } = url
    if (pathname === '/api/v2/images/generations') {
      requireMethod('POST')
      return this.#create(req, res, url, 'application/json')
    }
    if (pathname === '/api/v2/images/edits') {
      requireMethod('POST')
      return this.#create(req, res, url, 'multipart/form-data')
    }
    if (pathname === '/api/v2/models') {
      requireMethod('GET')
      this.#authenticate(req)
      return json(res, 200, { models: MODELS.map((id) => ({ id })) })
    }
    const [, jobId] = pathname.match(/^\/api\/v2\/jobs\/([^/]+)$/) ?? []
    if (jobId !== undefined) {
      requireMethod('GET')
      return this.#showJob(req, res, jobId)
    }
    const [, linkedId, index] = pathname.match(/^\/cdn\/([^/]+)\/([^/]+)$/) ?? []
    if (linkedId === undefined || index === undefined) throw new Refusal(404, 'ROUTE_01', `unknown path ${pathname}`)
    requireMethod('GET')
    return this.#serveImage(req, res, url, linkedId, index)
  }

  #refuse(res: ServerResponse, { status, code, message, field, headers }: Refusal): void {
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value)
    const kind = KINDS[code.split('_')[0] ?? ''] ?? 'argument'
    const error = { errcode: code, errmsg: message }
    const body = this.#has('other-envelope')
      ? { error: { code, message } }
      : this.#has('error-without-detail')
        ? error
        : { ...error, detail: { kind, field } }
    json(res, status, body)
  }

  /** Returns the API key of the request. */
  #authenticate(req: IncomingMessage): string {
    const authorization = (req.headers.authorization ?? '').trim()
    const [scheme = '', ...rest] = authorization.split(/\s+/)
    const isBearer = scheme.toLowerCase() === 'bearer'
    if (authorization === '' || (isBearer && rest.length === 0))
      throw new Refusal(401, 'AUTH_01', 'no API key: send Authorization: Bearer KEY')
    const key = isBearer ? rest.join(' ') : this.#has('bare-key-accepted') ? authorization : ''
    if (this.#keys.includes(key)) return key
    throw new Refusal(this.#has('bad-key-is-400') ? 400 : 401, 'AUTH_02', 'unknown API key')
  }

  #countRequest(res: ServerResponse, account: string): void {
    const now = this.#settings.now()
    const current = this.#windows.get(account)
    const window = current && now < current.ends ? current : { ends: now + RATE.windowMs, used: 0 }
    this.#windows.set(account, window)
    window.used++
    const remainingMs = window.ends - now
    const used = this.#has('remaining-stands-still') ? 1 : window.used
    if (!this.#has('no-rate-headers')) {
      res.setHeader('X-RateLimit-Limit', RATE.requests)
      res.setHeader('X-RateLimit-Remaining', Math.max(0, RATE.requests - used))
      res.setHeader('X-RateLimit-Reset', formatSpan(remainingMs))
    }
    if (window.used <= RATE.requests) return
    const wait = this.#has('retry-after-in-ms') ? remainingMs : Math.ceil(remainingMs / 1000)
    throw new Refusal(429, 'RATE_01', `at most ${RATE.requests} requests a minute`, null, {
      'Retry-After': String(wait),
    })
  }

  async #create(req: IncomingMessage, res: ServerResponse, url: URL, mediaType: string): Promise<void> {
    const account = this.#authenticate(req)
    this.#countRequest(res, account)
    const type = req.headers['content-type'] ?? ''
    if (type.split(';')[0]?.trim().toLowerCase() !== mediaType)
      throw new Refusal(415, 'BODY_02', `the body must be ${mediaType}`)
    const order = await this.#readOrder(await readAll(req), mediaType, type)
    const isAsync = this.#wantsAsync(req, url)
    const job = this.#accept(account, order, isAsync)
    if (this.#has('charges-then-524')) return void res.writeHead(524, { 'Content-Type': 'text/html' }).end(TIMEOUT_PAGE)
    if (isAsync) {
      res.setHeader('Retry-After', '3')
      return json(res, this.#has('submit-is-200') ? 200 : 202, { job: { id: job.id, state: this.#words().waiting } })
    }
    await this.#settings.sleep(job.ends - this.#settings.now(), createCloseSignal(res))
    const { broken } = job
    if (broken) throw new Refusal(broken.code === 'SAFE_01' ? 422 : 502, broken.code, broken.text)
    const created = Math.floor(job.ends / 1000)
    json(res, 200, { id: job.id, created, pictures: await this.#results(job), usage: this.#usage(order) })
  }

  #wantsAsync(req: IncomingMessage, url: URL): boolean {
    const mode = url.searchParams.get('mode')
    const tokens = String(req.headers.prefer ?? '').split(',')
    const prefers =
      !this.#has('prefer-ignored') && tokens.some((token) => token.trim().toLowerCase() === 'respond-async')
    if (prefers && this.#has('header-beats-query')) return true
    return mode === 'async' || (mode !== 'sync' && prefers)
  }

  #accept(owner: string, order: Order, isAsync: boolean): Job {
    const born = this.#settings.now()
    const broken = order.prompt.includes('test:break')
      ? { code: 'UP_01', text: 'the renderer failed', after: JOB_MS / 2 }
      : order.prompt.includes('test:unsafe')
        ? { code: 'SAFE_01', text: 'the prompt is not allowed', after: 0 }
        : undefined
    const ends = this.#has('job-never-ends') && isAsync ? Infinity : born + (broken?.after ?? JOB_MS)
    const id = `job-${hash(`job ${this.#jobs.size}`).slice(0, 20)}`
    this.charged += order.count
    const job = { id, owner, born, begins: Math.min(ends, born + QUEUE_MS), ends, broken, order, polls: 0 }
    this.#jobs.set(id, job)
    return job
  }

  // Request bodies

  async #readOrder(body: Buffer, mediaType: string, type: string): Promise<Order> {
    const isJson = mediaType === 'application/json'
    try {
      return isJson ? await this.#readJson(body) : await this.#readForm(body, type)
    } catch (error) {
      const isReadable = error instanceof Refusal && !error.code.startsWith('BODY')
      if (!isReadable || !this.#has('takes-everything')) throw error
      const text = body.toString('latin1')
      const [, count] = text.match(isJson ? /"num_images":(\d+)/ : /name="num_images"\s+(\d+)/) ?? []
      return { ...this.#readFields({ prompt: 'anything' }), count: Number(count ?? 1) }
    }
  }

  async #readJson(body: Buffer): Promise<Order> {
    let fields: Fields
    try {
      fields = JSON.parse(body.toString('utf8'))
    } catch (error) {
      throw this.#has('crash-on-bad-json') ? error : new Refusal(400, 'BODY_01', 'the body is not JSON')
    }
    if (typeof fields !== 'object' || fields === null || Array.isArray(fields))
      throw new Refusal(400, 'BODY_01', 'the body is not a JSON object')
    const order = this.#readFields(fields)
    const list = fields.ref_images ?? []
    if (!Array.isArray(list)) throw badReference('ref_images', 'must be a list')
    this.#limitReferences(list.length, 'ref_images')
    for (const link of list) {
      if (typeof link !== 'string') throw badReference('ref_images', 'must be a list of strings')
      const [, base64] = link.match(/^data:image\/[a-z+.-]+;base64,(.*)$/is) ?? []
      if (base64 !== undefined)
        order.uploads.push(await this.#checkReference(Buffer.from(base64, 'base64'), 'ref_images'))
      else if (!/^https?:\/\/[^\s/]/i.test(link))
        throw badReference('ref_images', 'must be a list of links or data URLs')
    }
    return this.#withReferences(order, list.length)
  }

  async #readForm(body: Buffer, type: string): Promise<Order> {
    const parts = parseForm(body, type)
    if (typeof parts === 'string') throw new Refusal(400, 'BODY_03', parts)
    const fields: Fields = {}
    for (const { name, filename, data } of parts) {
      const isImage = ['image', 'images', 'mask'].includes(name)
      if (isImage && filename === undefined) throw badReference(name, 'must be a file')
      if (isImage) continue
      if (filename !== undefined) throw badValue(name, 'must be text')
      const text = data.toString('utf8')
      fields[name] = name === 'num_images' && /^-?\d+$/.test(text) ? Number(text) : text
    }
    const order = this.#readFields(fields)
    const files = ['image', 'images'].flatMap((name) => parts.filter((part) => part.name === name))
    if (files.length === 0) throw missing('image')
    this.#limitReferences(files.length, files[0]?.name ?? 'image')
    for (const { name, data } of files) order.uploads.push(await this.#checkReference(data, name))
    const [mask, second] = parts.filter(({ name }) => name === 'mask')
    if (second) throw badMask('may be sent once')
    if (mask) order.mask = await this.#checkMask(mask.data, order.uploads[0] as Buffer)
    return this.#withReferences(order, files.length)
  }

  #withReferences(order: Order, references: number): Order {
    return this.#has('references-dropped') ? { ...order, uploads: [], references: 0 } : { ...order, references }
  }

  #readFields(fields: Fields): Order {
    const prompt = this.#readPrompt(fields.prompt)
    const text = (name: string, fallback: string) => {
      const value = fields[name] === undefined ? fallback : fields[name]
      if (typeof value !== 'string' || value === '') throw badValue(name, 'must be a text and not empty')
      return value
    }
    const oneOf = <const T extends string>(name: string, first: T, ...others: T[]): T => {
      const value = text(name, first)
      const match = [first, ...others].find((word) => word === value)
      if (match === undefined) throw badValue(name, `must be one of ${[first, ...others].join(', ')}`)
      return match
    }
    const model = text('model', 'halide-3')
    if (!MODELS.includes(model) && !this.#has('unknown-model-accepted'))
      throw new Refusal(404, 'MODEL_01', `unknown model ${model}`, 'model')
    const requested = fields.num_images === undefined ? 1 : fields.num_images
    const isCapped = typeof requested === 'number' && this.#has('caps-n')
    const count = isCapped ? Math.min(4, Math.max(1, Math.floor(requested))) : requested
    const max = this.#has('five-images-accepted') ? 5 : 4
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > max)
      throw badValue('num_images', 'must be a whole number from 1 to 4')
    return {
      prompt,
      model,
      count: this.#has('count-ignored') ? 1 : count,
      ...this.#readSize(text('size', '512x512')),
      format: oneOf('format', 'png', 'jpeg', 'webp'),
      as: oneOf('return_as', 'link', 'base64'),
      uploads: [],
      references: 0,
      mask: undefined,
    }
  }

  #readPrompt(value: unknown): string {
    if (value === undefined) throw missing('prompt')
    if (typeof value !== 'string') throw badValue('prompt', 'must be a text')
    if (value.trim() === '' && !this.#has('empty-prompt-accepted')) throw missing('prompt')
    const length = this.#has('prompt-in-bytes') ? Buffer.byteLength(value) : [...value].length
    if (length > 2000 && !this.#has('long-prompt-accepted'))
      throw new Refusal(422, 'ARG_03', 'prompt may have at most 2000 characters', 'prompt')
    return value
  }

  #readSize(size: string): { width: number; height: number } {
    const [, a, b] = size.match(/^(\d{1,5})x(\d{1,5})$/) ?? []
    const [width, height] = [Number(a), Number(b)]
    const isOdd = width % 8 !== 0 || height % 8 !== 0
    if (!width || !height || (isOdd && !this.#has('odd-size-accepted')))
      throw badValue('size', 'must be WIDTHxHEIGHT, both multiples of 8')
    if (width * height < 4096) throw badValue('size', 'must have at least 4096 pixels')
    if (Math.max(width, height) > 2048) throw badValue('size', 'may have edges of at most 2048 pixels')
    if (Math.max(width / height, height / width) > 4) throw badValue('size', 'may have a ratio of at most 4:1')
    return { width, height }
  }

  #limitReferences(count: number, field: string): void {
    if (count > (this.#has('six-references') ? 6 : 5))
      throw new Refusal(422, 'REF_02', 'at most 5 reference images', field)
  }

  async #checkReference(bytes: Buffer, field: string): Promise<Buffer> {
    if (bytes.length > MAX_REFERENCE) throw new Refusal(413, 'REF_03', `${field} may have at most 10 MiB`, field)
    const { format } = await readMetadata(bytes)
    if (!['png', 'jpeg', 'webp'].includes(format ?? '') && !this.#has('text-as-image-accepted'))
      throw badReference(field, 'must be PNG, JPEG or WebP')
    return bytes
  }

  async #checkMask(bytes: Buffer, first: Buffer): Promise<Buffer | undefined> {
    if (bytes.length > MAX_MASK) throw badMask('may have at most 4 MiB')
    const [mask, image] = await Promise.all([readMetadata(bytes), readMetadata(first)])
    if (mask.format !== 'png') throw badMask('must be PNG')
    if (!mask.hasAlpha) throw badMask('has no alpha channel')
    const fits = mask.width === image.width && mask.height === image.height
    if (!fits && !this.#has('mask-of-any-size')) throw badMask('must have the size of the first image')
    return this.#has('mask-ignored') ? undefined : bytes
  }

  // Job status

  async #showJob(req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
    const account = this.#authenticate(req)
    const now = this.#settings.now()
    const job = this.#jobs.get(id)
    const isExpired = job && now >= job.ends + KEEP_MS && !this.#has('jobs-kept-forever')
    if (!job || isExpired || (job.owner !== account && !this.#has('jobs-of-others')))
      throw new Refusal(this.#has('unknown-job-is-200') ? 200 : 410, 'JOB_01', `job ${id} is unknown or expired`)
    const { order, broken } = job
    const phase = this.#phase(job, now)
    const isDone = phase === 'done'
    const hasEnded = isDone || phase === 'broken'
    json(res, 200, {
      job: {
        id,
        state: this.#words()[phase],
        percent: this.#percent(job, phase),
        created_ms: this.#time(job.born) + (this.#has('created-drifts') ? job.polls : 0),
        finished_ms: hasEnded ? this.#time(job.ends) : null,
        pictures: isDone ? await this.#results(job) : [],
        error: hasEnded && broken ? { errcode: broken.code, errmsg: broken.text } : null,
      },
      usage: isDone ? this.#usage(order) : null,
    })
    job.polls++
  }

  #phase(job: Job, now: number): 'waiting' | 'working' | 'done' | 'broken' {
    if (now >= job.ends) {
      // The first response reports done, the next working again.
      if (this.#has('done-turns-working') && job.polls % 2 === 1) return 'working'
      return job.broken ? 'broken' : 'done'
    }
    return now >= job.begins ? 'working' : 'waiting'
  }

  #words() {
    const waiting = this.#has('own-word-for-waiting') ? 'PENDING' : 'WAITING'
    return { waiting, working: 'WORKING', done: 'DONE', broken: 'BROKEN' }
  }

  #percent({ polls }: Job, phase: string): string {
    if (phase === 'waiting') return '0%'
    if (phase === 'done') return '100%'
    return this.#has('progress-falls') ? `${Math.max(10, 50 - 10 * polls)}%` : '50%'
  }

  #time(ms: number): number {
    return Math.floor(this.#has('jobs-in-seconds') ? ms / 1000 : ms)
  }

  #usage({ prompt, references, mask, count }: Order) {
    const input = Math.ceil([...prompt].length / 4) + 300 * (references + (mask ? 1 : 0))
    const output = 1000 * count
    return { input, output, total: input + output + (this.#has('usage-is-off') ? 1 : 0) }
  }

  #results(job: Job): Promise<{ link?: string; data?: string }[]> {
    const toItem = async (_: unknown, index: number) =>
      job.order.as === 'base64'
        ? { data: this.#encode(await this.#draw(job, index)) }
        : { link: this.#link(job, index) }
    return Promise.all(Array.from({ length: job.order.count }, toItem))
  }

  // Images and links

  #encode(bytes: Buffer): string {
    const base64 = bytes.toString('base64')
    return this.#has('base64-in-lines') ? base64.replaceAll(/.{76}/g, '$&\n') : base64
  }

  #sign(id: string, index: number, expires: number): string {
    const covered = [
      this.#has('signature-of-any-image') ? '' : `${id}.${index}`,
      this.#has('expiry-unsigned') ? '' : expires,
    ]
    return sign('silver', covered.join('.'), 32)
  }

  #link(job: Job, index: number): string {
    const from = this.#has('links-change') ? this.#settings.now() + job.polls * 1000 : job.ends
    const expires = Math.floor((from + LINK_MS) / (this.#has('links-in-ms') ? 1 : 1000))
    const query = new URLSearchParams({ expires: String(expires), sign: this.#sign(job.id, index, expires) })
    if (this.#has('key-in-link')) query.set('api_key', job.owner)
    return `${this.#has('relative-links') ? '' : this.origin}/cdn/${job.id}/${index}?${query}`
  }

  async #serveImage(req: IncomingMessage, res: ServerResponse, url: URL, id: string, rawIndex: string): Promise<void> {
    if (this.#has('links-need-key')) this.#authenticate(req)
    const expires = url.searchParams.get('expires') ?? ''
    const signature = url.searchParams.get('sign')
    if (!/^\d{1,2}$/.test(rawIndex) || !/^\d{1,16}$/.test(expires))
      throw new Refusal(400, 'LINK_01', 'the link is malformed')
    const index = Number(rawIndex)
    const now = this.#settings.now() / (this.#has('links-in-ms') ? 1 : 1000)
    if (Number(expires) < Math.floor(now) && !this.#has('links-never-expire'))
      throw new Refusal(403, 'LINK_03', 'the link has expired')
    if (!this.#has('links-unsigned')) {
      if (!signature) throw new Refusal(400, 'LINK_01', 'the link has no signature')
      if (!isEqual(signature, this.#sign(id, index, Number(expires))))
        throw new Refusal(403, 'LINK_02', 'the signature is wrong')
    }
    const job = this.#jobs.get(id)
    if (!job || this.#settings.now() < job.ends || job.broken || index >= job.order.count)
      throw new Refusal(404, 'LINK_04', 'the image does not exist')
    if (this.#has('links-work-once') && this.#fetched.has(url.pathname))
      throw new Refusal(410, 'LINK_05', 'the link was used')
    this.#fetched.add(url.pathname)
    const bytes = await this.#draw(job, index)
    res.setHeader('Cache-Control', 'private, max-age=600')
    res.writeHead(200, { 'Content-Type': `image/${job.order.format}`, 'Content-Length': bytes.length }).end(bytes)
  }

  async #draw({ id, order }: Job, index: number): Promise<Buffer> {
    const { default: sharp } = await import('sharp')
    const scale = this.#has('wrong-size') ? 0.5 : 1
    const [width, height] = [order.width * scale, order.height * scale]
    const number = this.#has('one-picture-for-all') ? 0 : index
    const colour = `#${hash(`${id} ${number} ${order.prompt}`).slice(0, 6)}`
    const plain = { create: { width, height, channels: 4 as const, background: colour } }
    const frame = { width, height, fit: 'fill' as const }
    const [first] = order.uploads
    const paint = await sharp(plain).png().toBuffer()
    const layers = first
      ? [
          { input: await sharp(first).ensureAlpha().resize(frame).png().toBuffer() },
          await createOverlay(paint, order, frame),
        ]
      : []
    const canvas = sharp(paint).composite(layers)
    const format = this.#has('wrong-format') ? (order.format === 'jpeg' ? 'png' : 'jpeg') : order.format
    const bytes = await canvas[format]().toBuffer()
    return this.#has('second-image-is-half') && index === 1 ? bytes.subarray(0, bytes.length >> 1) : bytes
  }
}

interface Frame {
  width: number
  height: number
  fit: 'fill'
}

/** Creates the layer over the first image: the transparent part of the mask, or the middle without a mask. */
async function createOverlay(paint: Buffer, { mask }: Order, frame: Frame) {
  const { default: sharp } = await import('sharp')
  if (!mask) {
    const [width, height] = [Math.ceil(frame.width / 2), Math.ceil(frame.height / 2)]
    return { input: await sharp(paint).resize(width, height, { fit: 'fill' }).png().toBuffer() }
  }
  const input = await sharp(paint)
    .composite([{ input: await sharp(mask).resize(frame).png().toBuffer(), blend: 'dest-out' }])
    .png()
    .toBuffer()
  return { input }
}

async function readMetadata(
  bytes: Buffer,
): Promise<{ format?: string; width?: number; height?: number; hasAlpha?: boolean }> {
  const { default: sharp } = await import('sharp')
  return sharp(bytes)
    .metadata()
    .catch(() => ({}))
}

async function readAll(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    // Reads to the end in any case, because a client that is still writing would not see the response.
    if (size <= MAX_BODY) chunks.push(chunk)
  }
  if (size > MAX_BODY) throw new Refusal(413, 'REF_03', 'the body is too large')
  return Buffer.concat(chunks)
}

function createCloseSignal(res: ServerResponse): AbortSignal {
  const closed = new AbortController()
  res.once('close', () => closed.abort())
  return closed.signal
}

function json(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  res
    .writeHead(status, {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(text),
    })
    .end(text)
}

const hash = (text: string) => digest(`halide ${text}`, 64)

/** Formats a duration in ms, such as 59s or 1m0s. */
function formatSpan(ms: number): string {
  const seconds = Math.ceil(ms / 1000)
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${seconds % 60}s`
}
