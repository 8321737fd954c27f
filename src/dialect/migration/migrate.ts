import { isMap, isScalar, isSeq, type Node, type Pair, type ParsedNode, parseDocument, type YAMLMap } from 'yaml'
import { formatPointer, parsePointer } from '../../contract/pointer.ts'
import { dialectVersion } from '../words.ts'
import { type Rule, rules } from './rules.ts'

type Path = readonly string[]
/** Replacement of a part of the text: offsets of the part, and the new text. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * Rewrites the text of a dialect without a version as the present version. Comments, order and layout stay. Throws an error if
 * the text cannot be parsed, is no mapping, or has a version.
 */
export function migrateDialect(text: string): string {
  const document = parseDocument(text, { prettyErrors: true })
  const [error] = document.errors
  if (error) throw error
  const { contents } = document
  if (!isMap(contents)) throw new Error('no mapping: expected the members of a dialect, such as id and origins')
  const version = contents.get('dialect')
  if (version !== undefined)
    throw new Error(`the dialect has version ${version} already: expected a dialect without a version`)
  const start = startOf(contents)
  const edits = [{ start, end: start, text: `dialect: ${dialectVersion}\n` }, ...editMembers(text, contents, [])]
  return edits
    .toSorted((a, b) => b.start - a.start || b.end - a.end)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text)
}

/** Returns where the present version has the member that this pointer named before. */
function migratePointer(pointer: string): string {
  const path = parsePointer(pointer)
  return formatPointer(
    path.flatMap((_, index) => {
      const { rule, to } = ruleAt(path.slice(0, index + 1))
      if (ruleAt(path.slice(0, index)).rule.template) return []
      return rule.nested ? [to, 'name'] : [to]
    }),
  )
}

/** Finds the rule of the member at the path in the format before, and the member's present name. */
function ruleAt(path: Path): { readonly rule: Rule; readonly to: string } {
  const [, rule = {}] =
    Object.entries(rules).find(([pattern]) => {
      const parts = parsePointer(pattern)
      return parts.length === path.length && parts.every((part, index) => part === '*' || part === path[index])
    }) ?? []
  return { rule, to: rule.to ?? path.at(-1) ?? '' }
}

function* editMembers(text: string, map: YAMLMap, path: Path): Generator<Edit> {
  for (const pair of map.items as Pair<ParsedNode, ParsedNode | null>[]) {
    const name = isScalar(pair.key) ? String(pair.key.value) : ''
    if (path.length === 0 && name === 'sources') yield* editSources(text, pair.value)
    else yield* editMember(text, map, pair, [...path, name])
  }
}

function* editMember(
  text: string,
  map: YAMLMap,
  { key, value }: Pair<ParsedNode, ParsedNode | null>,
  path: Path,
): Generator<Edit> {
  const { rule, to } = ruleAt(path)
  const start = startOf(key)
  const place = `in: ${rule.in}`
  const separator = map.flow ? ', ' : `\n${' '.repeat(start - text.lastIndexOf('\n', start - 1) - 1)}`
  const before = rule.in && !rule.nested ? `${place}${separator}` : ''
  if (before || rule.to) yield { ...rangeOf(key), text: `${before}${to}` }
  if (value === null) return
  if (rule.template) yield { ...rangeOf(value), text: templateOf(value) }
  else if (rule.nested)
    yield { ...rangeOf(value), text: `{ ${place}, name: ${text.slice(rangeOf(value).start, rangeOf(value).end)} }` }
  else if (rule.values) yield* editWord(value, rule.values)
  else yield* editBelow(text, value, path)
}

function* editBelow(text: string, value: unknown, path: Path): Generator<Edit> {
  if (isMap(value)) yield* editMembers(text, value, path)
  if (isSeq(value))
    for (const [index, item] of value.items.entries()) yield* editBelow(text, item, [...path, String(index)])
}

function* editWord(value: ParsedNode, words: Readonly<Record<string, string>>): Generator<Edit> {
  const word = isScalar(value) ? words[String(value.value)] : undefined
  if (word !== undefined) yield { ...rangeOf(value), text: word }
}

/** Returns the template of an id: `{ prefix: img_, hex: 24 }` becomes `'img_{hex:24}'`. */
const templateOf = (value: ParsedNode): string =>
  isMap(value)
    ? `'${value.get('prefix') ?? ''}{hex:${value.get('hex')}}'`
    : `'{hex:${isScalar(value) ? value.value : ''}}'`

/** Moves each source to the present place of its member. The first of several sources at a place stays. */
function* editSources(text: string, sources: unknown): Generator<Edit> {
  const taken = new Set<string>()
  for (const { key, value } of isMap<ParsedNode, ParsedNode>(sources) ? sources.items : []) {
    const pointer = isScalar(key) ? migratePointer(String(key.value)) : ''
    if (taken.has(pointer))
      yield { start: text.lastIndexOf('\n', startOf(key)), end: rangeOf(value ?? key).end, text: '' }
    else if (isScalar(key) && key.value !== pointer) yield { ...rangeOf(key), text: pointer }
    taken.add(pointer)
  }
}

const rangeOf = (node: Node): { readonly start: number; readonly end: number } => {
  const [start = 0, end = start] = node.range ?? []
  return { start, end }
}
const startOf = (node: Node): number => rangeOf(node).start
