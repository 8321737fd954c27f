import { pointersOf, readFirst, readPointer } from '../../dialect/lens.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { fromSizeText } from '../../dialect/size-text.ts'
import { locate } from '../documents/locate.ts'
import { memberNameAt } from '../documents/members.ts'
import { sharedGenerations } from '../generations/generate.ts'
import { expectedSize } from '../generations/sizes.ts'
import { firstPerTrait } from '../observations.ts'
import type { InvariantResult, Observation, Probe, ProbeContext } from '../probe.ts'
import { type Drawing, drawingsOf } from './drawings.ts'

const invariants = {
  format: 'an image has the requested format',
  size: 'an image has the requested size',
  background: 'an image is transparent or opaque as requested',
  model: 'a response names the requested model',
  undocumented: 'an undocumented member repeats a setting correctly',
} as const

/** Members of a response that repeat a setting of the request. */
const repeatedFields = ['size', 'format', 'quality', 'background'] as const
type RepeatedField = (typeof repeatedFields)[number]

/**
 * Compares what the requests for images and streams asked for with the images, and with the members of the responses that
 * repeat the request.
 */
export const askedProbe: Probe = {
  id: 'images.asked',
  observes: [],
  invariants: Object.values(invariants),
  cost: 0,
  sharedCost: sharedGenerations,
  async observe(ctx) {
    const drawings = await drawingsOf(ctx)
    const checkEach = (
      invariant: string,
      check: (drawing: Drawing) => string[],
      checked: readonly Drawing[] = drawings,
    ): InvariantResult => ({
      invariant,
      breaches: [...new Set(checked.flatMap(check))],
      evidence: checked.map(({ document }) => document.answer.number),
    })
    const { known } = ctx
    return {
      observations:
        ctx.mode === 'discover' ? [] : firstPerTrait(drawings.flatMap((drawing) => findFalse(known, drawing))),
      invariantResults: [
        checkEach(invariants.format, (drawing) => findOtherFormats(known, drawing)),
        checkEach(invariants.size, (drawing) => findOtherSizes(known, drawing)),
        ...(isBackgroundDocumented(ctx)
          ? [checkEach(invariants.background, findOtherBackgrounds, drawings.filter(asksForBackground))]
          : []),
        checkEach(invariants.model, findOtherModels),
        ...(ctx.mode === 'discover'
          ? []
          : [checkEach(invariants.undocumented, (drawing) => findFalseUndocumented(known, drawing))]),
      ],
    }
  },
}

function findOtherFormats({ images }: Dialect, { draft, document }: Drawing): string[] {
  const { format: requested } = draft.fields
  if (!images.formats.accepts.some((accepted) => accepted === requested)) return []
  return document.images.flatMap(({ format }) =>
    format === undefined || format === requested ? [] : [`requested ${requested}, received ${format}`],
  )
}

/** Finds images of another size than the requested one, and images of a ratio that lie where the ratio stands, or stand. */
function findOtherSizes({ images }: Dialect, { draft, document }: Drawing): string[] {
  const { size } = draft.fields
  if (typeof size !== 'string') return []
  const [, first, separator, second] = /^(\d+)([x:])(\d+)$/.exec(size) ?? []
  const isExact =
    separator === 'x' && expectedSize(images, { size, model: draft.fields.model as string | undefined }) !== undefined
  return document.images.flatMap(({ width, height }) => {
    if (width === undefined || height === undefined) return []
    const isTurned = separator === ':' && (Number(first) - Number(second)) * (width - height) < 0
    return (isExact && size !== `${width}x${height}`) || isTurned
      ? [`requested ${size}, received ${width}x${height}`]
      : []
  })
}

/** Tests for a documented field of the background. A gateway may ignore a field that is only inferred. */
const isBackgroundDocumented = ({ known: { sources }, mode }: ProbeContext): boolean =>
  mode === 'verify' && (sources['/fields/background'] ?? sources['/fields'])?.basis === 'documented'

/** Tests for a request with a background whose images were decoded. */
const asksForBackground = ({ draft, document }: Drawing): boolean =>
  ['transparent', 'opaque'].includes(String(draft.fields.background)) &&
  document.images.some(({ isOpaque }) => isOpaque !== undefined)

function findOtherBackgrounds({ draft, document }: Drawing): string[] {
  const requested = draft.fields.background
  // The rule of formats reports a JPEG that was not requested, and no JPEG is transparent.
  return document.images.flatMap(({ isOpaque, format }) =>
    isOpaque === undefined || format === 'jpeg' || isOpaque === (requested === 'opaque')
      ? []
      : [`requested ${requested}, ${isOpaque ? 'no pixel is transparent' : 'some pixels are transparent'}`],
  )
}

/** Finds the names of models in a response that neither are the requested model nor contain it, as a dated version does. */
function findOtherModels({ draft, json }: Drawing): string[] {
  const requested = draft.fields.model
  if (typeof requested !== 'string') return []
  const isSame = (name: string) => name.includes(requested) || requested.includes(name)
  return locate(json, (value) => typeof value === 'string' && value !== '')
    .filter((pointer) => memberNameAt(pointer) === 'model')
    .map((pointer) => String(readPointer(json, pointer)))
    .flatMap((name) => (isSame(name) ? [] : [`requested ${requested}, the response names ${name}`]))
}

/** Observes the documented members that repeat a setting falsely: no place of the response has the setting then. */
const findFalse = (dialect: Dialect, drawing: Drawing): Observation[] =>
  repeatedFields.flatMap((field) => {
    const value = readFirst(drawing.json, drawing.lens[field])
    const note = typeof value === 'string' ? contradict(dialect, drawing, field, value) : undefined
    return note === undefined
      ? []
      : [
          {
            trait: `${drawing.lensPointer}/${field}`,
            value: undefined,
            evidence: [drawing.document.answer.number],
            note,
          },
        ]
  })

/** Finds the members that no document names, under the name of a field of the request, which repeat a setting falsely. */
const findFalseUndocumented = (dialect: Dialect, drawing: Drawing): string[] =>
  repeatedFields.flatMap((field) => {
    if (drawing.lens[field] !== undefined) return []
    const documented = Object.values(drawing.lens).flatMap(pointersOf)
    return fieldNamesIn(dialect, field, drawing.draft.encoding).flatMap((name) => {
      const value = readPointer(drawing.json, name.startsWith('/') ? name : `/${name}`)
      if (typeof value !== 'string' || documented.includes(`/${name}`)) return []
      return contradict(dialect, drawing, field, value) ?? []
    })
  })

/** Returns what a repeated setting contradicts. Undefined if it may be true. */
function contradict(
  { images }: Dialect,
  { draft, document }: Drawing,
  field: RepeatedField,
  value: string,
): string | undefined {
  const asked = draft.fields[field]
  const [first] = document.images
  const says = `the response says ${value}`
  const isOpaque = document.images.every((image) => image.isOpaque === true)
  const formatOf = (word: unknown) => images.formats.words?.[String(word)] ?? word
  switch (field) {
    case 'size': {
      const drawn = first?.width === undefined ? undefined : `${first.width}x${first.height}`
      const said = fromSizeText(images.size, value) ?? value
      const isFalse = /^\d+x\d+$/.test(said) && drawn !== undefined && said !== drawn && said !== asked
      return isFalse ? `${says}, the image has ${drawn}` : undefined
    }
    case 'format': {
      const isFormat = images.formats.accepts.some((accepted) => accepted === formatOf(value))
      const isTrue = [first?.format, formatOf(asked)].includes(formatOf(value) as string)
      return isFormat && first?.format !== undefined && !isTrue ? `${says}, the image is ${first.format}` : undefined
    }
    case 'quality': {
      const isLevel = (word: unknown) => /^(low|medium|high|xhigh|max)$/.test(String(word))
      return isLevel(value) && isLevel(asked) && value !== asked ? `requested ${asked}, ${says}` : undefined
    }
    case 'background': {
      if (value === 'transparent' && asked !== 'transparent' && isOpaque) return `${says}, the image is opaque`
      const isTransparent = document.images.some((image) => image.isOpaque === false)
      return value === 'opaque' && asked !== 'opaque' && isTransparent ? `${says}, the image is transparent` : undefined
    }
  }
}
