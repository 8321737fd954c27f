import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { isNode, type Node } from '../contract/document.ts'
import { type Contract, loadContract, readYaml, toContract } from '../contract/load.ts'
import { findSlip } from '../values/did-you-mean.ts'
import { packageFile } from '../values/package-file.ts'
import { type Fault, fault } from './fault.ts'
import { noteLoaded } from './loaded.ts'
import { loadPrebuiltValidators, readPrebuilt } from './prebuilt.ts'
import type { Dialect, DialectFile } from './schema.ts'
import { dialectVersion } from './words.ts'

/** Gateway, described by a folder of data. */
export interface Provider {
  readonly id: string
  readonly folder: string
  readonly dialect: Dialect
  readonly contract: Contract
}

/** Returns the base path of the image operations, such as `/v1`; empty when they have none. */
export function basePathOf({ dialect, contract }: Pick<Provider, 'dialect' | 'contract'>): string {
  const [first] = Object.values(dialect.operations)
  return contract.operations.find(({ route }) => route === first?.at)?.basePath ?? ''
}

/** Folder of the providers that the package ships. */
export const shippedFolder = packageFile('openapi/providers')

/**
 * Ids of the shipped providers, in alphabetical order.
 *
 * @example
 * ```ts
 * import { shippedIds } from 'proofsheet'
 *
 * console.log((await shippedIds()).length) // 14
 * ```
 */
export async function shippedIds(): Promise<string[]> {
  const entries = await readdir(shippedFolder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** Neither a shipped provider nor a folder has the name. */
export class UnknownProvider extends Error {}

/**
 * Loads a shipped provider by its id, or any provider by the path of its folder. Throws an error with the known ids.
 *
 * @example
 * ```ts
 * import { findProvider } from 'proofsheet'
 *
 * const { dialect } = await findProvider('./lumen')
 * console.log(dialect.name) // Lumen
 * ```
 */
export async function findProvider(idOrFolder: string): Promise<Provider> {
  const ids = await shippedIds()
  if (ids.includes(idOrFolder)) return loadProvider(join(shippedFolder, idOrFolder))
  const isFolder = await stat(idOrFolder).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (isFolder) return loadProvider(idOrFolder)
  const slip = findSlip(idOrFolder, ids)
  throw new UnknownProvider(
    `unknown provider "${idOrFolder}": ${slip ? `did you mean ${slip}? ` : ''}expected one of ${ids.join(', ')}, or the path of a provider's folder`,
  )
}

/** Lists the files of a provider's folder that define the mock. */
export const providerFiles = (folder: string): string[] =>
  ['openapi.yaml', 'overlay.yaml', 'dialect.yaml'].map((file) => join(folder, file))

/**
 * Loads and checks a provider's folder. Throws one error with every fault: file, line, JSON pointer, what was found, what was
 * expected, and an example that would do.
 *
 * @example
 * ```ts
 * import { loadProvider } from 'proofsheet'
 *
 * const { contract } = await loadProvider('./lumen')
 * console.log(contract.operations.map(({ route }) => route)[0]) // POST /pictures
 * ```
 */
export async function loadProvider(folder: string): Promise<Provider> {
  const compiled = dirname(resolve(folder)) === shippedFolder ? await readShipped(folder) : undefined
  if (compiled) return compiled
  const file = join(folder, 'dialect.yaml')
  const contract = await loadContract(folder).catch(async (error: Error) => {
    // The form of the dialect can be judged without the contract.
    const other = await readDialectFile(file).catch((fault: Error) => fault)
    throw other instanceof Error ? new Error(`${error.message}\n${other.message}`) : error
  })
  return { ...(await loadDialect(file, contract)), folder }
}

async function readShipped(folder: string): Promise<Provider | undefined> {
  const compiled = await readPrebuilt<{ dialect: Dialect; document: Node }>(basename(folder), providerFiles(folder))
  if (!compiled) return undefined
  const { dialect, document } = compiled
  const loadValidators = () => loadPrebuiltValidators(basename(folder))
  const contract: Contract = { ...toContract(document), isSound: true, loadValidators }
  return { id: dialect.id, folder, dialect: noteLoaded(dialect), contract }
}

/** Loads a dialect and checks it against the contract. Throws like `loadProvider`. */
export async function loadDialect(file: string, contract: Contract): Promise<Omit<Provider, 'folder'>> {
  const stated = await readDialectFile(file)
  const [{ dialectSchema }, { listFaults }, { completeDialect }, { withImageOperation }] = await Promise.all([
    import('./schema.ts'),
    import('./check.ts'),
    import('./complete.ts'),
    import('./image-operation.ts'),
  ])
  const dialect = completeDialect(stated, contract, dialectSchema)
  const served = stated.results?.image ? contract : withImageOperation(contract, dialect)
  await throwFaults(file, listFaults(dialect, served))
  return { id: dialect.id, dialect: noteLoaded(dialect), contract: served }
}

/** Reads a dialect, and throws every fault of its form. */
async function readDialectFile(file: string): Promise<DialectFile> {
  const [raw, { dialectSchema }, { listFormatFaults }] = await Promise.all([
    readYaml(file),
    import('./schema.ts'),
    import('./format-faults.ts'),
  ])
  // The copy gives each alias of the YAML nodes of its own.
  const stated: unknown = JSON.parse(JSON.stringify(raw ?? null))
  if (isNode(stated) && stated.dialect === undefined)
    await throwFaults(file, [
      fault(
        ['dialect'],
        `missing: add "dialect: ${dialectVersion}"; "proofsheet migrate ${dirname(file)}" rewrites a dialect that was written before the format had a version`,
        { kind: 'format', example: dialectVersion },
      ),
    ])
  await throwFaults(file, listFormatFaults(stated, dialectSchema))
  return stated as DialectFile
}

async function throwFaults(file: string, faults: readonly Fault[]): Promise<void> {
  if (faults.length === 0) return
  const { showFaults } = await import('./show-faults.ts')
  const hasOverlay = await stat(join(dirname(file), 'overlay.yaml')).then(
    () => true,
    () => false,
  )
  const contractFile = hasOverlay ? 'overlay.yaml' : 'openapi.yaml'
  throw new Error(showFaults(file, await readFile(file, 'utf8'), faults, contractFile))
}
