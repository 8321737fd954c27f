import { readFirst } from '../../dialect/lens.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { sharedGenerations } from '../generations/generate.ts'
import { countOtherColours } from '../generations/halves.ts'
import { readQuantization } from '../generations/jpeg-tables.ts'
import type { Observation, Probe } from '../probe.ts'
import { blueSquare } from '../requests/samples.ts'
import { type Drawing, drawingsOf } from './drawings.ts'

/** Observes fields that a gateway takes and drops: compression, the mask, and the second name of the user id. */
export const droppedFieldsProbe: Probe = {
  id: 'images.dropped',
  observes: [],
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    if (ctx.mode === 'discover') return { observations: [] }
    const { known } = ctx
    const drawings = await drawingsOf(ctx)
    return {
      observations: [
        ...observeCompression(known, drawings),
        ...observeUser(known, drawings),
        ...(await observeMask(known, drawings)),
      ],
    }
  },
}

/** Observes that a gateway reads the single name of the compression, or none of its names. */
const observeNames = (
  { fields }: Dialect,
  { draft }: Pick<Drawing, 'draft'>,
  isRead: boolean,
  more: Pick<Observation, 'evidence' | 'note'>,
): Observation[] =>
  (['names', draft.encoding] as const).flatMap((kind) => {
    const documented = fields.compression?.[kind]
    if (!documented || (isRead && documented.length > 1)) return []
    return [{ trait: `/fields/compression/${kind}`, value: isRead ? documented : [], ...more }]
  })

/** Least difference of two compressions that an encoder cannot take as equal, in percent. */
const clearDifference = 50

/**
 * Observes a compression that the gateway drops: two JPEGs of different compression have the same quantization tables. The
 * images themselves differ in any case.
 */
function observeCompression(dialect: Dialect, drawings: readonly Drawing[]): Observation[] {
  const jpegs = drawings.flatMap(({ draft, document }) => {
    const [first] = document.images
    const { compression } = draft.fields
    const tables = first?.format === 'jpeg' ? readQuantization(first.bytes) : undefined
    const { number } = document.answer
    return typeof compression === 'number' && tables !== undefined ? [{ draft, compression, tables, number }] : []
  })
  const pairs = jpegs.flatMap((one, index) =>
    jpegs
      .slice(index + 1)
      .filter((other) => Math.abs(one.compression - other.compression) >= clearDifference)
      .map((other) => ({ one, other })),
  )
  const [first] = [...pairs.filter(({ one, other }) => one.tables === other.tables), ...pairs]
  if (!first) return []
  const { one, other } = first
  const evidence = [one.number, other.number]
  const note = `a JPEG with ${one.compression} and a JPEG with ${other.compression} are compressed equally`
  return one.tables === other.tables
    ? observeNames(dialect, one, false, { evidence, note })
    : observeNames(dialect, one, true, { evidence })
}

/** Colour of the reference image that is edited with a mask. */
const blue = [30, 60, 220] as const

/**
 * Observes if a mask took effect in the edit of a blue image whose left half is to edit: most of the left half changes, and
 * more of it than of the right half.
 */
async function observeMask({ mask }: Dialect, drawings: readonly Drawing[]): Promise<Observation[]> {
  const masked = drawings.find(({ draft }) => draft.references.includes(blueSquare))
  const [image] = masked?.document.images ?? []
  if (!masked || image?.isOpaque === undefined) return []
  const { encoding } = masked.draft
  const { left, right } = await countOtherColours(image.bytes, blue)
  const isRead = left > 0.5 && left > right * 1.5
  const documented = mask?.[encoding] ?? []
  if (isRead && documented.length > 1) return []
  const inPercent = (share: number) => `${Math.round(share * 100)} %`
  const note = `${inPercent(left)} of the part to edit changed, and ${inPercent(right)} of the rest`
  return [
    {
      trait: `/mask/${encoding}`,
      value: isRead ? documented : [],
      evidence: [masked.document.answer.number],
      ...(isRead ? {} : { note }),
    },
  ]
}

/** Observes which of two names of the user id counts, from the id that the response repeats. */
function observeUser(dialect: Dialect, drawings: readonly Drawing[]): Observation[] {
  const { several } = dialect.fields.user ?? {}
  for (const { draft, json, lens, document } of drawings) {
    const second = draft.nativeFields?.[fieldNamesIn(dialect, 'user', draft.encoding)[1] ?? '']
    const repeated = readFirst(json, lens.user)
    if (second === undefined || typeof repeated !== 'string') continue
    const winner = repeated === second ? 'last' : repeated === draft.fields.user ? 'first' : undefined
    if (winner === undefined) continue
    const value = winner === 'first' && several === undefined ? undefined : winner
    return [{ trait: '/fields/user/several', value, evidence: [document.answer.number] }]
  }
  return []
}
