import { parseJson } from '../http/parse-json.ts'
/** A file of a form. */
export interface FileUpload {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** A request as a probe thinks of it. Two that are equal are one exchange, unless `again` tells them apart. */
export interface Ask {
  readonly method: string
  /** From the base URL: `/images/generations`; one that starts with `//` from its origin; or a whole URL. */
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  /** The header of the key in place of the right one; null sends none. No key goes to another origin. */
  readonly key?: string | null
  readonly json?: unknown
  /** A body as it is, of the type given in `headers`. */
  readonly text?: string
  readonly form?: readonly (readonly [name: string, value: string | FileUpload])[]
  /** Pictures that are charged when it is taken. 0 when not said: then it must be one that is refused, or makes nothing. */
  readonly images?: number
  /** Pictures that are charged if it is taken though it should be refused: counted then, and not held back before. */
  readonly imagesAtRisk?: number
  /** Tells an ask from an equal one that was sent before. */
  readonly repeatLabel?: string
}

/** What came of an ask. */
export interface Answer {
  /** The number of the exchange, as evidence. */
  readonly number: number
  readonly status: number
  /** When it came, ms since 1970. */
  readonly receivedAt: number
  readonly headers: Readonly<Record<string, string>>
  /** Undefined for a body that is no JSON. */
  readonly json: unknown
  readonly bytes: Uint8Array
}

export const isRefused = ({ status }: Answer): boolean => status >= 400

/** The JSON of a body; undefined for one that is none. */
export const jsonOf = (bytes: Uint8Array): unknown => parseJson(new TextDecoder().decode(bytes))
