import { isPointerName } from '../../dialect/body-field.ts'
import { referencesForModel } from '../../dialect/models.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { defined } from '../../values/defined.ts'
import { type Draft, draftOf, tinyPngs } from '../requests/draft.ts'
import { imageOperations } from '../requests/free-requests.ts'
import { type Trigger, type TriggerPlace, withTrigger, withWait } from '../requests/trigger.ts'
import type { RunChoices } from '../run-choices.ts'
import type { Invocation, PlannedGeneration } from './planned.ts'
import { chooseSettings, listVariants, type PlanPosition, type Variant } from './settings.ts'
import { pickOtherSize } from './sizes.ts'
import { planThorough } from './thorough.ts'

/** Plans the paid requests. Each shows as many traits as possible, so few are needed. */
export function planGenerations(dialect: Dialect, { seed, isThorough }: RunChoices): PlannedGeneration[] {
  const operations = imageOperations(dialect).filter(({ prompt }) => prompt !== 'none')
  const generateOperations = operations.filter(({ does }) => does === 'generate')
  const invocations = generateOperations.flatMap((operation) => invocationsOf(dialect, operation))
  const editInvocations = operations
    .filter(({ does }) => does === 'edit')
    .flatMap((operation) => invocationsOf(dialect, operation))
  // A stream costs the same image with and without fields, so it asks for what a reply would ask for otherwise.
  const isStreamed = invocations.every(({ expects }) => expects === 'reply') && streamsSizes(dialect)
  const variants = listVariants(dialect, seed, isStreamed)
  // A gateway without replies shows the variants in tasks.
  const [extraInvocation] = invocations.toSorted(
    (a, b) => Number(b.expects === 'reply') - Number(a.expects === 'reply'),
  )
  const missingCount = Math.min(variants.length, maximumGenerations) - invocations.length
  const extraInvocations =
    extraInvocation === undefined ? [] : Array.from({ length: Math.max(0, missingCount) }, () => extraInvocation)
  // Synchronous responses come first, because they show most.
  const orderedInvocations = [...invocations, ...extraInvocations].sort(
    (a, b) => Number(a.expects === 'task') - Number(b.expects === 'task'),
  )
  const [firstEdit] = editInvocations
  const hasImageLeft = isStreamed && invocations.length < 3 && dialect.images.n.outOfRange === 'reject'
  const editSize = defined({ size: pickOtherSize(dialect, 'edit', seed + 1) })
  const editVariant: Variant = {
    ...editSize,
    ...(hasImageLeft ? { hasSeveralImages: true } : {}),
  }
  const planned = [...orderedInvocations, ...editInvocations].map((invocation, index) =>
    withVariant(
      dialect,
      invocation,
      invocation === firstEdit
        ? { ...editVariant, ...variants[index], ...(dialect.images.size.words ? editSize : {}) }
        : (variants[index] ?? {}),
      { index, seed },
    ),
  )
  const keyed = withIdempotencyKey(dialect, planned)
  return withWaitForOne(dialect, isThorough ? [...keyed, ...planThorough(dialect, keyed)] : keyed)
}

/** Gives one request an idempotency key, so that it can be repeated. An upload would change a repeat, so the request has no reference image. */
function withIdempotencyKey({ idempotency }: Dialect, planned: PlannedGeneration[]): PlannedGeneration[] {
  const plain = planned.filter(({ draft }) => draft.references.length === 0)
  const chosen = plain.find(({ expects }) => expects === 'task') ?? plain[0]
  if (!idempotency || !chosen) return planned
  const draft = { ...chosen.draft, headers: { ...chosen.draft.headers, [idempotency.header]: 'proofsheet-{run}' } }
  return planned.map((plan) => (plan === chosen ? { ...plan, draft } : plan))
}

/** Seconds to wait where the documents name no limit. */
const usualWaitSeconds = 60

/** Lets the last of several tasks be waited for. Nobody could watch a single task that its submit answers with images. */
function withWaitForOne({ async }: Dialect, planned: PlannedGeneration[]): PlannedGeneration[] {
  const { wait } = async ?? {}
  const tasks = planned.filter(({ expects }) => expects === 'task')
  const chosen = tasks.slice(1).findLast(({ triggersAgainst }) => triggersAgainst.length === 0)
  if (!wait || !chosen) return planned
  const { maxSeconds, outOfRange } = wait
  // More seconds than a gateway waits are free to ask for, unless the gateway refuses them.
  const seconds = maxSeconds === undefined ? usualWaitSeconds : outOfRange === 'reject' ? maxSeconds : maxSeconds + 1
  const waiting = { ...chosen, draft: withWait(wait, seconds)(chosen.draft), wait: { seconds, without: chosen.draft } }
  return planned.map((plan) => (plan === chosen ? waiting : plan))
}

const maximumGenerations = 4

/** Tests whether a stream that generates can ask for the size `auto` in place of a reply. */
const streamsSizes = ({ stream, images }: Dialect): boolean =>
  stream?.operations.includes('generate') === true &&
  images.size.accepts.includes('auto') &&
  !images.size.accepts.includes('ratio')

/** Lists the invocations of an operation: each encoding without a trigger, each trigger, and triggers that disagree. */
function invocationsOf(dialect: Dialect, operation: ImageOperation): Invocation[] {
  const encodings = isLastBodyStreamed(dialect, operation) ? operation.bodies.slice(0, -1) : operation.bodies
  const plainDrafts = encodings.map((encoding) => draftOf(dialect, operation, encoding))
  const { triggers: allTriggers = [], precedence = defaultPrecedence } = dialect.async ?? {}
  const isNested = ({ in: place, name }: Trigger) => place === 'body' && isPointerName(name)
  const draft = plainDrafts.find(({ encoding }) => encoding === 'json' && allTriggers.some(isNested)) ?? plainDrafts[0]
  if (!draft) return []
  // A form has no nested fields.
  const triggers = allTriggers.filter((trigger) => draft.encoding === 'json' || !isNested(trigger))
  if (operation.async !== 'asked') {
    const expects = operation.async === 'always' ? 'task' : 'reply'
    const vain = pickVainTrigger(dialect, operation)
    return plainDrafts.map(
      (plainDraft, index): Invocation =>
        vain && index === 0
          ? toInvocation(dialect, plainDraft, undefined, [], 0, [vain])
          : { draft: plainDraft, expects, triggersFor: [], triggersAgainst: [] },
    )
  }
  const replies = plainDrafts.map(
    (plainDraft): Invocation => ({ draft: plainDraft, expects: 'reply', triggersFor: [], triggersAgainst: [] }),
  )
  // Edits have the same triggers as generations, so the first trigger is enough.
  if (operation.does === 'edit')
    return [...replies, ...triggers.slice(0, 1).map((trigger) => toInvocation(dialect, draft, trigger, [], 0))]
  const rank = (trigger: Trigger) => precedence.indexOf(trigger.in)
  const sorted = triggers.toSorted((a, b) => rank(a) - rank(b))
  const nextTrigger = (trigger: Trigger) =>
    sorted.find((candidate) => candidate.in !== 'header' && candidate.in === precedence[rank(trigger) + 1])
  const triggered = sorted.map((trigger, index) => {
    const opposing = isOrderDocumented(dialect) && isFirstInPlace(sorted, trigger) ? nextTrigger(trigger) : undefined
    return toInvocation(dialect, draft, trigger, opposing ? [opposing] : [], index)
  })
  const [first] = sorted.filter((trigger) => trigger.in !== 'header')
  const overruled = sorted.filter(
    (candidate) => first && rank(candidate) > rank(first) && isFirstInPlace(sorted, candidate),
  )
  return [...replies, ...(first ? [toInvocation(dialect, draft, undefined, [first], 0, overruled)] : []), ...triggered]
}

/** A request that shows a documented trigger must not depend on an order that the documents leave open. */
function isOrderDocumented({ sources }: Dialect): boolean {
  const basis = (sources['/async/precedence'] ?? sources['/async'])?.basis
  return basis === 'documented' || basis === 'example'
}

/**
 * Picks a trigger for an edit that replies in spite of triggers, by its documents. Only a header will do: a gateway may refuse
 * other parameters and fields that the edit does not have.
 */
function pickVainTrigger({ async, operations, sources }: Dialect, operation: ImageOperation): Trigger | undefined {
  const name = Object.keys(operations).find((key) => operations[key] === operation)
  if (operation.does !== 'edit' || operation.async !== 'never') return undefined
  if (sources[`/operations/${name}/async`]?.basis !== 'documented') return undefined
  return async?.triggers?.find((trigger) => trigger.in === 'header')
}

const defaultPrecedence: readonly TriggerPlace[] = ['query', 'header', 'body']
const isFirstInPlace = (all: readonly Trigger[], trigger: Trigger) =>
  all.find((candidate) => candidate.in === trigger.in) === trigger

/**
 * Builds an invocation by a main trigger, with triggers of lower precedence that ask against a task. Without a main trigger,
 * `triggersAgainst` win, and the triggers `overruled` ask for a task in vain.
 */
function toInvocation(
  dialect: Dialect,
  draft: Draft,
  mainTrigger: Trigger | undefined,
  triggersAgainst: readonly Trigger[],
  wordIndex: number,
  overruled: readonly Trigger[] = [],
): Invocation {
  const triggersFor = [mainTrigger ?? [], overruled].flat()
  const changes = [
    ...triggersFor.map((trigger) => withTrigger(dialect, trigger, true, wordIndex)),
    ...triggersAgainst.map((trigger) => withTrigger(dialect, trigger, false, wordIndex)),
  ]
  return {
    draft: changes.reduce((changedDraft, change) => change(changedDraft), draft),
    expects: mainTrigger ? 'task' : 'reply',
    triggersFor,
    triggersAgainst,
  }
}

/** Tests whether the stream probe covers the last encoding: in an edit with several encodings that can stream. */
const isLastBodyStreamed = ({ stream }: Dialect, { does, bodies, async }: ImageOperation): boolean =>
  does === 'edit' && async !== 'always' && bodies.length > 1 && stream?.operations.includes(does) === true

/** Builds a planned request from an invocation and the settings of its variant. */
function withVariant(
  dialect: Dialect,
  invocation: Invocation,
  variant: Variant,
  position: PlanPosition,
): PlannedGeneration {
  const { draft } = invocation
  const { fields, nativeFields, extras, tiers } = chooseSettings(dialect, draft, variant, position)
  const references = variant.hasSeveralImages ? withSecondReference(dialect, draft) : {}
  const canCarryCount = fieldNamesIn(dialect, 'n', draft.encoding).length > 0
  const { n, images } = chooseImageCount(dialect, variant, tiers[0]?.[1], invocation.expects)
  return {
    ...invocation,
    plainDraft: draft,
    draft: {
      ...draft,
      ...references,
      fields: { ...draft.fields, ...fields, ...(canCarryCount ? defined({ n }) : {}) },
      nativeFields: { ...draft.nativeFields, ...nativeFields },
    },
    extras,
    tiers,
    images,
    imagesAtMost: Math.max(images, n ?? 0),
  }
}

/**
 * Adds a second reference image to an edit whose response counts the tokens of references: in a form under the name of a list
 * if there is one, because some gateways take the name of a single image once.
 */
function withSecondReference(dialect: Dialect, { encoding, references: files }: Draft): Partial<Draft> {
  const { results, usage } = dialect
  const references = referencesForModel(dialect)
  const isCounted = usage !== undefined && (results.reply.lens.inputImageTokens ?? results.reply.lens.inputTokens)
  const takesList = encoding === 'multipart' || references.json?.shapes.includes('array')
  if (!isCounted || !takesList || files.length === 0 || references.max < 2) return {}
  const pair = tinyPngs(2)
  const listName = encoding === 'multipart' && references.multipart?.fields.find((name) => name.endsWith('[]'))
  return listName ? { references: [], files: pair.map((file) => [listName, file]) } : { references: pair }
}

/** Chooses the number of images to ask for, and the maximum that the gateway charges. */
function chooseImageCount(
  { images: { n } }: Dialect,
  { hasSeveralImages }: Variant,
  tier: string | undefined,
  expects: Invocation['expects'],
): { n?: number; images: number } {
  const limit = n.byTier?.[tier ?? '']
  if (hasSeveralImages)
    return n.outOfRange === 'clamp'
      ? { n: n.max + 1, images: n.max }
      : { n: Math.min(2, n.max), images: Math.min(2, n.max) }
  // A reply shows at once how many images the gateway made, and a task does not.
  if (limit !== undefined && n.outOfRange === 'clamp' && expects === 'reply') return { n: limit + 1, images: limit }
  return { images: Math.min(n.default, limit ?? n.default) }
}

/** Position of the first stream, behind the planned requests: its quality and compression differ from those of the second. */
const firstStreamIndex = 5
/** Positions from one stream to the next: every stream asks for the first of three formats other than the default. */
const streamStep = 4

/**
 * Lists the fields to ask for in the streams, by the index of the stream: a size, a format and other settings that no default
 * gives.
 */
export const planStream = (dialect: Dialect, draft: Draft, index: number, { seed }: RunChoices): PlannedGeneration =>
  withVariant(
    dialect,
    { draft, expects: 'reply', triggersFor: [], triggersAgainst: [] },
    index === 0 && dialect.images.size.accepts.includes('auto')
      ? { size: 'auto' }
      : defined({ size: pickOtherSize(dialect, draft.operation.does, seed) }),
    { index: firstStreamIndex + streamStep * index, seed },
  )

/** Exchanges two items of a list. */
export const swap = <T>(list: readonly T[], a: T, b: T): T[] =>
  list.map((item) => (item === a ? b : item === b ? a : item))
