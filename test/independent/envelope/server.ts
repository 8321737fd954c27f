/**
 * Manila: a gateway that wraps each response in an envelope. Requests that the service understood and refuses have status
 * 200 and a code other than 0. `docs.md` is its documentation. Manila shares no code with Proofsheet.
 */
import { fileURLToPath } from 'node:url'
import { draw, readFormat } from '../shared/draw.ts'
import { type Answer, type Application, type Call, frontFaults, json, startFront } from '../shared/front.ts'
import { digest, isEqual, sign } from '../shared/sign.ts'
import type { GatewaySettings, Stranger } from '../shared/stranger.ts'

const variants = ['body-before-key', 'unknown-fields-ignored', 'chinese-messages', 'content-type-repeated'] as const
const ownFaults = [
  'takes-everything',
  'caps-n',
  'ignores-response-format',
  'no-balance',
  'own-word-for-success',
  'jobs-fail',
  'success-without-images',
  'refuses-inline',
  'any-key',
  'no-key',
  'repeats-key',
  'repeats-bare-key',
  'links-redirect',
  'first-fetch-is-404',
  'small-tier',
  'body-not-json',
  'jobs-without-key',
  'created-in-another-zone',
  'created-goes',
  'images-go-once',
] as const
const faults = [...ownFaults, ...frontFaults]
type Fault = (typeof faults)[number] | (typeof variants)[number]

export const manila: Stranger<Fault> = {
  name: 'Manila',
  folder: fileURLToPath(new URL('.', import.meta.url)),
  keys: ['mk-4f1d2c7a90be36e8', 'mk-c05e83b17d2f649a'],
  faults,
  variants,
  open: (settings) => startFront(settings, new Manila(settings), '/openapi/v3'),
}

const MODELS = ['manila-image-2', 'manila-image-2-lite']
const FIELDS = ['prompt', 'model_id', 'image_count', 'aspect', 'resolution', 'reply_as', 'reference_images', 'wait']
const SIZES: Record<string, Record<string, [width: number, height: number]>> = {
  SD: { '1:1': [256, 256], '16:9': [320, 180], '9:16': [180, 320] },
  HD: { '1:1': [512, 512], '16:9': [640, 360], '9:16': [360, 640] },
}
const QUEUE_MS = 4_000
const JOB_MS = 12_000
const LINK_MS = 2 * 3_600_000
const MAX_REFERENCE = 2 << 20
const SECRET = 'envelope'

/** Codes, with the message in English and in Chinese. */
const CODES = {
  noKey: [10001, 'API key is missing', '缺少 API 密钥'],
  badKey: [10002, 'API key is not valid', 'API 密钥无效'],
  badBody: [20001, 'request body is not a JSON object', '请求体不是 JSON 对象'],
  missing: [20002, 'missing parameter', '缺少参数'],
  badValue: [20003, 'invalid parameter', '参数无效'],
  unknown: [20004, 'unknown parameter', '未知参数'],
  longPrompt: [20005, 'prompt is longer than 1000 characters', '提示词超过 1000 个字符'],
  noModel: [20010, 'model does not exist', '模型不存在'],
  badReference: [20020, 'reference image cannot be used', '参考图不可用'],
  manyReferences: [20021, 'more than 3 reference images', '参考图超过 3 张'],
  noBalance: [30001, 'insufficient balance', '余额不足'],
  noJob: [40401, 'job does not exist', '任务不存在'],
  noRoute: [40400, 'no such API', '接口不存在'],
  badMethod: [40500, 'method not allowed', '请求方法不允许'],
  crash: [50001, 'internal error', '内部错误'],
  upstream: [50002, 'rendering failed', '渲染失败'],
} as const

class Refusal extends Error {
  readonly kind: keyof typeof CODES
  readonly status: number

  constructor(kind: keyof typeof CODES, detail = '', status = 200) {
    super(detail)
    this.kind = kind
    this.status = status
  }
}

interface Order {
  prompt: string
  count: number
  aspect: string
  resolution: string
  isInline: boolean
  waits: boolean
}

interface Job {
  id: string
  order: Order
  born: number
  ends: number
  hasFailed: boolean
  fetched: Set<string>
  /** Number of responses with the images. */
  shown: number
}

class Manila implements Application {
  charged = 0
  readonly #settings: GatewaySettings<Fault>
  readonly #jobs = new Map<string, Job>()

  constructor(settings: GatewaySettings<Fault>) {
    this.#settings = settings
  }

  async handle(call: Call): Promise<Answer> {
    try {
      return await this.#route(call)
    } catch (error) {
      return this.#refuse(call, error instanceof Refusal ? error : new Refusal('crash', String(error), 500))
    }
  }

  #has(fault: Fault): boolean {
    return this.#settings.faults.has(fault)
  }

  async #route(call: Call): Promise<Answer> {
    const { method, url } = call
    const requireMethod = (allowed: string) => {
      if (method !== allowed) throw new Refusal('badMethod', method, 405)
    }
    if (url.pathname === '/openapi/v3/images/create') {
      requireMethod('POST')
      return this.#create(call)
    }
    if (url.pathname === '/openapi/v3/images/job') {
      requireMethod('GET')
      if (!this.#has('jobs-without-key')) this.#checkKey(call)
      return this.#showJob(call, url.searchParams.get('job_id') ?? '')
    }
    const [, id, index] = url.pathname.match(/^\/o\/([^/]+)\/([^/]+)$/) ?? []
    if (id === undefined || index === undefined) throw new Refusal('noRoute', url.pathname, 404)
    return this.#serveImage(call, id, index)
  }

  // Envelopes

  #wrap(call: Call, data: unknown, more: Partial<Answer> = {}): Answer {
    const envelope = { code: 0, msg: 'ok', data, request_id: this.#requestId(call) }
    if (!this.#has('body-not-json')) return json(200, envelope, { ...more, headers: this.#headers(call) })
    // A template that prints the value of a language other than JSON.
    const body = JSON.stringify(envelope).replaceAll('"', "'").replaceAll('null', 'None')
    return { status: 200, headers: { 'Content-Type': 'application/json', ...this.#headers(call) }, body, ...more }
  }

  #refuse(call: Call, { kind, message, status }: Refusal): Answer {
    const [code, english, chinese] = CODES[kind]
    const text = this.#has('chinese-messages') ? chinese : english
    const details = [message, this.#echo(call)].filter(Boolean).join(', ')
    const msg = details === '' ? text : `${text}: ${details}`
    const headers = this.#headers(call)
    return json(status, { code, msg, data: null, request_id: this.#requestId(call) }, { headers })
  }

  #requestId = (call: Call) => digest(`${this.#settings.now()} ${call.url} ${call.body.length}`, 16)

  #headers(call: Call): Record<string, string> {
    const echo = this.#echo(call)
    return echo === '' ? {} : { 'X-Debug': `POST ${echo}` }
  }

  /** Returns the key in the words of a careless log, or an empty text. */
  #echo({ headers }: Call): string {
    const key = String(headers['x-api-key'] ?? '')
    if (this.#has('repeats-key')) return `key ${key}`
    return this.#has('repeats-bare-key') ? `key ${key.replace('mk-', '')}` : ''
  }

  // Requests

  #checkKey({ headers }: Call): void {
    if (this.#has('no-key')) return
    const key = headers['x-api-key']
    if (key === undefined || key === '') throw new Refusal('noKey', '', 401)
    if (!this.#settings.keys.includes(String(key)) && !this.#has('any-key')) throw new Refusal('badKey', '', 401)
  }

  async #create(call: Call): Promise<Answer> {
    if (!this.#has('body-before-key')) this.#checkKey(call)
    const fields = this.#decode(call)
    if (this.#has('body-before-key')) this.#checkKey(call)
    const order = await this.#readOrder(fields)
    if (this.#has('no-balance')) throw new Refusal('noBalance')
    if (this.#has('refuses-inline') && order.isInline) throw new Refusal('badValue', 'reply_as inline is disabled')
    const job = this.#accept(order)
    if (!order.waits) return this.#wrap(call, { job_id: job.id, status: 'QUEUED' }, { isPaid: true })
    await this.#settings.sleep(JOB_MS, call.closed)
    if (job.hasFailed) return { ...this.#refuse(call, new Refusal('upstream')), isPaid: true }
    const data = {
      created: Math.floor(job.ends / 1000),
      images: await this.#results(call, job),
    }
    return this.#wrap(call, data, { isPaid: true })
  }

  #decode({ headers, body }: Call): Record<string, unknown> {
    const type = headers['content-type'] ?? ''
    const isRepeated = this.#has('content-type-repeated')
    if (!type.startsWith('application/json'))
      throw new Refusal('badBody', isRepeated ? `Content-Type is ${type}` : 'Content-Type is not application/json')
    try {
      const fields = JSON.parse(body.toString('utf8'))
      if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields
    } catch {
      // Falls through to the refusal.
    }
    throw new Refusal('badBody')
  }

  /** Throws the refusal, unless the gateway takes everything. */
  #object(kind: keyof typeof CODES, detail = ''): void {
    if (!this.#has('takes-everything')) throw new Refusal(kind, detail)
  }

  async #readOrder(fields: Record<string, unknown>): Promise<Order> {
    const unknown = Object.keys(fields).find((name) => !FIELDS.includes(name))
    if (unknown !== undefined && !this.#has('unknown-fields-ignored')) this.#object('unknown', unknown)
    const { prompt, model_id: model = MODELS[0], wait: waits = true } = fields
    if (typeof prompt !== 'string' || prompt === '') this.#object('missing', 'prompt')
    if ([...String(prompt)].length > 1000) this.#object('longPrompt')
    if (typeof model !== 'string' || !MODELS.includes(model)) this.#object('noModel', String(model))
    if (typeof waits !== 'boolean') this.#object('badValue', 'wait')
    const aspect = this.#oneOf(fields, 'aspect', ['1:1', '16:9', '9:16'])
    const resolution = this.#oneOf(fields, 'resolution', ['SD', 'HD'])
    await this.#checkReferences(fields.reference_images ?? [])
    const count = this.#readCount(fields.image_count)
    const replyAs = this.#has('ignores-response-format')
      ? { reply_as: fields.reply_as === 'inline' ? 'inline' : 'link' }
      : fields
    const isInline = this.#oneOf(replyAs, 'reply_as', ['link', 'inline']) === 'inline'
    return { prompt: String(prompt), count, aspect, resolution, isInline, waits: waits !== false }
  }

  #readCount(value: unknown = 1): number {
    const isCount = typeof value === 'number' && Number.isInteger(value)
    if (isCount && this.#has('caps-n')) return Math.min(4, Math.max(1, value))
    if (!isCount || value < 1 || value > 4) this.#object('badValue', 'image_count')
    return isCount && value > 0 ? value : 1
  }

  #oneOf(fields: Record<string, unknown>, name: string, words: readonly [string, ...string[]]): string {
    const { [name]: value = words[0] } = fields
    const word = words.find((candidate) => candidate === value)
    if (word === undefined) this.#object('badValue', name)
    return word ?? words[0]
  }

  async #checkReferences(list: unknown): Promise<void> {
    if (!Array.isArray(list)) return this.#object('badReference', 'reference_images is no list')
    if (list.length > 3) this.#object('manyReferences')
    for (const item of list) {
      const [, base64] = String(item).match(/^data:image\/[a-z]+;base64,(.*)$/s) ?? []
      const bytes = Buffer.from(base64 ?? '', 'base64')
      const isLink = /^https?:\/\/[^/]+\//.test(String(item))
      const isFile = ['png', 'jpeg'].includes((await readFormat(bytes)) ?? '') && bytes.length <= MAX_REFERENCE
      if (!isLink && !isFile) this.#object('badReference')
    }
  }

  #accept(order: Order): Job {
    this.charged += order.count
    const born = this.#settings.now()
    const id = digest(`job ${this.#jobs.size}`, 24)
    const job: Job = {
      id,
      order,
      born,
      ends: born + JOB_MS,
      hasFailed: this.#has('jobs-fail'),
      fetched: new Set(),
      shown: 0,
    }
    this.#jobs.set(id, job)
    return job
  }

  // Jobs

  async #showJob(call: Call, id: string): Promise<Answer> {
    const job = this.#jobs.get(id)
    if (!job) throw new Refusal('noJob', id)
    const now = this.#settings.now()
    const phase = now < job.born + QUEUE_MS ? 'QUEUED' : now < job.ends ? 'DRAWING' : job.hasFailed ? 'FAILED' : 'DONE'
    const isDone = phase === 'DONE'
    if (isDone) job.shown++
    const isEmpty = this.#has('success-without-images') || (this.#has('images-go-once') && job.shown === 2)
    const zoneSeconds = this.#has('created-in-another-zone') ? 9 * 3600 : 0
    return this.#wrap(call, {
      job_id: id,
      status: isDone && this.#has('own-word-for-success') ? 'FINISHED' : phase,
      progress: { QUEUED: 0, DRAWING: 40, DONE: 100, FAILED: 40 }[phase],
      ...(isDone && this.#has('created-goes') ? {} : { created: Math.floor(job.born / 1000) + zoneSeconds }),
      images: isDone ? (isEmpty ? [] : await this.#results(call, job)) : null,
      fail_code: phase === 'FAILED' ? CODES.upstream[0] : null,
      fail_reason: phase === 'FAILED' ? CODES.upstream[1] : null,
    })
  }

  #results(call: Call, job: Job): Promise<{ url?: string; inline?: string }[]> {
    const indexes = Array.from({ length: job.order.count }, (_, index) => index)
    return Promise.all(
      indexes.map(async (index) =>
        job.order.isInline
          ? { inline: (await this.#draw(job, index)).toString('base64') }
          : { url: this.#link(call, job, index) },
      ),
    )
  }

  // Images

  #link({ url }: Call, { id, ends }: Job, index: number): string {
    const expires = Math.floor((ends + LINK_MS) / 1000)
    return `${url.origin}/o/${id}/${index}?e=${expires}&k=${sign(SECRET, `${id} ${index} ${expires}`, 40)}`
  }

  /** Serves a file as a web server does that checks signed links: without a body when the link is refused. */
  async #serveImage({ method, url }: Call, id: string, index: string): Promise<Answer> {
    if (method !== 'GET') return { status: 405 }
    const expires = url.searchParams.get('e') ?? ''
    const isMoved = url.searchParams.has('moved')
    if (!isEqual(url.searchParams.get('k') ?? '', sign(SECRET, `${id} ${index} ${expires}`, 40))) return { status: 403 }
    const job = this.#jobs.get(id)
    if (!job || Number(expires) * 1000 <= this.#settings.now()) return { status: job ? 410 : 404 }
    const isFirst = !job.fetched.has(index)
    job.fetched.add(index)
    if (isFirst && this.#has('first-fetch-is-404')) return { status: 404 }
    if (!isMoved && this.#has('links-redirect'))
      return { status: 302, headers: { Location: `${url.pathname}${url.search}&moved=1` } }
    return { status: 200, headers: { 'Content-Type': 'image/png' }, body: await this.#draw(job, Number(index)) }
  }

  #draw({ id, order }: Job, index: number): Promise<Buffer> {
    const [width, height] = SIZES[order.resolution]?.[order.aspect] ?? [256, 256]
    const scale = order.resolution === 'HD' && this.#has('small-tier') ? 0.75 : 1
    return draw({
      width: width * scale,
      height: height * scale,
      format: 'png',
      subject: `${id} ${index} ${order.prompt}`,
    })
  }
}
