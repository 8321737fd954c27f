import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join } from 'node:path'
import { clientFiles, isGenerated } from '../client/client-files.ts'
import { loadDocument } from '../contract/load.ts'
import { findProvider, loadDialect } from '../dialect/provider.ts'
import { exitCodes } from './exit-codes.ts'
import { mistake } from './mistake.ts'
import { checkFolder } from './options/check-folder.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'

/** Flags of the command. */
export interface GenerateFlags {
  provider?: string
  spec?: string
  dialect?: string
  out: string
  extension: '.js' | '.ts'
  check?: true
  force?: true
}

/** Writes the client. Returns the exit code. */
export async function generate({
  provider,
  spec,
  dialect,
  out,
  extension,
  check,
  force,
}: GenerateFlags): Promise<number> {
  if (!provider && !spec) throw mistake('the client has no source', 'pass --provider ID, or --spec FILE')
  if (!check) await checkFolder(out, 'pass another folder with --out')
  const contract = spec && !provider ? await loadDocument(spec) : undefined
  const source = contract
    ? dialect
      ? await loadDialect(dialect, contract)
      : { contract }
    : await findProvider(provider ?? '')
  warnOfNotes(provider ?? spec ?? '', source.contract)
  const stale = await listStale(out, await clientFiles(source, extension))
  if (check && stale.length > 0) {
    console.error(`stale files: ${names(stale)}\n  run the same command without --check to update them`)
    return exitCodes.deviates
  }
  // All files are looked at before one is written, so that a refusal leaves the folder as it was.
  const foreign = stale.filter(({ current }) => current !== undefined && !isGenerated(current))
  if (foreign.length > 0 && !force)
    throw mistake(
      `files that this command did not write: ${names(foreign)}`,
      'choose another --out, or pass --force to overwrite them',
    )
  for (const { file, expected } of stale) {
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, expected)
  }
  const written = stale.length > 3 ? `${stale.length} files to ${out}` : names(stale)
  console.log(stale.length === 0 ? `${out} is up to date` : `wrote ${written}\n${nextSteps(out, extension)}`)
  return exitCodes.conforms
}

interface StaleFile {
  readonly file: string
  readonly current: string | undefined
  readonly expected: string
}

const names = (files: readonly StaleFile[]): string => files.map(({ file }) => file).join(', ')

/** Lists the files that are missing or differ. Throws if a file cannot be read. */
async function listStale(out: string, files: Record<string, string>): Promise<StaleFile[]> {
  const read = async ([name, expected]: [string, string]): Promise<StaleFile> => {
    const file = join(out, name)
    const current = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    return { file, current, expected }
  }
  const all = await Promise.all(Object.entries(files).map(read))
  // A checkout may have changed the line endings.
  return all.filter(({ current, expected }) => current?.replaceAll('\r\n', '\n') !== expected)
}

function nextSteps(out: string, extension: string): string {
  const file = join(out, `client${extension}`).replaceAll('\\', '/')
  const path = isAbsolute(out) || file.startsWith('../') ? file : `./${file}`
  return `next:\n  npm install openapi-fetch\n  import { createImageClient } from '${path}'`
}
