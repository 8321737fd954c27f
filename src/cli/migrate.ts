import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrateDialect } from '../dialect/migration/migrate.ts'
import { mistake } from './mistake.ts'

/** Rewrites dialects in place. */
export async function migrate(folders: string[]): Promise<void> {
  for (const folder of folders) {
    const file = join(folder, 'dialect.yaml')
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' ? mistake(`${file}: no such file`, 'pass the folder of a provider') : error
    })
    await writeFile(file, migrated(file, text))
    console.log(`${file}: rewritten.`)
  }
}

function migrated(file: string, text: string): string {
  try {
    return migrateDialect(text)
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
}
