import type { InputImage } from './image.ts'

/** An uploaded file, written once. Its removal is a record of its own. */
export interface StoredFile {
  readonly id: string
  /** Ms since 1970. */
  readonly createdAt: number
  readonly purpose: string
  readonly picture: InputImage
}
