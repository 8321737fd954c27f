import { hasSources } from '../dialect/default-source.ts'
import { findProvider, UnknownProvider } from '../dialect/provider.ts'
import { createMock } from '../engine/mock.ts'
import { exitCodes } from './exit-codes.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'
import { showError } from './show-error.ts'

/** Tells the faults of providers' folders. Returns the exit code; a missing folder is no fault of a folder. */
export async function check(folders: string[]): Promise<number> {
  const results = await Promise.allSettled(folders.map(checkFolder))
  for (const result of results) if (result.status === 'fulfilled') console.log(result.value)
  const faults = results.flatMap((result) => (result.status === 'rejected' ? [showError(result.reason)] : []))
  for (const fault of faults) console.error(fault)
  if (results.some((result) => result.status === 'rejected' && result.reason instanceof UnknownProvider))
    return exitCodes.misuse
  return faults.length > 0 ? exitCodes.deviates : exitCodes.conforms
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
