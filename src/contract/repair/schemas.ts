import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { type NoteTaker, quote } from './note.ts'
import { isPattern, toPattern } from './patterns.ts'

/**
 * Mends the keywords of one schema in place, so that every reader of the document can use the schema. Does not mend the schemas
 * inside, except for `required: true` of a property.
 */
export function repairSchema(schema: Node, notes: NoteTaker): void {
  dropIdentity(schema)
  for (const [keywords, mend] of rules)
    for (const keyword of keywords) if (schema[keyword] !== undefined) mend(schema, keyword, notes)
  requireMembers(schema, notes)
}

type Rule = (schema: Node, keyword: string, notes: NoteTaker) => void

/** Removes the members that give a schema an address of its own: a document refers to schemas by their place. */
function dropIdentity(schema: Node): void {
  for (const keyword of ['$schema', '$id', '$anchor', '$async', 'id']) delete schema[keyword]
}

const jsonTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']
/** Names of types in the languages that documents are generated from. */
const otherTypes: Readonly<Record<string, string>> = {
  bool: 'boolean',
  dict: 'object',
  double: 'number',
  float: 'number',
  int: 'integer',
  int32: 'integer',
  int64: 'integer',
  list: 'array',
  long: 'integer',
  map: 'object',
  none: 'null',
  str: 'string',
  text: 'string',
}

function toType(word: unknown): string | undefined {
  if (word === null) return 'null'
  const name = String(word).trim().toLowerCase()
  return jsonTypes.includes(name) ? name : otherTypes[name]
}

const mendType: Rule = (schema, keyword, { mended, lost }) => {
  const { type } = schema
  const words = Array.isArray(type) ? type : [type]
  if (words.length > 0 && words.every((word) => jsonTypes.includes(word as string))) return
  if (type === 'file') {
    Object.assign(schema, { type: 'string', contentMediaType: 'application/octet-stream' })
    return mended(keyword, 'the type "file" is no type of JSON: read as a string of bytes')
  }
  const types = words.map(toType)
  if (types.length === 0 || types.includes(undefined)) {
    delete schema.type
    const isAny = words.every((word) => /^(any|mixed|)$/i.test(String(word)))
    const message = `the type ${quote(type)} is no type of JSON`
    return isAny ? mended(keyword, `${message}: read as any type`) : lost(keyword, message)
  }
  schema.type = Array.isArray(type) ? [...new Set(types)] : types[0]
  mended(keyword, `the type ${quote(type)} is no type of JSON: read as ${quote(schema.type)}`)
}

/** Turns `nullable` of OpenAPI 3.0 into a type. Beside other keywords than a type, authors mean that null is accepted too. */
const mendNullable: Rule = (schema, keyword, { mended }) => {
  const isNullable = String(schema.nullable) === 'true'
  delete schema.nullable
  if (!isNullable) return
  if (schema.type !== undefined) schema.type = [...new Set([schema.type, 'null'].flat())]
  if (Array.isArray(schema.enum) && !schema.enum.includes(null)) schema.enum = [...schema.enum, null]
  if (schema.type !== undefined) return
  mended(keyword, '"nullable" stands beside no "type": read as "or null"')
  for (const choice of ['anyOf', 'oneOf'])
    if (Array.isArray(schema[choice])) {
      schema[choice] = [...schema[choice], { type: 'null' }]
      return
    }
  const { $ref, allOf } = schema
  if ($ref === undefined && allOf === undefined) return
  delete schema.$ref
  delete schema.allOf
  schema.anyOf = [$ref === undefined ? { allOf } : allOf === undefined ? { $ref } : { $ref, allOf }, { type: 'null' }]
}

/** Turns `exclusiveMinimum: true`, as in OpenAPI 3.0, into a number. */
const mendExclusive: Rule = (schema, keyword, { mended }) => {
  if (typeof schema[keyword] !== 'boolean') return
  const inclusive = keyword === 'exclusiveMinimum' ? 'minimum' : 'maximum'
  if (schema[keyword] && typeof schema[inclusive] === 'number') {
    schema[keyword] = schema[inclusive]
    delete schema[inclusive]
  } else delete schema[keyword]
  mended(keyword, `"${keyword}" is a boolean, as in OpenAPI 3.0: read with the number of "${inclusive}"`)
}

const mendNumber: Rule = (schema, keyword, { mended, lost }) => {
  const value = schema[keyword]
  if (typeof value === 'number') return
  delete schema[keyword]
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) {
    schema[keyword] = Number(value)
    return mended(keyword, `"${keyword}" is a text: read as a number`)
  }
  if (value === null || value === '') return mended(keyword, `"${keyword}" is empty: read as absent`)
  lost(keyword, `"${keyword}" must be a number, not ${quote(value)}`)
}

const mendBoolean: Rule = (schema, keyword, { mended, lost }) => {
  const value = schema[keyword]
  if (typeof value === 'boolean') return
  delete schema[keyword]
  if (/^(true|false)$/i.test(String(value))) {
    schema[keyword] = String(value).toLowerCase() === 'true'
    return mended(keyword, `"${keyword}" is a text: read as a boolean`)
  }
  if (value === null) return mended(keyword, `"${keyword}" is empty: read as absent`)
  lost(keyword, `"${keyword}" must be a boolean, not ${quote(value)}`)
}

const mendPattern: Rule = (schema, keyword, { mended, lost }) => {
  const { pattern } = schema
  if (typeof pattern === 'string' && isPattern(pattern)) return
  const translated = typeof pattern === 'string' ? toPattern(pattern) : undefined
  if (translated === undefined) {
    delete schema.pattern
    return lost(keyword, `the pattern ${quote(pattern)} is no regular expression of JavaScript`)
  }
  schema.pattern = translated
  mended(keyword, `the pattern ${quote(pattern)} is no regular expression of JavaScript: read as ${quote(translated)}`)
}

const mendNamePatterns: Rule = (schema, keyword, { lost }) => {
  const patterns = nodeAt(schema, keyword)
  for (const pattern of Object.keys(patterns)) {
    if (isPattern(pattern)) continue
    const member = patterns[pattern]
    delete patterns[pattern]
    const translated = toPattern(pattern)
    if (translated === undefined) lost(keyword, `the pattern ${quote(pattern)} is no regular expression of JavaScript`)
    else patterns[translated] = member
  }
}

const mendEnum: Rule = (schema, keyword, { mended, lost }) => {
  const values = schema.enum
  if (Array.isArray(values) && values.length > 0) return
  delete schema.enum
  if (values === null || Array.isArray(values)) return mended(keyword, '"enum" is empty: read as absent')
  lost(keyword, `"enum" must be a list, not ${quote(values)}`)
}

const mendMap: Rule = (schema, keyword, { mended, lost }) => {
  const members = schema[keyword]
  if (isNode(members)) {
    for (const [name, member] of Object.entries(members)) if (!isSchema(member)) members[name] = {}
    return
  }
  delete schema[keyword]
  // PHP writes an empty object as an empty list.
  if (members === null || (Array.isArray(members) && members.length === 0))
    return mended(keyword, `"${keyword}" is empty: read as absent`)
  lost(keyword, `"${keyword}" must be an object, not ${quote(members)}`)
}

const mendList: Rule = (schema, keyword, { mended, lost }) => {
  const branches = schema[keyword]
  if (Array.isArray(branches) && branches.length > 0) {
    schema[keyword] = branches.map((branch) => (isSchema(branch) ? branch : {}))
    return
  }
  delete schema[keyword]
  if (branches === null || Array.isArray(branches)) return mended(keyword, `"${keyword}" is empty: read as absent`)
  lost(keyword, `"${keyword}" must be a list, not ${quote(branches)}`)
}

/** Turns a list of `items`, as in older drafts, into `prefixItems`. */
const mendItems: Rule = (schema, keyword, { mended }) => {
  const { items } = schema
  if (!Array.isArray(items) || items.length === 0) return
  schema.prefixItems = items
  delete schema.items
  if (schema.additionalItems !== undefined) schema.items = schema.additionalItems
  delete schema.additionalItems
  mended(keyword, '"items" is a list, as in older drafts: read as "prefixItems"')
}

const mendChild: Rule = (schema, keyword, { mended, lost }) => {
  const child = schema[keyword]
  if (isSchema(child)) return
  delete schema[keyword]
  if (/^(true|false)$/i.test(String(child))) {
    schema[keyword] = String(child).toLowerCase() === 'true'
    return mended(keyword, `"${keyword}" is a text: read as a boolean`)
  }
  if (child === null || (Array.isArray(child) && child.length === 0))
    return mended(keyword, `"${keyword}" is empty: read as absent`)
  lost(keyword, `"${keyword}" must be a schema, not ${quote(child)}`)
}

const mendText: Rule = (schema, keyword, { mended }) => {
  if (typeof schema[keyword] === 'string') return
  delete schema[keyword]
  mended(keyword, `"${keyword}" is no text: read as absent`)
}

const mendDiscriminator: Rule = (schema, keyword, { mended }) => {
  if (typeof nodeAt(schema, keyword).propertyName === 'string') return
  delete schema[keyword]
  mended(keyword, '"discriminator" has no "propertyName": read as absent')
}

const mendRequired: Rule = (schema, keyword, { mended, lost }) => {
  const { required } = schema
  // A boolean belongs to the object around the property.
  if (Array.isArray(required) || typeof required === 'boolean') return
  delete schema.required
  if (required === null) return mended(keyword, '"required" is empty: read as absent')
  if (typeof required !== 'string') return lost(keyword, `"required" must be a list, not ${quote(required)}`)
  if (/^(true|false)$/i.test(required)) schema.required = required.toLowerCase() === 'true'
  else schema.required = [required]
  mended(keyword, '"required" is a text: read as a list')
}

/** Moves `required: true` of properties, as in older drafts, to the object around them, and removes it elsewhere. */
function requireMembers(schema: Node, { mended }: NoteTaker): void {
  if (typeof schema.required === 'boolean') delete schema.required
  for (const [name, member] of Object.entries(nodeAt(schema, 'properties'))) {
    if (!isNode(member) || typeof member.required !== 'boolean') continue
    if (member.required && !listAt(schema, 'required').includes(name))
      schema.required = [...listAt(schema, 'required'), name]
    delete member.required
    mended('properties', '"required" of a property is a boolean, as in older drafts: read as a required member')
  }
}

const isSchema = (value: unknown): boolean => isNode(value) || typeof value === 'boolean'

/** Keywords of one schema that hold one schema, a list of schemas, or schemas by name. */
export const childKeywords = {
  one: [
    'additionalProperties',
    'contains',
    'contentSchema',
    'else',
    'if',
    'items',
    'not',
    'propertyNames',
    'then',
    'unevaluatedItems',
    'unevaluatedProperties',
  ],
  list: ['allOf', 'anyOf', 'oneOf', 'prefixItems'],
  map: ['$defs', 'definitions', 'dependentSchemas', 'patternProperties', 'properties'],
} as const

/** Order counts: the type comes before `nullable`, which changes the type, and numbers come before the exclusive bounds. */
const rules: readonly (readonly [keywords: readonly string[], mend: Rule])[] = [
  [['type'], mendType],
  [['enum'], mendEnum],
  [['items'], mendItems],
  [childKeywords.list, mendList],
  [['nullable'], mendNullable],
  [
    [
      'maxItems',
      'maxLength',
      'maxProperties',
      'maximum',
      'minItems',
      'minLength',
      'minProperties',
      'minimum',
      'multipleOf',
    ],
    mendNumber,
  ],
  [['exclusiveMaximum', 'exclusiveMinimum'], mendExclusive],
  [['exclusiveMaximum', 'exclusiveMinimum'], mendNumber],
  [['uniqueItems'], mendBoolean],
  [['pattern'], mendPattern],
  [['format'], mendText],
  [['required'], mendRequired],
  [['discriminator'], mendDiscriminator],
  [childKeywords.map, mendMap],
  [['patternProperties'], mendNamePatterns],
  [childKeywords.one, mendChild],
]
