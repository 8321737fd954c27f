/**
 * Appendix: a gateway whose path says how it works: a request to `/generations` waits, and a request to
 * `/generations/async` creates a task. Its errors are those of a Python framework that lists every invalid field.
 * `docs.md` is its documentation. Appendix shares no code with Proofsheet.
 */
import { fileURLToPath } from 'node:url'
import { parseForm } from '../parse-form.ts'
import { draw, type Format, readFormat } from '../shared/draw.ts'
import { type Answer, type Application, type Call, frontFaults, json, startFront } from '../shared/front.ts'
import { digest, isEqual, sign } from '../shared/sign.ts'
import type { GatewaySettings, Stranger } from '../shared/stranger.ts'

const variants = ['body-before-key', 'unknown-fields-ignored', 'japanese-messages', 'input-repeated'] as const
const ownFaults = [
  'takes-everything',
  'caps-n',
  'ignores-response-format',
  'no-balance',
  'own-word-for-success',
  'tasks-fail',
  'success-without-images',
  'refuses-two-images',
  'any-key',
  'no-key',
  'repeats-key',
  'repeats-bare-key',
  'links-redirect',
  'first-fetch-is-404',
  'small-size',
  'links-as-bytes',
  'body-not-json',
  'tasks-of-others-are-403',
  'ends-before-creation',
  'end-moves',
  'usage-is-off',
  'images-with-an-error',
  'names-another-model',
  'repeats-another-size',
  'half-a-key-is-enough',
  'edits-without-key',
  'edits-always-refused',
  'crashes-on-faults',
  'takes-a-list-as-prompt',
  'edits-ignore-the-size',
] as const
const faults = [...ownFaults, ...frontFaults]
type Fault = (typeof faults)[number] | (typeof variants)[number]

export const appendix: Stranger<Fault> = {
  name: 'Appendix',
  folder: fileURLToPath(new URL('.', import.meta.url)),
  keys: ['sk-2b8e6d0f94a1c375', 'sk-d7139ac5e80f246b'],
  faults,
  variants,
  open: (settings) => startFront(settings, new Appendix(settings), '/api'),
}

const MODELS = ['appendix-1', 'appendix-1-turbo']
const MAX_FILE = 1 << 20
const QUEUE_MS = 3_000
const TASK_MS = 15_000
const KEEP_MS = 24 * 3_600_000
const LINK_SECONDS = 3_600
const SECRET = 'suffix'

/** Error whose detail is a text. */
class HttpError extends Error {
  readonly status: number

  constructor(status: number, detail: string) {
    super(detail)
    this.status = status
  }
}

/** Invalid value of a request. */
interface Issue {
  type: string
  loc: (string | number)[]
  msg: string
}

/** Error whose detail is a list. */
class ValidationError extends Error {
  readonly issues: readonly Issue[]

  constructor(...issues: Issue[]) {
    super('validation')
    this.issues = issues
  }
}

/** Japanese texts of the messages that a client is likely to see. */
const JAPANESE: Record<string, string> = {
  'Not authenticated': '認証されていません',
  'Invalid API key': 'キーが無効です',
  'Not Found': '見つかりません',
  'Method Not Allowed': '許可されていない方法です',
  'Task not found': 'タスクが見つかりません',
  'Field required': '必須項目です',
  'JSON decode error': '形式が正しくありません',
}

type Fields = Record<string, unknown>

interface Order {
  prompt: string
  n: number
  width: number
  height: number
  format: Format
  isBase64: boolean
}

interface Task {
  id: string
  owner: string
  order: Order
  born: number
  ends: number
  hasFailed: boolean
  fetched: Set<string>
}

class Appendix implements Application {
  charged = 0
  readonly #settings: GatewaySettings<Fault>
  readonly #tasks = new Map<string, Task>()

  constructor(settings: GatewaySettings<Fault>) {
    this.#settings = settings
  }

  async handle(call: Call): Promise<Answer> {
    try {
      return await this.#route(call)
    } catch (error) {
      return this.#fail(call, error)
    }
  }

  #has(fault: Fault): boolean {
    return this.#settings.faults.has(fault)
  }

  async #route(call: Call): Promise<Answer> {
    const path = call.url.pathname
    const [, taskId] = path.match(/^\/api\/images\/tasks\/([^/]+)$/) ?? []
    const [, fileId, index] = path.match(/^\/api\/images\/files\/([^/]+)\/([^/]+)$/) ?? []
    const posts: Record<string, () => Promise<Answer>> = {
      '/api/images/generations': () => this.#create(call, 'json', false),
      '/api/images/generations/async': () => this.#create(call, 'json', true),
      '/api/images/edits': () => this.#create(call, 'form', false),
    }
    const handler =
      taskId !== undefined
        ? () => this.#showTask(call, taskId)
        : fileId !== undefined && index !== undefined
          ? () => this.#serveFile(call, fileId, index)
          : posts[path]
    if (!handler) throw new HttpError(404, 'Not Found')
    if (call.method !== (path in posts ? 'POST' : 'GET')) throw new HttpError(405, 'Method Not Allowed')
    return handler()
  }

  #fail(call: Call, error: unknown): Answer {
    const key = String(call.headers.authorization ?? '').replace('Bearer ', '')
    const echo = this.#has('repeats-key')
      ? ` (${key})`
      : this.#has('repeats-bare-key')
        ? ` (${key.replace('sk-', '')})`
        : ''
    const say = (text: string) => `${(this.#has('japanese-messages') && JAPANESE[text]) || text}${echo}`
    if (!(error instanceof ValidationError)) {
      const { status, message } = error instanceof HttpError ? error : new HttpError(500, 'Internal Server Error')
      return json(status, { detail: say(message) })
    }
    if (this.#has('crashes-on-faults')) return json(500, { detail: 'Internal Server Error' })
    const input = this.#has('input-repeated') ? { input: call.body.toString('latin1').slice(0, 4000) } : {}
    return json(422, { detail: error.issues.map((issue) => ({ ...issue, msg: say(issue.msg), ...input })) })
  }

  /** Renders a success, as a template that does not print JSON if the gateway has that fault. */
  #reply(status: number, body: unknown, isPaid = false): Answer {
    const answer = json(status, body, { isPaid })
    return this.#has('body-not-json') ? { ...answer, body: `${answer.body}\nTrue` } : answer
  }

  /** Returns the API key of the request. */
  #authenticate({ headers, url }: Call): string {
    const [, scheme = '', key = ''] = String(headers.authorization ?? '').match(/^(\S*) (.*)$/) ?? []
    const needsNoKey = this.#has('edits-without-key') && url.pathname.endsWith('/edits')
    if (this.#has('no-key') || needsNoKey) return key || 'anonymous'
    if (scheme.toLowerCase() !== 'bearer' || key === '') throw new HttpError(403, 'Not authenticated')
    const isNear = (known: string) => this.#has('half-a-key-is-enough') && key.startsWith(known.slice(0, 10))
    if (!this.#settings.keys.some((known) => known === key || isNear(known)) && !this.#has('any-key'))
      throw new HttpError(401, 'Invalid API key')
    return key
  }

  async #create(call: Call, kind: 'json' | 'form', isAsync: boolean): Promise<Answer> {
    if (!this.#has('body-before-key')) this.#authenticate(call)
    const { fields, files } = kind === 'json' ? { fields: readJson(call), files: [] } : readFields(call)
    const owner = this.#authenticate(call)
    const order = this.#readOrder(fields)
    if (kind === 'form') await this.#checkFiles(files)
    const { model = MODELS[0] } = fields
    if (!MODELS.includes(String(model))) this.#object(new HttpError(404, `Model ${model} not found`))
    if (this.#has('edits-always-refused') && kind === 'form') throw new HttpError(403, 'Edits are not enabled')
    if (this.#has('edits-ignore-the-size') && kind === 'form') Object.assign(order, { width: 256, height: 256 })
    if (this.#has('no-balance')) throw new HttpError(402, 'Insufficient credits')
    if (this.#has('refuses-two-images') && order.n === 2) throw new HttpError(400, 'One image per request on this plan')
    const task = this.#accept(owner, order)
    if (isAsync) return this.#reply(202, { task_id: task.id }, true)
    await this.#settings.sleep(TASK_MS, call.closed)
    if (task.hasFailed) return { ...this.#fail(call, new HttpError(502, 'The worker failed')), isPaid: true }
    const usage = { input_tokens: 3, output_tokens: 5, total_tokens: 9 }
    const reply = {
      created: Math.floor(task.ends / 1000),
      images: await this.#images(call, task),
      ...(this.#has('usage-is-off') ? { usage } : {}),
      ...(this.#has('names-another-model') ? { model: 'other-painter' } : {}),
      ...(this.#has('repeats-another-size') ? { size: '64x64' } : {}),
      ...(this.#has('images-with-an-error') ? { error: { code: 'low_balance' } } : {}),
    }
    return this.#reply(200, reply, true)
  }

  // Validation

  /** Throws the error, unless the gateway takes everything. */
  #object(error: Error): void {
    if (!this.#has('takes-everything')) throw error
  }

  #readOrder(fields: Fields): Order {
    const issues: Issue[] = []
    const report = (name: string, type: string, msg: string) => issues.push({ type, loc: ['body', name], msg })
    const oneOf = (name: string, words: readonly [string, ...string[]]): string => {
      const { [name]: value = words[0] } = fields
      const word = words.find((candidate) => candidate === value)
      if (word === undefined) report(name, 'literal_error', `Input should be ${words.join(' or ')}`)
      return word ?? words[0]
    }
    const { prompt, model = MODELS[0] } = fields
    if (prompt === undefined) report('prompt', 'missing', 'Field required')
    else if (typeof prompt !== 'string') {
      if (!this.#has('takes-a-list-as-prompt')) report('prompt', 'string_type', 'Input should be a valid string')
    } else if (prompt === '') report('prompt', 'string_too_short', 'String should have at least 1 character')
    else if ([...prompt].length > 2000)
      report('prompt', 'string_too_long', 'String should have at most 2000 characters')
    if (typeof model !== 'string') report('model', 'string_type', 'Input should be a valid string')
    const n = this.#readNumber(fields.n, report)
    const size = oneOf('size', ['256x256', '384x256', '256x384'])
    const format = oneOf('output_format', ['png', 'webp'])
    const isForm = this.#has('ignores-response-format') && fields.response_format !== 'b64_json'
    const responseFormat = isForm ? 'url' : oneOf('response_format', ['url', 'b64_json'])
    const known = ['prompt', 'model', 'n', 'size', 'output_format', 'response_format']
    if (!this.#has('unknown-fields-ignored'))
      for (const name of Object.keys(fields).filter((candidate) => !known.includes(candidate)))
        report(name, 'extra_forbidden', 'Extra inputs are not permitted')
    if (issues.length > 0) this.#object(new ValidationError(...issues))
    const [width = 256, height = 256] = size.split('x').map(Number)
    return { prompt: String(prompt), n, width, height, format: format as Format, isBase64: responseFormat !== 'url' }
  }

  #readNumber(value: unknown = 1, report: (name: string, type: string, msg: string) => void): number {
    const number = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value
    if (typeof number !== 'number' || !Number.isInteger(number)) {
      report('n', 'int_parsing', 'Input should be a valid integer')
      return 1
    }
    if (this.#has('caps-n')) return Math.min(4, Math.max(1, number))
    if (number < 1) report('n', 'greater_than_equal', 'Input should be greater than or equal to 1')
    if (number > 4) report('n', 'less_than_equal', 'Input should be less than or equal to 4')
    return Math.max(1, number)
  }

  async #checkFiles(files: readonly (Buffer | string)[]): Promise<void> {
    const report = (type: string, msg: string) =>
      this.#object(new ValidationError({ type, loc: ['body', 'image'], msg }))
    if (files.length === 0) report('missing', 'Field required')
    if (files.some((file) => typeof file === 'string')) report('value_error', 'Expected UploadFile')
    if (files.length > 2) report('too_long', 'List should have at most 2 items')
    for (const file of files) {
      if (file.length > MAX_FILE) this.#object(new HttpError(413, 'File too large'))
      const format = await readFormat(Buffer.from(file))
      if (!['png', 'jpeg', 'webp'].includes(format ?? '')) this.#object(new HttpError(400, 'Cannot read image'))
    }
  }

  #accept(owner: string, order: Order): Task {
    this.charged += order.n
    const born = this.#settings.now()
    const id = digest(`task ${this.#tasks.size}`, 32)
    const hasFailed = this.#has('tasks-fail')
    const task: Task = { id, owner, order, born, ends: born + TASK_MS, hasFailed, fetched: new Set() }
    this.#tasks.set(id, task)
    return task
  }

  // Tasks

  async #showTask(call: Call, id: string): Promise<Answer> {
    const key = this.#authenticate(call)
    const task = this.#tasks.get(id)
    const now = this.#settings.now()
    const isHidden = task?.owner !== key && !this.#has('tasks-of-others-are-403')
    if (!task || isHidden || now >= task.ends + KEEP_MS) throw new HttpError(404, 'Task not found')
    if (task.owner !== key) throw new HttpError(403, 'The task belongs to another account')
    const { born, ends, hasFailed } = task
    const status = now < born + QUEUE_MS ? 'PENDING' : now < ends ? 'STARTED' : hasFailed ? 'FAILURE' : 'SUCCESS'
    const isDone = status === 'SUCCESS'
    const shownEnd = this.#has('end-moves') ? now : this.#has('ends-before-creation') ? born - 300_000 : ends
    const images = this.#has('success-without-images') ? [] : await this.#images(call, task)
    return this.#reply(200, {
      task_id: id,
      status: isDone && this.#has('own-word-for-success') ? 'COMPLETED' : status,
      created_at: Math.floor(born / 1000),
      finished_at: now < ends ? null : Math.floor(shownEnd / 1000),
      result: isDone ? { images } : null,
      error: status === 'FAILURE' ? 'The worker failed' : null,
    })
  }

  // Files

  #images(call: Call, task: Task): Promise<{ url?: string; b64_json?: string }[]> {
    const { n, isBase64 } = task.order
    return Promise.all(
      Array.from({ length: n }, async (_, index) =>
        isBase64
          ? { b64_json: (await this.#draw(task, index)).toString('base64') }
          : { url: this.#link(call, task, index) },
      ),
    )
  }

  /** Signs a link that ends an hour from now. */
  #link({ url }: Call, { id }: Task, index: number): string {
    const expires = Math.floor(this.#settings.now() / 1000) + LINK_SECONDS
    const signature = sign(SECRET, `${id}/${index}/${expires}`, 64)
    return `${url.origin}/api/images/files/${id}/${index}?expires=${expires}&signature=${signature}`
  }

  async #serveFile({ url }: Call, id: string, index: string): Promise<Answer> {
    const { expires = '', signature = '', redirected } = Object.fromEntries(url.searchParams)
    if (!/^\d+$/.test(expires))
      throw new ValidationError({
        type: 'int_parsing',
        loc: ['query', 'expires'],
        msg: 'Input should be a valid integer',
      })
    if (!isEqual(signature, sign(SECRET, `${id}/${index}/${expires}`, 64)))
      throw new HttpError(403, 'Invalid signature')
    const task = this.#tasks.get(id)
    if (!task || Number(index) >= task.order.n) throw new HttpError(404, 'File not found')
    if (Number(expires) * 1000 <= this.#settings.now()) throw new HttpError(410, 'Link expired')
    const isFirst = !task.fetched.has(index)
    task.fetched.add(index)
    if (isFirst && this.#has('first-fetch-is-404')) throw new HttpError(404, 'File not found')
    if (redirected === undefined && this.#has('links-redirect'))
      return { status: 307, headers: { Location: `${url}&redirected=1` } }
    return {
      status: 200,
      headers: { 'Content-Type': this.#has('links-as-bytes') ? 'binary/octet-stream' : `image/${task.order.format}` },
      body: await this.#draw(task, Number(index)),
    }
  }

  #draw({ id, order }: Task, index: number): Promise<Buffer> {
    const scale = this.#has('small-size') ? 0.5 : 1
    const { width, height, format } = order
    return draw({ width: width * scale, height: height * scale, format, subject: `${id} ${index} ${order.prompt}` })
  }
}

/** Reads a JSON object as the framework does: bytes of another content type are no object. */
function readJson({ headers, body }: Call): Fields {
  const noObject = { type: 'model_attributes_type', loc: ['body'], msg: 'Input should be a valid dictionary' }
  if (!String(headers['content-type']).startsWith('application/json')) throw new ValidationError(noObject)
  let fields: unknown
  try {
    fields = JSON.parse(body.toString('utf8'))
  } catch {
    throw new ValidationError({ type: 'json_invalid', loc: ['body', 1], msg: 'JSON decode error' })
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw new ValidationError(noObject)
  return { ...fields }
}

/** Reads a form. A body of another content type is an empty form. */
function readFields({ headers, body }: Call): { fields: Fields; files: (Buffer | string)[] } {
  const type = String(headers['content-type'])
  const parts = type.startsWith('multipart/form-data') ? parseForm(body, type) : []
  if (typeof parts === 'string') throw new HttpError(400, 'There was an error parsing the body')
  const images = parts.filter(({ name }) => name === 'image')
  return {
    fields: Object.fromEntries(
      parts.filter(({ name }) => name !== 'image').map(({ name, data }) => [name, data.toString('utf8')]),
    ),
    files: images.map(({ filename, data }) => (filename === undefined ? data.toString('utf8') : data)),
  }
}
