import type { z } from 'zod'
import { formatPointer } from '../contract/pointer.ts'
import { findNearest } from '../values/nearest.ts'
import { type Fault, fault } from './fault.ts'
import { readPointer } from './lens.ts'
import type { dialectSchema } from './schema.ts'
import { membersAt, wordsAt } from './schema-example.ts'

type Issue = z.core.$ZodIssue

/** Lists where a document does not fit the schema, in plain words. */
export const listFormatFaults = (document: unknown, schema: typeof dialectSchema): Fault[] =>
  (schema.safeParse(document).error?.issues ?? []).flatMap((issue) => toFaults(document, issue, []))

function toFaults(document: unknown, issue: Issue, above: readonly PropertyKey[]): Fault[] {
  const path = [...above, ...issue.path].map(String)
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownMember(path, key))
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const branch = closest(issue.errors)
    return branch.flatMap((inner) => toFaults(document, inner, path))
  }
  const pointer = formatPointer(path)
  const isMissing = path.length > 0 && readPointer(document, pointer) === undefined
  return [fault(path, `${isMissing ? 'missing: ' : ''}${expectation(issue, pointer)}`, { kind: 'format' })]
}

function unknownMember(path: readonly string[], key: string): Fault {
  const known = membersAt(formatPointer(path))
  const nearest = findNearest(key, known)
  const advice = nearest === undefined ? 'remove it' : `correct the name, perhaps to ${nearest}, or remove it`
  return fault([...path, key], `no member has this name: expected one of ${known.join(', ')}: ${advice}`, {
    kind: 'format',
  })
}

/** Finds the branch of a union that fits the value best: its faults lie deepest. */
const closest = (branches: readonly (readonly Issue[])[]): readonly Issue[] =>
  branches.toSorted((a, b) => depthOf(b) - depthOf(a))[0] ?? []
const depthOf = (issues: readonly Issue[]): number => Math.max(...issues.map(({ path }) => path.length))

const typeWords: Readonly<Record<string, string>> = {
  array: 'a list, such as [a, b]',
  boolean: 'true or false',
  int: 'a whole number',
  null: 'null',
  number: 'a number',
  object: 'an object, such as { name: value }',
  record: 'an object, such as { name: value }',
  string: 'a text',
}

const listWords = (values: readonly unknown[]): string =>
  values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`

/** Says what a member must be. A message of a schema of this project starts in lower case, one of the library does not. */
function expectation(issue: Issue, pointer: string): string {
  if (/^[a-z]/.test(issue.message)) return issue.message
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${typeWords[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `expected ${listWords(issue.values)}`
    case 'too_small':
      return `expected ${measure(issue.origin, 'at least', issue.minimum, issue.inclusive !== false)}`
    case 'too_big':
      return `expected ${measure(issue.origin, 'at most', issue.maximum, issue.inclusive !== false)}`
    case 'invalid_format':
      return `expected ${formatWords[issue.format] ?? `a text of the form ${issue.pattern ?? issue.format}`}`
    case 'invalid_key':
      return 'the name of this member is not accepted: expected a JSON pointer, a header or a listed word'
    case 'invalid_union':
      return `expected ${listWords(wordsAt(pointer))}`
    default:
      return 'expected another value: compare with the example'
  }
}

const formatWords: Readonly<Record<string, string>> = {
  url: 'a URL such as https://api.example.com',
  date: 'a date such as 2026-11-20',
}

function measure(origin: string, word: string, limit: unknown, isInclusive: boolean): string {
  if (origin === 'array' || origin === 'set') return `a list with ${word} ${limit} item`
  if (origin === 'string') return `a text with ${word} ${limit} letters`
  return `a number of ${word} ${limit}${isInclusive ? '' : ', which does not count'}`
}
