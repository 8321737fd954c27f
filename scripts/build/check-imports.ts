import { readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { dist } from './paths.ts'

/** Packages that a user has: sharp comes with the package, and the others are needed by those who use them. */
const installed = ['nock', 'openapi-typescript', 'sharp', 'typescript', 'vitest']
/** Packages that bundled code tries to load, and does without. */
const optional = ['@node-rs/xxhash', 'kerberos']

/**
 * Throws an error if the built code, whose imports the bundler lists, or the built types import a package that users may lack.
 * A chunk of the bundle is named by its path in `dist`.
 */
export async function checkImports(imports: readonly string[]): Promise<void> {
  const files = await readdir(dist, { recursive: true })
  const types = files.filter((name) => name.endsWith('.d.ts'))
  const texts = await Promise.all(types.map((name) => readFile(join(dist, name), 'utf8')))
  // Examples in comments import the package itself.
  const inTypes = texts.flatMap((text) => [...text.matchAll(/^(?! *\*).*(?:from |import\()['"]([^'"]+)['"]/gm)])
  const known = [...installed, ...optional, ...files]
  const missing = [...imports, ...inTypes.map(([, name = '']) => name)].filter(
    (name) => !/^\.{1,2}\//.test(name) && !isBuiltin(name) && !known.includes(name),
  )
  if (missing.length > 0)
    throw new Error(
      `the built files import packages that users may lack: ${[...new Set(missing)].join(', ')}; bundle each package, or list it as known in scripts/build/check-imports.ts`,
    )
}
