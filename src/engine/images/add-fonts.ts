import { readdir } from 'node:fs/promises'
import { packageFile } from '../../values/package-file.ts'
import { withSharp } from './with-sharp.ts'

/** Families of fonts for texts: that of the package, then those of the machine. */
export const fontFamilies = 'Noto Sans SC Thin, Noto Sans CJK SC, WenQuanYi Zen Hei, DejaVu Sans, sans-serif'

/** The build writes the fonts of the package; `scripts/build/fonts.ts` says which. */
const folder = packageFile('dist/fonts')

let added: Promise<void> | undefined

/**
 * Lets the renderer of images use the fonts of the package, which have Latin letters, Chinese and Japanese. Texts then look the same on
 * every machine, also on one without fonts. Where nothing was built, the fonts of the machine draw the texts.
 */
export const addFonts = (): Promise<void> => (added ??= addAll())

/** Lists the fonts of the package; none in a clone without a build. */
export async function listFonts(): Promise<string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.filter((name) => name.endsWith('.ttf')).sort()
}

async function addAll(): Promise<void> {
  const fonts = await listFonts()
  // A drawing before the last font is added would remember the fonts without it. Writing a letter with a font adds the font.
  for (const name of fonts)
    await withSharp((sharp) =>
      sharp({ text: { text: 'a', fontfile: `${folder}/${name}` } })
        .raw()
        .toBuffer(),
    )
}
