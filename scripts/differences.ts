import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readYaml } from '../src/contract/load.ts'
import { sourceBases } from '../src/dialect/words.ts'

const texts = z.array(z.string()).default([])
const difference = z.strictObject({
  id: z.string().regex(/^[A-Z]+-\d\d$/, 'must be an id such as REQ-02'),
  title: z.string().min(1),
  traits: texts,
  invariants: texts,
  notes: z.string().min(1).optional(),
  shown: z.record(z.string(), z.enum(sourceBases)).default({}),
  test: z.string().optional(),
  providerNotes: texts,
})
/** Schema of `openapi/differences.yaml`. The comment at the top of that file explains the members. */
const list = z.strictObject({
  differences: z.array(difference),
  unlisted: z.array(z.strictObject({ traits: texts, invariants: texts, reason: z.string().min(1) })),
})
export type DifferenceList = z.infer<typeof list>
type Difference = z.infer<typeof difference>

const file = fileURLToPath(new URL('../openapi/differences.yaml', import.meta.url))

/** Reads `openapi/differences.yaml`. Throws a ZodError for a member that is missing, unknown or of the wrong type. */
export const readDifferences = async (): Promise<DifferenceList> => list.parse(await readYaml(file))

export const differenceTable = '<!-- Begin of the table that npm run generate writes from differences.yaml. -->'

const heads = ['id', 'difference', 'place', 'shown by', 'test', 'in NOTES']

/** Returns the rows of the table, the heads first. */
export const differenceRows = ({ differences }: DifferenceList): string[][] => [heads, ...differences.map(cellsOf)]

const cellsOf = ({ id, title, traits, invariants, notes, shown, test, providerNotes }: Difference): string[] => [
  id,
  title,
  [
    ...(traits.length > 0 ? [traits.map((trait) => `\`${trait}\``).join(', ')] : []),
    ...invariants.map((invariant) => `"${invariant}"`),
    ...(notes === undefined ? [] : [notes]),
  ].join('; '),
  joinOrDash(Object.entries(shown).map(([provider, basis]) => provider + marks[basis])),
  test === undefined ? '—' : `\`${test}\``,
  joinOrDash(providerNotes),
]

const joinOrDash = (items: readonly string[]): string => items.join(', ') || '—'

const marks: Readonly<Record<(typeof sourceBases)[number], string>> = {
  documented: '',
  example: ' (e)',
  inferred: ' (i)',
  open: ' (open)',
}
