/** An object in a parsed document. Check the type of a member before using the member. */
export type Node = { [key: string]: unknown }

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns the object under `key`, or an empty object. */
export const nodeAt = (value: unknown, key: string): Node => {
  const child = isNode(value) ? value[key] : undefined
  return isNode(child) ? child : {}
}

/** Returns the list under `key`, or an empty list. */
export const listAt = (value: unknown, key: string): unknown[] => {
  const child = isNode(value) ? value[key] : undefined
  return Array.isArray(child) ? child : []
}
