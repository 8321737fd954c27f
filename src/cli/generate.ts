import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command, Option } from 'commander'
import { clientFiles } from '../client/client-files.ts'
import { loadDocument } from '../contract/load.ts'
import { findProvider, loadDialect } from '../dialect/provider.ts'

interface Flags {
  provider?: string
  spec?: string
  dialect?: string
  out: string
  extension: '.js' | '.ts'
  check?: true
}

export const generateCommand = new Command('generate')
  .description('write a typed client of a gateway that depends on openapi-fetch alone')
  .addOption(new Option('--provider <id>', 'an id, or the path of a provider folder').conflicts(['spec', 'dialect']))
  .option('--spec <file>', 'an OpenAPI document')
  .option('--dialect <file>', 'the dialect that goes with --spec; without one there are types and a bare client')
  .requiredOption('--out <folder>', 'where to write')
  .addOption(
    new Option('--extension <ending>', 'what imports end in: .js for Node and bundlers, .ts for Deno')
      .choices(['.js', '.ts'])
      .default('.js'),
  )
  .option('--check', 'write nothing, and fail when a file is stale')
  .action(generate)

async function generate({ provider, spec, dialect, out, extension, check }: Flags): Promise<void> {
  if (!provider && !spec) throw new Error('say what to write a client of: --provider ID or --spec FILE')
  const contract = spec && !provider ? await loadDocument(spec) : undefined
  const source = contract
    ? dialect
      ? await loadDialect(dialect, contract)
      : { contract }
    : await findProvider(provider ?? '')
  const stale: string[] = []
  for (const [name, expected] of Object.entries(await clientFiles(source, extension))) {
    const file = join(out, name)
    const current = await readFile(file, 'utf8').catch(() => undefined)
    // A checkout may have turned the line ends.
    if (current?.replaceAll('\r\n', '\n') === expected) continue
    stale.push(file)
    if (check) continue
    await mkdir(out, { recursive: true })
    await writeFile(file, expected)
  }
  if (check && stale.length > 0) throw new Error(`stale: ${stale.join(', ')}; run the same command without --check`)
  console.log(stale.length === 0 ? `${out} is current` : `wrote ${stale.join(', ')}; it needs openapi-fetch`)
}
