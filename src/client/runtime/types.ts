/** Data about a gateway that a client needs. Each client gets a copy of this file: no imports, no Node built-ins. */
export interface ClientDialect {
  readonly id: string
  readonly baseUrl: string
  /** The header with the key and its scheme, or the parameter of the query with the key. */
  readonly auth: { readonly header: string; readonly scheme: string; readonly query?: string }
  readonly operations: Readonly<Partial<Record<'generate' | 'edit', ClientOperation>>>
  readonly poll?: {
    readonly path: string
    readonly lens: ClientLens
    readonly item: ClientLens
    readonly states: Readonly<Record<string, string>>
  }
  /** Path of the result of a task, if the poll has no images. */
  readonly result?: string
  readonly submit?: ClientLens
  /** Origins of the gateway, if links to polls may name another than that of the request. */
  readonly hosts?: readonly string[]
  /** How a request asks the gateway to wait for the end of its task, and if the response is then that of a poll. */
  readonly hold?: {
    readonly in: 'headers' | 'query' | 'body'
    /** Name of the header or of the parameter, or path of the field. */
    readonly name: Path
    /** Text before the seconds in the header: `wait=`. */
    readonly before?: string
    readonly isPolled?: boolean
  }
  readonly reply: ClientLens
  readonly item: ClientLens
  /** True when the gateway's own host requires the key for images too. */
  readonly keyForImages?: boolean
  /** Upload that gives the link under which requests name a file, if the gateway takes only links. */
  readonly upload?: { readonly path: string; readonly field: string; readonly lens: ClientLens }
  readonly stream?: {
    readonly lens: ClientLens
    /** Name of the event that reports a failure. */
    readonly error: string
    /** Places in that event, if they differ from those in a response. */
    readonly errorLens?: ClientLens
  }
  /** How callbacks are signed; absent if they are not. */
  readonly callbacks?: ClientCallbacks
  /** Polling interval and timeout, in ms. */
  readonly wait: { readonly every: number; readonly giveUp: number }
  readonly errors: {
    readonly lenses: readonly ClientLens[]
    readonly classes: Readonly<Record<string, ErrorClass>>
    readonly requestId?: string
  }
}

/** Recipe by which a gateway signs callbacks. Templates have `{id}`, `{task}`, `{timestamp}`, `{user}`, `{body}` and `{bodySha256}`. */
export interface ClientCallbacks {
  /** Header of the signature, and the text around `{signature}` in it. */
  readonly header: string
  readonly value: string
  /** Text that is signed. */
  readonly signs: string
  readonly algorithm: 'hmacSha256' | 'ed25519'
  readonly encoding: 'hex' | 'base64' | 'base64url'
  readonly secretForm: 'text' | 'whsec'
  /** Largest difference between the time of a callback and now, in seconds. */
  readonly maxAge?: number
  /** Headers that hold the other values of the text. */
  readonly headers: { readonly [value in 'id' | 'task' | 'timestamp' | 'user']?: string }
}

/** Parts of a request that do not depend on its fields. */
export interface ClientRequestParts {
  readonly path?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number>>
  readonly headers?: Readonly<Record<string, string | number>>
  readonly body?: readonly (readonly [field: Path, value: unknown])[]
}

/** Facts about one image operation that the client needs. */
export interface ClientOperation {
  readonly path: string
  readonly body: 'json' | 'multipart'
  /** Name of the parameter of the path that holds the model. */
  readonly model?: string
  /** Parameters and headers that every request needs. */
  readonly base?: ClientRequestParts
  /** Parts of a request that ask for a task, beside the base. `isUsual` is true when a request asks for a task unless told otherwise. */
  readonly task?: ClientRequestParts & {
    readonly route?: string
    readonly isUsual?: boolean
  }
  /** Parts of a request that ask for a stream, and the names of its events. */
  readonly stream?: ClientRequestParts & { readonly partial: string; readonly completed: string }
  /** How the body carries reference images; absent when the operation accepts none. */
  readonly references?: ClientReferences
  /** Field of the mask; absent when the operation accepts none. */
  readonly mask?: Path
  /** Limits that are checked before a request is sent: the first of each list that applies counts. */
  readonly limits: readonly (readonly ClientLimit[])[]
  readonly sizes?: readonly ClientSize[]
}

/** How a body carries reference images. */
export interface ClientReferences {
  /** Field of a list in JSON, the fields that hold one image each, or the names of one part and of many parts of a form. */
  readonly fields: readonly Path[]
  readonly isSingle?: boolean
  /** True if base64 text has no prefix of a data URL. */
  readonly bare?: boolean
  /** Place of the link in an image that is an object, and the constant members of the object. */
  readonly member?: Path
  readonly fixed?: Readonly<Record<string, unknown>>
}

/** Condition of a limit; all conditions of a limit must hold: the first value under the fields that matches `among` matches `match`, or there is none and `isUsual` is true. */
export interface ClientCondition {
  readonly fields: readonly Path[]
  readonly among: string
  readonly match: string
  readonly isUsual: boolean
}

/** A documented limit of a number, or of a measure of the values under the fields. */
export interface ClientLimit {
  readonly fields: readonly Path[]
  readonly unit: '' | 'characters' | 'UTF-16 units' | 'bytes of UTF-8' | 'images' | 'bytes in an image'
  readonly min: number
  readonly max: number
  /** Words for the conditions in a message, such as `in the tier 1k`. */
  readonly why?: string
  readonly where?: readonly ClientCondition[]
}

/** Documented rules of a size in pixels, under the first of the fields that is sent. */
export interface ClientSize {
  readonly fields: readonly Path[]
  /** Text between width and height. */
  readonly separator: string
  readonly allowed?: readonly string[]
  readonly multiple?: number
  readonly minEdge?: number
  readonly maxEdge?: number
  readonly minPixels?: number
  readonly maxPixels?: number
  readonly maxRatio?: number
  /** Words for the conditions in a message. */
  readonly why?: string
  readonly where?: readonly ClientCondition[]
}

/** Names of the members on the way to a value: `['data', '0', 'url']`. */
export type Path = readonly string[]
/** Paths by field name; the first path with a value applies. */
export type ClientLens = Readonly<Record<string, readonly Path[]>>
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

/** Types of a gateway: the paths of its contract, the request bodies of its two operations, and the events of its streams. */
export interface Surface {
  paths: object
  generate: object
  edit: object
  events: object
}
/** Reference images of a gateway that accepts them, under the name that all clients share. */
export interface References<T> {
  /** Reference images, sent under the gateway's own names. */
  references?: readonly T[]
}
/** Mask of a gateway that accepts a mask, under the name that all clients share. */
export interface Mask<T> {
  /** Image that marks which part to edit. */
  mask?: T
}
/** Makes file fields optional, because files may also be passed as `references`. */
export type FilesOptional<T> = { [K in keyof T as Blob extends T[K] ? never : K]: T[K] } & {
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

/** Options of each method. */
export interface CallOptions {
  /** Ends the call: the method then rejects with the reason of the signal. */
  readonly signal?: AbortSignal | undefined
}
/** Options of `submit`. */
export interface SubmitOptions extends CallOptions {
  /** Seconds for which a gateway that can do so waits for the end of the task. */
  readonly waitSeconds?: number | undefined
  /**
   * True asks for a task, false for the images at once, where the gateway lets the caller choose. By default a switch of the
   * request is used, and an endpoint for tasks alone is not.
   */
  readonly task?: boolean | undefined
}
/** Options of `wait`. */
export interface WaitOptions extends CallOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined
}

/** Names of the events of a stream. */
export interface StreamEvents {
  partial: string
  completed: string
}
/** An image of a stream: unfinished with the number of the partial image in `partial`, from 0, and finished without. */
export type StreamedImage<E extends StreamEvents = StreamEvents> = Image &
  (
    | { readonly type: E['partial']; readonly partial: number }
    | { readonly type: E['completed']; readonly partial?: never }
  )

/** Kind of an image operation. */
export type Kind = 'generate' | 'edit'

/** Methods that know the dialect of the gateway. They resolve to `{ data }` or to `{ error }`, and reject only after an abort. */
export interface ImageMethods<S extends Surface> {
  /**
   * Requests images after checking the documented limits, so that a request beyond them is neither sent nor charged. `fields` has
   * the gateway's own names, and `references` and `mask`, which are sent under its names. Resolves to the images, or to the id of
   * a task: pass either to `wait`.
   */
  submit<K extends Kind>(kind: K, fields: Fields<S>[K], options?: SubmitOptions): Promise<Result<Submitted>>
  /**
   * Waits for the images of `submit`: polls a task at the documented interval until the documented timeout, and again after 429
   * (after `Retry-After`), 5xx and connection errors. Resolves at once if `submit` resolved to images.
   */
  wait(submitted: Submitted, options?: WaitOptions): Promise<Result<Image[]>>
  /** Fetches the bytes of an image. Only the gateway gets the key; an expired link is renewed once through its task. */
  bytes(image: Image, options?: CallOptions): Promise<Result<Uint8Array<ArrayBuffer>>>
  /**
   * Requests images as a stream. Yields each partial and each finished image as `{ data }`; an `{ error }` is the last item. A
   * partial image has its number in `partial`, and `type` has the gateway's own name of the event. Leave the loop, or abort
   * `signal`, to end the request. Compiles only for operations that stream.
   */
  stream<K extends Kind & keyof S['events']>(
    kind: K,
    fields: Fields<S>[K],
    options?: CallOptions,
  ): AsyncGenerator<Result<StreamedImage<Extract<S['events'][K], StreamEvents>>>, void>
}
