import { isLoaded, noteLoaded } from './loaded.ts'
import type { Dialect } from './schema.ts'

/**
 * Returns the dialect without the rules that refuse what the contract allows: rules of models, sizes, prompts and files, retired
 * operations, required reference images. Names, forms and limits of the mock's own work stay.
 */
export function withoutRules(dialect: Dialect): Dialect {
  const { request, operations, fields, references, images, models, prompt, files } = dialect
  const lenient: Dialect = {
    ...dialect,
    request: { ...request, emptyStrings: 'accept' },
    operations: withoutRefusals(operations),
    fields: mapValues(fields, (field) => ({ ...field, several: 'first' as const })),
    references: {
      ...without(references, 'maxBytes', 'formats', 'byModel'),
      several: 'concatenate',
      ...(references.multipart ? { multipart: without(references.multipart, 'contentTypes') } : {}),
    },
    prompt: without(prompt, 'min', 'max', 'byModel'),
    images: {
      ...without(images, 'transparent'),
      n: { ...without(images.n, 'byTier'), outOfRange: 'clamp' },
      size: without(images.size, 'multiple', 'minPixels', 'minEdge', 'allowed', 'byModel'),
    },
    models: {
      ...models,
      unknown: 'accept',
      known: [
        ...models.known.map((model) => without(model, 'retired', 'rejects', 'accepts', 'maxImages')),
        // Every model takes every quality, and no reply may repeat these.
        { match: '*', omittedFromEcho: models.known.flatMap(({ omittedFromEcho }) => omittedFromEcho ?? []) },
      ],
    },
    ...(files ? { files: without(files, 'formats', 'maxBytes') } : {}),
  }
  return isLoaded(dialect) ? noteLoaded(lenient) : lenient
}

/** Lets operations take any number of reference images, and leaves out those of which only the retirement is known. */
function withoutRefusals(operations: Dialect['operations']): Dialect['operations'] {
  const rest: Dialect['operations'] = {}
  for (const [name, operation] of Object.entries(operations))
    if (operation.does !== 'reject') rest[name] = { ...operation, references: 'accept' }
    else if (operation.legacy) rest[name] = { ...operation, legacy: { ...operation.legacy, references: 'accept' } }
  return rest
}

function without<T extends object, Name extends keyof T>(object: T, ...names: readonly Name[]): Omit<T, Name> {
  const copy = { ...object }
  for (const name of names) delete copy[name]
  return copy
}

const mapValues = <T extends object>(table: T, change: (value: NonNullable<T[keyof T]>) => T[keyof T]): T =>
  Object.fromEntries(Object.entries(table).map(([name, value]) => [name, change(value)])) as T
