import { LRUCache } from 'lru-cache'
import { withSharp } from './with-sharp.ts'

/** Caches the latest small images, because a page shows the same images again and again. */
const smallImages = new LRUCache<string, Buffer, () => Promise<Buffer>>({
  maxSize: 16 * 2 ** 20,
  sizeCalculation: ({ length }) => length,
  ignoreFetchAbort: true,
  fetchMethod: (_name, _stale, { context }) => context(),
})

/** Returns a WebP of at most `width` pixels. `name` identifies the image, which `draw` makes if it is not in the cache. */
export async function shrink(name: string, width: number, draw: () => Promise<Buffer>): Promise<Buffer> {
  const small = await smallImages.fetch(`${width}/${name}`, {
    context: async () => {
      const bytes = await draw()
      return withSharp((sharp) =>
        sharp(bytes).resize({ width, withoutEnlargement: true }).webp({ quality: 80 }).toBuffer(),
      )
    },
  })
  if (!small) throw new Error(`the small image of ${name} was not made`)
  return small
}

/** Converts an image to PNG, of at most `width` pixels if a width is given. */
export const toPng = (image: Buffer, width?: number): Promise<Buffer> =>
  withSharp((sharp) =>
    (width === undefined ? sharp(image) : sharp(image).resize({ width, withoutEnlargement: true })).png().toBuffer(),
  )
