import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decompress } from 'wawoff2'
import { dist } from './paths.ts'

const parts = ['chinese-simplified', 'cyrillic', 'latin', 'latin-ext', 'vietnamese']

/**
 * Writes the fonts of the mock's images to `dist/fonts`, as TrueType, because the renderer of images reads no WOFF2: Latin letters,
 * Chinese and Japanese in one weight of Noto Sans SC, with the licence.
 */
export async function writeFonts(): Promise<void> {
  const source = dirname(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-sc/package.json')))
  const target = join(dist, 'fonts')
  await mkdir(target, { recursive: true })
  for (const part of parts) {
    const font = await readFile(join(source, `files/noto-sans-sc-${part}-400-normal.woff2`))
    await writeFile(join(target, `noto-sans-sc-${part}.ttf`), await decompress(font))
  }
  await cp(join(source, 'LICENSE'), join(target, 'LICENSE'))
}
