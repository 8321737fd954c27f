import { isNode, listAt, type Node, nodeAt } from './document.ts'
import { resolveRef } from './load.ts'
import { schemasAt } from './walk.ts'

/** Adds the required members that a document lacks. Changes the document in place. */
export type FillRequired = (document: unknown) => void

/**
 * Returns a value for a missing member; undefined leaves the member out. `path` leads to the member, with `*` for each item of a
 * list.
 */
type ValueFor = (path: readonly string[], schema: Node) => unknown

/** Creates the function that fills documents of a schema; undefined if the schema requires nothing. */
export function createFiller(contract: Node, schema: unknown, valueFor: ValueFor): FillRequired | undefined {
  // A schema that contains itself gets the filler that is under construction.
  const made = new Map<Node, FillRequired | undefined>()
  const make = (start: unknown, path: readonly string[], whole?: Node): FillRequired | undefined => {
    const node = resolveRef(contract, start)
    if (made.has(node)) return (document) => made.get(node)?.(document)
    made.set(node, undefined)
    const fillers = [...fillersOf(node, path, whole ?? node)]
    const filler =
      fillers.length === 0 ? undefined : (document: unknown) => fillers.forEach((fill) => void fill(document))
    made.set(node, filler)
    return filler
  }
  /** `whole` is the schema around parts and branches, which may describe the members that they require. */
  function* fillersOf(node: Node, path: readonly string[], whole: Node): Generator<FillRequired> {
    for (const part of listAt(node, 'allOf')) {
      const fill = make(part, path, whole)
      if (fill) yield fill
    }
    const choice = [...listAt(node, 'anyOf'), ...listAt(node, 'oneOf')].map((branch) => ({
      countMissing: createCount(contract, branch),
      fill: make(branch, path, whole),
    }))
    if (choice.some(({ fill }) => fill))
      yield (document) => {
        const [meant] = choice
          .map(({ countMissing, fill }) => ({ missing: countMissing(document), fill }))
          .sort((a, b) => a.missing - b.missing)
        if (meant?.missing !== Number.POSITIVE_INFINITY) meant?.fill?.(document)
      }
    const properties = nodeAt(node, 'properties')
    for (const name of listAt(node, 'required').map(String)) {
      const [member = {}] = schemasAt(contract, properties[name] ?? whole, properties[name] === undefined ? [name] : [])
      yield (document) => {
        if (!isNode(document) || document[name] !== undefined) return
        const value = valueFor([...path, name], member)
        if (value !== undefined) document[name] = structuredClone(value)
      }
    }
    for (const [name, member] of Object.entries(properties)) {
      const fill = make(member, [...path, name])
      if (fill) yield (document) => isNode(document) && fill(document[name])
    }
    const fillItem = isNode(node.items) ? make(node.items, [...path, '*']) : undefined
    if (fillItem) yield (document) => Array.isArray(document) && document.forEach(fillItem)
  }
  return make(schema, [])
}

/** Deepest level of members that tell the branches of a choice apart. */
const maxDepth = 4

/**
 * Creates the count of the members that a document lacks to be of a branch of a choice, members of its members included. The
 * count is infinite for a document of another type, or with other words than the branch has for its members.
 */
function createCount(contract: Node, start: unknown, depth = 0): (document: unknown) => number {
  const node = resolveRef(contract, start)
  const parts = [node, ...listAt(node, 'allOf').map((part) => resolveRef(contract, part))]
  const types = node.type === undefined ? undefined : [node.type].flat()
  const required = parts.flatMap((part) => listAt(part, 'required').map(String))
  const words = parts.flatMap((part) =>
    Object.entries(nodeAt(part, 'properties')).flatMap(([name, member]): [string, unknown[]][] => {
      const { enum: values, const: value } = resolveRef(contract, member)
      return Array.isArray(values) ? [[name, values]] : value === undefined ? [] : [[name, [value]]]
    }),
  )
  const inner = parts.flatMap((part) =>
    depth === maxDepth
      ? []
      : Object.entries(nodeAt(part, 'properties')).map(
          ([name, member]) => [name, createCount(contract, member, depth + 1)] as const,
        ),
  )
  return (document) => {
    const type = document === null ? 'null' : Array.isArray(document) ? 'array' : typeof document
    const isOfType = !types || types.includes(type) || (type === 'number' && types.includes('integer'))
    const isOther = words.some(([name, values]) => {
      const word = isNode(document) ? document[name] : undefined
      return word !== undefined && !values.includes(word)
    })
    if (!isOfType || isOther) return Number.POSITIVE_INFINITY
    if (!isNode(document)) return 0
    const missing = required.filter((name) => document[name] === undefined).length
    return inner.reduce((sum, [name, count]) => sum + (isNode(document[name]) ? count(document[name]) : 0), missing)
  }
}

/** Returns the value that a schema names itself: a constant, a single word, a default or an example. */
export function namedValue(node: Node): unknown {
  const [word, otherWord] = listAt(node, 'enum')
  const [example] = listAt(node, 'examples')
  return node.const ?? (otherWord === undefined ? word : undefined) ?? node.default ?? node.example ?? example ?? word
}

/** Returns the value of a type that says that there is none: null where the schema allows null, or an empty value. */
export function emptyValue(contract: Node, start: unknown): unknown {
  const node = resolveRef(contract, start)
  const branches = ['allOf', 'anyOf', 'oneOf']
    .flatMap((key) => listAt(node, key))
    .map((part) => resolveRef(contract, part))
  const types = [node, ...branches].flatMap(({ type }) => (type === undefined ? [] : [type].flat()))
  const words = listAt(node, 'enum')
  if (types.includes('null') || words.includes(null)) return null
  if (words.length > 0) return words.includes('') ? '' : words[0]
  const type = types[0] ?? (node.properties === undefined ? undefined : 'object')
  return type === undefined ? null : emptyValues[String(type)]
}

const emptyValues: Readonly<Record<string, unknown>> = {
  array: [],
  boolean: false,
  integer: 0,
  number: 0,
  object: {},
  string: '',
}
