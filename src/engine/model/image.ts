/** What is known of a picture that a caller sent. */
export interface InputImage {
  readonly source: 'file' | 'http' | 'data' | 'base64' | 'file_id'
  /** The file's name, or the link. */
  readonly name: string
  /** As the part of a form declares it. */
  readonly contentType?: string | undefined
  readonly bytes: number
  /** Nothing but its name is known: it is drawn as a placeholder. */
  readonly isPlaceholder?: true
  readonly sha256: string
  /** As the content says, not the name; absent when the content is no picture. */
  readonly format?: string
  readonly width?: number
  readonly height?: number
  readonly hasAlpha?: boolean
  /** A small WebP, base64, see-through where the picture is. */
  readonly thumbnail?: string
}
