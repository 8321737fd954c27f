import { isNode, listAt, type Node, nodeAt } from './document.ts'
import { resolveRef } from './load.ts'
import { compositions } from './merge/join.ts'
import { markOpenText } from './open-words.ts'
import { visitSchemas } from './repair/visit.ts'

/**
 * Returns a copy of a document for openapi-typescript, whose schemas say the same in forms that openapi-typescript reads as a
 * validator does: it would ignore members that are required and not described, keywords beside alternatives, null as a constant,
 * and types of words. What TypeScript cannot express is left out, and so are the alternatives of a request body that name no
 * further members, because a client fills such members from other fields.
 */
export function prepareForTypes(document: Node): Node {
  const copy = structuredClone(document)
  for (const body of bodiesOf(copy)) dropChoicesOfMembers(copy, body)
  visitSchemas(copy, (schema) => {
    for (const mend of mends) mend(schema, copy)
  })
  return copy
}

/** Lists the schemas of request bodies. */
const bodiesOf = (document: Node): Node[] => {
  const operations = Object.values(nodeAt(document, 'paths')).flatMap((item) => Object.values(item as Node))
  const bodies = operations.map((operation) => resolveRef(document, nodeAt(operation, 'requestBody')))
  return bodies.flatMap((body) =>
    Object.values(nodeAt(body, 'content')).map((media) => resolveRef(document, nodeAt(media, 'schema'))),
  )
}

function dropChoicesOfMembers(document: Node, schema: Node): void {
  const members = Object.keys(nodeAt(schema, 'properties'))
  const isKnown = (branch: unknown) => namesOf(document, branch).every((name) => members.includes(name))
  if (members.length === 0) return
  for (const key of ['anyOf', 'oneOf']) if (listAt(schema, key).every(isKnown)) delete schema[key]
}

/** Lists the members that a schema names, also in the parts and alternatives to a depth of 8. */
function namesOf(document: Node, schema: unknown, depth = 0): string[] {
  const node = resolveRef(document, schema)
  const parts = depth > 8 ? [] : ['allOf', 'anyOf', 'oneOf'].flatMap((key) => listAt(node, key))
  return [...Object.keys(nodeAt(node, 'properties')), ...parts.flatMap((part) => namesOf(document, part, depth + 1))]
}

type Mend = (schema: Node, document: Node) => void

/** Keywords that say nothing to TypeScript. */
const silent = new Set([
  ...['title', 'description', 'default', 'example', 'examples', 'deprecated', 'readOnly', 'writeOnly', 'discriminator'],
  ...['minLength', 'maxLength', 'pattern', 'format', 'contentMediaType', 'contentEncoding', 'contentSchema'],
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'],
  ...['minProperties', 'maxProperties', 'propertyNames', 'unevaluatedProperties', 'unevaluatedItems'],
  ...[
    'not',
    'if',
    'then',
    'else',
    'dependentRequired',
    'dependentSchemas',
    'nullable',
    'externalDocs',
    'xml',
    '$comment',
  ],
])
const isSilent = (key: string) => silent.has(key) || key.startsWith('x-')

/** Tests for a schema that shapes no type. */
const saysNothing = (schema: unknown): boolean =>
  isNode(schema) &&
  Object.entries(schema).every(
    ([key, child]) =>
      isSilent(key) || (key === 'properties' && Object.values(child as Node).every((member) => saysNothing(member))),
  )

/** Removes conditions, parts that shape no type, and alternatives of which one fits any value. */
const dropSilent: Mend = (schema) => {
  for (const key of ['if', 'then', 'else', 'not', 'dependentSchemas']) delete schema[key]
  if (schema.allOf !== undefined) schema.allOf = listAt(schema, 'allOf').filter((branch) => !saysNothing(branch))
  if (listAt(schema, 'allOf').length === 0) delete schema.allOf
  for (const key of ['anyOf', 'oneOf']) if (listAt(schema, key).some(saysNothing)) delete schema[key]
  // An index signature would contradict the other members.
  if (schema.properties !== undefined) delete schema.patternProperties
}

/** Keeps the words that the type admits, and the type null only beside the word null. */
const fitWords: Mend = (schema) => {
  if (schema.const === null) {
    delete schema.const
    schema.enum = [null]
  }
  if (!Array.isArray(schema.enum) || schema.type === undefined) return
  const types = [schema.type].flat()
  const words = schema.enum.filter((word) => typesOf(word).some((type) => types.includes(type)))
  if (words.length === 0 || words.some((word) => typeof word === 'object' && word !== null)) return
  schema.enum = words
  schema.type = types.filter((type) => type !== 'null' || words.includes(null))
  if ((schema.type as unknown[]).length === 1) [schema.type] = schema.type as unknown[]
}

const typesOf = (word: unknown): string[] => {
  if (word === null) return ['null']
  if (typeof word === 'number') return Number.isInteger(word) ? ['integer', 'number'] : ['number']
  return [Array.isArray(word) ? 'array' : typeof word]
}

/** Describes each required member that the schema does not describe as any value. */
const describeRequired: Mend = (schema) => {
  if (schema.type !== undefined && ![schema.type].flat().includes('object')) return
  const other = isNode(schema.additionalProperties) ? schema.additionalProperties : {}
  const missing = listAt(schema, 'required')
    .map(String)
    .filter((name) => !Object.hasOwn(nodeAt(schema, 'properties'), name))
  if (missing.length > 0)
    schema.properties = {
      ...nodeAt(schema, 'properties'),
      ...Object.fromEntries(missing.map((name) => [name, structuredClone(other)])),
    }
}

/** Admits the values of the described members as values of all others, because TypeScript compares the described ones too. */
const widenFreeMembers: Mend = (schema) => {
  const members = Object.values(nodeAt(schema, 'properties'))
  const free = schema.additionalProperties
  if (members.length > 0 && isNode(free) && Object.keys(free).length > 0)
    schema.additionalProperties = { anyOf: [free, ...structuredClone(members)] }
}

/** Reads a list as a tuple only if the schema has all its items. */
const openTuples: Mend = (schema) => {
  const first = listAt(schema, 'prefixItems')
  const { items = {}, minItems, maxItems } = schema
  if (first.length === 0) {
    if (schema.items !== undefined && schema.type === undefined) schema.type = 'array'
    return
  }
  schema.type ??= 'array'
  const isWhole = Number(minItems) >= first.length && (items === false || Number(maxItems) <= first.length)
  if (isWhole) return
  delete schema.prefixItems
  schema.items = items === true ? {} : { anyOf: items === false ? first : [...first, items] }
}

/** Replaces a single alternative or part by its content: openapi-typescript would mistake a list of such lists for a plain list. */
const unwrapSingle: Mend = (schema) => {
  const [key = '', ...others] = Object.keys(schema).filter((name) => !isSilent(name))
  const [branch, ...branches] = compositions.includes(key as never) ? listAt(schema, key) : []
  if (others.length > 0 || branches.length > 0 || !isNode(branch)) return
  delete schema[key]
  Object.assign(schema, { ...branch, ...schema })
}

/** Turns keywords beside a reference or beside alternatives into one more part of `allOf`. */
const splitParts: Mend = (schema, document) => {
  const said = Object.keys(schema).filter((key) => !isSilent(key))
  const choices = said.filter((key) => key === 'anyOf' || key === 'oneOf' || key === '$ref')
  const own = said.filter((key) => ![...choices, 'allOf'].includes(key))
  if (
    own.length === 1 &&
    schema.type === 'object' &&
    said.length > 1 &&
    isObject(document, { ...schema, type: undefined })
  ) {
    delete schema.type
    return splitParts(schema, document)
  }
  const parts = [...(own.length > 0 ? [own] : []), ...choices.map((key) => [key])]
  const isRead = parts.length + (said.includes('allOf') ? 1 : 0) < 2
  const hasMembers = schema.properties !== undefined || isNode(schema.additionalProperties)
  const isPlain =
    choices.length === 0 && hasMembers && (schema.type ?? 'object') === 'object' && schema.enum === undefined
  if (isRead || isPlain) return
  const { discriminator } = schema
  const taken = parts.map((keys) => Object.fromEntries(keys.map((key) => [key, schema[key]])))
  for (const part of taken)
    if (discriminator !== undefined && (part.oneOf || part.anyOf)) part.discriminator = discriminator
  if (choices.length > 0) delete schema.discriminator
  for (const key of parts.flat()) delete schema[key]
  schema.allOf = [...taken, ...listAt(schema, 'allOf')]
}

/** Tests for a schema that accepts objects alone. */
function isObject(document: Node, schema: unknown, depth = 0): boolean {
  const node = resolveRef(document, schema)
  if (node.type !== undefined) return node.type === 'object'
  if (depth > 8) return false
  const every = (key: string) =>
    listAt(node, key).length > 0 && listAt(node, key).every((branch) => isObject(document, branch, depth + 1))
  return (
    isNode(node.properties) ||
    every('anyOf') ||
    every('oneOf') ||
    listAt(node, 'allOf').some((branch) => isObject(document, branch, depth + 1))
  )
}

const nameOtherText: Mend = (schema, document) => markOpenText(document, schema)

const mends: readonly Mend[] = [
  dropSilent,
  nameOtherText,
  unwrapSingle,
  fitWords,
  openTuples,
  describeRequired,
  widenFreeMembers,
  splitParts,
]
