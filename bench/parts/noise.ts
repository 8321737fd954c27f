import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cache } from './paths.ts'
import { createRandom } from './random.ts'

/** Draws a square PNG of noise, which no compression makes smaller: a little more than `3 * edge ** 2` bytes. */
export async function noisePng(edge: number, seed: number): Promise<{ file: string; bytes: Buffer }> {
  const file = join(cache, `noise-${edge}-${seed}.png`)
  const bytes = await readFile(file).catch(async () => {
    await mkdir(cache, { recursive: true })
    const png = await drawPng(edge, seed)
    // The rename keeps an interrupted run from leaving half of an image.
    await writeFile(`${file}.part`, png)
    await rename(`${file}.part`, file)
    return png
  })
  return { file, bytes }
}

async function drawPng(edge: number, seed: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  const raw = { width: edge, height: edge, channels: 3 } as const
  return sharp(createNoise(3 * edge * edge, seed), { raw })
    .png({ compressionLevel: 0, adaptiveFiltering: false })
    .toBuffer()
}

function createNoise(length: number, seed: number): Buffer {
  const random = createRandom(seed)
  return Buffer.from(Uint32Array.from({ length: Math.ceil(length / 4) }, random).buffer, 0, length)
}
