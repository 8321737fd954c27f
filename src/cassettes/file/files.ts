import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseJson } from '../../values/parse-json.ts'
import { type Cassette, cassetteSchema } from './schema.ts'

/**
 * Writes a cassette, and the images that are still missing into the folder `images` beside the file.
 *
 * @example
 * ```ts
 * import { createManualClock, createMock, loadProvider } from 'proofsheet'
 * import { createRecorder, readCassette, writeCassette } from 'proofsheet/cassettes'
 *
 * const provider = await loadProvider('./lumen')
 * const { fetch } = await createMock({ providers: [provider], atRoot: true })
 * const baseUrl = 'http://localhost/api/2026'
 * const recorder = createRecorder({ provider, baseUrl, fetch, clock: createManualClock() })
 * await recorder.fetch(`${baseUrl}/tickets?number=L-0`, { headers: { 'x-lumen-key': 'sk-secret' } })
 * const file = `${process.env.TMPDIR ?? '/tmp'}/proofsheet-example.json`
 * await writeCassette(file, await recorder.cassette())
 * const { exchanges } = await readCassette(file)
 * console.log(exchanges[0]?.response?.status) // 410
 * ```
 */
export async function writeCassette(path: string, { images, ...document }: Cassette): Promise<void> {
  const folder = imagesFolder(path)
  await mkdir(images.size > 0 ? folder : dirname(path), { recursive: true })
  for (const [name, bytes] of images)
    await writeFile(join(folder, name), bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`)
}

/**
 * Reads a cassette with its images. Throws when the file is not a valid cassette, or when an image file is missing.
 *
 * @example
 * ```ts
 * import { readCassette } from 'proofsheet/cassettes'
 *
 * const reason = await readCassette('./lumen/dialect.yaml').catch((error: Error) => error.message)
 * console.log(String(reason).includes('is not a valid cassette')) // true
 * ```
 */
export async function readCassette(path: string): Promise<Cassette> {
  const { data, error } = cassetteSchema.safeParse(parseJson(await readFile(path, 'utf8')))
  if (!data) {
    const [issue] = error.issues
    throw new Error(`${path} is not a valid cassette: /${issue?.path.join('/')}: ${issue?.message}`)
  }
  const mentions = JSON.stringify(data).matchAll(/(?:"file":"|\{\{image )([0-9a-f]{64}\.[a-z]+)/g)
  const names = new Set([...mentions].map(([, name]) => name as string))
  const images = new Map<string, Uint8Array>()
  for (const name of names) {
    const bytes = await readFile(join(imagesFolder(path), name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT')
        throw new Error(
          `${join(imagesFolder(path), name)} is missing: keep the folder "images" beside ${path}, or record again`,
        )
      throw error
    })
    images.set(name, bytes)
  }
  return { ...data, images }
}

const imagesFolder = (path: string) => join(dirname(path), 'images')
