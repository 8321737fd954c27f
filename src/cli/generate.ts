import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { clientFiles } from '../client/client-files.ts'
import { loadDocument } from '../contract/load.ts'
import { findProvider, loadDialect } from '../dialect/provider.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'

interface Flags {
  provider?: string
  spec?: string
  dialect?: string
  out: string
  extension: '.js' | '.ts'
  check?: true
}

export const generateCommand = new Command('generate')
  .description('generate a typed client that depends on openapi-fetch alone')
  .addOption(new Option('--provider <id>', 'provider id, or path of a provider folder').conflicts(['spec', 'dialect']))
  .option('--spec <file>', 'OpenAPI document')
  .option('--dialect <file>', 'dialect for --spec; without a dialect the output is types and a bare client')
  .requiredOption('--out <folder>', 'output folder')
  .addOption(
    new Option('--extension <ending>', 'file extension of imports: .js for Node and bundlers, .ts for Deno')
      .choices(['.js', '.ts'])
      .default('.js'),
  )
  .option('--check', 'write nothing, and fail if a file is stale')
  .action(generate)

async function generate({ provider, spec, dialect, out, extension, check }: Flags): Promise<void> {
  if (!provider && !spec) throw new Error('missing source of the client: pass --provider ID or --spec FILE')
  const contract = spec && !provider ? await loadDocument(spec) : undefined
  const source = contract
    ? dialect
      ? await loadDialect(dialect, contract)
      : { contract }
    : await findProvider(provider ?? '')
  warnOfNotes(provider ?? spec ?? '', source.contract)
  const stale: string[] = []
  for (const [name, expected] of Object.entries(await clientFiles(source, extension))) {
    const file = join(out, name)
    const current = await readFile(file, 'utf8').catch(() => undefined)
    // A checkout may have changed the line endings.
    if (current?.replaceAll('\r\n', '\n') === expected) continue
    stale.push(file)
    if (check) continue
    await mkdir(out, { recursive: true })
    await writeFile(file, expected)
  }
  if (check && stale.length > 0)
    throw new Error(`stale files: ${stale.join(', ')}; run the same command without --check to update them`)
  console.log(stale.length === 0 ? `${out} is up to date` : `wrote ${stale.join(', ')}; the client needs openapi-fetch`)
}
