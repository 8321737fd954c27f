import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Validate } from '../contract/validate.ts'
import { isBuilt, packageFile } from '../values/package-file.ts'

/**
 * Value that the build of the package computed from data files. Parsing and checking YAML, overlays and schemas takes longer
 * than the rest of a mock's start. The digest of the source files shows when they changed since; then they are read anew.
 */
export interface Prebuilt<T> {
  readonly digest: string
  readonly value: T
}

let folder: Promise<string> | undefined

/** Returns the folder of the prebuilt values. A clone has a folder for its present sources, which `npm test` fills. */
const findFolder = (): Promise<string> => {
  folder ??= isBuilt
    ? Promise.resolve(packageFile('dist/compiled'))
    : import(pathToFileURL(packageFile('scripts/build/compiled-of-sources.ts')).href).then(
        ({ folderOfSources }: { folderOfSources(): Promise<string> }) => folderOfSources(),
      )
  return folder
}

/** Reads the prebuilt value of these files; undefined when there is none, or when the files changed since the build. */
export async function readPrebuilt<T>(name: string, files: readonly string[]): Promise<T | undefined> {
  const text = await readFile(join(await findFolder(), `${name}.json`), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { digest, value } = JSON.parse(text) as Prebuilt<T>
  return digest === (await digestOfFiles(files)) ? value : undefined
}

/** Loads the compiled schemas that the build wrote for a provider, by pointer. */
export async function loadPrebuiltValidators(name: string): Promise<Readonly<Record<string, Validate>>> {
  const file: { validators: Readonly<Record<string, Validate>> } = await import(
    pathToFileURL(join(await findFolder(), `${name}.js`)).href
  )
  return file.validators
}

/** Computes one SHA-256 digest (hex) of several files. A missing file counts as missing; the parent folders do not count. */
export async function digestOfFiles(files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => null)))
  const namedTexts = files.map((file, index) => [`${basename(dirname(file))}/${basename(file)}`, texts[index]])
  return hash('sha256', JSON.stringify(namedTexts), 'hex')
}
