import { isNode, type Node, nodeAt } from '../../contract/document.ts'
import { resolveRef } from '../../contract/load.ts'
import { findMediaKey, mediaTypes } from '../../contract/media-types.ts'
import { typesAt } from '../../contract/walk.ts'
import { parseJson } from '../../values/parse-json.ts'
import type { FormPart } from '../model/body.ts'
import type { Call } from '../request/call.ts'
import { valueFromText } from '../validate/from-text.ts'
import { deepPath, serializationOf, splitText } from '../validate/serialized.ts'

/** Returns the JSON object that mirrors a form, with the types that the contract expects, so that Prism can validate the form. */
export function readFormValue(call: Call, parts: readonly FormPart[]): Node {
  const { document } = call.provider.contract
  const schema = call.operation.bodies[mediaTypes.multipart]
  const encodings = encodingsOf(call)
  const words = call.provider.dialect.request.booleans.multipart
  const toValue = (part: FormPart, path: readonly string[]) =>
    'file' in part
      ? `file ${part.file.name}, ${part.file.bytes} bytes`
      : valueFromText(part.text, typesAt(document, schema, path), words)
  const toMember = (name: string, group: readonly FormPart[]): unknown => {
    const types = typesAt(document, schema, [name])
    const isList = types.has('array') && (group.length > 1 || !types.has('string'))
    if (!isList) return toValue(group.at(-1) as FormPart, [name])
    const list =
      group.length === 1 ? readWholeList(group[0] as FormPart, typesAt(document, schema, [name, '0'])) : undefined
    return list ?? splitList(group, encodings[name]).map((part) => toValue(part, [name, '0']))
  }
  const value: Node = {}
  for (const [name, group] of Map.groupBy(parts, (part) => part.name)) {
    const object = Object.keys(encodings).find((key) => isDeep(encodings[key]) && deepPath(name, key) !== undefined)
    const path = object === undefined ? undefined : deepPath(name, object)
    if (object === undefined || path === undefined) value[name] = toMember(name, group)
    else writeMember(value, [object, ...path], toValue(group.at(-1) as FormPart, [object, ...path]))
  }
  return value
}

/** Writes a member, and makes the objects above it. */
function writeMember(node: Node, [name = '', ...path]: readonly string[], value: unknown): void {
  if (path.length === 0) {
    node[name] = value
    return
  }
  const inner = Object.hasOwn(node, name) && isNode(node[name]) ? node[name] : {}
  node[name] = inner
  writeMember(inner, path, value)
}

/** Returns how the contract writes the fields of the form as text, by field. */
function encodingsOf({ operation, provider }: Call): Readonly<Record<string, Node>> {
  const content = nodeAt(resolveRef(provider.contract.document, operation.node.requestBody), 'content')
  const media = nodeAt(content, findMediaKey(content, mediaTypes.multipart) ?? '')
  return nodeAt(media, 'encoding') as Record<string, Node>
}

const isDeep = (encoding: Node | undefined): boolean => encoding?.style === 'deepObject'

/** Reads a text that holds a whole list as JSON; undefined if an item could be such a text. */
function readWholeList(part: FormPart, itemTypes: ReadonlySet<string>): unknown[] | undefined {
  const list = 'text' in part && !itemTypes.has('string') && !itemTypes.has('array') ? parseJson(part.text) : undefined
  return Array.isArray(list) ? list : undefined
}

/** Splits a text that holds a whole list, if the contract says so with `explode: false`. */
function splitList(group: readonly FormPart[], encoding: Node = {}): readonly FormPart[] {
  const [first] = group
  const { style, explode } = serializationOf(encoding, 'form')
  if (group.length !== 1 || !first || 'file' in first || explode) return group
  return splitText(first.text, style).map((text) => ({ name: first.name, text }))
}
