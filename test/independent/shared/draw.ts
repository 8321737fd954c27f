import { createHash } from 'node:crypto'

export type Format = 'png' | 'jpeg' | 'webp'

/** Picture to draw: a plain area, whose colour depends on the subject. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly format: Format
  readonly subject: string
}

/** Drawn pictures, because requests ask for the same few over and over. There are 4096 colours. */
const drawn = new Map<string, Promise<Buffer>>()

export function draw({ width, height, format, subject }: Picture): Promise<Buffer> {
  const colour = createHash('sha256').update(subject).digest('hex').slice(0, 3)
  const name = `${width}x${height} ${format} ${colour}`
  const picture = drawn.get(name) ?? paint(width, height, format, `#${colour}`)
  drawn.set(name, picture)
  return picture
}

async function paint(width: number, height: number, format: Format, background: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer()
}

/** Reads the format of an image file; undefined for any other file. */
export async function readFormat(bytes: Buffer): Promise<string | undefined> {
  const { default: sharp } = await import('sharp')
  try {
    return (await sharp(bytes).metadata()).format
  } catch {
    return undefined
  }
}
