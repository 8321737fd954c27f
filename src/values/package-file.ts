import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Folder of this package. The sources and the built files lie at different depths, so the folder is the nearest one with package.json. */
const root = findRoot(new URL('.', import.meta.url))

function findRoot(folder: URL): URL {
  const parent = new URL('..', folder)
  if (existsSync(new URL('package.json', folder)) || parent.href === folder.href) return folder
  return findRoot(parent)
}

/** Returns the path of a file or folder of this package: `openapi/admin.yaml`. */
export const packageFile = (path: string): string => fileURLToPath(new URL(path, root))

/** Says if this code was built. Sources read no values that the build computes, because `dist` may be older than the sources. */
export const isBuilt = import.meta.url.startsWith(new URL('dist/', root).href)
