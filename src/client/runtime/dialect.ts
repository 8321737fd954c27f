/** What a client knows of a gateway, and how it reads by it. No built-ins of Node, no imports: it is copied as it is. */
export interface ClientDialect {
  readonly id: string
  readonly baseUrl: string
  readonly auth: { readonly header: string; readonly scheme: string }
  readonly operations: Readonly<Record<string, ClientOperation>>
  readonly poll?: {
    readonly path: string
    readonly lens: ClientLens
    readonly item: ClientLens
    readonly states: Readonly<Record<string, string>>
  }
  readonly submit?: ClientLens
  readonly reply: ClientLens
  readonly item: ClientLens
  /** The gateway's own host wants the key for pictures too. */
  readonly keyForImages?: boolean
  readonly references: {
    readonly max: number
    readonly maxBytes?: number
    readonly json?: { readonly field: string; readonly member?: string; readonly mask?: string }
    readonly multipart?: { readonly one: string; readonly many: string; readonly mask?: string }
  }
  readonly limits: {
    readonly n: { readonly field: string; readonly min: number; readonly max: number }
    readonly prompt: { readonly field: string; readonly max?: number }
  }
  /** Milliseconds: how often to ask, when to give up. */
  readonly wait: { readonly every: number; readonly giveUp: number }
  readonly errors: {
    readonly lenses: readonly ClientLens[]
    readonly classes: Readonly<Record<string, ErrorClass>>
    readonly requestId?: string
  }
}

export interface ClientOperation {
  readonly path: string
  readonly body: 'json' | 'multipart'
  /** The query that makes it asynchronous, where it can be. */
  readonly async?: Readonly<Record<string, string>>
  /** Whether it has a place for them. */
  readonly references: boolean
  readonly mask: boolean
}

export type ClientLens = Readonly<Record<string, string | readonly string[]>>
export type ErrorClass = 'auth' | 'billing' | 'limit' | 'refused' | 'server'

/** Why a call failed, as a value. `status` is 0 where nothing was sent; `retryAfter` is in milliseconds. */
export interface ImageError {
  readonly class: ErrorClass
  readonly status: number
  readonly message: string
  readonly code?: string | number
  readonly requestId?: string
  readonly retryAfter?: number
}

/** A picture as the gateway gave it, and the task that gives a fresh link to it. */
export interface Image {
  readonly url?: string
  readonly base64?: string
  readonly fileId?: string
  readonly task?: string
  readonly index: number
}

export type Result<T> = { data: T; error?: never } | { data?: never; error: ImageError }

/** What a gateway takes: the paths of its contract and the bodies of its two operations. */
export interface Surface {
  paths: object
  generate: object
  edit: object
}
/** References and a mask by our names, where the gateway has a place for them. */
export interface References<T> {
  references?: readonly T[]
}
export interface Mask<T> {
  mask?: T
}
/** Files may come under the gateway's names or as `references`, so none is required by name. */
type FilesOptional<T> = { [K in keyof T as Blob extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as Blob extends T[K] ? K : never]?: T[K]
}
/** Fields by the gateway's own names, with references and mask by ours. */
export type Fields<S extends Surface> = { generate: S['generate']; edit: FilesOptional<S['edit']> }
/** An accepted request: with images when it was answered at once, with an id when it is a task. */
export type Submitted = { id?: string; images?: Image[] }
export interface Progress {
  readonly state: string
  readonly percent?: number
}
export function readLens(lens: ClientLens, document: unknown): Record<string, unknown> {
  const valueAt = (pointer: string) =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((node, part) => {
        const key = part.replaceAll('~1', '/').replaceAll('~0', '~')
        return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined
      }, document)
  const values: Record<string, unknown> = {}
  for (const [field, entry] of Object.entries(lens)) {
    const match = [entry]
      .flat()
      .map((pointer) => valueAt(pointer as string))
      .find((value) => value !== undefined && value !== null)
    if (match !== undefined) values[field] = match
  }
  return values
}

/** The images of a reply or of a finished task. */
export function parseImages(items: unknown, item: ClientLens, task: string | undefined): Image[] {
  const list = Array.isArray(items) ? items : []
  const readItem = (entry: unknown) => Object.entries(readLens(item, entry)).filter(([, value]) => value !== '')
  return list.map((entry, index) => ({ ...Object.fromEntries(readItem(entry)), ...(task ? { task } : {}), index }))
}

/** The request to send: references and mask under the gateway's names, as JSON or as a form. */
export async function toBody(dialect: ClientDialect, body: 'json' | 'multipart', fields: Record<string, unknown>) {
  const { references = [], mask, ...rest } = fields as { references?: (string | Blob)[]; mask?: string | Blob }
  const { json, multipart } = dialect.references
  if (body === 'json') {
    const [links, maskLink] = await Promise.all([
      Promise.all(references.map(toLink)),
      mask === undefined ? undefined : toLink(mask),
    ])
    const shaped = (link: string) => (json?.member ? { [json.member]: link } : link)
    return {
      ...rest,
      ...(json && links.length > 0 ? { [json.field]: links.map(shaped) } : {}),
      ...(json?.mask && maskLink !== undefined ? { [json.mask]: shaped(maskLink) } : {}),
    }
  }
  const form = new FormData()
  const append = (name: string, value: unknown) => {
    if (value instanceof Blob) form.append(name, value, value instanceof File ? value.name : 'picture')
    else if (value !== undefined && value !== null) form.append(name, String(value))
  }
  for (const [name, value] of Object.entries(rest)) for (const entry of [value].flat()) append(name, entry)
  const name = references.length > 1 ? multipart?.many : multipart?.one
  references.forEach((reference, index) => void append((name ?? 'image').replace('{n}', String(index + 1)), reference))
  if (multipart?.mask) append(multipart.mask, mask)
  return form
}

async function toLink(image: string | Blob): Promise<string> {
  if (typeof image === 'string') return image
  let binary = ''
  for (const byte of new Uint8Array(await image.arrayBuffer())) binary += String.fromCharCode(byte)
  return `data:${image.type || 'image/png'};base64,${btoa(binary)}`
}

/** What the documented limits forbid, before anything is sent or paid for. */
export function checkLimits(
  dialect: ClientDialect,
  { path, ...operation }: ClientOperation,
  fields: Record<string, unknown>,
): ImageError | undefined {
  const { limits, references } = dialect
  const n = fields[limits.n.field]
  const prompt = fields[limits.prompt.field]
  const sent = Array.isArray(fields.references) ? fields.references : []
  const refuse = (message: string) => clientError(dialect, 'limit', message)
  if ((sent.length > 0 && !operation.references) || (fields.mask !== undefined && !operation.mask))
    return clientError(dialect, 'refused', `${path} takes no ${operation.references ? 'mask' : 'references'}.`)
  if (typeof n === 'number' && (n < limits.n.min || n > limits.n.max))
    return refuse(`${limits.n.field} must be from ${limits.n.min} to ${limits.n.max}; it is ${n}.`)
  if (sent.length > references.max) return refuse(`${sent.length} references; the limit is ${references.max}.`)
  const oversized = sent.find(
    (reference) => reference instanceof Blob && reference.size > (references.maxBytes ?? Number.POSITIVE_INFINITY),
  )
  if (oversized) return refuse(`a reference of ${oversized.size} bytes; the limit is ${references.maxBytes}.`)
  if (typeof prompt === 'string' && limits.prompt.max !== undefined && [...prompt].length > limits.prompt.max)
    return refuse(`${limits.prompt.field} has ${[...prompt].length} characters; the limit is ${limits.prompt.max}.`)
  return undefined
}

/** Milliseconds to wait, from `retry-after-ms` or from `Retry-After` in seconds or as a date. */
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

/** An answer that is no success, or a task that failed, as an error value. Classified by code first, then by status. */
export function toError(dialect: ClientDialect, response: Response, document: unknown, now: number): ImageError {
  const { lenses, classes, requestId: header } = dialect.errors
  const read = lenses.map((lens) => readLens(lens, document)).find(({ message }) => message !== undefined) ?? {}
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
    message: typeof read.message === 'string' ? read.message : `${dialect.id} answered ${status}`,
    ...(code === undefined ? {} : { code }),
    ...(requestId === null ? {} : { requestId }),
    ...(wait === undefined ? {} : { retryAfter: wait }),
  }
}

/** An error of ours: nothing was sent, or nothing more is. */
export const clientError = (dialect: ClientDialect, kind: ErrorClass, message: string): ImageError => ({
  class: kind,
  status: 0,
  message: `${dialect.id}: ${message}`,
})

/** What a submit or a finished request says; undefined where it names neither a task nor pictures. */
export function parseSubmitted(dialect: ClientDialect, document: unknown): Submitted | undefined {
  const { id = readLens(dialect.submit ?? {}, document).id, items } = readLens(dialect.reply, document)
  const task = typeof id === 'string' || typeof id === 'number' ? String(id) : ''
  const images = parseImages(items, dialect.item, task)
  if (images.length === 0 && task === '') return undefined
  return { ...(task ? { id: task } : {}), ...(images.length > 0 ? { images } : {}) }
}

/** What a task says of itself. A word that the dialect does not know means that it still runs. */
export function parseTask(
  dialect: ClientDialect,
  id: string,
  document: unknown,
): Result<Progress & { images: Image[] }> {
  const { lens = {}, item = {}, states = {} } = dialect.poll ?? {}
  const { state: word, progress, items, errorCode, errorMessage, errorText } = readLens(lens, document)
  const state = states[String(word).toLowerCase()] ?? 'running'
  const percent = progress === undefined ? {} : { percent: Number.parseFloat(String(progress)) }
  if (state !== 'failed') return { data: { state, ...percent, images: parseImages(items, item, id) } }
  const kind = dialect.errors.classes[String(errorCode)] ?? 'server'
  const code = errorCode === undefined ? {} : { code: errorCode as string | number }
  return {
    error: { class: kind, status: 200, message: String(errorMessage || errorText || 'The task failed.'), ...code },
  }
}

/** The bytes of a data URL or of base64 text, also of the kind for URLs. Throws for what is neither. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const base64 = text.startsWith('data:') ? text.slice(text.indexOf(',') + 1) : text
  if (text.startsWith('data:') && !/^[^,]*;base64,/i.test(text))
    return new TextEncoder().encode(decodeURIComponent(base64))
  return Uint8Array.from(atob(base64.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
}

/** What goes wrong on the way is an error value too; only who calls it off gets an exception. */
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

/** A request for a picture. Its host gets the key only where it is the gateway's own and the dialect says that it wants it. */
export function toImageRequest(
  dialect: ClientDialect,
  baseUrl: string,
  url: string,
  key: string,
  signal: AbortSignal | undefined,
): Request {
  const target = URL.canParse(url) ? new URL(url) : new URL(url, new URL(baseUrl).origin)
  const isOwn = dialect.keyForImages === true && target.origin === new URL(baseUrl).origin
  const keyed: RequestInit = isOwn ? { headers: { [dialect.auth.header]: key }, redirect: 'manual' } : {}
  return new Request(target, { ...keyed, ...(signal ? { signal } : {}) })
}
