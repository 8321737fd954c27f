import { isDeepStrictEqual } from 'node:util'
import { isNode, type Node } from '../document.ts'

/**
 * The join of JSON Schemas: what any of them accepts, the joined one accepts. Required is the intersection, enums and
 * types the union, bounds the widest; a keyword that only some have is dropped, since the others do not ask for it.
 * Each schema is read closed: a property that it does not name is one that its provider does not know.
 *
 * What each provider says stays in `x-providers`, so that `narrow` gives it back: the keywords that differ, `x-lacks`
 * for those that it does not have, or `x-whole` where its schema has another shape.
 */

/** A provider's schema, or whatever else is joined by provider. */
export interface ProviderEntry {
  readonly id: string
  readonly schema: Node
}

const whole = 'x-whole'
const lacks = 'x-lacks'
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
const isAnnotation = (key: string) => annotations.has(key) || key.startsWith('x-')

type BoundRule = 'least' | 'greatest' | 'equal'
/** Keywords that speak of one type only, and how they are joined among the schemas that take that type. */
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
/** Keywords that change what others mean, so that a join can neither keep nor drop them where they differ. */
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

/** Text that two values share only when they are equal; keys in any order. */
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

/**
 * Joins the schemas of providers. The order in which they come does not matter. `others` are accepted too, without being
 * anybody's: what an open object of another provider takes under the same name.
 */
export function joinSchemas(unordered: readonly ProviderEntry[], alsoAccepted: readonly Node[] = []): Node {
  const entries = [...unordered].sort((a, b) => (a.id < b.id ? -1 : 1))
  if (entries.length === 0)
    return { ...joinBases(alsoAccepted.map((schema) => ({ id: '', schema: widen(schema) }))), [byProvider]: {} }
  const isSame = allEqual([...entries.map(({ schema }) => schema), ...alsoAccepted])
  const bases = isSame ? entries : entries.map(({ id, schema }) => ({ id, schema: widen(schema) }))
  const joined = isSame
    ? joinEqualSchemas(entries)
    : joinBases([...bases, ...alsoAccepted.map((schema) => ({ id: '', schema: widen(schema) }))])
  // Where shapes differ too much to be joined keyword by keyword, each provider keeps its own whole.
  const isApart = !isSame && joined.anyOf !== undefined
  const { description: _, ...body } = joined
  const node = { ...body, ...joinDescriptions(entries) }
  const patchOf = ({ schema }: ProviderEntry, index: number) =>
    isApart || bases[index]?.schema !== schema ? { [whole]: schema } : difference(node, schema)
  return { ...node, [byProvider]: Object.fromEntries(entries.map((entry, index) => [entry.id, patchOf(entry, index)])) }
}

const recursive = new Set(['properties', 'patternProperties', 'items'])

/** Schemas that are equal keep every word; only what lies beneath gets its providers. */
function joinEqualSchemas(entries: readonly ProviderEntry[]): Node {
  const [{ schema } = { schema: {} }] = entries
  const unchanged = Object.entries(schema).filter(([key]) => !recursive.has(key))
  return { ...Object.fromEntries(unchanged), ...joinChildren(entries) }
}

function joinBases(entries: readonly ProviderEntry[]): Node {
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
  if (isMixed || isSplit || patternsClash(schemas) || schemas.some(isOpaque))
    return { anyOf: sorted(distinct(schemas)) }

  const types = distinct(schemas.flatMap(typesOf)).sort()
  const isAny = everyType.every((type) => types.includes(type))
  const values = free.length === 0 ? distinct(enumerated.flatMap(({ schema }) => enumOf(schema) ?? [])) : []
  const objectTakers = takers(entries, objects?.types ?? [])
  const isLoose = objectTakers.some(isFree) && !objectTakers.every(isFree)
  const isSameEnum = allEqual(schemas.map(({ enum: listed }) => listed))
  return {
    ...(isAny ? {} : { type: types.length === 1 ? types[0] : types }),
    ...(values.length === 0 ? {} : isSameEnum ? { enum: values } : { enum: sorted(values) }),
    ...Object.assign(
      {},
      ...keywordGroups.map(({ types: keywordTypes, rules }) =>
        joinRules(takers(entries, keywordTypes), rules, isLoose),
      ),
    ),
    ...joinEqual(schemas, undroppable),
    ...joinChildren(entries),
    ...joinEqual(schemas, [...compositions]),
    ...joinEqual(schemas, [...new Set(schemas.flatMap((schema) => Object.keys(schema)))].filter(isAnnotation)),
  }
}

/** Only those who take a type have a say in its keywords. */
const takers = (entries: readonly ProviderEntry[], types: readonly string[]): ProviderEntry[] =>
  entries.filter(({ schema }) => typesOf(schema).some((type) => types.includes(type)))

/** `isLoose`: nothing is said of members by name, so nothing may be said of the others either. */
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

/** An object that names no member may hold anything, so that nothing can be said of the members of the others. */
const isFree = ({ schema }: ProviderEntry) => schema.properties === undefined && schema.patternProperties === undefined

/** Properties are joined among those who have them; items only where every list says what it holds. */
function joinChildren(entries: readonly ProviderEntry[]): Node {
  const withObjects = takers(entries, objects?.types ?? [])
  const lists = takers(entries, arrays?.types ?? [])
  const joined: Node = {}
  for (const key of withObjects.some(isFree) ? [] : (['properties', 'patternProperties'] as const)) {
    const names = distinct(withObjects.flatMap(({ schema }) => Object.keys(isNode(schema[key]) ? schema[key] : {})))
    if (!withObjects.some(({ schema }) => schema[key] !== undefined)) continue
    joined[key] = Object.fromEntries(
      names.sort().map((name) => [
        name,
        joinSchemas(
          withObjects.flatMap(({ id, schema }) => {
            const member = isNode(schema[key]) ? schema[key][name] : undefined
            return member === undefined ? [] : [{ id, schema: asNode(member) }]
          }),
          withObjects.flatMap(({ schema }) =>
            isNode(schema[key]) && schema[key][name] !== undefined ? [] : additionalSchemas(schema),
          ),
        ),
      ]),
    )
  }
  const required = withObjects.map(({ schema }) =>
    Array.isArray(schema.required) ? (schema.required as string[]) : [],
  )
  const [first = []] = required
  const shared = first.filter((name) => required.every((names) => names.includes(name)))
  const isSame = allEqual(required) && withObjects.some(({ schema }) => schema.required !== undefined)
  if (shared.length > 0 || isSame) joined.required = isSame ? first : [...shared].sort()
  if (lists.length > 0 && lists.every(({ schema }) => schema.items !== undefined))
    joined.items = joinSchemas(lists.map(({ id, schema }) => ({ id, schema: asNode(schema.items) })))
  return joined
}

/** A schema that is nothing but alternatives, as one schema that accepts what any of them does. */
function widen(schema: Node): Node {
  const keys = Object.keys(schema).filter((key) => !isAnnotation(key))
  const [only = ''] = keys
  const branches = schema[only]
  if (keys.length !== 1 || !['anyOf', 'oneOf'].includes(only) || !Array.isArray(branches)) return schema
  const alternatives = branches.map((branch, index) => ({ id: String(index).padStart(3, '0'), schema: asNode(branch) }))
  const notes = Object.fromEntries(Object.entries(schema).filter(([key]) => isAnnotation(key)))
  return { ...(stripProviders(joinSchemas(alternatives)) as Node), ...notes }
}

/** What an object takes under names that it does not list, where it says so; silence is no say. */
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

/** Alternatives that can't be left out of a join: they are all there is, or name members that are not named beside them. */
export function isOpaque(schema: Node): boolean {
  const hidden = compositions.map((key) => schema[key]).filter((branch) => branch !== undefined)
  const ownMembers = membersOf(schema)
  return (
    hidden.length > 0 &&
    (schema.type === undefined || hidden.flatMap(membersWithin).some((name) => !ownMembers.includes(name)))
  )
}

const membersOf = (schema: Node): string[] =>
  ['properties', 'patternProperties'].flatMap((key) => Object.keys(isNode(schema[key]) ? schema[key] : {}))

function membersWithin(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(membersWithin)
  return isNode(value) ? [...membersOf(value), ...compositions.flatMap((key) => membersWithin(value[key]))] : []
}

/** A pattern that matches a name which its own schema does not list, or another pattern, would judge what it was not made for. */
function patternsClash(schemas: readonly Node[]): boolean {
  const patterns = (schema: Node) => Object.keys(isNode(schema.patternProperties) ? schema.patternProperties : {})
  const names = (schema: Node) => Object.keys(isNode(schema.properties) ? schema.properties : {})
  const reaches = (first: Node, other: Node, pattern: string) =>
    names(other).some((name) => !names(first).includes(name) && new RegExp(pattern).test(name)) ||
    patterns(other).some((theirs) => !patterns(first).includes(theirs) && mayOverlap(pattern, theirs))
  return schemas.some((schema) =>
    patterns(schema).some((pattern) => schemas.some((other) => reaches(schema, other, pattern))),
  )
}

/** Two patterns may match one name, unless they begin with different letters. */
function mayOverlap(a: string, b: string): boolean {
  const start = (pattern: string) => /^\^((?:\\[^a-zA-Z0-9]|[\w-])*)/.exec(pattern)?.[1]?.replaceAll('\\', '') ?? ''
  // A letter before ?, * or { may be missing.
  const sure = (pattern: string) =>
    /^\^(?:\\[^a-zA-Z0-9]|[\w-])*[?*{]/.test(pattern) ? start(pattern).slice(0, -1) : start(pattern)
  return sure(a).startsWith(sure(b)) || sure(b).startsWith(sure(a))
}

/** One description where all say the same, else each with the name of who says it. */
export function joinDescriptions(entries: readonly ProviderEntry[]): Node {
  const described = entries.filter(({ schema }) => typeof schema.description === 'string')
  if (described.length === 0) return {}
  const texts = distinct(described.map(({ schema }) => String(schema.description).trim()))
  if (texts.length === 1 && described.length === entries.length)
    return { description: described[0]?.schema.description }
  const speakers = (text: string) =>
    described
      .filter(({ schema }) => String(schema.description).trim() === text)
      .map(({ id }) => id)
      .join(', ')
  return { description: texts.map((text) => `${speakers(text)}: ${text}`).join('\n\n') }
}

/** A child that says whose it is gives everybody's back; an empty one says nothing. */
const isKept = (child: unknown): boolean => isNode(child) && Object.keys(child).length > 0

/** What to change in the joined node to have the provider's own, but for its children. */
export function difference(joined: Node, original: Node, children: ReadonlySet<string> = recursive): Node {
  const differing = Object.entries(original).filter(
    ([key, value]) => !(children.has(key) && isKept(joined[key])) && !isDeepStrictEqual(joined[key], value),
  )
  const missing = Object.keys(joined).filter((key) => original[key] === undefined)
  return { ...Object.fromEntries(differing), ...(missing.length > 0 ? { [lacks]: missing.sort() } : {}) }
}

/** The schema as one provider has it; undefined where it has none. The inverse of the join. */
export function narrow(node: Node, id: string, children: ReadonlySet<string> = recursive): Node | undefined {
  const patches = node[byProvider]
  const patch = isNode(patches) ? patches[id] : undefined
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

/** The document without what says whose each word is. */
export function stripProviders(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stripProviders)
  if (!isNode(value)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== byProvider)
      .map(([key, child]) => [key, stripProviders(child)]),
  )
}
