import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseJson } from '../../http/parse-json.ts'
import { type Cassette, cassetteSchema } from './schema.ts'

/** Writes a cassette, and the images that are still missing into the folder `pictures` beside the file. */
export async function writeCassette(path: string, { images, ...document }: Cassette): Promise<void> {
  const folder = imagesFolder(path)
  await mkdir(images.size > 0 ? folder : dirname(path), { recursive: true })
  for (const [name, bytes] of images)
    await writeFile(join(folder, name), bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
  await writeFile(path, `${JSON.stringify(document, null, 2)}\n`)
}

/** Reads a cassette with its images. Throws when the file is not a valid cassette, or when an image file is missing. */
export async function readCassette(path: string): Promise<Cassette> {
  const { data, error } = cassetteSchema.safeParse(parseJson(await readFile(path, 'utf8')))
  if (!data) {
    const [issue] = error.issues
    throw new Error(`${path} is not a valid cassette: /${issue?.path.join('/')}: ${issue?.message}`)
  }
  const mentions = JSON.stringify(data).matchAll(/(?:"file":"|\{\{picture )([0-9a-f]{64}\.[a-z]+)/g)
  const names = new Set([...mentions].map(([, name]) => name as string))
  const images = new Map<string, Uint8Array>()
  for (const name of names) {
    const bytes = await readFile(join(imagesFolder(path), name)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT')
        throw new Error(
          `${join(imagesFolder(path), name)} is missing: keep the folder "pictures" beside ${path}, or record again`,
        )
      throw error
    })
    images.set(name, bytes)
  }
  return { ...data, images }
}

const imagesFolder = (path: string) => join(dirname(path), 'pictures')
