/** Whether an id is one that the pattern means; * stands for any text. */
export function matches(pattern: string, id: string): boolean {
  const [head = '', ...tail] = pattern.split('*')
  return tail.length === 0 ? head === id : id.startsWith(head) && id.endsWith(tail.at(-1) ?? '')
}
