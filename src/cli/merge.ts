import { stat, writeFile } from 'node:fs/promises'
import { basename, dirname, extname, resolve } from 'node:path'
import { listAt, type Node, nodeAt } from '../contract/document.ts'
import { loadDocument } from '../contract/load.ts'
import { findConflicts } from '../contract/merge/conflicts.ts'
import { mergeContracts } from '../contract/merge/merge.ts'
import type { MergeSource } from '../contract/merge/plain.ts'
import { renderConflicts, renderMerged } from '../contract/merge/render.ts'
import { findProvider, shippedIds } from '../dialect/provider.ts'
import { mistake } from './mistake.ts'
import { explainWriteError } from './options/explain-write-error.ts'
import { warnOfNotes } from './options/warn-of-notes.ts'

/** Flags of the command. */
export interface MergeFlags {
  out?: string
  report?: string
}

/** Merges contracts, and writes the result and its conflicts. */
export async function merge(names: string[], { out, report }: MergeFlags): Promise<void> {
  const sources = await Promise.all((names.length > 0 ? names : await shippedIds()).map(toSource))
  for (const { id, contract } of sources) warnOfNotes(id, contract)
  const ids = sources.map(({ id }) => id)
  const duplicate = ids.find((id, index) => ids.indexOf(id) !== index)
  if (duplicate)
    throw mistake(
      `two sources have the id ${duplicate}`,
      'pass sources with distinct ids; the id of a file is its name, or the name of its folder for openapi.yaml',
    )
  const merged = mergeContracts(sources)
  if (out) await write(out, renderMerged(merged))
  else process.stdout.write(renderMerged(merged))
  if (report) await write(report, renderConflicts(merged))
  for (const id of ids) warnOfOmissions(id, merged)
  const [first] = ids
  if (ids.length === 1) return console.error(`merged ${first}: one source, nothing to compare`)
  const hint = report ? `listed in ${report}` : 'pass --report FILE to list them'
  console.error(`merged ${ids.join(', ')} with ${findConflicts(merged).length} conflicts; ${hint}`)
}

const write = (file: string, text: string): Promise<void> =>
  writeFile(file, text).catch(explainWriteError(file, 'name a file in a folder that exists'))

function warnOfOmissions(id: string, merged: Node): void {
  for (const omission of listAt(nodeAt(merged, 'x-providers')[id], 'omitted'))
    console.error(`${id}: left out ${omission}`)
}

async function toSource(name: string): Promise<MergeSource> {
  const isFile = await stat(name).then(
    (entry) => entry.isFile(),
    // The name of a document that is missing is no id.
    () => /\.(ya?ml|json)$/i.test(name),
  )
  if (!isFile) return findProvider(name)
  const stem = basename(name, extname(name))
  return { id: stem === 'openapi' ? basename(dirname(resolve(name))) : stem, contract: await loadDocument(name) }
}
