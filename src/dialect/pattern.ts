import { escapeRegExp } from '../values/escape-regexp.ts'
import { memoize } from '../values/memoize.ts'

/** Compiles a pattern once, because every request tests the same patterns. */
const toRegExp = memoize((pattern) => {
  const parts = pattern.split('*').map(escapeRegExp)
  return new RegExp(`^${parts.join('.*')}$`, 's')
})

/** Tests whether the id matches the pattern; * stands for any text. */
export const matchesPattern = (pattern: string, id: string): boolean => toRegExp(pattern).test(id)
