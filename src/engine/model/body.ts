import type { InputImage } from './image.ts'

/** A body after reading. Prism validates `value`: the parsed JSON, or a JSON object that mirrors the form. */
export interface RequestBody {
  readonly encoding: 'json' | 'multipart' | 'none'
  readonly contentType: string | undefined
  readonly value: unknown
  /** JSON text as received; absent for a form. */
  readonly text?: string
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
