import { listAt, type Node } from '../contract/document.ts'
import { type Contract, toContract } from '../contract/load.ts'
import { mediaTypes } from '../contract/media-types.ts'
import { isOpenText } from '../contract/open-words.ts'
import { schemasAt } from '../contract/walk.ts'
import { fieldParts } from '../dialect/body-field.ts'
import { fieldNamesIn } from '../dialect/names.ts'
import type { CanonicalField, Dialect } from '../dialect/schema.ts'
import { imageOperationsOf } from '../dialect/sections/operations.ts'
import { toSizeText } from '../dialect/size-text.ts'

/** Fields whose values are words, sizes or ratios. A prompt has examples too, but no values to choose from. */
const wordFields = [
  ...(['model', 'size', 'aspectRatio', 'tier', 'quality', 'format', 'background', 'moderation'] as const),
  ...(['responseFormat', 'inputFidelity', 'style'] as const),
]

/**
 * Returns a copy of the contract's document in which each open field of an image request names the values that the dialect or the
 * examples of the field name, so that an editor can propose them. The field stays open: every other text is accepted too.
 */
export function nameWords({ dialect, contract }: { dialect: Dialect; contract: Contract }): Node {
  const { document, operations } = toContract(structuredClone(contract.document))
  for (const { at, bodies } of imageOperationsOf(dialect.operations)) {
    const schemas = operations.find(({ route }) => route === at)?.bodies ?? {}
    for (const encoding of bodies)
      for (const field of wordFields)
        for (const name of fieldNamesIn(dialect, field, encoding))
          addWords(schemasAt(document, schemas[mediaTypes[encoding]], fieldParts(name)), wordsOf(dialect, field))
  }
  return document
}

/** Adds words to a schema of a field if the schema is an open text and nothing else. */
function addWords([schema, ...others]: readonly Node[], words: readonly string[]): void {
  if (schema === undefined || others.length > 0 || !isOpenText(schema)) return
  const { type, pattern, default: usual, example } = schema
  const shown = [usual, example, ...listAt(schema, 'examples')].filter((value) => typeof value === 'string')
  const fitting = [...new Set([...words, ...shown])].filter((word) => fits(word, pattern))
  if (fitting.length === 0) return
  // The type names the examples.
  if (listAt(schema, 'examples').every((example) => fitting.includes(example as string))) delete schema.examples
  delete schema.type
  schema.anyOf = [{ type: 'string', enum: fitting }, { type }]
}

const fits = (word: string, pattern: unknown) =>
  word !== '' && (typeof pattern !== 'string' || new RegExp(pattern, 'u').test(word))

/** Lists the values of a field that the dialect names. A model is named by its whole id, and not after its retirement. */
function wordsOf({ models, images, results }: Dialect, field: CanonicalField): string[] {
  const { size, tier, formats } = images
  const accepted = models.known.flatMap(({ accepts }) => accepts?.[field] ?? [])
  if (field === 'model')
    return [
      models.default ?? [],
      ...models.known.map(({ match, retired }) => (match.includes('*') || retired ? [] : match)),
    ].flat()
  if (field === 'tier') return [...Object.values(tier?.words ?? {}).flat(), ...accepted]
  if (field === 'responseFormat') return Object.keys(results.byResponseFormat ?? {})
  if (field === 'format') return [...formats.accepts, ...Object.keys(formats.words ?? {}), ...accepted]
  if (field !== 'size' && field !== 'aspectRatio') return accepted
  const isRatio = (text: string) => text.includes(':')
  const sizes = [
    size.default,
    ...(size.allowed ?? []),
    ...Object.values(size.byModel ?? {}).flatMap(({ allowed }) => allowed ?? []),
  ]
  const ratios = Object.values(tier?.table ?? {}).flatMap((table) =>
    Object.keys(table).flatMap((ratio) => [ratio, turned(ratio)]),
  )
  const taken = [...(size.accepts.includes('auto') ? ['auto'] : []), ...sizes, ...ratios].filter((text) =>
    field === 'aspectRatio'
      ? isRatio(text)
      : text === 'auto' || size.accepts.includes(isRatio(text) ? 'ratio' : 'pixels'),
  )
  return [
    ...taken.map((text) => toSizeText(size, text)),
    ...(field === 'size' ? Object.keys(size.words ?? {}) : []),
    ...accepted,
  ]
}

/** Turns a ratio: the tables of a dialect have landscape ratios alone. */
const turned = (ratio: string): string => ratio.split(':').toReversed().join(':')
