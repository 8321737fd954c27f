import type { Node } from '../../contract/document.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { schemasAt } from '../../contract/walk.ts'
import { fieldParts } from '../../dialect/body-field.ts'
import { referenceLimitTrait, referencesForModel } from '../../dialect/models.ts'
import { effectiveCause, fieldNamesIn } from '../../dialect/names.ts'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { mostReferences } from '../../dialect/single-images.ts'
import { isRefused } from '../ask.ts'
import type { Probe, ProbeContext, TakenFault } from '../probe.ts'
import { canCarry } from '../requests/carried-fields.ts'
import {
  type Change,
  type Draft,
  imagesRequestedBy,
  notAnImage,
  sampleDrafts,
  tinyPngs,
  toAsk,
  toReferenceValue,
  withField,
} from '../requests/draft.ts'

/** A single fault of a request, and what a gateway shows that takes the request. */
interface FaultyValue extends Pick<TakenFault, 'trait' | 'value' | 'fault'> {
  readonly change: Change
  /** Completes the sentence: the gateway takes. */
  readonly what: string
}

/** Largest number of faulty requests that the run lets a gateway take, because the gateway charges for each. */
const maxTaken = 2

/**
 * Sends each documented fault alone, in each kind of request. A fault that another probe tests is tested here in the other
 * operation and in the other kind of body, in which a gateway may not check the fault.
 */
export const refusedValuesProbe: Probe = {
  id: 'requests.values',
  observes: [],
  cost: 0,
  async observe(ctx) {
    if (ctx.mode === 'discover') return { observations: [] }
    let count = 0
    for (const draft of kindsOf(sampleDrafts(ctx.known)))
      for (const faulty of listFaultyValues(ctx, draft)) {
        const changed = faulty.change(draft)
        const images = imagesRequestedBy(ctx.known, changed)
        if (count >= maxTaken || ctx.imagesLeft() < images) return { observations: [] }
        if (isReported(ctx, faulty)) continue
        const answer = await ctx.ask({ ...toAsk(ctx.known, changed), images, expects: 'refusal' })
        if (isRefused(answer)) continue
        count++
        const { change: _, what, ...rest } = faulty
        ctx.takenFaults.push({
          ...rest,
          ...(rest.trait.endsWith('/status') ? { value: answer.status } : {}),
          note: `the gateway takes ${what}`,
          request: `${draft.operation.at} ${draft.encoding}`,
          evidence: [answer.number],
        })
      }
    return { observations: [] }
  },
}

/** Keeps the first draft of each operation and body. */
const kindsOf = (drafts: readonly Draft[]): Draft[] =>
  [...Map.groupBy(drafts, ({ operation, encoding }) => `${operation.does} ${encoding}`).values()].flatMap(
    ([first]) => first ?? [],
  )

const isReported = ({ takenFaults, deviations }: ProbeContext, { fault, trait }: FaultyValue): boolean =>
  takenFaults.some((taken) => taken.fault === fault || taken.trait === trait) ||
  deviations.some((deviation) => deviation.trait === trait)

function listFaultyValues(ctx: ProbeContext, draft: Draft): FaultyValue[] {
  const { known } = ctx
  return [
    ...listPromptFaults(known, draft),
    ...listSizeFaults(known, draft),
    ...listReferenceFaults(known, draft),
    ...describedFields.flatMap((field) => listSchemaFaults(ctx, draft, field)),
  ]
}

function listPromptFaults({ prompt, errors }: Dialect, { encoding }: Draft): FaultyValue[] {
  const isRequired = (prompt.min ?? 0) > 0
  const badField = `/errors/causes/${effectiveCause({ errors }, 'badField')}/status`
  const empty: FaultyValue = {
    fault: 'empty prompt',
    trait: '/prompt/min',
    value: 0,
    what: 'an empty prompt',
    change: withField('prompt', ''),
  }
  const ofOtherType: FaultyValue = {
    fault: 'prompt of another type',
    trait: badField,
    value: undefined,
    what: 'a list as prompt',
    change: withField('prompt', [7]),
  }
  return [...(isRequired ? [empty] : []), ...(encoding === 'json' ? [ofOtherType] : [])]
}

function listSizeFaults(dialect: Dialect, { encoding }: Draft): FaultyValue[] {
  if (!canCarry(dialect, 'size', encoding)) return []
  const { size } = dialect.images
  const { maxPixels, multiple = 1 } = size
  // A square of four times the documented number of pixels.
  const edge = maxPixels === undefined ? 0 : Math.ceil((2 * Math.sqrt(maxPixels)) / multiple) * multiple
  return [
    {
      fault: 'size',
      trait: '/images/size/accepts',
      value: [...size.accepts, 'any text'],
      what: 'a size that is none',
      change: withField('size', 'nonsense'),
    },
    ...(edge === 0
      ? []
      : [
          {
            fault: 'huge size',
            trait: '/images/size/maxPixels',
            value: edge * edge,
            what: `the size ${edge}x${edge}`,
            change: withField('size', `${edge}x${edge}`),
          },
        ]),
  ]
}

function listReferenceFaults(dialect: Dialect, { operation, encoding }: Draft): FaultyValue[] {
  const references = referencesForModel(dialect)
  if (operation.references === 'reject' || references[encoding] === undefined) return []
  const { json, max } = references
  const name = json?.fields[0]
  const missing: FaultyValue = {
    fault: 'no reference',
    trait: `/operations/${operation.does}/references`,
    value: 'accept',
    what: 'an edit without an image',
    change: (draft) => ({ ...draft, references: [] }),
  }
  const blob: FaultyValue = {
    fault: 'blob URL',
    trait: '/references/json/accepts',
    value: [...(json?.accepts ?? []), 'blob'],
    what: 'a blob: URL as reference image',
    change: (draft) => ({
      ...draft,
      references: [],
      nativeFields: { [name ?? '']: json && toReferenceValue(json, 'blob:https://example.com/7f1c') },
    }),
  }
  const tooMany: FaultyValue = {
    fault: 'references',
    trait: referenceLimitTrait(dialect, 'max'),
    value: max + 1,
    what: `${max + 1} reference images`,
    change: (draft) => ({ ...draft, references: tinyPngs(max + 1) }),
  }
  return [
    ...(operation.references === 'require' ? [missing] : []),
    {
      fault: 'badReference',
      trait: '/errors/causes/badReference/status',
      value: undefined,
      what: 'a reference image that is no image',
      change: (draft) => ({ ...draft, references: [notAnImage] }),
    },
    ...(max + 1 <= mostReferences(references, encoding) ? [tooMany] : []),
    ...(encoding === 'json' && name !== undefined ? [blob] : []),
  ]
}

/** Fields whose documented values or types the published document lists. Other probes test the other fields. */
const describedFields = ['n', 'tier', 'quality', 'compression', 'background', 'moderation', 'stream'] as const

/** Lists values that the schema of a field excludes. */
function listSchemaFaults(ctx: ProbeContext, draft: Draft, field: CanonicalField): FaultyValue[] {
  const { known } = ctx
  const [name] = fieldNamesIn(known, field, draft.encoding)
  const schemas = name === undefined ? [] : fieldSchemas(ctx, draft, name)
  if (name === undefined || schemas.length === 0) return []
  const rules = known.fields[field]
  const kind = rules?.[draft.encoding] ? draft.encoding : 'names'
  const badField = `/errors/causes/${effectiveCause(known, 'badField')}/status`
  // The gateway certainly reads the number of images and the stream: a taken value shows that the type is not checked.
  const seen = field === 'n' ? { trait: badField, value: undefined } : { trait: `/fields/${field}/${kind}`, value: [] }
  const faultOf = (value: unknown): FaultyValue => ({
    ...seen,
    fault: `value of ${field}`,
    what: `${JSON.stringify(value)} as ${name}`,
    change: withField(field, value),
  })
  const types = schemas.flatMap(({ type }) => [type].flat()).filter((type) => typeof type === 'string')
  if (types.includes('string'))
    return schemas.every(({ enum: words }) => Array.isArray(words)) ? [faultOf('nonsense')] : []
  const [maximum] = schemas.flatMap((schema) => (typeof schema.maximum === 'number' ? [schema.maximum] : []))
  return [
    faultOf('nonsense'),
    ...(field === 'compression' && maximum !== undefined ? [faultOf(maximum + 1)] : []),
    ...(field === 'n' && draft.encoding === 'json' ? [faultOf(1.5)] : []),
  ]
}

/** Lists the schemas of a field that say something. */
function fieldSchemas({ contract }: ProbeContext, { operation, encoding }: Draft, name: string): Node[] {
  const found = contract?.operations.find(({ route }) => route === operation.at)
  if (!contract || !found) return []
  return schemasAt(contract.document, found.bodies[mediaTypes[encoding]], fieldParts(name)).filter(
    ({ type, enum: words }) => type !== undefined || words !== undefined,
  )
}
