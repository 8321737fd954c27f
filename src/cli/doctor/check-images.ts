import { listFonts } from '../../engine/images/add-fonts.ts'
import { sharpRemedy } from '../../engine/images/missing-sharp.ts'
import { withSharp } from '../../engine/images/with-sharp.ts'
import type { Check } from './check.ts'

/** Checks that images can be drawn. */
export const checkSharp: Check = {
  name: 'sharp',
  async run() {
    const [problem, remedy = ''] = sharpRemedy.split(' Run: ')
    const create = { width: 8, height: 8, channels: 3, background: 'white' } as const
    return withSharp((sharp) => sharp({ create }).png().toBuffer()).then(
      ({ length }) =>
        length > 0
          ? { status: 'ok', message: 'draws images' }
          : { status: 'fail', message: 'draws an empty image', remedy: `run: ${remedy}` },
      () => ({ status: 'fail', message: (problem ?? '').replace(/\.$/, ''), remedy: `run: ${remedy}` }),
    )
  },
}

/** Checks that texts in images are letters, and no boxes. */
export const checkFonts: Check = {
  name: 'fonts',
  async run() {
    const { length } = await listFonts()
    if (length > 0) return { status: 'ok', message: `${length} of the package, with Latin and Chinese letters` }
    return {
      status: 'warn',
      message: 'the fonts of the package are not built, so images have those of the machine',
      remedy: 'run npm run build in the clone, or install the package',
    }
  },
}
