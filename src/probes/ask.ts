import { parseJson } from '../values/parse-json.ts'
/** File in a form. */
export interface FileUpload {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** Request of a probe. Equal requests are sent once and share an exchange, unless their `repeatLabel` differs. */
export interface Ask {
  readonly method: string
  /** Path from the base URL, such as `/images/generations`; path from the origin after an extra slash; or a complete URL. */
  readonly path: string
  /** Values of the parameters in the path, such as `{deployment}`. */
  readonly pathParameters?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** Value of the header for the key, in place of the correct value; null sends no key. Other origins never get a key. */
  readonly key?: string | null
  readonly json?: unknown
  /** Raw body; `headers` give its media type. */
  readonly text?: string
  readonly form?: readonly (readonly [name: string, value: string | FileUpload])[]
  /** Number of images that the gateway charges if it takes the request. Default: 0, because the request creates nothing. */
  readonly images?: number
  /** Largest number of images that a gateway might charge in place of `images`: 5 if 5 are requested and 4 are documented. */
  readonly imagesAtMost?: number
  /** `refusal`: the gateway should refuse the request, and charges `images` only if the gateway takes the request anyway. */
  readonly expects?: 'refusal'
  /** Text of an earlier response. The gateway charges nothing if the response has the text too, because it repeats the earlier one. */
  readonly freeIfShows?: string
  /** True to get a redirect as the response. Otherwise redirects of GET and DELETE requests are followed. */
  readonly keepsRedirect?: boolean
  /** Distinguishes a request from an equal request that was sent before. */
  readonly repeatLabel?: string
}

/** Response to a request. */
export interface Answer {
  /** Number of the exchange, cited as evidence. */
  readonly number: number
  readonly status: number
  /** Time of arrival in ms since 1970. */
  readonly receivedAt: number
  readonly headers: Readonly<Record<string, string>>
  /** Parsed body; undefined if the body is not JSON. */
  readonly json: unknown
  readonly bytes: Uint8Array
  /** True for a response to an earlier run. */
  readonly isReplayed?: boolean
  /** True for a refusal with the status of a success. */
  readonly isHiddenRefusal?: boolean
}

export const isRefused = ({ status, isHiddenRefusal = false }: Answer): boolean => status >= 400 || isHiddenRefusal

export const isServerError = ({ status }: Answer): boolean => status >= 500

/** Returns the number of images to hold in the budget before the request is sent. */
export const imagesToHold = ({ images = 0, imagesAtMost = images }: Ask): number => Math.max(images, imagesAtMost)

/** Tests for a text in a response, as JSON writes it. */
export const showsText = ({ bytes }: Answer, text: string): boolean =>
  text !== '' && new TextDecoder().decode(bytes).includes(JSON.stringify(text).slice(1, -1))

/** Parses a body as JSON. Returns undefined for any other body. */
export const jsonOf = (bytes: Uint8Array): unknown => parseJson(new TextDecoder().decode(bytes))
