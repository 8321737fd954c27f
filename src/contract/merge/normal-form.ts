import { isNode, type Node } from '../document.ts'

/**
 * Normal form of schemas and parameters: what is the default is not written, `required` and types are sorted, and a list of types
 * beside keywords of one type becomes `anyOf`, because code generators fail at such lists. Equal meanings have equal normal forms
 * where only the spelling differs.
 */

/** Keywords of a schema whose members have free names and are schemas. */
export const isSchemaMap = (key: string): boolean =>
  ['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'].includes(key)

/** Tests for a keyword of a schema that holds data of any shape. */
export const holdsSchemaData = (key: string): boolean =>
  ['const', 'default', 'enum', 'example', 'examples', 'required'].includes(key) || key.startsWith('x-')

/** Values that mean the same as an absent keyword of a schema. */
const schemaDefaults: Readonly<Record<string, unknown>> = {
  deprecated: false,
  readOnly: false,
  writeOnly: false,
  uniqueItems: false,
  minLength: 0,
  minItems: 0,
  minProperties: 0,
}

/** Member of a joined schema with the words that some of the schemas name for a text that others leave open. */
export const openWords = 'x-words'

/** Keywords that restrict values of one type, by type. */
const keywordsOfType: Readonly<Record<string, readonly string[]>> = {
  array: [
    'items',
    'prefixItems',
    'contains',
    'minContains',
    'maxContains',
    'unevaluatedItems',
    'minItems',
    'maxItems',
    'uniqueItems',
  ],
  object: [
    'properties',
    'patternProperties',
    'additionalProperties',
    'unevaluatedProperties',
    'propertyNames',
    'dependentRequired',
    'dependentSchemas',
    'required',
    'minProperties',
    'maxProperties',
  ],
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentMediaType', 'contentEncoding', 'contentSchema'],
  number: ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum', 'multipleOf', 'format'],
}

/** Returns a schema in normal form. The schemas inside must be in normal form. */
export function normalizeSchema(schema: Node): Node {
  const { type, required, ...rest } = Object.fromEntries(
    Object.entries(schema).filter(([key, value]) => !(key in schemaDefaults) || value !== schemaDefaults[key]),
  )
  // Generators take no member that is null alone, so such a member is a text or null.
  const types = type === undefined ? undefined : sortTypes(type === 'null' ? ['string', 'null'] : [type].flat())
  const { items } = rest
  // Generators take no list without items.
  const isBareList = types?.includes('array') && items === undefined && rest.prefixItems === undefined
  return splitTypes({
    ...(types === undefined ? {} : { type: types.length === 1 ? types[0] : types }),
    ...(Array.isArray(required) && required.length > 0 ? { required: [...required].sort() } : {}),
    ...rest,
    ...(isBareList ? { items: {} } : {}),
    // A generator loses the type of a choice inside a list inside a choice, except of anyOf.
    ...(isNode(items) && Object.keys(items).join() === 'oneOf' ? { items: { anyOf: items.oneOf } } : {}),
  })
}

/** Sorts types, without repetition and without what another type includes: null comes last, as generators expect. */
export function sortTypes(types: readonly unknown[]): string[] {
  const distinct = [...new Set(types.map(String))].sort()
  const isNeeded = (type: string) => type !== 'null' && !(type === 'integer' && distinct.includes('number'))
  return [...distinct.filter(isNeeded), ...(distinct.includes('null') ? ['null'] : [])]
}

/**
 * Splits a schema of several types, null aside, into `anyOf` with one schema for each type. Null joins the first of the types. A text
 * with open words becomes an enum beside a text.
 * Returns a schema with alternatives of its own unchanged.
 */
export function splitTypes(schema: Node): Node {
  const { [openWords]: words, ...plain } = schema
  const { type, anyOf, ...rest } = plain
  const types = [type].flat().filter((name) => name !== 'null' && name !== undefined) as string[]
  const hasWords = Array.isArray(words) && types.includes('string')
  if (anyOf !== undefined || (types.length < 2 && !hasWords)) return plain
  const specific = new Set(Object.values(keywordsOfType).flat().concat('enum'))
  const shared = Object.fromEntries(Object.entries(rest).filter(([key]) => !specific.has(key)))
  const isNullable = [type].flat().includes('null')
  const alternatives = types.flatMap((name, index) => [
    ...(hasWords && name === 'string' ? [{ type: name, enum: words }] : []),
    toAlternative(rest, name, isNullable && index === 0),
  ])
  return { anyOf: alternatives, ...shared }
}

/** Returns what a schema of several types says of one type. */
function toAlternative(schema: Node, type: string, isNullable: boolean): Node {
  const keywords = keywordsOfType[type === 'integer' ? 'number' : type] ?? []
  const own = Object.fromEntries(Object.entries(schema).filter(([key]) => keywords.includes(key)))
  const values = Array.isArray(schema.enum)
    ? schema.enum.filter((value) => (value === null ? isNullable : isOfType(value, type)))
    : []
  return { type: isNullable ? [type, 'null'] : type, ...(values.length > 0 ? { enum: values } : {}), ...own }
}

const isOfType = (value: unknown, type: string): boolean => {
  if (type === 'array') return Array.isArray(value)
  if (type === 'integer') return Number.isInteger(value)
  return type === (isNode(value) ? 'object' : typeof value)
}

/** Moves an alternative that is null alone into the first alternative with a type, because generators make a class of null. */
export function withoutBareNull(schema: Node): Node {
  const key = ['anyOf', 'oneOf'].find((choice) => Array.isArray(schema[choice]))
  if (key === undefined) return schema
  const alternatives = schema[key] as unknown[]
  const others = alternatives.filter((branch) => !isBareNull(branch))
  const index = others.findIndex(
    (branch) => isNode(branch) && typeof branch.type === 'string' && !mayRefuseNull(branch),
  )
  const target = others[index]
  if (others.length === alternatives.length || !isNode(target)) return schema
  const nullable: Node = {
    ...target,
    type: [target.type, 'null'],
    ...(Array.isArray(target.enum) ? { enum: [...target.enum, null] } : {}),
  }
  return { ...schema, [key]: others.with(index, nullable) }
}

/** Tests for keywords that may refuse null whatever the type is. */
const mayRefuseNull = (schema: Node): boolean =>
  ['$ref', 'const', 'allOf', 'anyOf', 'oneOf', 'not', 'if'].some((key) => key in schema)

/** Tests for a schema of null alone. */
export const isBareNull = (schema: unknown): boolean => isNode(schema) && schema.type === 'null'

/** Returns a parameter, a header or a request body without the members that say what is the default anyway. */
export function normalizeParameter(parameter: Node): Node {
  const isForm = parameter.in === 'query' || parameter.in === 'cookie'
  const style = parameter.style ?? (isForm ? 'form' : 'simple')
  const defaults: Node = {
    required: false,
    deprecated: false,
    allowEmptyValue: false,
    allowReserved: false,
    style: isForm ? 'form' : 'simple',
    explode: style === 'form',
  }
  return Object.fromEntries(Object.entries(parameter).filter(([key, value]) => value !== defaults[key]))
}

/** Statuses that stand for a range of statuses. */
const statusesOfRange: Readonly<Record<string, readonly string[]>> = {
  '1XX': [],
  '2XX': ['200'],
  '3XX': ['302'],
  '4XX': ['400', '401', '402', '403', '404', '405', '409', '413', '415', '422', '429'],
  '5XX': ['500', '502', '503', '504'],
}

/**
 * Returns responses by status without ranges such as 4XX, because code generators write types with that name. The first range of
 * errors becomes the default response if there is none; another range becomes its usual statuses.
 */
export function withoutRanges(responses: Node): Node {
  const listed = Object.fromEntries(Object.entries(responses).filter(([status]) => !(status in statusesOfRange)))
  for (const range of ['4XX', '5XX', '2XX', '3XX']) {
    const response = responses[range]
    if (response === undefined) continue
    if (listed.default === undefined && /^[45]/.test(range)) listed.default = response
    else for (const status of statusesOfRange[range] ?? []) listed[status] ??= response
  }
  return listed
}
