import { z } from 'zod'
import { formatPointer } from '../../contract/pointer.ts'
import { hasSources } from '../default-source.ts'
import { type Fault, fault } from '../fault.ts'
import { readPointer } from '../lens.ts'
import { sourceBases } from '../words.ts'
import { pointer } from './shared.ts'

const source = z.strictObject({
  page: z
    .string()
    .meta({ title: 'Page of the documentation', description: 'Short name of the page, explained in NOTES.md.' }),
  quote: z.string().optional().meta({ title: 'Quotation', description: 'Words of the page.' }),
  basis: z.enum(sourceBases).meta({
    title: 'Strength of the source',
    description:
      'documented: prose or a schema says so. example: a sample shows it. inferred: deduced, or read in source code. open: the documentation says nothing, and the mock picks this value.',
  }),
})

export const sources = z
  .record(
    pointer,
    source.meta({ title: 'Source', description: 'Page that documents the member at this JSON pointer.' }),
  )
  .meta({
    title: 'Sources of the traits',
    description:
      "Where each member, or a member above it, is documented, by JSON pointer; '' stands for the whole dialect. Only verification needs them. Default: none.",
  })
export type Sources = z.infer<typeof sources>

export const quirks = z
  .array(
    z
      .strictObject({
        row: z.string().meta({ title: 'Id of the difference', description: 'Id in the list of differences: REQ-08.' }),
        note: z.string().meta({ title: 'Note on the contradiction', description: 'The contradiction in a sentence.' }),
      })
      .meta({ title: 'Contradiction', description: 'A contradiction that no trait can hold.' }),
  )
  .meta({
    title: 'Contradictions of the documentation',
    description: 'Contradictions that no trait can hold; the page of the mock shows them.',
  })

const unsourced = new Set(['dialect', 'id', 'name', 'sources', 'quirks'])

/**
 * Checks that each source belongs to a member of the dialect, and that each trait has a source at its pointer or above. A file
 * without sources is enough for a mock and for a client.
 */
export function* checkSources(dialect: { readonly sources: Sources }): Generator<Fault> {
  for (const pointer of Object.keys(dialect.sources))
    if (readPointer(dialect, pointer) === undefined)
      yield fault(
        ['sources', pointer],
        `the dialect has no member at ${pointer}: correct the pointer, or remove the source`,
        { kind: 'source', example: { [nearestMember(dialect, pointer)]: dialect.sources[pointer] } },
      )
  if ('' in dialect.sources || !hasSources(dialect)) return
  for (const [section, value] of Object.entries(dialect))
    if (!unsourced.has(section) && value !== undefined) yield* checkSourcesBelow(dialect.sources, value, [section])
}

function* checkSourcesBelow(sources: Sources, node: unknown, parts: readonly string[]): Generator<Fault> {
  if (Object.hasOwn(sources, formatPointer(parts))) return
  if (typeof node !== 'object' || node === null || Object.keys(node).length === 0)
    yield fault(parts, "no source: add this pointer, or a pointer above, to /sources; the pointer '' covers all", {
      kind: 'source',
    })
  else for (const [key, child] of Object.entries(node)) yield* checkSourcesBelow(sources, child, [...parts, key])
}

/** Returns the longest part of a pointer at which the dialect has a member. */
const nearestMember = (dialect: unknown, pointer: string): string =>
  readPointer(dialect, pointer) === undefined
    ? nearestMember(dialect, pointer.slice(0, Math.max(0, pointer.lastIndexOf('/'))))
    : pointer
