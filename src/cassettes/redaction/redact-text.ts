import { parseJson } from '../../values/parse-json.ts'
import { markIntegers, unmarkIntegers } from '../file/long-integers.ts'

interface TextRedactor {
  text(text: string): string
  value(value: unknown): unknown
  member(name: string, value: unknown): unknown
}

/** Redacts a text that may contain JSON: a whole document, an event per line, or a truncated document. */
export function redactText(original: string, redactor: TextRedactor): string {
  const redactedJson = redactJson(original, redactor)
  if (redactedJson !== undefined) return redactedJson
  const redactLine = (_: string, before = '', rest = '') =>
    before + (redactJson(rest, redactor) ?? redactFragments(rest, redactor))
  return original
    .split('\n')
    .map((text) => text.replace(/^(data: ?)?(.*)$/s, redactLine))
    .join('\n')
}

/** Returns undefined for a text that is not a JSON object or array. */
function redactJson(text: string, redactor: TextRedactor): string | undefined {
  if (!/^\s*[{[]/.test(text)) return undefined
  const markedText = markIntegers(text)
  const json = parseJson(markedText)
  if (json === undefined) return undefined
  const redacted = rewriteIfChanged(markedText, json, redactor.value(json))
  // The value of a name that occurs twice is only the last one.
  return redacted === markedText ? redactFragments(text, redactor) : unmarkIntegers(redacted)
}

const redactFragments = (text: string, redactor: TextRedactor): string =>
  redactor
    .text(text)
    .replaceAll(
      /"([^"\\]+)"(\s*:\s*)("[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?)/g,
      (_, name: string, colon: string, json: string) => {
        const value = parseJson(json)
        return `"${name}"${colon}${rewriteIfChanged(json, value, redactor.member(name, value))}`
      },
    )

/** Returns the original text when nothing was redacted, so that its formatting stays. */
function rewriteIfChanged(original: string, before: unknown, after: unknown): string {
  const text = JSON.stringify(after)
  return text === undefined || text === JSON.stringify(before) ? original : text
}
