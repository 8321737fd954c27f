import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'

/**
 * What comes with the package is read and judged once, when the package is built: YAML, overlays and schemas take longer
 * than all that a mock does until its first answer. What was compiled holds the digest of its files, so that one that has
 * changed since is read as any other.
 */
export interface Prebuilt<T> {
  readonly digest: string
  readonly value: T
}

const folder = new URL('../compiled/', import.meta.url)

/** What was compiled of these files; undefined where nothing was, or of other contents. */
export async function readPrebuilt<T>(name: string, files: readonly string[]): Promise<T | undefined> {
  const text = await readFile(new URL(`${name}.json`, folder), 'utf8').catch(() => undefined)
  if (text === undefined) return undefined
  const { digest, value } = JSON.parse(text) as Prebuilt<T>
  return digest === (await digestOfFiles(files)) ? value : undefined
}

/** One digest of several files; those that are not there count as such. Where they lie does not matter. */
export async function digestOfFiles(files: readonly string[]): Promise<string> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => null)))
  const namedTexts = files.map((file, index) => [`${basename(dirname(file))}/${basename(file)}`, texts[index]])
  return hash('sha256', JSON.stringify(namedTexts), 'hex')
}
