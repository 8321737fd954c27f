/**
 * Tarry: a gateway that runs models of all kinds. The fields of a model lie in the member `input` of the body. A request
 * creates a prediction, and waits for its end if the header `Prefer` has `wait`. `docs.md` is its documentation. Tarry shares
 * no code with Proofsheet.
 */
import { fileURLToPath } from 'node:url'
import { draw, type Format } from '../shared/draw.ts'
import { type Answer, type Application, type Call, frontFaults, json, startFront } from '../shared/front.ts'
import { digest } from '../shared/sign.ts'
import type { GatewaySettings, Stranger } from '../shared/stranger.ts'

const variants = ['body-before-key', 'unknown-fields-ignored', 'chinese-messages'] as const
const ownFaults = [
  'takes-everything',
  'caps-n',
  'no-balance',
  'own-word-for-success',
  'predictions-fail',
  'success-without-images',
  'refuses-version',
  'any-key',
  'no-key',
  'repeats-key',
  'repeats-bare-key',
  'links-redirect',
  'first-fetch-is-404',
  'small-size',
  'body-not-json',
] as const
const faults = [...ownFaults, ...frontFaults]
type Fault = (typeof faults)[number] | (typeof variants)[number]

export const tarry: Stranger<Fault> = {
  name: 'Tarry',
  folder: fileURLToPath(new URL('.', import.meta.url)),
  keys: ['r8_9c41e7d02ba85f36', 'r8_5f08b3a6d91c742e'],
  faults,
  variants,
  open: (settings) => startFront(settings, new Tarry(settings), '/v1'),
}

const VERSIONS = ['fox-painter-2', 'fox-painter-2-mini']
const SIZES: Record<string, [width: number, height: number]> = {
  '1:1': [256, 256],
  '3:2': [320, 208],
  '2:3': [208, 320],
}
const FORMATS = ['webp', 'png'] as const
const START_MS = 2_000
const RUN_MS = 10_000
const LONGEST_WAIT_MS = 60_000
const KEEP_MS = 3_600_000

/** Refusal, as the body of an error. */
class Problem extends Error {
  readonly status: number
  readonly title: string
  readonly fields: readonly string[]

  constructor(status: number, title: string, detail: string, fields: readonly string[] = []) {
    super(detail)
    this.status = status
    this.title = title
    this.fields = fields
  }
}

const unauthenticated = (detail: string) => new Problem(401, 'Unauthenticated', detail)
const badBody = new Problem(400, 'Bad request', 'The request body is not a JSON object.')
const notFound = new Problem(404, 'Not found', 'The requested resource could not be found.')

interface Input {
  prompt: string
  aspectRatio: string
  outputs: number
  format: Format
}

interface Prediction {
  id: string
  owner: string
  version: string
  input: Input
  /** Input as the request sent it. */
  sent: unknown
  born: number
  ends: number
  error: string | null
  fetched: Set<string>
}

class Tarry implements Application {
  charged = 0
  readonly #settings: GatewaySettings<Fault>
  readonly #predictions = new Map<string, Prediction>()

  constructor(settings: GatewaySettings<Fault>) {
    this.#settings = settings
  }

  async handle(call: Call): Promise<Answer> {
    try {
      return await this.#route(call)
    } catch (error) {
      return this.#fail(call, error instanceof Problem ? error : new Problem(500, 'Internal error', String(error)))
    }
  }

  #has(fault: Fault): boolean {
    return this.#settings.faults.has(fault)
  }

  async #route(call: Call): Promise<Answer> {
    const { method, url } = call
    const [, file, index] = url.pathname.match(/^\/xq\/([^/]+)\/([^/]+)$/) ?? []
    if (file !== undefined && index !== undefined) return this.#serveOutput(call, file, index)
    const isList = url.pathname === '/v1/predictions'
    const [, id] = url.pathname.match(/^\/v1\/predictions\/([^/]+)$/) ?? []
    if (!isList && id === undefined) throw notFound
    if (method !== (isList ? 'POST' : 'GET'))
      throw new Problem(405, 'Method not allowed', `The method ${method} is not allowed.`)
    return isList ? this.#create(call) : this.#show(call, id ?? '')
  }

  #fail(call: Call, { status, title, message, fields }: Problem): Answer {
    const key = String(call.headers.authorization ?? '').replace('Bearer ', '')
    const echo = this.#has('repeats-key')
      ? ` [${key}]`
      : this.#has('repeats-bare-key')
        ? ` [${key.replace('r8_', '')}]`
        : ''
    const detail = (this.#has('chinese-messages') ? `请求有误：${fields.join('、')}` : message) + echo
    const invalid = fields.length > 0 ? { invalid_fields: fields.map((field) => ({ field })) } : {}
    return json(status, { title, detail, status, ...invalid })
  }

  /** Returns the API key of the request. */
  #authenticate({ headers }: Call): string {
    const { authorization = '' } = headers
    const [, key = ''] = authorization.match(/^Bearer (.+)$/i) ?? []
    if (this.#has('no-key')) return key
    if (authorization === '') throw unauthenticated('You did not pass an authentication token.')
    if (!this.#settings.keys.includes(key) && !this.#has('any-key'))
      throw unauthenticated('You did not pass a valid authentication token.')
    return key
  }

  async #create(call: Call): Promise<Answer> {
    if (!this.#has('body-before-key')) this.#authenticate(call)
    const body = readObject(call)
    const owner = this.#authenticate(call)
    const { version, input: sent = {} } = body
    const isRefused = version === 'fox-painter-2-mini' && this.#has('refuses-version')
    if (!VERSIONS.includes(String(version)) || isRefused)
      this.#object(new Problem(422, 'Invalid version or not permitted', 'The specified version does not exist.'))
    const input = this.#readInput(body, sent)
    if (this.#has('no-balance')) throw new Problem(402, 'Insufficient credit', 'You have insufficient credit.')
    const prediction = this.#accept(owner, String(version), input, sent)
    const isWaiting =
      String(call.headers.prefer ?? '')
        .split(/[=,;]/)[0]
        ?.trim() === 'wait'
    if (isWaiting) await this.#settings.sleep(Math.min(LONGEST_WAIT_MS, RUN_MS), call.closed)
    return this.#render(call, prediction, 201)
  }

  // Validation

  /** Throws the problem, unless the gateway takes everything. */
  #object(problem: Problem): void {
    if (!this.#has('takes-everything')) throw problem
  }

  #readInput(body: Record<string, unknown>, sent: unknown): Input {
    const isObject = typeof sent === 'object' && sent !== null && !Array.isArray(sent)
    const fields: Record<string, unknown> = isObject ? { ...sent } : {}
    const problems: [field: string, reason: string][] = isObject ? [] : [['input', 'must be an object']]
    const oneOf = <T extends string>(name: string, words: readonly [T, ...T[]]): T => {
      const { [name]: value = words[0] } = fields
      const word = words.find((candidate) => candidate === value)
      if (word === undefined) problems.push([`input.${name}`, `must be one of ${words.join(', ')}`])
      return word ?? words[0]
    }
    const { prompt, num_outputs: requested = 1, seed = 0, output_quality: quality = 80 } = fields
    if (prompt === undefined) problems.push(['input.prompt', 'is required'])
    else if (typeof prompt !== 'string' || prompt.trim() === '') problems.push(['input.prompt', 'must be a text'])
    const aspectRatio = oneOf('aspect_ratio', ['1:1', '3:2', '2:3'])
    const isCount = typeof requested === 'number' && Number.isInteger(requested)
    const outputs = isCount && this.#has('caps-n') ? Math.min(4, Math.max(1, requested)) : requested
    if (!isCount || Number(outputs) < 1 || Number(outputs) > 4)
      problems.push(['input.num_outputs', 'must be an integer from 1 to 4'])
    const format = oneOf('output_format', FORMATS)
    const isPercent = Number.isInteger(quality) && Number(quality) >= 0 && Number(quality) <= 100
    if (!isPercent) problems.push(['input.output_quality', 'must be an integer from 0 to 100'])
    if (!Number.isInteger(seed)) problems.push(['input.seed', 'must be an integer'])
    const known = ['prompt', 'aspect_ratio', 'num_outputs', 'output_format', 'output_quality', 'seed']
    const unknown = [
      ...Object.keys(fields).flatMap((name) => (known.includes(name) ? [] : [`input.${name}`])),
      ...Object.keys(body).filter((name) => !['version', 'input', 'webhook'].includes(name)),
    ]
    if (!this.#has('unknown-fields-ignored'))
      for (const name of unknown) problems.push([name, 'is not a field of the version'])
    if (problems.length > 0) {
      const lines = problems.map(([field, reason]) => `- ${field}: ${reason}\n`)
      const names = problems.map(([field]) => field)
      this.#object(new Problem(422, 'Input validation failed', lines.join(''), names))
    }
    return { prompt: String(prompt), aspectRatio, outputs: isCount ? Math.max(1, Number(outputs)) : 1, format }
  }

  #accept(owner: string, version: string, input: Input, sent: unknown): Prediction {
    this.charged += input.outputs
    const born = this.#settings.now()
    const id = digest(`prediction ${this.#predictions.size}`, 26)
    const error = this.#has('predictions-fail') ? 'The worker is out of memory' : null
    const prediction = { id, owner, version, input, sent, born, ends: born + RUN_MS, error, fetched: new Set<string>() }
    this.#predictions.set(id, prediction)
    return prediction
  }

  // Predictions

  async #show(call: Call, id: string): Promise<Answer> {
    const key = this.#authenticate(call)
    const prediction = this.#predictions.get(id)
    if (prediction?.owner !== key) throw notFound
    return this.#render(call, prediction, 200)
  }

  #render({ url }: Call, prediction: Prediction, status: number): Answer {
    const { id, version, sent, input, born, ends, error } = prediction
    const now = this.#settings.now()
    const hasEnded = now >= ends
    const hasSucceeded = hasEnded && error === null
    const state =
      now < born + START_MS ? 'starting' : !hasEnded ? 'processing' : error === null ? 'succeeded' : 'failed'
    const isKept = now < ends + KEEP_MS && !this.#has('success-without-images')
    const outputs = Array.from({ length: input.outputs }, (_, index) => `${url.origin}/xq/${id}/${index}`)
    const answer = json(status, {
      id,
      version,
      input: sent,
      status: hasSucceeded && this.#has('own-word-for-success') ? 'successful' : state,
      output: hasSucceeded ? (isKept ? outputs : []) : null,
      error: hasEnded ? error : null,
      created_at: new Date(born).toISOString(),
      completed_at: hasEnded ? new Date(ends).toISOString() : null,
      urls: { get: `${url.origin}/v1/predictions/${id}` },
    })
    const isPaid = status === 201
    // The body ends before its last brace.
    return this.#has('body-not-json')
      ? { ...answer, isPaid, body: String(answer.body).slice(0, -1) }
      : { ...answer, isPaid }
  }

  /** Serves a file as a store of files does: an unknown file is refused without a body. */
  async #serveOutput({ url }: Call, id: string, index: string): Promise<Answer> {
    const prediction = this.#predictions.get(id)
    const isThere = prediction && this.#settings.now() < prediction.ends + KEEP_MS && /^\d+$/.test(index)
    if (!isThere || Number(index) >= prediction.input.outputs) return { status: 404 }
    const isFirst = !prediction.fetched.has(index)
    prediction.fetched.add(index)
    if (isFirst && this.#has('first-fetch-is-404')) return { status: 404 }
    if (!url.searchParams.has('mirror') && this.#has('links-redirect'))
      return { status: 301, headers: { Location: `${url}?mirror=2` } }
    const { aspectRatio, format, prompt } = prediction.input
    const [width, height] = SIZES[aspectRatio] ?? [256, 256]
    const scale = this.#has('small-size') ? 0.5 : 1
    const picture = { width: width * scale, height: height * scale, format, subject: `${id} ${index} ${prompt}` }
    return { status: 200, headers: { 'Content-Type': `image/${format}` }, body: await draw(picture) }
  }
}

function readObject({ body, headers }: Call): Record<string, unknown> {
  if (!String(headers['content-type']).startsWith('application/json'))
    throw new Problem(415, 'Unsupported media type', 'The request body must be JSON.')
  let fields: unknown
  try {
    fields = JSON.parse(body.toString('utf8'))
  } catch {
    throw badBody
  }
  if (typeof fields !== 'object' || fields === null || Array.isArray(fields)) throw badBody
  return { ...fields }
}
