import { fieldParts } from '../dialect/body-field.ts'
import { usualModel } from '../dialect/models.ts'
import { fieldNamesIn } from '../dialect/names.ts'
import { matchesPattern } from '../dialect/pattern.ts'
import type { CanonicalField, Dialect, Encoding, ImageOperation } from '../dialect/schema.ts'
import { mostReferences } from '../dialect/single-images.ts'
import { defined } from '../values/defined.ts'
import { escapeRegExp } from '../values/escape-regexp.ts'
import type { ClientCondition, ClientLimit, ClientOperation, ClientSize, Path } from './runtime/types.ts'

/** Lists the documented limits of an operation that a client checks before it sends a request. */
export function limitsOf(
  dialect: Dialect,
  operation: ImageOperation,
  body: Encoding,
): Pick<ClientOperation, 'limits' | 'sizes'> {
  const { images, prompt, models } = dialect
  const fieldsOf = (field: CanonicalField) => fieldNamesIn(dialect, field, body).map(fieldParts)
  const forModel = modelConditions(dialect, operation, fieldsOf('model'))
  const number = (max: number, where?: Condition): ClientLimit => toLimit(fieldsOf('n'), '', images.n.min, max, where)
  const tiers = Object.entries(images.n.byTier ?? {}).flatMap(([tier, max]) => {
    const where = tierCondition(dialect, tier, fieldsOf('tier'))
    return where && max < images.n.max ? [number(max, where)] : []
  })
  const byModel = models.known.flatMap(({ match, maxImages }) =>
    maxImages !== undefined && maxImages < images.n.max ? [[number(maxImages, forModel(match))]] : [],
  )
  const text = (max: number, where?: Condition) =>
    toLimit(fieldsOf('prompt'), promptUnits[prompt.unit ?? 'codePoints'], 0, max, where)
  const texts = [
    ...Object.entries(prompt.byModel ?? {}).map(([model, max]) => text(max, forModel(model))),
    ...(prompt.max === undefined ? [] : [text(prompt.max)]),
  ]
  const all = [
    [...tiers, number(images.n.max)],
    ...byModel,
    texts,
    ...(operation.references === 'reject' ? [] : imageLimits(dialect, body, forModel)),
  ]
  const sizes = sizeRules(dialect, fieldsOf, forModel)
  const edges = edgeLimits(dialect, fieldsOf)
  return {
    limits: [...all, ...edges].filter((list) => (list[0]?.fields.length ?? 0) > 0),
    ...(sizes.length > 0 ? { sizes } : {}),
  }
}

const promptUnits = { codePoints: 'characters', codeUnits: 'UTF-16 units', bytes: 'bytes of UTF-8' } as const

/** A condition with its words for a message. */
interface Condition {
  readonly why: string
  readonly where: readonly ClientCondition[]
}

const toLimit = (
  fields: readonly Path[],
  unit: ClientLimit['unit'],
  min: number,
  max: number,
  condition?: Condition,
): ClientLimit => ({ fields, unit, min, max, ...condition })

/** Returns the condition that the request names a model of the pattern, or names none and the usual model is of the pattern. */
const modelConditions =
  ({ models }: Dialect, operation: ImageOperation, fields: readonly Path[]) =>
  (pattern: string): Condition => {
    const match = `^${pattern.split('*').map(escapeRegExp).join('.*')}$`
    const isUsual = matchesPattern(pattern, operation.model ?? usualModel(models) ?? '')
    const where = { fields: models.place ? [['model']] : fields, among: '', match, isUsual }
    return { why: ` for the model ${pattern}`, where: [where] }
  }

/** Returns the condition that the request asks for the tier: the first value that is the word of a tier decides. */
function tierCondition({ images: { tier } }: Dialect, name: string, fields: readonly Path[]): Condition | undefined {
  if (!tier) return undefined
  const names = Object.keys(tier.words)
  const wordsOf = (tiers: readonly string[]) => {
    const words = tiers.flatMap((one) => tier.words[one] ?? [])
    const patterns = words.map((word) => [...word.replaceAll(/[\s_-]/g, '')].map(escapeRegExp).join('[\\s_-]*'))
    return tier.match === 'exact' ? `^[\\s_-]*(${patterns.join('|')})[\\s_-]*$` : `(${patterns.join('|')})`
  }
  // A value that contains the words of two tiers asks for the first.
  const earlier = names.slice(0, names.indexOf(name))
  const without = tier.match === 'contains' && earlier.length > 0 ? `^(?!.*${wordsOf(earlier)}).*` : ''
  const match = `${without}${wordsOf([name])}`
  const where = { fields, among: wordsOf(names), match, isUsual: tier.default === name }
  return { why: ` in the tier ${name}`, where: [where] }
}

/** Lists the limits of reference images and of the mask, under the names that clients share and under the gateway's own. */
function imageLimits(
  { references, mask }: Dialect,
  body: Encoding,
  forModel: (pattern: string) => Condition,
): ClientLimit[][] {
  const masks = mask?.[body] ?? []
  const isReference = mask?.as[body] === 'reference'
  const names = (references[body]?.fields ?? []).filter((name) => !name.includes('{n}'))
  const masked = isReference ? [['mask'], ...masks.map(fieldParts)] : []
  const fields = distinct([['references'], ...masked, ...names.map(fieldParts)])
  const capacity = mostReferences(references, body)
  const count = (max: number, where?: Condition) => toLimit(fields, 'images', 0, Math.min(max, capacity), where)
  const bytes = (max: number, where?: Condition) => toLimit(fields, 'bytes in an image', 0, max, where)
  const models = Object.entries(references.byModel ?? {})
  const sizes = models.flatMap(([model, { maxBytes = references.maxBytes }]) =>
    maxBytes === undefined ? [] : [bytes(maxBytes, forModel(model))],
  )
  return [
    [...models.map(([model, { max = references.max }]) => count(max, forModel(model))), count(references.max)],
    [...sizes, ...(references.maxBytes === undefined ? [] : [bytes(references.maxBytes)])],
    mask?.maxBytes === undefined || masks.length === 0
      ? []
      : [toLimit(distinct([['mask'], ...masks.map(fieldParts)]), 'bytes in an image', 0, mask.maxBytes)],
  ].map((list) => [...list])
}

/** Removes paths that occur twice. */
const distinct = (paths: readonly Path[]): Path[] =>
  paths.filter((path, index) => paths.findIndex((other) => other.join('/') === path.join('/')) === index)

/** Lists the rules of a size in pixels, where the request names no ratio apart. */
function sizeRules(
  { images: { size } }: Dialect,
  fieldsOf: (field: CanonicalField) => readonly Path[],
  forModel: (pattern: string) => Condition,
): ClientSize[] {
  const fields = fieldsOf('size')
  const ratios = fieldsOf('aspectRatio')
  if (fields.length === 0) return []
  const isShared = fieldsOf('tier').some((path) => fields.some((other) => other.join('/') === path.join('/')))
  const noRatio = ratios.length > 0 ? [{ fields: ratios, among: '', match: '$^', isUsual: true }] : []
  const toRule = (rules: Omit<Dialect['images']['size'], 'byModel'>, condition?: Condition): ClientSize => {
    const where = [...(condition?.where ?? []), ...noRatio]
    const { allowed, multiple, minEdge, maxEdge, minPixels, maxPixels, maxRatio } = rules
    const words = allowed && !isShared ? [...allowed, ...Object.keys(size.words ?? {})] : undefined
    return {
      fields,
      separator: size.separators?.pixels ?? 'x',
      ...defined({ allowed: words, multiple, minEdge, maxEdge, minPixels, maxPixels, maxRatio }),
      ...(condition ? { why: condition.why } : {}),
      ...(where.length > 0 ? { where } : {}),
    }
  }
  const all = [
    ...Object.entries(size.byModel ?? {}).map(([model, rules]) =>
      toRule({ ...size, ...defined(rules) }, forModel(model)),
    ),
    toRule(size),
  ]
  return all.some((rule) => Object.keys(rule).some((key) => /^(allowed|m)/.test(key))) ? all : []
}

/** Lists the limits of width and height where a request names them apart. */
const edgeLimits = (
  { images: { size } }: Dialect,
  fieldsOf: (field: CanonicalField) => readonly Path[],
): ClientLimit[][] =>
  size.maxEdge === undefined
    ? []
    : (['width', 'height'] as const).map((edge) => [toLimit(fieldsOf(edge), '', size.minEdge ?? 1, size.maxEdge ?? 0)])
