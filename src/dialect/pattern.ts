import { escapeRegExp } from '../values/escape-regexp.ts'
import { memoize } from '../values/memoize.ts'

/** Compiles a pattern once, because every request tests the same patterns. */
const toRegExp = memoize((pattern) => {
  const parts = pattern.split('*').map(escapeRegExp)
  return new RegExp(`^${parts.join('.*')}$`, 's')
})

/** Tests whether the id matches the pattern; * stands for any text. */
export const matchesPattern = (pattern: string, id: string): boolean => toRegExp(pattern).test(id)

/** Returns the pattern and the entry of a table by model that count for the model: those of the first pattern that matches. */
export const entryForModel = <T>(
  table: Readonly<Record<string, T>> | undefined,
  model = '',
): [pattern: string, entry: T] | undefined =>
  Object.entries(table ?? {}).find(([pattern]) => matchesPattern(pattern, model))
