import { remembering } from './remember.ts'

/** Each pattern is asked about with every request. */
const expressionOf = remembering((pattern) => {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('.*')}$`, 's')
})

/** Whether an id is one that the pattern means; * stands for any text. */
export const matchesPattern = (pattern: string, id: string): boolean => expressionOf(pattern).test(id)
