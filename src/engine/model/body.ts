import type { InputImage } from './image.ts'

/** Facts about the bytes of an image. */
export type ImageFacts = Omit<InputImage, 'source' | 'name' | 'field'>

/** An image in base64 in a JSON body, which was decoded while it arrived. */
export interface InlineImage {
  readonly facts: ImageFacts
  /** Length of its text, in characters. */
  readonly length: number
  /** Path of its text in the body. */
  readonly path: readonly string[]
}

/** Bytes of a body as received. */
export interface SentBytes {
  /** Returns false when the body is too long to keep, or was dropped for later ones. */
  isKept(): boolean
  /** Returns a copy of the bytes; undefined if they are not kept. */
  read(): Buffer | undefined
  /** Forgets the bytes. */
  drop(): void
}

/** A body after reading. Prism validates `value`: the parsed JSON, or a JSON object that mirrors the form. */
export interface RequestBody {
  readonly encoding: 'json' | 'multipart' | 'none'
  readonly contentType: string | undefined
  readonly value: unknown
  /** JSON text as received, with stand-ins for long images in base64; absent for a form. */
  readonly text?: string
  /** Long images in base64 of a JSON body, by their stand-ins in `value`. */
  readonly images?: ReadonlyMap<string, InlineImage>
  /** Bytes of a form as received, if they are kept. */
  readonly sent?: SentBytes
  /** Parts of a form in the order of arrival; empty for JSON. */
  readonly parts: readonly FormPart[]
}

/** Returns the naming scheme of the body's fields. A missing body has no fields, so either scheme would do. */
export const bodyFormOf = ({ encoding }: RequestBody): 'json' | 'multipart' =>
  encoding === 'multipart' ? 'multipart' : 'json'

/** A part of a form: a text field or a file. */
export type FormPart =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly file: InputImage }

export const emptyBody: RequestBody = { encoding: 'none', contentType: undefined, value: undefined, parts: [] }
