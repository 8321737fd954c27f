import { join } from 'node:path'
import { hasSources } from '../dialect/default-source.ts'
import type { Provider } from '../dialect/provider.ts'

/** Throws when the dialect names no source, because verification compares a gateway with what its documents say. */
export function requireSources({ dialect, folder }: Provider): void {
  if (hasSources(dialect)) return
  throw new Error(
    `${join(folder, 'dialect.yaml')}: /sources: missing: verification compares a gateway with its documents: add sources: { '': { page: DOCS, basis: documented } }, or a source for each pointer`,
  )
}
