/** Data about a gateway that a client needs. Each client gets a copy of this file: no imports, no Node built-ins. */
export interface ClientDialect {
  readonly id: string
  readonly baseUrl: string
  /** The header with the key and its scheme, or the parameter of the query with the key. */
  readonly auth: { readonly header: string; readonly scheme: string; readonly query?: string }
  readonly operations: Readonly<Record<string, ClientOperation>>
  readonly poll?: {
    readonly path: string
    readonly lens: ClientLens
    readonly item: ClientLens
    readonly states: Readonly<Record<string, string>>
  }
  /** Path of the result of a task, if the poll has no images. */
  readonly result?: string
  readonly submit?: ClientLens
  /** How a request asks the gateway to wait for the end of its task, and if the response is then that of a poll. */
  readonly hold?: {
    readonly in: 'header' | 'query' | 'body'
    readonly name: string
    /** Text before the seconds in the header. */
    readonly before?: string
    readonly isPolled?: boolean
  }
  readonly reply: ClientLens
  readonly item: ClientLens
  /** True when the gateway's own host requires the key for images too. */
  readonly keyForImages?: boolean
  /** Upload that gives the link under which requests name a file, if the gateway takes only links. */
  readonly upload?: { readonly path: string; readonly field: string; readonly lens: ClientLens }
  /** A name of a field or a member that starts with a slash is a JSON pointer: `/input/images`. */
  readonly references: {
    readonly max: number
    readonly maxBytes?: number
    readonly json?: {
      /** The field of a list, or the fields that hold one image each. */
      readonly fields: readonly string[]
      readonly isSingle?: boolean
      /** True if base64 text has no prefix of a data URL. */
      readonly bare?: boolean
      readonly member?: string
      readonly fixed?: Readonly<Record<string, unknown>>
      readonly mask?: string
    }
    readonly multipart?: { readonly one: string; readonly many: string; readonly mask?: string }
  }
  readonly limits: {
    readonly n: { readonly field: string; readonly min: number; readonly max: number }
    readonly prompt: { readonly field: string; readonly max?: number }
  }
  /** Polling interval and timeout, in ms. */
  readonly wait: { readonly every: number; readonly giveUp: number }
  readonly errors: {
    readonly lenses: readonly ClientLens[]
    readonly classes: Readonly<Record<string, ErrorClass>>
    readonly requestId?: string
  }
}

/** Facts about one image operation that the client needs. */
export interface ClientOperation {
  readonly path: string
  readonly body: 'json' | 'multipart'
  /** Name of the parameter of the path that holds the model. */
  readonly model?: string
  /** Parameters and headers that every request needs. */
  readonly base?: Readonly<Partial<Record<'path' | 'query' | 'headers', Readonly<Record<string, string>>>>>
  /** Query parameters that make the operation asynchronous. */
  readonly async?: Readonly<Record<string, string>>
  /** True when the operation accepts reference images. */
  readonly references: boolean
  /** True when the operation accepts a mask. */
  readonly mask: boolean
}

/** JSON pointers by field name; the first pointer with a value applies. */
export type ClientLens = Readonly<Record<string, string | readonly string[]>>
/** Kind of an error, by what the caller can do: `auth` (check the key), `billing` (add credit), `limit` (wait), `refused` (change the request), `server` (retry later). */
export type ErrorClass = 'auth' | 'billing' | 'limit' | 'refused' | 'server'

/** Reason why a call failed. `status` is 0 when there is no response; `retryAfter` is in ms. */
export interface ImageError {
  readonly class: ErrorClass
  readonly status: number
  readonly message: string
  readonly code?: string | number
  readonly requestId?: string
  readonly retryAfter?: number
}

/**
 * Image as returned by the gateway. `task` is the id of the task that can renew its link; `index` starts at 0. An image that failed
 * has an error in place of the image.
 */
export interface Image {
  readonly url?: string
  readonly base64?: string
  readonly fileId?: string
  readonly mediaType?: string
  readonly revisedPrompt?: string
  readonly errorCode?: string | number
  readonly errorMessage?: string
  readonly task?: string
  readonly index: number
}

/** A value, or the error in its place; never both. */
export type Result<T> = { data: T; error?: never } | { data?: never; error: ImageError }

/** Types of a gateway: the paths of its contract, and the request bodies of its two operations. */
export interface Surface {
  paths: object
  generate: object
  edit: object
}
/** Reference images of a gateway that accepts them, under the name that all clients share. */
export interface References<T> {
  references?: readonly T[]
}
/** Mask of a gateway that accepts a mask, under the name that all clients share. */
export interface Mask<T> {
  mask?: T
}
/** Makes file fields optional, because files may also be passed as `references`. */
type FilesOptional<T> = { [K in keyof T as Blob extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as Blob extends T[K] ? K : never]?: T[K]
}
/** Fields under the gateway's own names, with `references` and `mask`. */
export type Fields<S extends Surface> = { generate: S['generate']; edit: FilesOptional<S['edit']> }
/**
 * Accepted request: has images if the response contains them, and an id if the request became a task. `poll` and `result` are the
 * links under which the gateway reports the task and its images.
 */
export type Submitted = { id?: string; images?: Image[]; poll?: string; result?: string }
/** Progress of a task: `state` is a canonical state such as `running`, `percent` is from 0 to 100. */
export interface Progress {
  readonly state: string
  readonly percent?: number
}

/** Splits a JSON pointer into the names of members. */
const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** Returns the path of a field in the body: a name that starts with a slash is a JSON pointer. */
const pathOf = (name: string): string[] => (name.startsWith('/') ? partsOf(name) : [name])

/** Returns the value at the path, which may go through texts of JSON. */
const valueAt = (document: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((node, key) => {
    const parent = typeof node === 'string' ? parseText(node) : node
    return typeof parent === 'object' && parent !== null ? (parent as Record<string, unknown>)[key] : undefined
  }, document)

function parseText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns a copy of the node with the value at the path. Adds the missing objects on the way. */
const withValue = (node: unknown, [head, ...path]: readonly string[], value: unknown): unknown =>
  head === undefined
    ? value
    : Object.assign(Array.isArray(node) ? [...node] : { ...(node as object) }, {
        [head]: withValue(valueAt(node, [head]), path, value),
      })

/** Reads the fields of a document. Fields without a value are absent. */
export function readLens(lens: ClientLens, document: unknown): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [field, entry] of Object.entries(lens)) {
    const match = [entry]
      .flat()
      .map((pointer) => valueAt(document, partsOf(pointer as string)))
      .find((value) => value !== undefined && value !== null)
    if (match !== undefined) values[field] = match
  }
  return values
}

/** Reads the images of a response or of a finished task. */
export function parseImages(items: unknown, item: ClientLens, task: string | undefined): Image[] {
  // One image may stand alone. An object without an image belongs to something else.
  const isAlone =
    !Array.isArray(items) && Object.keys(readLens(item, items)).some((name) => /^(url|base64)$/.test(name))
  const list = isAlone ? [items] : Array.isArray(items) ? items : []
  const readItem = (entry: unknown) => Object.entries(readLens(item, entry)).filter(([, value]) => value !== '')
  return list.map((entry, index) => ({ ...Object.fromEntries(readItem(entry)), ...(task ? { task } : {}), index }))
}

/** Sends a request to a path of the gateway. */
type Post = (path: string, init: object) => Promise<Result<[unknown, Response]>>

/** Creates a request after checking the documented limits: the body, with the parameters and headers that the operation needs. */
export async function toInit(
  dialect: ClientDialect,
  operation: ClientOperation,
  fields: Record<string, unknown>,
  post: Post,
  waitSeconds?: number,
) {
  const { base = {}, model = '', async } = operation
  const { in: place, name = '', before = '' } = (waitSeconds && dialect.hold) || {}
  const held = (part: string) => part === place && { [name]: before + waitSeconds }
  const { [model && 'model']: named, ...rest } = fields
  const sent = place === 'body' ? (withValue(rest, pathOf(name), waitSeconds) as typeof rest) : rest
  const path = named ? { ...base.path, [model]: named } : base.path
  const limit = checkLimits(dialect, operation, fields)
  const { data: body, error } = limit ? { error: limit } : await toBody(dialect, operation.body, sent, post)
  const init = {
    body,
    headers: { ...base.headers, ...held('header') },
    params: { path, query: { ...base.query, ...async, ...held('query') } },
  }
  return error ? { error } : { data: init }
}

/** Creates the request body, with references and mask under the gateway's names: a JSON value or a form. */
async function toBody(
  dialect: ClientDialect,
  body: 'json' | 'multipart',
  fields: Record<string, unknown>,
  post: Post,
): Promise<Result<unknown>> {
  const { references = [], mask, ...rest } = fields as { references?: (string | Blob)[]; mask?: string | Blob }
  const { json, multipart } = dialect.references
  if (body === 'json') {
    const { upload } = dialect
    let error: ImageError | undefined
    const toLink = async (image: string | Blob) => {
      if (typeof image === 'string') return image
      if (!upload) return toDataUrl(image, json?.bare)
      const reply = await post(upload.path, { body: withFile(new FormData(), upload.field, image) })
      error ??= reply.error
      return String(readLens(upload.lens, reply.data?.[0]).url)
    }
    const write = (target: unknown, members: readonly (readonly [name: string, value: unknown])[]) =>
      members.reduce<unknown>((node, [name, value]) => withValue(node, pathOf(name), value), target)
    const wrap = async (image: string | Blob) => {
      const link = await toLink(image)
      return json?.member ? write({}, Object.entries({ ...json.fixed, [json.member]: link })) : link
    }
    const items = await Promise.all(references.map(wrap))
    const masks = json?.mask && mask ? [[json.mask, await wrap(mask)] as const] : []
    if (error) return { error }
    const { fields: names = [], isSingle } = json ?? {}
    const images = names.slice(0, items.length).map((name, index) => [name, isSingle ? items[index] : items] as const)
    return { data: write(rest, [...images, ...masks]) }
  }
  const form = new FormData()
  const append = (name: string, value: unknown) => {
    if (value instanceof Blob) withFile(form, name, value)
    else if (value !== undefined && value !== null) form.append(name, String(value))
  }
  for (const [name, value] of Object.entries(rest)) for (const entry of [value].flat()) append(name, entry)
  const name = references.length > 1 ? multipart?.many : multipart?.one
  references.forEach((reference, index) => void append((name ?? 'image').replace('{n}', String(index + 1)), reference))
  if (multipart?.mask) append(multipart.mask, mask)
  return { data: form }
}

function withFile(form: FormData, name: string, file: Blob): FormData {
  form.append(name, file, file instanceof File ? file.name : 'image')
  return form
}

async function toDataUrl(image: Blob, isBare?: boolean): Promise<string> {
  let binary = ''
  for (const byte of new Uint8Array(await image.arrayBuffer())) binary += String.fromCharCode(byte)
  return (isBare ? '' : `data:${image.type || 'image/png'};base64,`) + btoa(binary)
}

/** Checks fields against the documented limits, before anything is sent or charged. Returns an error if one is exceeded. */
function checkLimits(
  dialect: ClientDialect,
  { path, ...operation }: ClientOperation,
  fields: Record<string, unknown>,
): ImageError | undefined {
  const { limits, references } = dialect
  const [nPath, promptPath] = [pathOf(limits.n.field), pathOf(limits.prompt.field)]
  const n = valueAt(fields, nPath)
  const prompt = valueAt(fields, promptPath)
  const sent = Array.isArray(fields.references) ? fields.references : []
  const refuse = (message: string) => clientError(dialect, 'limit', message)
  if ((sent.length > 0 && !operation.references) || (fields.mask !== undefined && !operation.mask))
    return clientError(dialect, 'refused', `${path} accepts no ${operation.references ? 'mask' : 'references'}.`)
  if (typeof n === 'number' && (n < limits.n.min || n > limits.n.max))
    return refuse(`${nPath.join('.')} is ${n}; it must be from ${limits.n.min} to ${limits.n.max}.`)
  if (sent.length > references.max)
    return refuse(`there are ${sent.length} references; the limit is ${references.max}.`)
  const oversized = sent.find(
    (reference) => reference instanceof Blob && reference.size > (references.maxBytes ?? Number.POSITIVE_INFINITY),
  )
  if (oversized) return refuse(`a reference has ${oversized.size} bytes; the limit is ${references.maxBytes}.`)
  if (typeof prompt === 'string' && limits.prompt.max !== undefined && [...prompt].length > limits.prompt.max)
    return refuse(`${promptPath.join('.')} has ${[...prompt].length} characters; the limit is ${limits.prompt.max}.`)
  return undefined
}

/** Reads the delay in ms from `retry-after-ms`, or from `Retry-After` in seconds or as a date. `now` is ms since 1970. */
export function parseRetryAfter(headers: Headers, now: number): number | undefined {
  const number = (name: string) => {
    const value = headers.get(name)?.trim() ?? ''
    return /^\d+(\.\d+)?$/.test(value) ? Number(value) : undefined
  }
  const [ms, seconds] = [number('retry-after-ms'), number('retry-after')]
  if (ms !== undefined) return ms
  if (seconds !== undefined) return seconds * 1000
  const date = headers.get('retry-after') ?? ''
  return /^[A-Z][a-z]{2}, .* GMT$/.test(date) ? Math.max(0, Date.parse(date) - now) : undefined
}

/** Converts a response that is not a success to an error value. The code decides the class, then the status. */
export function toError(dialect: ClientDialect, response: Response, document: unknown, now: number): ImageError {
  const { lenses, classes, requestId: header } = dialect.errors
  const read = lenses.map((lens) => readLens(lens, document)).find(({ message }) => typeof message === 'string') ?? {}
  const { status } = response
  const byStatus: [ErrorClass, boolean][] = [
    ['billing', status === 402],
    ['auth', status === 401 || status === 403],
    ['limit', status === 429],
    ['server', status >= 500 || status < 400],
  ]
  const code = read.code as string | number | undefined
  const requestId = header ? response.headers.get(header) : null
  const wait = parseRetryAfter(response.headers, now)
  return {
    class: classes[String(code)] ?? byStatus.find(([, is]) => is)?.[0] ?? 'refused',
    status,
    message: typeof read.message === 'string' ? read.message : `${dialect.id} responded with status ${status}`,
    ...(code === undefined ? {} : { code }),
    ...(requestId === null ? {} : { requestId }),
    ...(wait === undefined ? {} : { retryAfter: wait }),
  }
}

/** Creates an error of the client itself, which no response caused. */
export const clientError = (dialect: ClientDialect, kind: ErrorClass, message: string): ImageError => ({
  class: kind,
  status: 0,
  message: `${dialect.id}: ${message}`,
})

/** Creates the error of a wait that ended before the task. */
export const timeoutError = (dialect: ClientDialect, id: string): ImageError =>
  clientError(dialect, 'limit', `task ${id} did not finish in ${dialect.wait.giveUp / 1000} s; call wait again.`)

/** Reads the response to a submitted request. Undefined when it has neither a task id nor images; an error when the task has failed. */
export function parseSubmitted(dialect: ClientDialect, document: unknown): Result<Submitted> | undefined {
  const submitted = readLens(dialect.submit ?? {}, document)
  const { id = submitted.id, items } = readLens(dialect.reply, document)
  const task = typeof id === 'string' || typeof id === 'number' ? String(id) : ''
  const { data: ended, error } = dialect.hold?.isPolled ? parseTask(dialect, task, document) : {}
  if (error) return { error }
  const images = ended?.images[0] ? ended.images : parseImages(items, dialect.item, task)
  if (images.length === 0 && task === '') return undefined
  const links = Object.entries(submitted).filter(
    ([name, value]) => /^(poll|result)$/.test(name) && `${value}` === value,
  )
  return {
    data: { ...(task ? { id: task } : {}), ...(images.length > 0 ? { images } : {}), ...Object.fromEntries(links) },
  }
}

/** Reads the state of a task. A state that the dialect does not list counts as running. A failed task is an error. */
export function parseTask(
  dialect: ClientDialect,
  id: string,
  document: unknown,
): Result<Progress & { images: Image[] }> {
  const { lens = {}, item = {}, states = {} } = dialect.poll ?? {}
  const { state: reportedState, progress, items, errorCode, errorMessage, errorText } = readLens(lens, document)
  const state = states[String(reportedState).toLowerCase()] ?? 'running'
  const percent = progress === undefined ? {} : { percent: Number.parseFloat(String(progress)) }
  // If the images have an endpoint of their own, one word may mean success and failure.
  const isFailed = state === 'failed' || (dialect.result && (errorCode || errorMessage))
  if (!isFailed) return { data: { state, ...percent, images: parseImages(items, item, id) } }
  const kind = dialect.errors.classes[String(errorCode ?? reportedState)] ?? 'server'
  const code = errorCode === undefined ? {} : { code: errorCode as string | number }
  return {
    error: { class: kind, status: 200, message: String(errorMessage || errorText || 'The task failed.'), ...code },
  }
}

/**
 * Polls a task, and gets its images from their own endpoint if the gateway has one. The result tells more of a failure than the poll,
 * but an error of the server may pass.
 */
export async function readTask(
  dialect: ClientDialect,
  { id = '', poll: pollLink, result: resultLink }: Submitted,
  ask: (path: string, link: string | undefined) => Promise<Result<[unknown, Response]>>,
): Promise<Result<Progress & { images: Image[] }>> {
  const { poll, result: path } = dialect
  if (!poll) return { error: clientError(dialect, 'refused', 'the gateway has no tasks to poll.') }
  const reply = await ask(poll.path, pollLink)
  if (reply.error) return { error: reply.error }
  const { data, error } = parseTask(dialect, id, reply.data[0])
  if (!path || (data && data.state !== 'succeeded')) return error ? { error } : { data }
  const result = await ask(path, resultLink)
  if (result.error) return { error: error && result.error.status >= 500 ? error : result.error }
  if (error) return { error }
  return { data: { ...data, images: parseImages(readLens(dialect.reply, result.data[0]).items, dialect.item, id) } }
}

/** Decodes a data URL, base64 or base64url. Throws for any other text. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const base64 = text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text
  if (text.startsWith('data:') && !/^[^,]*;base64,/i.test(text))
    return new TextEncoder().encode(decodeURIComponent(base64))
  return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))
}

/** Converts an exception of `work` to an error value. Rejects only when the caller has aborted the signal. */
export async function attempt<T>(
  dialect: ClientDialect,
  signal: AbortSignal | undefined,
  work: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    signal?.throwIfAborted()
    const { message, cause } = error as Error
    return { error: clientError(dialect, 'server', `${message}${cause ? `: ${cause}` : ''}`) }
  }
}

/**
 * Returns path and options of a request about a task: the link of the gateway, unless the link would take the key to another
 * host.
 */
export function toTaskRequest(
  path: string,
  baseUrl: string,
  { id = '' }: Submitted,
  link = '',
  signal?: AbortSignal,
): [string, object] {
  const target = link && URL.canParse(baseUrl) && URL.canParse(link, baseUrl) ? new URL(link, baseUrl) : undefined
  return target && target.origin === new URL(baseUrl).origin
    ? [target.pathname + target.search, { signal, baseUrl: target.origin }]
    : [path.replace('{id}', encodeURIComponent(id)), { signal }]
}

/** Creates the class of requests that carry the key, in a header or in the query. */
export const keyedRequest = ({ header, query }: ClientDialect['auth'], key: string) =>
  class extends Request {
    constructor(url: ConstructorParameters<typeof Request>[0], init?: RequestInit) {
      super(withKey(String(url), query, key), init)
      if (!query) this.headers.set(header, key)
    }
  }

/** Adds the key to a URL if the gateway reads the key in the query. */
const withKey = (url: string, query: string | undefined, key: string): string =>
  query ? `${url}${url.includes('?') ? '&' : '?'}${query}=${encodeURIComponent(key)}` : url

/** Creates the request for an image. Only the gateway's own host gets the key, and only if the dialect says so. */
export function toImageRequest(
  dialect: ClientDialect,
  baseUrl: string,
  url: string,
  key: string,
  signal: AbortSignal | undefined,
): Request {
  const target = URL.canParse(url) ? new URL(url) : new URL(url, new URL(baseUrl).origin)
  const isOwn = dialect.keyForImages === true && target.origin === new URL(baseUrl).origin
  const { header, query } = dialect.auth
  const keyed: RequestInit = isOwn ? { headers: query ? {} : { [header]: key }, redirect: 'manual' } : {}
  return new Request(isOwn ? withKey(target.href, query, key) : target, { ...keyed, ...(signal ? { signal } : {}) })
}
