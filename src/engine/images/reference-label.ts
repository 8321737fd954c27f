import type { InputImage } from '../model/image.ts'

const words: Readonly<Record<InputImage['source'], string>> = {
  file: 'file',
  http: 'link',
  data: 'data URL',
  base64: 'base64',
  file_id: 'file id',
}

/** Lines of a label. Each line is a list of texts, the longest first: an image shows the first text that has room. */
export type Label = readonly (readonly string[])[]

/** Labels reference images: the field, with a number if the field has several images, then the name, then the size. */
export function labelReferences(references: readonly InputImage[]): Label[] {
  return references.map((image, index) => {
    const isSame = ({ field }: InputImage) => field === image.field
    const number =
      references.filter(isSame).length > 1 ? ` ${references.slice(0, index + 1).filter(isSame).length}` : ''
    return [[`${image.field ?? words[image.source]}${number}`], [nameOf(image)], [sizeOf(image), pixelsOf(image)]]
  })
}

/** Returns the name of a file, the last part of a URL, or how the image was sent. */
export function nameOf({ source, name }: InputImage): string {
  if (source === 'data' || source === 'base64') return words[source]
  if (source !== 'http') return name
  const url = URL.parse(name)
  const last = url?.pathname.split('/').findLast((part) => part !== '') ?? url?.host ?? name
  return URL.canParse(name) ? decode(last) : name
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Returns width and height in pixels, and bytes; a link that the mock did not follow has neither. */
export function sizeOf(image: InputImage): string {
  if (image.isPlaceholder) return 'not fetched'
  return [pixelsOf(image), formatBytes(image.bytes)].filter(Boolean).join(', ')
}

const pixelsOf = ({ width, height }: InputImage) => (width === undefined ? '' : `${width}x${height}`)

const formatBytes = (bytes: number) =>
  bytes < 1000 ? `${bytes} B` : bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
