import { escapeRegExp } from '../values/escape-regexp.ts'

/** Matches a parameter of a path template: `{task_id}`. */
const parameter = /\{([^}]+)\}/g

/** Lists the names of the parameters of a path template, in order. */
export const pathParameters = (path: string): string[] =>
  [...path.matchAll(parameter)].map(([, name]) => name as string)

/** Replaces each parameter of a path template by the result of `replace` for the parameter's name. */
export const replaceParameters = (path: string, replace: (name: string) => string): string =>
  path.replaceAll(parameter, (_, name: string) => replace(name))

/** Replaces each parameter of a path template by its percent-encoded value, or by an empty text if the value is missing. */
export const fillPath = (path: string, values: Readonly<Record<string, string>>): string =>
  replaceParameters(path, (name) => encodeURIComponent(values[name] ?? ''))

/** Returns the source of a RegExp that matches paths of a template and captures each parameter. */
export const pathPattern = (path: string): string =>
  path
    .split(/\{[^}]+\}/)
    .map(escapeRegExp)
    .join('([^/]+)')
