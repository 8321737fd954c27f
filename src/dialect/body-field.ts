import type { Node } from '../contract/document.ts'
import { parsePointer } from '../contract/pointer.ts'
import { writePointer } from './lens.ts'

/**
 * Tests for a name that is a JSON pointer into a JSON body, such as `/input/prompt`. Any other name is a field of the body
 * itself. A form has no nested fields, so no part of a form has such a name.
 */
export const isPointerName = (name: string): boolean => name.startsWith('/')

/** Returns the value of the field in a JSON body or in an object of the body; undefined where the path ends early. */
export const readField = (body: Node, name: string): unknown =>
  isPointerName(name) ? fieldParts(name).reduce<unknown>(memberOf, body) : body[name]

const memberOf = (node: unknown, name: string): unknown =>
  typeof node === 'object' && node !== null && Object.hasOwn(node, name) ? node[name as never] : undefined

/** Writes the value of the field into the body, which changes in place. Creates the objects and lists above a nested field. */
function writeField(body: Node, name: string, value: unknown): void {
  if (isPointerName(name)) writePointer(body, name, value)
  else body[name] = value
}

/** Makes a JSON body of names and values. A later value replaces an earlier value of the same name. */
export function toJsonBody(entries: Iterable<readonly [name: string, value: unknown]>): Node {
  const body: Node = {}
  for (const [name, value] of entries) writeField(body, name, value)
  return body
}

/** Returns the path of a field within a JSON body: `/input/prompt` is `['input', 'prompt']`. */
export const fieldParts = (name: string): string[] => (isPointerName(name) ? parsePointer(name) : [name])

/** Returns the name of a field for refusals: the parts of a pointer joined by dots, as in `input.prompt`. */
export const paramName = (name: string): string => (isPointerName(name) ? parsePointer(name).join('.') : name)
