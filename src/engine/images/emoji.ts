import { LRUCache } from 'lru-cache'
import { fontFamilies } from './add-fonts.ts'
import type { SharpModule } from './with-sharp.ts'
import { toXml } from './xml.ts'

/** Emoji as an image, because the renderer of SVG draws letters in one colour. */
interface EmojiImage {
  readonly href: string
  /** Width divided by height. */
  readonly aspect: number
}

/** Height of an emoji when it is drawn for the cache, in pixels. */
const pixels = 96

type Draw<T extends object> = LRUCache<string, T, SharpModule>

/** Emoji that were drawn; without an image where no font has the emoji in colour. */
const images: Draw<{ image?: EmojiImage }> = new LRUCache<string, { image?: EmojiImage }, SharpModule>({
  max: 200,
  ignoreFetchAbort: true,
  fetchMethod: async (emoji, _stale, { context: sharp }) => {
    const { data, info } = await drawText(sharp, emoji, pixels)
    const isColoured = data.some((value, index) => index % 4 !== 3 && value > 24)
    if (!isColoured) return {}
    const { width, height, channels } = info
    const png = await sharp(data, { raw: { width, height, channels } }).png().toBuffer()
    return { image: { href: `data:image/png;base64,${png.toString('base64')}`, aspect: width / height } }
  },
})

/** Widths of texts beside emoji, in em. */
const widths: Draw<{ em: number }> = new LRUCache<string, { em: number }, SharpModule>({
  max: 2000,
  ignoreFetchAbort: true,
  fetchMethod: async (text, _stale, { context: sharp }) => {
    // Dots, because the width of an image has no spaces at its ends.
    const [dots, dotted] = await Promise.all([drawText(sharp, '..', pixels), drawText(sharp, `.${text}.`, pixels)])
    return { em: (dotted.info.width - dots.info.width) / pixels }
  },
})

/** Draws an emoji in colour. Undefined where no font of the machine has the emoji in colour. */
export const drawEmoji = async (sharp: SharpModule, emoji: string): Promise<EmojiImage | undefined> =>
  (await images.fetch(emoji, { context: sharp }))?.image

/** Measures the width of a text, in em. */
export const measureText = async (sharp: SharpModule, text: string): Promise<number> =>
  text === '' ? 0 : ((await widths.fetch(text, { context: sharp }))?.em ?? 0)

const drawText = (sharp: SharpModule, text: string, size: number) =>
  sharp({ text: { text: toXml(text), font: `${fontFamilies} ${size}`, dpi: 72, rgba: true } })
    .raw()
    .toBuffer({ resolveWithObject: true })
