import type { InputImage } from './image.ts'

/** An uploaded file, written once. A separate record marks its removal. */
export interface StoredFile {
  readonly id: string
  /** In ms since 1970. */
  readonly createdAt: number
  readonly purpose: string
  /** Path of its link; absent if the gateway gives none. */
  readonly path?: string
  readonly image: InputImage
}
