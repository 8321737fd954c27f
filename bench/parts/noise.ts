import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from './paths.ts'
import { createRandom } from './random.ts'

/** A square PNG of noise, which no compression makes smaller: its bytes are `3 * edge ** 2` and a little. */
export async function noisePng(edge: number, seed: number): Promise<{ file: string; bytes: Buffer }> {
  const file = join(cache, `noise-${edge}-${seed}.png`)
  const bytes = await readFile(file).catch(async () => {
    await mkdir(cache, { recursive: true })
    const png = await draw(edge, seed)
    // Whole or not at all: a run that is cut short leaves no half of a picture.
    await writeFile(`${file}.part`, png)
    await rename(`${file}.part`, file)
    return png
  })
  return { file, bytes }
}

async function draw(edge: number, seed: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const raw = { width: edge, height: edge, channels: 3 } as const
  return sharp(noise(3 * edge * edge, seed), { raw })
    .png({ compressionLevel: 0, adaptiveFiltering: false })
    .toBuffer()
}

function noise(length: number, seed: number): Buffer {
  const random = createRandom(seed)
  return Buffer.from(Uint32Array.from({ length: Math.ceil(length / 4) }, random).buffer, 0, length)
}
