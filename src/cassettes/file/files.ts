import { hash } from 'node:crypto'
import { mkdir, readFile, realpath, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseJson } from '../../values/parse-json.ts'
import { type Cassette, cassetteSchema } from './schema.ts'
import { writeWhole } from './write-whole.ts'

/**
 * Writes a cassette, and the images that are still missing into the folder `images` beside the file. Each file is written under
 * a temporary name, and renamed.
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
export async function writeCassette(path: string, cassette: Cassette): Promise<void> {
  await createCassetteWriter(path)(cassette)
}

/** Creates a function that writes a cassette, and later the longer one. An image is written once. */
export function createCassetteWriter(path: string): (cassette: Cassette) => Promise<void> {
  const present = new Set<string>()
  return async ({ images, ...document }) => {
    const folder = imagesFolder(path)
    await mkdir(images.size > 0 ? folder : dirname(path), { recursive: true })
    for (const [name, bytes] of images) {
      if (present.has(name)) continue
      const existing = await readFile(join(folder, name)).catch(() => undefined)
      if (!existing || !isNamedByHash(name, existing)) await writeWhole(join(folder, name), bytes)
      present.add(name)
    }
    await writeWhole(await resolveLink(path), `${JSON.stringify(document, null, 2)}\n`)
  }
}

/** Bytes that are written as a trial. */
const trialBytes = 2 ** 20

/**
 * Checks that a cassette can be written to the path, by a trial file of 1 MiB beside it, because a request that is recorded may be
 * charged. Creates the folder. Throws an Error that names the path.
 */
export async function checkWritable(path: string): Promise<void> {
  try {
    const existing = await stat(path).catch(() => undefined)
    if (existing && !existing.isFile()) throw new Error('expected the name of a file')
    await makeFolder(dirname(path))
    const isFolder = await stat(imagesFolder(path)).then(
      (images) => images.isDirectory(),
      () => false,
    )
    for (const folder of [dirname(path), ...(isFolder ? [imagesFolder(path)] : [])]) {
      const trial = join(folder, `proofsheet.${process.pid}.trial`)
      await writeWhole(trial, Buffer.alloc(trialBytes))
      await rm(trial)
    }
  } catch (error) {
    throw new Error(`can't write the cassette ${path}: ${(error as Error).message}`)
  }
}

/** Makes a folder and those above it. Rejects with the system's reason, which Node's own `recursive` replaces by another. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return
    if (error.code !== 'ENOENT' || dirname(path) === path) throw error
    await makeFolder(dirname(path))
    await mkdir(path)
  })
}

const isNamedByHash = (name: string, bytes: Uint8Array): boolean => name.startsWith(`${hash('sha256', bytes, 'hex')}.`)

/** Returns the file to which a symbolic link points, so that a rename does not replace the link. */
const resolveLink = (path: string): Promise<string> => realpath(path).catch(() => path)

/**
 * Reads a cassette with its images. Throws when the file is not a valid cassette, or when an image file is missing or was changed.
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
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new Error(`can't read the cassette ${path}: ${error.message}; ${expectation}`)
  })
  const { data, error } = cassetteSchema.safeParse(parseJson(text))
  if (!data) {
    const [issue] = error.issues
    throw new Error(`${path} is not a valid cassette: /${issue?.path.join('/')}: ${issue?.message}; ${expectation}`)
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
    if (!isNamedByHash(name, bytes))
      throw new Error(
        `${join(imagesFolder(path), name)} was changed: its bytes have another SHA-256 than its name; restore the file, or record again`,
      )
    images.set(name, bytes)
  }
  return { ...data, images }
}

const expectation = 'pass a file that record wrote'

const imagesFolder = (path: string) => join(dirname(path), 'images')
