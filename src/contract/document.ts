/** A node of a parsed document. Its members are looked at before they are used. */
export type Node = { [key: string]: unknown }

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const nodeAt = (value: unknown, key: string): Node => {
  const child = isNode(value) ? value[key] : undefined
  return isNode(child) ? child : {}
}

export const listAt = (value: unknown, key: string): unknown[] => {
  const child = isNode(value) ? value[key] : undefined
  return Array.isArray(child) ? child : []
}
