import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Node } from '../contract/document.ts'
import { type Contract, loadContract, readYaml, toContract } from '../contract/load.ts'
import { formatPointer } from '../contract/pointer.ts'
import { readPrebuilt } from './prebuilt.ts'
import type { Dialect, dialectSchema } from './schema.ts'

/** A gateway as this project knows it: a folder of data. */
export interface Provider {
  readonly id: string
  readonly folder: string
  readonly dialect: Dialect
  readonly contract: Contract
}

/** The path under which its image operations lie: `/v1`, or nothing. */
export function basePathOf({ dialect, contract }: Pick<Provider, 'dialect' | 'contract'>): string {
  const [first] = Object.values(dialect.operations)
  return contract.operations.find(({ route }) => route === first?.at)?.basePath ?? ''
}

/** The folder of the providers that come with the package. */
export const shippedFolder = fileURLToPath(new URL('../../openapi/providers', import.meta.url))

/** Ids of the shipped providers, in alphabetical order. */
export async function shippedIds(): Promise<string[]> {
  const entries = await readdir(shippedFolder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** A shipped provider by its id, or any provider by the path of its folder. Throws with the ids there are. */
export async function findProvider(idOrFolder: string): Promise<Provider> {
  const ids = await shippedIds()
  if (ids.includes(idOrFolder)) return loadProvider(join(shippedFolder, idOrFolder))
  const isFolder = await stat(idOrFolder).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (isFolder) return loadProvider(idOrFolder)
  throw new Error(`there is no provider ${idOrFolder}: use ${ids.join(', ')}, or the path of a provider's folder`)
}

/** The files of a provider's folder that a mock goes by. */
export const providerFiles = (folder: string): string[] =>
  ['openapi.yaml', 'overlay.yaml', 'dialect.yaml'].map((file) => join(folder, file))

/** Loads and checks a provider's folder. Throws one error that names the file, and the path and reason of each fault. */
export async function loadProvider(folder: string): Promise<Provider> {
  const compiled = dirname(resolve(folder)) === shippedFolder ? await readShipped(folder) : undefined
  return compiled ?? { ...(await loadDialect(join(folder, 'dialect.yaml'), await loadContract(folder))), folder }
}

async function readShipped(folder: string): Promise<Provider | undefined> {
  const compiled = await readPrebuilt<{ dialect: Dialect; document: Node }>(basename(folder), providerFiles(folder))
  if (!compiled) return undefined
  const { dialect, document } = compiled
  return { id: dialect.id, folder, dialect, contract: { ...toContract(document), isSound: true } }
}

/** Loads a dialect and checks it against the contract. Throws as `loadProvider` does. */
export async function loadDialect(file: string, contract: Contract): Promise<Omit<Provider, 'folder'>> {
  const [raw, { dialectSchema }, { checkDialect }] = await Promise.all([
    readYaml(file),
    import('./schema.ts'),
    import('./check.ts'),
  ])
  // Aliases of YAML must not share nodes.
  const dialect: unknown = JSON.parse(JSON.stringify(raw ?? null))
  assertDialect(dialect, dialectSchema, file)
  refuse(file, checkDialect(dialect, contract))
  return { id: dialect.id, dialect, contract }
}

/**
 * Throws when the document does not fit the schema. What the schema returns is not used: it has the members of a lens in its
 * own order, and their order in the file is their order in a response.
 */
function assertDialect(document: unknown, schema: typeof dialectSchema, file: string): asserts document is Dialect {
  const issues = schema.safeParse(document).error?.issues ?? []
  refuse(
    file,
    issues.map(({ path, message }) => `${formatPointer(path.map(String)) || '/'}: ${message}`),
  )
}

function refuse(file: string, faults: readonly string[]): void {
  if (faults.length > 0) throw new Error(faults.map((fault) => `${file}: ${fault}`).join('\n'))
}
