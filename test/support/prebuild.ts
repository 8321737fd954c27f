import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { compileData } from '../../scripts/build/compile.ts'
import { folderOfSources } from '../../scripts/build/compiled-of-sources.ts'
import { compileValidators } from '../../scripts/build/validators.ts'

/**
 * Computes the prebuilt values of the present sources before all tests, because each worker, and each program that a test starts,
 * would otherwise parse and check the same files.
 */
export default async function prebuild(): Promise<void> {
  const folder = await folderOfSources()
  if (existsSync(folder)) return
  await mkdir(dirname(folder), { recursive: true })
  const unfinished = await mkdtemp(join(dirname(folder), 'unfinished-'))
  await compileData(unfinished)
  await compileValidators(unfinished)
  await rename(unfinished, folder)
}
