import type { InputImage } from './image.ts'

/** A body after reading. `value` is what Prism validates: the JSON itself, or the twin of the form. */
export interface RequestBody {
  readonly encoding: 'json' | 'multipart' | 'none'
  readonly contentType: string | undefined
  readonly value: unknown
  /** JSON as it came. */
  readonly text?: string
  /** Parts of a form in the order they came; empty for JSON. */
  readonly parts: readonly FormPart[]
}

/** How the fields of a body are named: a body that is none has no fields under either. */
export const bodyFormOf = ({ encoding }: RequestBody): 'json' | 'multipart' =>
  encoding === 'multipart' ? 'multipart' : 'json'

/** A part of a form, in the order it came. */
export type FormPart =
  | { readonly name: string; readonly text: string }
  | { readonly name: string; readonly file: InputImage }

export const emptyBody: RequestBody = { encoding: 'none', contentType: undefined, value: undefined, parts: [] }
