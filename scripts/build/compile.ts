import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { digestOfFiles, type Prebuilt } from '../../src/dialect/prebuilt.ts'
import { findProvider, providerFiles, shippedIds } from '../../src/dialect/provider.ts'
import { compileOperation } from '../../src/engine/validate/prism.ts'
import { loadScenarios, shippedScenarioFiles } from '../../src/scenario/load.ts'
import { dist } from './paths.ts'

/** Writes the checked providers and scenarios into the built package or another folder, where `src/dialect/prebuilt.ts` reads them. */
export async function compileData(folder = join(dist, 'compiled')): Promise<void> {
  const write = async <T>(name: string, files: readonly string[], value: T) => {
    const compiled: Prebuilt<T> = { digest: await digestOfFiles(files), value }
    await writeFile(join(folder, `${name}.json`), JSON.stringify(compiled))
  }
  await mkdir(folder, { recursive: true })
  for (const id of await shippedIds()) {
    const { folder: home, dialect, contract } = await findProvider(id)
    // Throws if a schema cannot be compiled, because prebuilt providers are not checked again.
    for (const operation of contract.operations) await compileOperation(contract.document, operation)
    await write(basename(home), providerFiles(home), { dialect, document: contract.document })
  }
  await write('scenarios', await shippedScenarioFiles(), [...(await loadScenarios())])
}
