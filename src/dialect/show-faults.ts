import { type Document, isMap, isSeq, LineCounter, type Pair, parseDocument, stringify } from 'yaml'
import { parsePointer } from '../contract/pointer.ts'
import { type Fault, faultKinds } from './fault.ts'
import { readPointer } from './lens.ts'
import { exampleAt } from './schema-example.ts'

/** Faults of one kind that are shown; of the rest, only the pointers. */
const maxShown = 10

/**
 * Writes the faults of a file by kind, the causes first: file, line, pointer and expectation, then the value that was found and an
 * example that would do. `contractFile` is the file in which the contract is to be corrected.
 */
export function showFaults(file: string, text: string, faults: readonly Fault[], contractFile: string): string {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, merge: true })
  const stated = document.toJS({ maxAliasCount: -1 })
  const show = (fault: Fault) =>
    showFault(`${file}:${lineOf(document, lines, fault.pointer)}`, stated, nameFile(fault, contractFile))
  const byKind = Map.groupBy(faults, ({ kind }) => kind)
  const kinds = Object.keys(faultKinds) as (keyof typeof faultKinds)[]
  return kinds
    .flatMap((kind) => {
      const group = distinct(byKind.get(kind) ?? [])
      if (group.length === 0) return []
      if (kind === 'place' && byKind.has('endpoint'))
        return [`Correct these first, because other faults may follow from them: ${listPointers(group)}`]
      return [
        ...(byKind.size > 1 ? [`${faultKinds[kind]}:`] : []),
        ...group.slice(0, maxShown).map(show),
        ...(group.length > maxShown ? [`... and others of this kind: ${listPointers(group.slice(maxShown))}`] : []),
      ]
    })
    .join('\n')
}

/** Names the file of the contract that the folder has. An action stands in an overlay, which may be a new file. */
const nameFile = (fault: Fault, contractFile: string): Fault =>
  fault.action === undefined
    ? { ...fault, message: fault.message.replace(/ in overlay\.yaml(?=,|$)/, ` in ${contractFile}`) }
    : fault

const listPointers = (faults: readonly Fault[]): string => faults.map(({ pointer }) => pointer).join(', ')

const distinct = (faults: readonly Fault[]): Fault[] => [
  ...new Map(faults.map((fault) => [`${fault.pointer} ${fault.message}`, fault])).values(),
]

function showFault(place: string, stated: unknown, fault: Fault): string {
  const { pointer, message } = fault
  const found = readPointer(stated, pointer)
  const example = showExample(fault)
  return [
    `${place}: ${pointer || '/'}: ${message}`,
    `  found: ${found === undefined ? 'nothing' : toFlow(found)}`,
    ...(example === undefined ? [] : [`  example: ${example}`]),
  ].join('\n')
}

/** Writes the member with a value that would do, or the action of an overlay. */
function showExample({ pointer, kind, example, action }: Fault): string | undefined {
  if (action !== undefined) return `in overlay.yaml, under actions: ${action}`
  if (kind === 'source') return toMember(example ?? { [pointer]: { page: 'DOCS', basis: 'documented' } })
  const value = example ?? exampleAt(pointer)
  if (value === undefined) return undefined
  const name = parsePointer(pointer).at(-1) ?? ''
  return /^\d+$/.test(name) ? toFlow(value) : toMember({ [name]: value })
}

/** Writes members without the braces around them. */
const toMember = (members: unknown): string => toFlow(members).replace(/^\{\s*(.*?)\s*\}$/s, '$1')

const toFlow = (value: unknown): string => {
  const text = stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim()
  return text.length > 300 ? `${text.slice(0, 300)}...` : text
}

/** Finds the line of the member at a pointer, or of the nearest member above. */
function lineOf(document: Document, lines: LineCounter, pointer: string): number {
  let node: unknown = document.contents
  let offset = 0
  for (const part of parsePointer(pointer)) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(key) === part) as Pair<{ range?: [number] }> | undefined
      if (!pair) break
      offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node)) {
      const item = node.items[Number(part)] as { range?: [number] } | undefined
      if (!item) break
      offset = item.range?.[0] ?? offset
      node = item
    } else break
  }
  return lines.linePos(offset).line || 1
}
