import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'

interface Manifest {
  readonly version: string
  readonly bin?: Readonly<Record<string, string>>
}

/** Finds the folder and the manifest of a package that is installed here or at the root. Throws if it is not installed. */
function findPackage(name: string): { folder: string; manifest: Manifest } {
  const file = findPackageJSON(name, import.meta.url)
  if (file === undefined) throw new Error(`package ${name} is not installed: run npm ci --prefix bench`)
  return { folder: dirname(file), manifest: JSON.parse(readFileSync(file, 'utf8')) as Manifest }
}

/** Finds the file of a package's command. Throws if the package has no such command. */
export function findProgram(name: string, command: string): string {
  const { folder, manifest } = findPackage(name)
  const file = manifest.bin?.[command]
  if (file === undefined)
    throw new Error(`package ${name} has no command ${command}: expected an entry under "bin" in its package.json`)
  return join(folder, file)
}

export const findVersion = (name: string): string => findPackage(name).manifest.version
export const findFolder = (name: string): string => findPackage(name).folder
