import { parseJson } from '../file/body.ts'

interface Clean {
  text(text: string): string
  value(value: unknown): unknown
  member(name: string, value: unknown): unknown
}

/** Cleans a text that may be JSON in parts: events are, line by line, and what was cut short looks like it. */
export function cleanProse(given: string, clean: Clean): string {
  const whole = inJson(given, clean)
  if (whole !== undefined) return whole
  const line = (_: string, before = '', rest = '') => before + (inJson(rest, clean) ?? inPieces(rest, clean))
  return given
    .split('\n')
    .map((each) => each.replace(/^(data: ?)?(.*)$/s, line))
    .join('\n')
}

/** Undefined for what is no JSON. */
function inJson(given: string, clean: Clean): string | undefined {
  const json = /^\s*[{[]/.test(given) ? parseJson(given) : undefined
  return json === undefined ? undefined : changed(given, json, clean.value(json))
}

const inPieces = (given: string, clean: Clean): string =>
  clean
    .text(given)
    .replaceAll(
      /"([^"\\]+)"(\s*:\s*)("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?)/g,
      (_, name: string, colon: string, said: string) => {
        const value = parseJson(said)
        return `"${name}"${colon}${changed(said, value, clean.member(name, value))}`
      },
    )

/** What needs no change stays as it was written. */
function changed(given: string, before: unknown, after: unknown): string {
  const text = JSON.stringify(after)
  return text === undefined || text === JSON.stringify(before) ? given : text
}
