import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { explainWriteError } from './explain-write-error.ts'

/**
 * Checks that a folder can be made and written, before a command spends time or images. Leaves nothing behind. Throws an Error
 * that names the folder.
 */
export async function checkFolder(folder: string, remedy: string): Promise<void> {
  const explain = explainWriteError(folder, remedy)
  const made = await mkdir(folder, { recursive: true }).catch(explain)
  const trial = join(folder, `proofsheet.${process.pid}.trial`)
  try {
    await writeFile(trial, '').catch(explain)
  } finally {
    await rm(made ?? trial, { recursive: true, force: true })
  }
}
