const stringOrLongInteger = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{16,}(?![\d.eE])/g

/** Writes the long integers of a JSON document as texts, because a number in JavaScript has only 53 bits. */
export const markIntegers = (json: string): string =>
  /\d{16}/.test(json)
    ? json.replaceAll(stringOrLongInteger, (token) => (token.startsWith('"') ? token : `"{{integer ${token}}}"`))
    : json

/** Writes marked integers as integers again. */
export const unmarkIntegers = (json: string): string => json.replaceAll(/"\{\{integer (-?\d+)\}\}"/g, '$1')
