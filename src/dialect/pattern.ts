import { escapeRegExp } from '../values/escape-regexp.ts'
import { memoize } from '../values/memoize.ts'

/** Each pattern is asked about with every request. */
const expressionOf = memoize((pattern) => {
  const parts = pattern.split('*').map(escapeRegExp)
  return new RegExp(`^${parts.join('.*')}$`, 's')
})

/** Whether an id is one that the pattern means; * stands for any text. */
export const matchesPattern = (pattern: string, id: string): boolean => expressionOf(pattern).test(id)
