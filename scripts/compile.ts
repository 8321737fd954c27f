import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { digestOfFiles, type Prebuilt } from '../src/dialect/prebuilt.ts'
import { findProvider, providerFiles, shippedIds } from '../src/dialect/provider.ts'
import { prismOf } from '../src/engine/validate/prism.ts'
import { loadScenarios, shippedScenarioFiles } from '../src/scenario/load.ts'

/** Writes what `src/compiled.ts` reads into a built package: providers and scenarios, read and judged. */

const folder = fileURLToPath(new URL('../dist/compiled', import.meta.url))
await mkdir(folder, { recursive: true })

async function write<T>(name: string, files: readonly string[], value: T): Promise<void> {
  const compiled: Prebuilt<T> = { digest: await digestOfFiles(files), value }
  await writeFile(join(folder, `${name}.json`), JSON.stringify(compiled))
}

for (const id of await shippedIds()) {
  const { folder: home, dialect, contract } = await findProvider(id)
  // Throws where a schema can't be compiled: nobody looks at that again.
  await prismOf(contract)
  await write(basename(home), providerFiles(home), { dialect, document: contract.document })
}
await write('scenarios', await shippedScenarioFiles(), [...(await loadScenarios())])
