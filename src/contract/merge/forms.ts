import { isDeepStrictEqual } from 'node:util'
import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { resolveRef } from '../load.ts'
import { mediaTypes } from '../media-types.ts'
import { byProvider, canonical, narrow, stripProviders, whole } from './join.ts'
import { schemaPlace } from './references.ts'

/**
 * Returns the schema of a form whose `allOf` of objects is one object, because generators write no model for such a form. The last of
 * several objects with a member decides where they differ. Alternatives that only require members are left out. Returns another
 * schema unchanged.
 */
export function flattenForm(document: Node, schema: unknown, outer: readonly Node[] = []): unknown {
  const form = resolveRef(document, schema)
  const { allOf, ...own } = form
  // `outer` has the forms around it, because a part may be the form itself.
  if (!Array.isArray(allOf) || outer.includes(form)) return schema
  const joined: Node = { type: 'object', properties: {}, required: [] }
  const parts = allOf.map((one) => resolveRef(document, flattenForm(document, one, [...outer, form])))
  for (const part of [...parts, own])
    for (const [key, value] of Object.entries(part)) {
      if (key === 'properties') joined[key] = joinMembers(document, nodeAt(joined, key), nodeAt(part, key))
      else if (key === 'required') joined[key] = [...new Set([...listAt(joined, key), ...listAt(part, key)])]
      else if (listAt(part, key).length > 0 && listAt(part, key).every(isRequirement)) continue
      else if (joined[key] === undefined) joined[key] = value
      else if (!isDeepStrictEqual(joined[key], value) && key !== 'description' && key !== 'title') return schema
    }
  return joined
}

const isRequirement = (schema: unknown): boolean => isNode(schema) && Object.keys(schema).join() === 'required'

/** Joins the members of objects that all apply to one value. */
const joinMembers = (document: Node, first: Node, second: Node): Node => ({
  ...first,
  ...Object.fromEntries(
    Object.entries(second).map(([name, member]) => [
      name,
      name in first ? { ...resolveRef(document, first[name]), ...resolveRef(document, member) } : member,
    ]),
  ),
})

/**
 * Rewrites the fields of the forms of a document: a field that is either one value or a list becomes a list, because a form sends a list
 * as repeated fields, and no field is null, because a form has no null. Generators fail at both. `x-providers` keeps what was written.
 * A form with a name becomes a schema of its own, because JSON bodies may have the same schema.
 */
export function simplifyFormFields(paths: Readonly<Record<string, Node>>, schemas: Record<string, Node>): void {
  const targetOf = (schema: Node): Node =>
    typeof schema.$ref === 'string' ? (schemas[schema.$ref.slice(schemaPlace.length)] ?? {}) : schema
  const simplify = (field: Node, ids: readonly string[]): Node => {
    const branches = branchesOf(field, targetOf).map((branch) => stripProviders(branch) as Node)
    const simple = toList(branches, targetOf) ?? withoutNull(branches)
    if (!simple) return field
    const providers = isNode(field[byProvider]) ? Object.keys(field[byProvider]) : ids
    return {
      ...simple,
      ...(field.description === undefined ? {} : { description: field.description }),
      [byProvider]: Object.fromEntries(providers.map((id) => [id, { [whole]: narrow(field, id) }])),
    }
  }
  const copies = new Map<string, string>()
  const nameCopy = (reference: string, form: Node): string => {
    const key = `${reference} ${canonical(form)}`
    // The mark keeps the name apart from other names.
    const name = copies.get(key) ?? `${reference.slice(schemaPlace.length)} +form${copies.size}`
    copies.set(key, name)
    schemas[name] = form
    return `${schemaPlace}${name}`
  }
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
    const media = nodeAt(nodeAt(nodeAt({ operation }, 'operation'), 'requestBody'), 'content')[mediaTypes.multipart]
    const schema = nodeAt(media, 'schema')
    const form = targetOf(schema)
    const properties = nodeAt(form, 'properties')
    const simple = Object.fromEntries(
      Object.entries(properties).map(([name, field]) => [
        name,
        isNode(field) ? simplify(field, idsOf([field, form, schema, media, operation])) : field,
      ]),
    )
    if (!isNode(media) || Object.keys(properties).every((name) => simple[name] === properties[name])) continue
    const copy = { ...form, properties: simple }
    media.schema = typeof schema.$ref === 'string' ? { ...schema, $ref: nameCopy(schema.$ref, copy) } : copy
  }
}

/** Returns the ids of the providers of the innermost node that lists them. */
const idsOf = (nodes: readonly unknown[]): string[] =>
  Object.keys(
    nodeAt(
      nodes.find((node) => isNode(node) && isNode(node[byProvider])),
      byProvider,
    ),
  )

/** Lists the alternatives of a field. `outer` has the schemas around it, because an alternative may be the field itself. */
const branchesOf = (field: Node, targetOf: (schema: Node) => Node, outer: readonly Node[] = []): Node[] => {
  const target = targetOf(field)
  if (outer.includes(target)) return []
  const choices = [...listAt(target, 'anyOf'), ...listAt(target, 'oneOf')].filter(isNode)
  return choices.length === 0 ? [target] : choices.flatMap((choice) => branchesOf(choice, targetOf, [...outer, target]))
}

/** Returns the list of which one value is a list of one; undefined if the alternatives are no value beside a list. */
function toList(branches: readonly Node[], targetOf: (schema: Node) => Node): Node | undefined {
  const lists = branches.filter(isList)
  if (branches.length < 2 || lists.length === 0) return undefined
  const texts = branches.map((branch) => (isList(branch) ? targetOf(nodeAt(branch, 'items')) : branch))
  const binary = texts.find(({ contentMediaType }) => contentMediaType !== undefined)
  const bounds = (key: string) => branches.map((branch) => (isList(branch) ? branch[key] : 1)).filter(isNumber)
  const [least, most] = [bounds('minItems'), bounds('maxItems')]
  return {
    type: 'array',
    items: binary ? stripProviders(withoutNull([binary]) ?? binary) : { type: 'string' },
    ...(least.length === branches.length ? { minItems: Math.min(...least) } : {}),
    ...(most.length === branches.length ? { maxItems: Math.max(...most) } : {}),
  }
}

const isList = ({ type }: Node): boolean => [type].flat()[0] === 'array'
const isNumber = (value: unknown): value is number => typeof value === 'number'

/** Returns the alternatives without null; undefined if none of them is null. */
function withoutNull(branches: readonly Node[]): Node | undefined {
  if (!branches.some(({ type }) => Array.isArray(type) && type.includes('null'))) return undefined
  const others = branches.map(({ type, enum: words, ...rest }) => ({
    ...([type].flat()[0] === undefined ? {} : { type: [type].flat()[0] }),
    ...(Array.isArray(words) ? { enum: words.filter((word) => word !== null) } : {}),
    ...rest,
  }))
  const [only = {}] = others
  return others.length === 1 ? only : { anyOf: others }
}
