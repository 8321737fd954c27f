import { fieldNamesIn } from '../../dialect/names.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { canCarry } from '../requests/carried-fields.ts'
import { type Draft, withFields, withMask } from '../requests/draft.ts'
import { blueSquare, leftHalfMask } from '../requests/samples.ts'
import type { PlannedGeneration } from './planned.ts'
import { expectedSize } from './sizes.ts'

/** Compressions of two JPEGs that no encoder takes as equal, in percent. */
const compressions = [20, 90]

/**
 * Lists the requests of a thorough run beyond the plan: several images of a task and of an edit, an image of the largest tier,
 * JPEGs of different compression, and an edit with a mask.
 */
export const planThorough = (dialect: Dialect, planned: readonly PlannedGeneration[]): PlannedGeneration[] => {
  const find = (does: 'generate' | 'edit', expects: PlannedGeneration['expects']) =>
    planned.find((plan) => plan.plainDraft.operation.does === does && plan.expects === expects)
  const [reply, task, edit] = [find('generate', 'reply'), find('generate', 'task'), find('edit', 'reply')]
  return [
    ...(reply ? [...planCompression(dialect, reply, planned), ...planLargestTier(dialect, reply)] : []),
    ...(task ? planSeveral(dialect, task) : []),
    ...(edit ? [...(Number(edit.draft.fields.n) > 1 && edit.images > 1 ? [] : planSeveral(dialect, edit))] : []),
    ...(edit ? planMask(dialect, edit) : []),
  ]
}

/** Builds a planned request from the invocation of another one. */
const toPlan = (
  plan: PlannedGeneration,
  draft: Draft,
  images: number,
  tiers: PlannedGeneration['tiers'] = [],
): PlannedGeneration => ({ ...plan, draft, extras: [], tiers, images, imagesAtMost: images })

/** Plans two images in one request, in a tier that allows two. */
function planSeveral(dialect: Dialect, plan: PlannedGeneration): PlannedGeneration[] {
  const { n, tier } = dialect.images
  if (n.max < 2 || fieldNamesIn(dialect, 'n', plan.plainDraft.encoding).length === 0) return []
  const allowsTwo = (name: string) => (n.byTier?.[name] ?? n.max) >= 2
  const draft = withFields({ n: 2 })(plan.plainDraft)
  if (!tier || allowsTwo(tier.default)) return [toPlan(plan, draft, 2)]
  const name = Object.keys(tier.words).find(allowsTwo)
  return name === undefined ? [] : planTier(dialect, plan, draft, name, 2)
}

/** Plans a request in a tier. Empty if the request cannot name a tier. */
function planTier(
  dialect: Dialect,
  plan: PlannedGeneration,
  draft: Draft,
  tier: string,
  images: number,
): PlannedGeneration[] {
  const [field] = fieldNamesIn(dialect, 'tier', draft.encoding)
  if (field === undefined) return []
  const word = dialect.images.tier?.words[tier]?.[0] ?? tier
  return [toPlan(plan, { ...draft, nativeFields: { ...draft.nativeFields, [field]: word } }, images, [[field, tier]])]
}

/** Plans an image of the tier with the largest square. */
function planLargestTier(dialect: Dialect, plan: PlannedGeneration): PlannedGeneration[] {
  const area = (tier: string) => {
    const size = expectedSize(dialect.images, { tier })
    return size ? size.width * size.height : 0
  }
  const [largest] = Object.keys(dialect.images.tier?.words ?? {}).sort((a, b) => area(b) - area(a))
  const isSquareAsked =
    dialect.images.size.accepts.includes('ratio') && canCarry(dialect, 'size', plan.plainDraft.encoding)
  const draft = isSquareAsked ? withFields({ size: '1:1' })(plan.plainDraft) : plan.plainDraft
  return largest === undefined ? [] : planTier(dialect, plan, draft, largest, 1)
}

/** Plans the JPEGs that the plan lacks to show two compressions. */
function planCompression(
  dialect: Dialect,
  plan: PlannedGeneration,
  planned: readonly PlannedGeneration[],
): PlannedGeneration[] {
  const { encoding } = plan.plainDraft
  const { formats, n } = dialect.images
  const canAsk = (['format', 'compression'] as const).every((name) => fieldNamesIn(dialect, name, encoding).length > 0)
  if (!canAsk || !formats.accepts.includes('jpeg')) return []
  const asked = planned.flatMap(({ draft }) =>
    draft.fields.format === 'jpeg' && typeof draft.fields.compression === 'number' ? [draft.fields.compression] : [],
  )
  const missing = compressions.filter((value) => !asked.some((other) => Math.abs(value - other) < 50))
  return missing.map((compression) =>
    toPlan(plan, withFields({ format: 'jpeg', compression })(plan.plainDraft), n.default),
  )
}

/** Plans an edit of the left half of a blue square. */
function planMask(dialect: Dialect, plan: PlannedGeneration): PlannedGeneration[] {
  const { encoding } = plan.plainDraft
  const [name] = dialect.mask?.[encoding] ?? []
  if (name === undefined || dialect.mask?.as[encoding] === 'reference') return []
  const draft = withMask(dialect, name, leftHalfMask)({ ...plan.plainDraft, references: [blueSquare] })
  return [toPlan(plan, draft, dialect.images.n.default)]
}
