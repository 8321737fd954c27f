import { isDeepStrictEqual } from 'node:util'
import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { resolveRef } from '../load.ts'
import { mediaTypes } from '../media-types.ts'
import { byProvider, narrow, stripProviders, whole } from './join.ts'
import { schemaPlace } from './references.ts'

/**
 * Returns the schema of a form whose `allOf` of objects is one object, because generators write no model for such a form. The last of
 * several objects with a member decides where they differ. Alternatives that only require members are left out. Returns another
 * schema unchanged.
 */
export function flattenForm(document: Node, schema: unknown): unknown {
  const { allOf, ...own } = resolveRef(document, schema)
  if (!Array.isArray(allOf)) return schema
  const joined: Node = { type: 'object', properties: {}, required: [] }
  for (const part of [...allOf.map((one) => resolveRef(document, flattenForm(document, one))), own])
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
 * Rewrites the fields of forms in place: a field that is either one value or a list becomes a list, because a form sends a list as
 * repeated fields, and no field is null, because a form has no null. Generators fail at both. `x-providers` keeps what was written.
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
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
    const media = nodeAt(nodeAt(nodeAt({ operation }, 'operation'), 'requestBody'), 'content')[mediaTypes.multipart]
    const form = targetOf(nodeAt(media, 'schema'))
    const properties = nodeAt(form, 'properties')
    for (const [name, field] of Object.entries(properties))
      if (isNode(field))
        properties[name] = simplify(field, idsOf([field, form, nodeAt(media, 'schema'), media, operation]))
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

const branchesOf = (field: Node, targetOf: (schema: Node) => Node): Node[] => {
  const target = targetOf(field)
  const choices = [...listAt(target, 'anyOf'), ...listAt(target, 'oneOf')].filter(isNode)
  return choices.length === 0 ? [target] : choices.flatMap((choice) => branchesOf(choice, targetOf))
}

/** Returns the list of which one value is a list of one; undefined if the alternatives are no value beside a list. */
function toList(branches: readonly Node[], targetOf: (schema: Node) => Node): Node | undefined {
  const list = branches.find(({ type }) => type === 'array')
  if (branches.length < 2 || !list) return undefined
  const texts = branches.map((branch) => (branch.type === 'array' ? targetOf(nodeAt(branch, 'items')) : branch))
  const binary = texts.find(({ contentMediaType }) => contentMediaType !== undefined)
  const bounds = Object.entries(list).filter(([key]) => key === 'maxItems' || key === 'minItems')
  return { type: 'array', items: binary ? stripProviders(binary) : { type: 'string' }, ...Object.fromEntries(bounds) }
}

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
