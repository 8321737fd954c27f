import type { Node } from '../../contract/document.ts'
import { escapeRegExp } from '../../values/escape-regexp.ts'

/** Way to write lists and objects as text: the keywords `style` and `explode` of OpenAPI, with their defaults. */
export interface Serialization {
  readonly style: string
  readonly explode: boolean
}

/** Reads the keywords of a parameter, or of the encoding of a form field. */
export function serializationOf({ style, explode }: Node, fallback: string): Serialization {
  const chosen = typeof style === 'string' ? style : fallback
  return { style: chosen, explode: typeof explode === 'boolean' ? explode : chosen === 'form' }
}

const separators: Readonly<Record<string, string>> = { spaceDelimited: ' ', pipeDelimited: '|' }

/** Splits one text that holds a whole list or object. */
export const splitText = (text: string, style: string): string[] => text.split(separators[style] ?? ',')

/** Makes an object of a text such as `a,1,b,2`, or `a=1,b=2` when exploded. */
export function objectFromText(text: string, { style, explode }: Serialization): Record<string, string> {
  const parts = splitText(text, style)
  if (explode) return Object.fromEntries(parts.map((part) => part.split(/=(.*)/s).slice(0, 2)))
  return Object.fromEntries(parts.flatMap((part, index) => (index % 2 === 0 ? [[part, parts[index + 1] ?? '']] : [])))
}

/** Matches the members of an object in the style `deepObject`: `filter[state]`. Undefined for any other name. */
export const deepMember = (name: string, object: string): string | undefined => {
  const [member, ...deeper] = deepPath(name, object) ?? []
  return deeper.length === 0 ? member : undefined
}

/** Matches the members of an object in the style `deepObject`, and those of objects in the object: `filter[state][code]`. */
export const deepPath = (name: string, object: string): string[] | undefined => {
  const [, members] = new RegExp(`^${escapeRegExp(object)}((?:\\[[^\\[\\]]+\\])+)$`).exec(name) ?? []
  return members?.slice(1, -1).split('][')
}
