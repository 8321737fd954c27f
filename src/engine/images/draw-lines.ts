import { fontFamilies } from './add-fonts.ts'
import { drawEmoji, measureText } from './emoji.ts'
import { hasEmoji, splitAtEmoji } from './letters.ts'
import type { SharpModule } from './with-sharp.ts'
import { toXml } from './xml.ts'

/** A line of text: `x` and `y` are the left end of its baseline, `size` the size of its letters, in pixels. */
export interface Line {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly colour?: string
}

export const ink = '#1a1a1a'

/** Width of the stroke that outlines letters, in em: half of the stroke is outside the letter. */
export const outlineWidth = 0.2

/** Draws lines as SVG; with a white outline on a background that may be dark. */
export async function drawLines(sharp: SharpModule, lines: readonly Line[], isOutlined: boolean): Promise<string> {
  const outline = isOutlined ? ' stroke="#fff" stroke-linejoin="round" paint-order="stroke"' : ''
  const drawn = await Promise.all(lines.map((line) => drawLine(sharp, line)))
  return `<g xml:space="preserve" font-family="${fontFamilies}" fill="${ink}"${outline}>${drawn.join('\n')}</g>`
}

/** Height of an emoji, and its part below the baseline, in em. */
const [emojiHeight, emojiDepth] = [1.1, 0.22]

async function drawLine(sharp: SharpModule, line: Line): Promise<string> {
  if (!hasEmoji(line.text)) return drawText(line)
  const { y, size } = line
  const drawn: string[] = []
  let { x } = line
  let text = ''
  const endText = async () => {
    if (text !== '') drawn.push(drawText({ ...line, text, x }))
    x += (await measureText(sharp, text)) * size
    text = ''
  }
  for (const [index, part] of splitAtEmoji(line.text).entries()) {
    const emoji = index % 2 ? await drawEmoji(sharp, part) : undefined
    if (!emoji) {
      text += part
      continue
    }
    await endText()
    const [width, height] = [emojiHeight * size * emoji.aspect, emojiHeight * size]
    drawn.push(
      `<image x="${x}" y="${y + emojiDepth * size - height}" width="${width}" height="${height}" href="${emoji.href}"/>`,
    )
    x += width
  }
  await endText()
  return drawn.join('\n')
}

const drawText = ({ text, x, y, size, colour }: Line) =>
  `<text x="${x}" y="${y}" font-size="${size}" stroke-width="${size * outlineWidth}"${colour ? ` fill="${colour}"` : ''}>${toXml(text)}</text>`
