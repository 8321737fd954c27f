import { Command } from 'commander'
import { hasSources } from '../dialect/default-source.ts'
import { findProvider } from '../dialect/provider.ts'
import { createMock } from '../engine/mock.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'

export const checkCommand = new Command('check')
  .description("tell every fault of a provider's folder without serving a mock; exit code 1 if there is one")
  .argument('<folders...>', "providers' folders, or ids of shipped providers")
  .action(check)

async function check(folders: string[]): Promise<void> {
  const results = await Promise.allSettled(folders.map(checkFolder))
  for (const result of results) if (result.status === 'fulfilled') console.log(result.value)
  const faults = results.flatMap((result) => (result.status === 'rejected' ? [(result.reason as Error).message] : []))
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

/** Loads a folder as a mock does. Returns what to do next; throws every fault. */
async function checkFolder(folder: string): Promise<string> {
  const provider = await findProvider(folder)
  warnOfNotes(folder, provider.contract)
  await createMock({ providers: [provider], admin: false })
  const next = hasSources(provider.dialect)
    ? ''
    : " Before you verify, name the sources, such as sources: { '': { page: DOCS, basis: documented } }"
  return `${folder}: no faults.${next}`
}
