import { parseJson } from '../../values/parse-json.ts'

/** Texts that stand for a boolean. */
export interface BooleanWords {
  readonly true: readonly string[]
  readonly false: readonly string[]
}

/** Words of JSON. */
export const jsonWords: BooleanWords = { true: ['true'], false: ['false'] }

/** Matches a number as JSON writes numbers. */
const numberText = /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i

/**
 * Converts the text of a parameter or of a form to a value of one of the types that the contract expects. Objects and lists are
 * JSON, which is the default of OpenAPI. Text that does not fit stays text, so that validation reports the text.
 */
export function valueFromText(text: string, types: ReadonlySet<string>, words: BooleanWords = jsonWords): unknown {
  if (types.has('boolean') && words.true.includes(text)) return true
  if (types.has('boolean') && words.false.includes(text)) return false
  if ((types.has('integer') || types.has('number')) && numberText.test(text)) return Number(text)
  if (text === 'null' && types.has('null') && !types.has('string')) return null
  const isStructured = types.has('object') || types.has('array')
  const value = isStructured && /^\s*[[{]/.test(text) ? parseJson(text) : undefined
  return value !== undefined && types.has(Array.isArray(value) ? 'array' : 'object') ? value : text
}
