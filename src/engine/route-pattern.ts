import { pathParameters } from '../contract/path-template.ts'
import { escapeRegExp } from '../values/escape-regexp.ts'

/** Path template as the router needs it. The router knows parameters that are a whole part of a path, and no text beside them. */
export interface RoutePattern {
  /** Path for the router, in which `:part2` stands for the third part. */
  readonly shape: string
  /** Number of parts of the path that have parameters. */
  readonly openParts: number
  /** Number of characters outside of parameters: of two patterns that match a path, the one with more text is meant. */
  readonly textLength: number
  /** Returns the parameters of a path, by the values of its parts; undefined if the path or the query does not match. */
  readonly match: (
    parts: Readonly<Record<string, string>>,
    readQuery: () => URLSearchParams,
  ) => Record<string, string> | undefined
}

/** Prepares a path template such as `/models/{model}:predict`. Some documents put a query behind a path, to tell operations apart. */
export function routePatternOf(template: string): RoutePattern {
  const [path = '', constants = ''] = (template.split('#')[0] ?? '').split('?')
  const parts = path.split('/')
  const open = parts.flatMap((part, index) => (isOpen(part) ? [{ key: `part${index}`, ...toMatcher(part) }] : []))
  const required = [...new URLSearchParams(constants)]
  return {
    shape: parts.map((part, index) => (isOpen(part) ? `:part${index}` : part)).join('/'),
    openParts: open.length,
    textLength: template.replaceAll(/\{[^}]*\}/g, '').length,
    match(values, readQuery) {
      const query = required.length > 0 ? readQuery() : undefined
      if (!required.every(([name, value]) => query?.get(name) === value)) return undefined
      const params: Record<string, string> = {}
      for (const { key, names, pattern } of open) {
        const found = pattern.exec(values[key] ?? '')
        if (!found) return undefined
        for (const [index, name] of names.entries()) params[name] = found[index + 1] ?? ''
      }
      return params
    },
  }
}

/** Tests for a part of a path that the router cannot compare as it is: one with a parameter, or with signs of the router. */
const isOpen = (part: string): boolean => /[{}*]|^:/.test(part)

/** Returns the names of the parameters of a part, and a pattern of the decoded part with a group for each. */
const toMatcher = (part: string) => ({
  names: pathParameters(part),
  pattern: new RegExp(
    `^${part
      .split(/\{[^}]+\}/)
      .map(escapeRegExp)
      .join('(.+)')}$`,
    's',
  ),
})
