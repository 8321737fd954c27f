/** Parses JSON; undefined if the text is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Returns the object or the list that a text of JSON describes; undefined for any other text. */
export const parseJsonText = (text: string): object | undefined =>
  /^\s*[[{]/.test(text) ? (parseJson(text) as object | undefined) : undefined
