import { isDeepStrictEqual } from 'node:util'
import { isNode, type Node, nodeAt } from '../document.ts'
import { openWords, sortTypes, splitTypes } from './normal-form.ts'
import { referencesIn } from './references.ts'

/**
 * Joins JSON Schemas: the joined schema accepts every value that any of the schemas accepts. `required` becomes the
 * intersection, `enum` and `type` the union, bounds the widest; a keyword that only some schemas have is dropped, because
 * the others do not impose the keyword. Schemas are treated as closed: a property a provider does not list is unknown to
 * the provider.
 *
 * `x-providers` keeps each provider's own version, so that `narrow` can restore the version: the keywords that differ,
 * `x-lacks` for the keywords that the provider does not have, or `x-whole` for a schema of another shape. A schema without
 * `x-providers` has the providers of the schema around it, and each of them has the schema as it stands.
 */

/** A provider's schema, or another node that is joined by provider. Without `id`: a schema that the join accepts too, of no provider. */
export interface ProviderEntry {
  readonly id?: string
  readonly schema: Node
}

/** A schema that is no reference. `original` is the schema as the provider writes it, if that is a reference. */
interface ResolvedEntry extends ProviderEntry {
  readonly original?: Node
}

/** The schemas that references name. */
export interface Scope {
  /** Follows the reference of a schema to its target. Returns a schema without a reference unchanged. */
  readonly resolve: (schema: Node) => Node
  /** Joins schemas, of which at least one has a reference. Returns a reference to the joined schema. */
  readonly joinNamed: (entries: readonly ProviderEntry[]) => string
  /** Calls `join`, the join of the schemas, but not within a join of the same schemas, which would be endless: then the join needs a name. */
  readonly joinOnce: (entries: readonly ProviderEntry[], join: () => Node) => Node | undefined
}

/** Scope of schemas without references. */
const noReferences: Scope = {
  resolve: (schema) => schema,
  joinNamed: () => {
    throw new Error('a schema refers to another one, but no schemas have names here')
  },
  joinOnce: (_, join) => join(),
}

export const whole = 'x-whole'
export const lacks = 'x-lacks'
export const byProvider = 'x-providers'

export const compositions = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas'] as const
const annotations = new Set([
  'title',
  'description',
  'default',
  'example',
  'examples',
  'deprecated',
  'readOnly',
  'writeOnly',
])
const isAnnotation = (key: string) => annotations.has(key) || (key.startsWith('x-') && key !== openWords)

type BoundRule = 'least' | 'greatest' | 'equal'
/** Keywords that apply to one type only, with the rule that joins them among the schemas that accept the type. */
const keywordGroups: { types: readonly string[]; rules: Readonly<Record<string, BoundRule>> }[] = [
  {
    types: ['string'],
    rules: {
      minLength: 'least',
      maxLength: 'greatest',
      pattern: 'equal',
      format: 'equal',
      contentMediaType: 'equal',
      contentEncoding: 'equal',
    },
  },
  {
    types: ['number', 'integer'],
    rules: {
      minimum: 'least',
      exclusiveMinimum: 'least',
      maximum: 'greatest',
      exclusiveMaximum: 'greatest',
      multipleOf: 'equal',
    },
  },
  {
    types: ['array'],
    rules: {
      minItems: 'least',
      maxItems: 'greatest',
      uniqueItems: 'equal',
    },
  },
  {
    types: ['object'],
    rules: {
      minProperties: 'least',
      maxProperties: 'greatest',
      additionalProperties: 'equal',
      propertyNames: 'equal',
      dependentRequired: 'equal',
    },
  },
]
/** Keywords that change the meaning of other keywords, so that a join can neither keep nor drop them where they differ. */
const undroppable = [
  'prefixItems',
  'contains',
  'minContains',
  'maxContains',
  'unevaluatedItems',
  'unevaluatedProperties',
]
const everyType = ['array', 'boolean', 'null', 'number', 'object', 'string']
const [, , arrays, objects] = keywordGroups

/** Writes a value as JSON with sorted keys, so that equal values, and only those, give equal texts. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, node: unknown) =>
    isNode(node) ? Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1))) : node,
  ) ?? 'undefined'

export const distinct = <T>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [canonical(value), value])).values(),
]
export const sorted = <T>(values: readonly T[]): T[] =>
  [...values].sort((a, b) => (canonical(a) < canonical(b) ? -1 : 1))
export const allEqual = (values: readonly unknown[]): boolean =>
  values.every((value) => isDeepStrictEqual(value, values[0]))

/** Joins the schemas of providers. The order of the entries does not matter. */
export function joinSchemas(entries: readonly ProviderEntry[], scope: Scope = noReferences): Node {
  const join = () => joinResolved(entries, scope)
  if (isSame(entries)) return join()
  const isReferring = entries.some(({ schema }) => schema.$ref !== undefined)
  // Alternatives that are references are followed, so that a recursive schema leads to the same alternatives again.
  const mayReturn = entries.some(({ schema }) => referencesIn(branchesOf(schema)).length > 0)
  const joined = isReferring ? undefined : mayReturn ? scope.joinOnce(entries, join) : join()
  return joined ?? { $ref: scope.joinNamed(entries), [byProvider]: eachEmpty(entries) }
}

/** Joins schemas of which none is a reference. */
export function joinResolved(unordered: readonly ResolvedEntry[], scope: Scope): Node {
  const entries = sortEntries(unordered)
  const [first = { schema: {} }] = entries
  const joined = isSame(entries)
    ? first.schema
    : joinBases(
        entries.map((entry) => ({ ...entry, schema: widen(entry.schema, scope) })),
        scope,
      )
  const body = joined === undefined ? { anyOf: listAlternatives(entries) } : splitTypes(joined)
  const { description: _, [byProvider]: __, ...rest } = body.anyOf === undefined ? body : (stripProviders(body) as Node)
  const node = { ...rest, ...joinDescriptions(entries) }
  const patches = entries.filter(hasId).map((entry) => [entry.id, patchOf(node, entry, scope)])
  return { ...node, [byProvider]: Object.fromEntries(patches) }
}

const hasId = <T extends ProviderEntry>(entry: T): entry is T & { id: string } => entry.id !== undefined

export const sortEntries = <T extends ProviderEntry>(entries: readonly T[]): T[] => [
  ...entries.filter(hasId).sort((a, b) => (a.id < b.id ? -1 : 1)),
  ...sorted(entries.filter((entry) => !hasId(entry))),
]

const eachEmpty = (entries: readonly ProviderEntry[]): Node =>
  Object.fromEntries(
    sortEntries(entries)
      .filter(hasId)
      .map(({ id }) => [id, {}]),
  )

/** Tests for schemas that differ at most in the description and in the order of the enum. */
const isSame = (entries: readonly ProviderEntry[]): boolean =>
  allEqual(entries.map(({ schema: { description: _, enum: values, ...rest } }) => ({ ...rest, enum: asSet(values) })))

const asSet = (values: unknown): unknown => (Array.isArray(values) ? new Set(values) : values)

/** Lists the schemas as alternatives, in one order. A schema that only has alternatives gives those. */
const listAlternatives = (entries: readonly ResolvedEntry[]): unknown[] =>
  sorted(
    distinct(
      entries.flatMap(({ schema, original = schema }) => {
        const { description: _, ...rest } = original
        return Object.keys(rest).length === 1 && Array.isArray(rest.anyOf) ? rest.anyOf : [rest]
      }),
    ),
  )

/** Returns what `x-providers` says of a provider's schema. A schema of another shape than the joined one stays whole. */
function patchOf(joined: Node, { schema, original = schema }: ResolvedEntry, scope: Scope): Node {
  const isApart = joined.anyOf !== undefined || widen(schema, scope) !== schema
  if (!isApart) return difference(joined, schema)
  const patch = difference(joined, schema, new Set())
  return Object.keys(patch).every((key) => key === 'description') ? patch : { [whole]: original }
}

const recursive = new Set(['properties', 'patternProperties', 'items'])

/** Joins schemas keyword by keyword. Returns undefined if the schemas are too different. */
function joinBases(entries: readonly ProviderEntry[], scope: Scope): Node | undefined {
  const schemas = entries.map(({ schema }) => schema)
  const enumerated = entries.filter(({ schema }) => enumOf(schema) !== undefined)
  const free = entries.filter(({ schema }) => enumOf(schema) === undefined)
  const freeTypes = new Set(free.flatMap(({ schema }) => typesOf(schema)))
  const isCovered = enumerated.every(({ schema }) =>
    typesOf(schema).every((type) => type === 'null' || freeTypes.has(type)),
  )
  const isSplit = undroppable.some(
    (key) => schemas.some((schema) => schema[key] !== undefined) && !allEqual(schemas.map((schema) => schema[key])),
  )
  const isMixed = enumerated.length > 0 && free.length > 0 && !isCovered
  const isReferring = schemas.some(({ $ref }) => $ref !== undefined)
  if (isMixed || isSplit || isReferring || patternsClash(schemas) || schemas.some((schema) => isOpaque(schema, scope)))
    return undefined

  const types = sortTypes(schemas.flatMap(typesOf))
  const isAny = everyType.every((type) => types.includes(type))
  const values = free.length === 0 ? distinct(enumerated.flatMap(({ schema }) => enumOf(schema) ?? [])) : []
  const objectEntries = entriesAccepting(entries, objects?.types ?? [])
  const isLoose = objectEntries.some(namesNoMember) && !objectEntries.every(namesNoMember)
  const words = distinct(
    entries.flatMap(({ schema }) => enumOf(schema) ?? (Array.isArray(schema[openWords]) ? schema[openWords] : [])),
  ).filter((word) => typeof word === 'string')
  const isSameEnum = allEqual(schemas.map(({ enum: listed }) => asSet(listed)))
  return {
    ...(isAny ? {} : { type: types.length === 1 ? types[0] : types }),
    ...(values.length === 0 ? {} : isSameEnum ? { enum: values } : { enum: sorted(values) }),
    ...Object.assign(
      {},
      ...keywordGroups.map(({ types: keywordTypes, rules }) =>
        joinRules(entriesAccepting(entries, keywordTypes), rules, isLoose),
      ),
    ),
    ...joinEqual(schemas, undroppable),
    ...joinChildren(entries, scope),
    ...joinEqual(schemas, [...compositions]),
    ...joinEqual(schemas, [...new Set(schemas.flatMap((schema) => Object.keys(schema)))].filter(isAnnotation)),
    ...(free.length > 0 && words.length > 0 ? { [openWords]: sorted(words) } : {}),
  }
}

/** Filters the schemas that accept one of the types: only those have a say in the keywords of the types. */
const entriesAccepting = (entries: readonly ProviderEntry[], types: readonly string[]): ProviderEntry[] =>
  entries.filter(({ schema }) => typesOf(schema).some((type) => types.includes(type)))

/**
 * Joins the keywords of one type. `isLoose` says that the join cannot restrict members by name, so that the join must not
 * restrict the other members either.
 */
function joinRules(
  entries: readonly ProviderEntry[],
  rules: Readonly<Record<string, BoundRule>>,
  isLoose: boolean,
): Node {
  const joined: Node = {}
  for (const [key, rule] of Object.entries(rules)) {
    const values = entries.map(({ schema }) => schema[key])
    if (values.length === 0 || values.includes(undefined)) continue
    if (isLoose && (key === 'additionalProperties' || key === 'propertyNames')) continue
    if (rule !== 'equal') joined[key] = Math[rule === 'least' ? 'min' : 'max'](...(values as number[]))
    else if (allEqual(values)) joined[key] = values[0]
  }
  return joined
}

const joinEqual = (schemas: readonly Node[], keys: readonly string[]): Node =>
  Object.fromEntries(
    keys
      .map((key) => [key, schemas.map((schema) => schema[key])] as const)
      .filter(([, values]) => values[0] !== undefined && allEqual(values))
      .map(([key, values]) => [key, values[0]]),
  )

/** Tests for an object that names no member: such an object may have any, so the join cannot restrict members by name. */
const namesNoMember = ({ schema }: ProviderEntry) =>
  schema.properties === undefined && schema.patternProperties === undefined

/** Joins properties among the schemas that have them, and `items` only if every array schema has `items`. */
function joinChildren(entries: readonly ProviderEntry[], scope: Scope): Node {
  const withObjects = entriesAccepting(entries, objects?.types ?? [])
  const lists = entriesAccepting(entries, arrays?.types ?? [])
  const joined: Node = {}
  for (const key of withObjects.some(namesNoMember) ? [] : (['properties', 'patternProperties'] as const)) {
    const names = distinct(withObjects.flatMap(({ schema }) => Object.keys(isNode(schema[key]) ? schema[key] : {})))
    if (!withObjects.some(({ schema }) => schema[key] !== undefined)) continue
    joined[key] = Object.fromEntries(
      names.sort().map((name) => {
        const members = withObjects.flatMap(({ id, schema }): ProviderEntry[] => {
          const listed = nodeAt(schema, key)
          const member = Object.hasOwn(listed, name) ? listed[name] : undefined
          if (member === undefined) return additionalSchemas(schema).map((unlisted) => ({ schema: unlisted }))
          return [toEntry(id, member)]
        })
        return [name, withoutRepetition(joinSchemas(members, scope), entries)]
      }),
    )
  }
  const required = withObjects.map(({ schema }) =>
    Array.isArray(schema.required) ? (schema.required as string[]) : [],
  )
  const [first = []] = required
  const shared = first.filter((name) => required.every((names) => names.includes(name)))
  const isEqual = allEqual(required) && withObjects.some(({ schema }) => schema.required !== undefined)
  if (shared.length > 0 || isEqual) joined.required = isEqual ? first : [...shared].sort()
  if (lists.length > 0 && lists.every(({ schema }) => schema.items !== undefined)) {
    const items = lists.map(({ id, schema }) => toEntry(id, schema.items))
    joined.items = withoutRepetition(joinSchemas(items, scope), entries)
  }
  return joined
}

const toEntry = (id: string | undefined, schema: unknown): ProviderEntry => ({
  ...(id === undefined ? {} : { id }),
  schema: asNode(schema),
})

/** Removes `x-providers` from a child that every provider of the parent has as it stands. */
export function withoutRepetition(child: Node, parents: readonly ProviderEntry[]): Node {
  const { [byProvider]: patches, ...rest } = child
  return isDeepStrictEqual(patches, eachEmpty(parents)) ? rest : child
}

/**
 * Turns a schema that has only alternatives into one schema that accepts every value that any alternative accepts. `outer` has the
 * alternatives around the schema.
 */
function widen(schema: Node, scope: Scope, outer: readonly unknown[] = []): Node {
  const branches = branchesOf(schema)
  if (!branches || outer.includes(branches)) return schema
  const alternatives = branches.map((branch) => ({
    schema: widen(scope.resolve(asNode(branch)), scope, [...outer, branches]),
  }))
  const joined = joinBases(alternatives, scope)
  // A join of the result would lose the schema of unlisted members that only some alternatives have.
  const losesUnlisted = alternatives.some(
    (one) => additionalSchemas(one.schema).length > 0 && !joined?.additionalProperties,
  )
  if (joined === undefined || losesUnlisted) return schema
  const notes = Object.fromEntries(Object.entries(schema).filter(([key]) => isAnnotation(key)))
  return { ...joined, ...notes }
}

/** Returns the alternatives of a schema that has only alternatives. */
function branchesOf(schema: Node): unknown[] | undefined {
  const [only = '', ...others] = Object.keys(schema).filter((key) => !isAnnotation(key))
  const branches = schema[only]
  return others.length === 0 && ['anyOf', 'oneOf'].includes(only) && Array.isArray(branches) ? branches : undefined
}

/** Returns the schema of unlisted members; empty if `additionalProperties` is missing or false. */
const additionalSchemas = (schema: Node): Node[] =>
  schema.additionalProperties === undefined || schema.additionalProperties === false
    ? []
    : [asNode(schema.additionalProperties === true ? {} : schema.additionalProperties)]

const asNode = (schema: unknown): Node => (isNode(schema) ? schema : schema === false ? { not: {} } : {})

function typesOf({ type, enum: values, const: value }: Node): string[] {
  if (typeof type === 'string') return [type]
  if (Array.isArray(type)) return type as string[]
  const listed = Array.isArray(values) ? values : value === undefined ? undefined : [value]
  const typeOf = (item: unknown) => (item === null ? 'null' : Array.isArray(item) ? 'array' : typeof item)
  return listed ? distinct(listed.map(typeOf)) : [...everyType, 'integer']
}

const enumOf = (schema: Node): unknown[] | undefined =>
  Array.isArray(schema.enum) ? schema.enum : schema.const === undefined ? undefined : [schema.const]

/** Tests for alternatives that a join cannot drop: the schema has nothing else, or only the alternatives name some members. */
function isOpaque(schema: Node, scope: Scope): boolean {
  const hidden = compositions.map((key) => schema[key]).filter((branch) => branch !== undefined)
  const ownMembers = membersOf(schema)
  const isHidden = (name: string) => !ownMembers.includes(name)
  return hidden.length > 0 && (schema.type === undefined || membersWithin(hidden, scope, []).some(isHidden))
}

/** Stands for the members without a name. */
const anyMember = '*'

const membersOf = (schema: Node): string[] => [
  ...['properties', 'patternProperties'].flatMap((key) => Object.keys(nodeAt(schema, key))),
  ...(isNode(schema.additionalProperties) && Object.keys(schema.additionalProperties).length > 0 ? [anyMember] : []),
]

/** Lists the members that a schema or several schemas name. `outer` has the references around them. */
function membersWithin(value: unknown, scope: Scope, outer: readonly unknown[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => membersWithin(item, scope, outer))
  if (!isNode(value) || outer.includes(value.$ref)) return []
  const schema = scope.resolve(value)
  const visited = value.$ref === undefined ? outer : [...outer, value.$ref]
  return [...membersOf(schema), ...compositions.flatMap((key) => membersWithin(schema[key], scope, visited))]
}

/** Tests for a pattern that, once joined, would apply to a name or a pattern of another schema that its own schema lacks. */
function patternsClash(schemas: readonly Node[]): boolean {
  const patterns = (schema: Node) => Object.keys(isNode(schema.patternProperties) ? schema.patternProperties : {})
  const names = (schema: Node) => Object.keys(isNode(schema.properties) ? schema.properties : {})
  const reaches = (first: Node, other: Node, pattern: string) =>
    names(other).some((name) => !names(first).includes(name) && new RegExp(pattern).test(name)) ||
    patterns(other).some((otherPattern) => !patterns(first).includes(otherPattern) && mayOverlap(pattern, otherPattern))
  return schemas.some((schema) =>
    patterns(schema).some((pattern) => schemas.some((other) => reaches(schema, other, pattern))),
  )
}

/** Tests if two patterns may match one name; false if they begin with different letters. */
function mayOverlap(a: string, b: string): boolean {
  const start = (pattern: string) => /^\^((?:\\[^a-zA-Z0-9]|[\w-])*)/.exec(pattern)?.[1]?.replaceAll('\\', '') ?? ''
  // The letter before ?, * or { is optional.
  const certainStart = (pattern: string) =>
    /^\^(?:\\[^a-zA-Z0-9]|[\w-])*[?*{]/.test(pattern) ? start(pattern).slice(0, -1) : start(pattern)
  return certainStart(a).startsWith(certainStart(b)) || certainStart(b).startsWith(certainStart(a))
}

/** Joins descriptions: a common description stays; different ones follow each other, each after the ids of its providers. */
export function joinDescriptions(all: readonly ProviderEntry[]): Node {
  const entries = all.filter(hasId)
  const described = entries.filter(({ schema }) => typeof schema.description === 'string')
  if (described.length === 0) return {}
  const texts = distinct(described.map(({ schema }) => String(schema.description).trim()))
  if (texts.length === 1 && described.length === entries.length)
    return { description: described[0]?.schema.description }
  const idsWith = (text: string) =>
    described
      .filter(({ schema }) => String(schema.description).trim() === text)
      .map(({ id }) => id)
      .join(', ')
  return { description: texts.map((text) => `${idsWith(text)}: ${text}`).join('\n\n') }
}

/** Tests if `narrow` can restore every provider's version of a child: the child is an object with members. */
const isRestorable = (child: unknown): boolean => isNode(child) && Object.keys(child).length > 0

/** Returns the patch that turns the joined node into the provider's original, except for the children. */
export function difference(joined: Node, original: Node, children: ReadonlySet<string> = recursive): Node {
  const differing = Object.entries(original).filter(
    ([key, value]) => !(children.has(key) && isRestorable(joined[key])) && !isEqualKeyword(key, joined[key], value),
  )
  const missing = Object.keys(joined).filter((key) => original[key] === undefined)
  return { ...Object.fromEntries(differing), ...(missing.length > 0 ? { [lacks]: missing.sort() } : {}) }
}

const isEqualKeyword = (key: string, a: unknown, b: unknown): boolean =>
  key === 'enum' ? isDeepStrictEqual(asSet(a), asSet(b)) : isDeepStrictEqual(a, b)

/** Restores one provider's schema from a joined schema; undefined if the provider has none. The inverse of `joinSchemas`. */
export function narrow(node: Node, id: string, children: ReadonlySet<string> = recursive): Node | undefined {
  const patches = node[byProvider]
  const patch = patches === undefined ? {} : nodeAt(node, byProvider)[id]
  if (!isNode(patch)) return undefined
  if (isNode(patch[whole])) return patch[whole]
  const { [lacks]: missing = [], ...ownKeywords } = patch
  const { [byProvider]: _, ...shared } = node
  const members = Object.entries({ ...shared, ...ownKeywords })
    .filter(([key]) => !(missing as string[]).includes(key))
    .map(([key, value]) => [
      key,
      children.has(key) && ownKeywords[key] === undefined ? narrowChild(key, value, id) : value,
    ])
  return Object.fromEntries(members)
}

function narrowChild(key: string, value: unknown, id: string): unknown {
  if (!isNode(value)) return value
  if (key === 'items') return narrow(value, id)
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, child]) => {
      const narrowed = isNode(child) ? narrow(child, id) : undefined
      return narrowed === undefined ? [] : [[name, narrowed]]
    }),
  )
}

/** Removes every `x-providers` from a document. */
export function stripProviders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripProviders)
  if (!isNode(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== byProvider)
      .map(([key, child]) => [key, stripProviders(child)]),
  )
}
