import fc from 'fast-check'
import { isNode, listAt, type Node, nodeAt } from '../../src/contract/document.ts'
import { resolveRef } from '../../src/contract/load.ts'

/** Stands for a file in a drawn value. */
export const fileMark = '\u0000file'

/** Tests for a schema of bytes. */
export const isBytes = ({ type, format, contentMediaType }: Node): boolean =>
  type === 'string' && (format === 'binary' || contentMediaType === 'application/octet-stream')

const oddValues = ['odd', '', '1', 0, 2, 1.5, -1, true, null, [], ['odd'], [1], {}, [{}]]
const formats: Readonly<Record<string, string>> = {
  uri: 'http://images.example/a.png',
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  uuid: '123e4567-e89b-42d3-a456-426614174000',
  email: 'a@images.example',
  byte: 'AA==',
}
const texts = ['odd', '1024x1024', '16:9', 'auto', 'data:image/png;base64,AA==', 'http://images.example/a.png']

/** Draws values of a schema. Most are sound; some have a member or an item that is an odd value, or lack a required member. */
export function valuesOf(document: Node, schema: unknown): fc.Arbitrary<unknown> {
  const odd = fc.constantFrom<unknown>(...oddValues)
  const draw = (raw: unknown, depth: number): fc.Arbitrary<unknown> => {
    const node = resolveRef(document, raw)
    const whole = sound(node, depth)
    // A part of a value is odd less often than a value without parts.
    return fc.oneof({ weight: 12, arbitrary: whole }, { weight: 1, arbitrary: odd })
  }
  const sound = (node: Node, depth: number): fc.Arbitrary<unknown> => {
    if (isBytes(node)) return fc.constant(fileMark)
    const named = [node.const, node.default, node.example].filter((value) => value !== undefined)
    if ('const' in node) return fc.constant(node.const)
    if (Array.isArray(node.enum)) return fc.constantFrom(...node.enum)
    const own = ofTypes(node, [...named, ...listAt(node, 'examples')], depth)
    const compositions = ['allOf', 'anyOf', 'oneOf'].filter((key) => listAt(node, key).length > 0)
    return compositions.reduce<fc.Arbitrary<unknown>>((value, key) => {
      const branches = listAt(node, key).map((branch) => draw(branch, depth))
      const part = key === 'allOf' ? fc.tuple(...branches).map((all) => all.reduce(joined)) : fc.oneof(...branches)
      return fc.tuple(value, part).map(([left, right]) => joined(left, right))
    }, own)
  }
  const ofTypes = (node: Node, named: readonly unknown[], depth: number): fc.Arbitrary<unknown> => {
    const types = node.type === undefined ? impliedTypes(node) : [node.type].flat().map(String)
    const ways = types.map((type) => ofType(node, type, depth))
    const isComposed = ['allOf', 'anyOf', 'oneOf'].some((key) => node[key] !== undefined)
    if (ways.length === 0) return isComposed ? fc.constant(undefined) : odd
    return fc.oneof(...ways, ...(named.length === 0 ? [] : [fc.constantFrom(...named)]))
  }
  const ofType = (node: Node, type: string, depth: number): fc.Arbitrary<unknown> => {
    if (type === 'null') return fc.constant(null)
    if (type === 'boolean') return fc.boolean()
    if (type === 'integer' || type === 'number') return numbers(node, type)
    if (type === 'array') return items(node, depth)
    if (type === 'object') return objects(node, depth)
    const format = formats[String(node.format)]
    return format === undefined ? fc.constantFrom(...texts) : fc.constantFrom(format, 'odd')
  }
  const items = (node: Node, depth: number): fc.Arbitrary<unknown> => {
    if (depth > 6) return fc.constant([])
    const first = listAt(node, 'prefixItems').map((item) => draw(item, depth + 1))
    const rest = isNode(node.items) ? fc.array(draw(node.items, depth + 1), { maxLength: 2 }) : fc.constant([])
    return fc.tuple(fc.tuple(...first), rest).map(([start, end]) => [...start, ...end])
  }
  const objects = (node: Node, depth: number): fc.Arbitrary<unknown> => {
    const required = new Set(listAt(node, 'required'))
    const members = Object.entries(nodeAt(node, 'properties')).map(([name, member]) => {
      const value = depth > 6 && !required.has(name) ? fc.constant(undefined) : draw(member, depth + 1)
      const absent = { weight: required.has(name) ? 1 : 24, arbitrary: fc.constant(undefined) }
      return [name, fc.oneof({ weight: required.has(name) ? 40 : 8, arbitrary: value }, absent)] as const
    })
    const free = node.additionalProperties
    const isFree = free === true || isNode(free)
    const more =
      isFree && depth < 7
        ? { odd_member: fc.option(draw(free === true ? {} : free, depth + 1), { nil: undefined }) }
        : {}
    return fc.record({ ...Object.fromEntries(members), ...more }).map(withoutAbsent)
  }
  return draw(schema, 0)
}

const impliedTypes = (node: Node): string[] =>
  node.properties !== undefined || isNode(node.additionalProperties)
    ? ['object']
    : node.items !== undefined
      ? ['array']
      : []

const numbers = ({ minimum, maximum }: Node, type: string): fc.Arbitrary<number> => {
  const [least, most] = [Number(minimum ?? 0), Number(maximum ?? 100)]
  const near = [least, most, Math.round((least + most) / 2), least - 1, most + 1]
  return fc.constantFrom(...(type === 'integer' ? near : [...near, least + 0.5]))
}

/** Joins the members of two objects; of other values the second counts, if there is one. */
const joined = (left: unknown, right: unknown): unknown =>
  isNode(left) && isNode(right) ? { ...left, ...right } : right === undefined ? left : right

const withoutAbsent = (members: object) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
