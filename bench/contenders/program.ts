import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly version: string
  readonly bin?: Readonly<Record<string, string>>
}

/** The folder of a package, here or at the root, and what it says of itself. */
function find(name: string): { folder: string; manifest: Manifest } {
  const file = findPackageJSON(name, import.meta.url)
  if (file === undefined) throw new Error(`${name} is not installed`)
  return { folder: dirname(file), manifest: JSON.parse(readFileSync(file, 'utf8')) as Manifest }
}

/** The file behind a command of a package. */
export function programOf(name: string, command: string): string {
  const { folder, manifest } = find(name)
  const file = manifest.bin?.[command]
  if (file === undefined) throw new Error(`${name} has no command ${command}`)
  return join(folder, file)
}

export const versionOf = (name: string): string => find(name).manifest.version
export const folderOf = (name: string): string => find(name).folder
