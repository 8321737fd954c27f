import { isDeepStrictEqual } from 'node:util'
import { isNode, listAt, type Node, nodeAt } from '../document.ts'
import { resolveRef } from '../load.ts'
import { mediaTypes } from '../media-types.ts'
import { byProvider, stripProviders } from './join.ts'
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
 * Turns each field of a form that is either one value or a list into a list, in place: a form sends a list as repeated fields, so one
 * value is a list of one, and generators fail at the choice. `x-providers` keeps the choice.
 */
export function listFormFields(paths: Readonly<Record<string, Node>>, schemas: Record<string, Node>): void {
  const targetOf = (schema: Node): Node =>
    typeof schema.$ref === 'string' ? (schemas[schema.$ref.slice(schemaPlace.length)] ?? {}) : schema
  const asList = (field: Node, ids: readonly string[]): Node => {
    const branches = branchesOf(field, targetOf)
    const list = branches.find(({ type }) => type === 'array')
    if (branches.length < 2 || !list) return field
    const { [byProvider]: patches, ...whole } = field
    const providers = Object.entries(isNode(patches) ? patches : Object.fromEntries(ids.map((id) => [id, {}])))
    const texts = branches.map((branch) => (branch.type === 'array' ? targetOf(nodeAt(branch, 'items')) : branch))
    const binary = texts.find(({ contentMediaType }) => contentMediaType !== undefined)
    return {
      type: 'array',
      items: binary ? stripProviders(binary) : { type: 'string' },
      ...Object.fromEntries(Object.entries(list).filter(([key]) => key === 'maxItems' || key === 'minItems')),
      ...(whole.description === undefined ? {} : { description: whole.description }),
      [byProvider]: Object.fromEntries(providers.map(([id, patch]) => [id, toWhole(patch, whole)])),
    }
  }
  for (const operation of Object.values(paths).flatMap((item) => Object.values(item))) {
    const media = nodeAt(nodeAt(nodeAt({ operation }, 'operation'), 'requestBody'), 'content')[mediaTypes.multipart]
    const form = targetOf(nodeAt(media, 'schema'))
    const properties = nodeAt(form, 'properties')
    for (const [name, field] of Object.entries(properties))
      if (isNode(field))
        properties[name] = asList(field, idsOf([field, form, nodeAt(media, 'schema'), media, operation]))
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

/** Returns a patch that has the whole schema. */
const toWhole = (patch: unknown, whole: Node): unknown =>
  isNode(patch) && patch['x-whole'] !== undefined ? patch : { 'x-whole': { ...whole, ...(isNode(patch) ? patch : {}) } }
