/** The part of a JSON Schema that lists members. */
export interface Schema {
  readonly title?: string
  readonly description?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: Schema
  readonly required?: readonly string[]
}

/** A member of the dialect: a property, a value of a table, or an item of a list of objects. */
export interface Member {
  /** JSON pointer, with `*` for a free name or the number of an item. */
  readonly pointer: string
  readonly schema: Schema
  readonly isRequired: boolean
}

/** Lists every member of the schema at every depth, each pointer as often as branches of unions describe it. */
export function* membersOf(schema: Schema, pointer = ''): Generator<Member> {
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    yield* memberAt(`${pointer}/${name}`, property, schema.required?.includes(name) === true)
  const { additionalProperties: value, items } = schema
  if (typeof value === 'object') yield* memberAt(`${pointer}/*`, value, false)
  if (items && isObject(items)) yield* memberAt(`${pointer}/*`, items, false)
  for (const branch of branchesOf(schema)) yield* membersOf(branch, pointer)
}

const constants = /\/(fixed|itemFixed|whenAbsent|fixedByState\/\*)\/\*$/

function* memberAt(pointer: string, schema: Schema, isRequired: boolean): Generator<Member> {
  // The value of a constant is any JSON, which has no members of the dialect.
  yield { pointer, schema, isRequired }
  if (!constants.test(pointer)) yield* membersOf(schema, pointer)
}

const branchesOf = ({ anyOf = [], oneOf = [] }: Schema) => [...anyOf, ...oneOf]

const isObject = (schema: Schema): boolean => schema.type === 'object' || branchesOf(schema).some(isObject)

/** Lists the words that a member can have: those of its enum, of a constant, or of the items of its list. */
export const wordsOf = ({ enum: words, const: word, items, propertyNames, ...schema }: Schema): string[] => [
  ...[...(words ?? []), word, ...(propertyNames?.enum ?? [])].filter((value) => typeof value === 'string'),
  ...(items ? wordsOf(items) : []),
  ...branchesOf(schema).flatMap((branch) => (branch.type === 'object' ? [] : wordsOf(branch))),
]

/** Finds objects whose properties all have the same members, such as the refusals by cause: a table with known names. */
export function isTable({ properties }: Schema): boolean {
  const shapes = Object.values(properties ?? {}).map((property) => JSON.stringify(property.properties))
  return shapes.length > 1 && shapes[0] !== undefined && new Set(shapes).size === 1
}
