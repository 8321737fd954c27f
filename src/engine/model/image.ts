/** Facts about an image that a client sent as a reference image or a mask. */
export interface InputImage {
  readonly source: 'file' | 'http' | 'data' | 'base64' | 'file_id'
  /** Name of the file, its id, or the URL. */
  readonly name: string
  /** Field of the request that had the image, as the client sent its name; absent for an upload. */
  readonly field?: string
  /** Media type that the part of a form declares. */
  readonly contentType?: string | undefined
  readonly bytes: number
  /** True when the image was not loaded; a placeholder is drawn instead. */
  readonly isPlaceholder?: true
  readonly sha256: string
  /** Format found in the bytes, whatever the name says; absent when the bytes are not an image. */
  readonly format?: string
  readonly width?: number
  readonly height?: number
  readonly hasAlpha?: boolean
  /** Small WebP in base64, transparent where the image is. */
  readonly thumbnail?: string
}
