/** Patterns of dialects, compiled: each is asked about with every request. */
const compiled = new Map<string, RegExp>()
const compiledMost = 10_000

/** Whether an id is one that the pattern means; * stands for any text. */
export function matches(pattern: string, id: string): boolean {
  let expression = compiled.get(pattern)
  if (!expression) {
    const parts = pattern.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    expression = new RegExp(`^${parts.join('.*')}$`, 's')
    if (compiled.size >= compiledMost) compiled.clear()
    compiled.set(pattern, expression)
  }
  return expression.test(id)
}
