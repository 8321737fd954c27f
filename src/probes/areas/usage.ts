import { readFirst } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { createEvidence } from '../evidence.ts'
import { sharedGenerations } from '../generations/generate.ts'
import { mergeResults, notObserved } from '../observations.ts'
import type { Probe, ProbeResult } from '../probe.ts'
import { imagesRequestedBy } from '../requests/draft.ts'
import { blueSquare } from '../requests/samples.ts'
import { type Drawing, drawingsOf } from './drawings.ts'

/** Rates that add input tokens, which a response counts if the gateway read the input. */
const rates = ['inputTokensPerReference', 'inputTokensPerCodePoint'] as const
type Rate = (typeof rates)[number]

/** A response that counts input tokens, with the number of images that was requested. */
interface Counted {
  readonly drawing: Drawing
  /** Amount of the input that the rate counts: reference images, or code points of the prompt. */
  readonly amount: number
  readonly tokens: number
  readonly images: number
}

/** Observes if reference images and text add input tokens. A gateway that counts none cannot have read them. */
export const usageProbe: Probe = {
  id: 'results.usage',
  observes: rates.map((rate) => `/usage/${rate}`),
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const { known } = ctx
    const judged = rates.filter((rate) => isDocumented(known, rate))
    if (judged.length === 0) return { observations: [] }
    const drawings = await drawingsOf(ctx)
    return mergeResults(judged.map((rate) => observeRate(known, rate, drawings)))
  },
}

function isDocumented({ usage, sources }: Dialect, rate: Rate): boolean {
  const basis = (sources[`/usage/${rate}`] ?? sources['/usage'])?.basis
  return usage !== undefined && basis !== undefined && basis !== 'open'
}

/** Observes a rate: 0 if a request with more of the input counts no more tokens than a request with less of it. */
function observeRate(dialect: Dialect, rate: Rate, drawings: readonly Drawing[]): ProbeResult {
  const trait = `/usage/${rate}`
  const documented = dialect.usage?.[rate] ?? 0
  // No document says if a mask counts.
  const counted = drawings
    .filter(({ draft }) => !draft.references.includes(blueSquare))
    .flatMap((drawing) => countTokens(dialect, rate, drawing) ?? [])
  // A gateway may count the input once for each image.
  const pairs = counted.flatMap((less) =>
    counted
      .filter((more) => isMore(more.amount, less.amount, documented))
      .filter((more) => more.images >= less.images && isComparable(rate, less.drawing, more.drawing))
      .map((more) => ({ less, more })),
  )
  const [first] = pairs
  if (!first) return notObserved([trait], 'no two requests differ only in this input')
  const unread = pairs.find(({ less, more }) => more.tokens <= less.tokens)
  const { less, more } = unread ?? first
  const numbers = [less, more].map(({ drawing }) => drawing.document.answer.number)
  return createEvidence(...numbers).observed(trait, unread ? 0 : documented)
}

/** Tests whether one amount counts more tokens than another, which are rounded up; any larger amount does without a rate. */
const isMore = (amount: number, other: number, rate: number): boolean =>
  rate === 0 ? amount > other : Math.ceil(amount * rate) > Math.ceil(other * rate)

const amounts: Readonly<Record<Rate, (draft: Drawing['draft']) => number>> = {
  inputTokensPerReference: ({ references, files = [] }) => references.length + files.length,
  inputTokensPerCodePoint: ({ fields }) => [...String(fields.prompt ?? '')].length,
}

const ownFields = { inputTokensPerReference: 'inputImageTokens', inputTokensPerCodePoint: 'inputTextTokens' } as const

/** Reads the tokens of one kind of input, or else of all input. Undefined if the response counts none. */
function countTokens(dialect: Dialect, rate: Rate, drawing: Drawing): Counted | undefined {
  const { json, lens, draft } = drawing
  const tokens = [ownFields[rate], 'inputTokens']
    .map((field) => readFirst(json, lens[field]))
    .find((value) => typeof value === 'number')
  if (tokens === undefined) return undefined
  return { drawing, amount: amounts[rate](draft), tokens, images: imagesRequestedBy(dialect, draft) }
}

/** Tests whether two requests of one model differ in nothing else that adds to the tokens. */
function isComparable(rate: Rate, a: Drawing, b: Drawing): boolean {
  if (a.draft.fields.model !== b.draft.fields.model) return false
  const haveOwn = [a, b].every(({ json, lens }) => typeof readFirst(json, lens[ownFields[rate]]) === 'number')
  const others = rates.filter((other) => other !== rate)
  return haveOwn || others.every((other) => amounts[other](a.draft) === amounts[other](b.draft))
}
