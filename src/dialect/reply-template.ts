import { escapeRegExp } from '../values/escape-regexp.ts'

/** Endpoint of a poll, and where a request to it names the task. */
interface PollPlace {
  readonly at: string
  readonly id: { readonly in: 'path' | 'query'; readonly name: string }
}

/** Parts of a constant text that differ between responses, for descriptions. */
export const templateWords =
  '{id}: the task id. {poll}: the address of the poll; {poll:NAME}: of the poll with this name. {pollPath}, {pollPath:NAME}: the same without the origin. {model}: the model id. {requestId}: the request id. Other braces stay as they are.'

const placeholder = /\{(id|model|requestId|(?:poll|pollPath)(?::([^{}]+))?)\}/g

/** Returns the text for a placeholder, or undefined to keep its braces. `name` is the poll that the placeholder names. */
export type ReadPart = (part: TemplatePart, name: string | undefined) => string | undefined
type TemplatePart = 'id' | 'model' | 'requestId' | 'poll' | 'pollPath'

const partOf = (inner: string): TemplatePart => inner.replace(/:.*$/, '') as TemplatePart

const fillText = (text: string, read: ReadPart): string =>
  text.replaceAll(placeholder, (whole, inner: string, name?: string) => read(partOf(inner), name) ?? whole)

/** Tests whether a constant has a text with a placeholder. */
export const hasTemplate = (constant: unknown): boolean =>
  typeof constant === 'string'
    ? new RegExp(placeholder.source).test(constant)
    : typeof constant === 'object' && constant !== null && Object.values(constant).some(hasTemplate)

/** Fills the placeholders of every text in a constant. Returns the copy. */
export function fillTemplate(constant: unknown, read: ReadPart): unknown {
  if (typeof constant === 'string') return fillText(constant, read)
  if (Array.isArray(constant)) return constant.map((item) => fillTemplate(item, read))
  if (typeof constant !== 'object' || constant === null) return constant
  return Object.fromEntries(Object.entries(constant).map(([name, value]) => [name, fillTemplate(value, read)]))
}

/** Lists the polls that the placeholders of a text name; undefined stands for the first poll. */
export const pollsNamedIn = (text: string): (string | undefined)[] =>
  [...text.matchAll(placeholder)].flatMap(([, inner = '', name]) => (inner.startsWith('poll') ? [name] : []))

/** Returns path and query of a poll below the base path: `/tasks/7` or `/result?id=7`. */
export function pollPathOf({ at, id: { in: place, name } }: PollPlace, id: string): string {
  const path = at.replace(/^\S+ /, '')
  const text = encodeURIComponent(id)
  return place === 'path' ? path.replace(`{${name}}`, () => text) : `${path}?${name}=${text}`
}

/** Values that a response may repeat. An unknown value fits any text without blanks. */
export interface TemplateValues {
  readonly id?: string | undefined
  readonly model?: unknown
  readonly polls?: Readonly<Record<string, PollPlace>> | undefined
}

/** Tests whether a constant of a response is what the documented constant becomes when its placeholders are filled. */
export function fitsConstant(documented: unknown, observed: unknown, values: TemplateValues): boolean {
  if (typeof documented === 'string')
    return typeof observed === 'string' && patternOf(documented, values).test(observed)
  if (typeof documented !== 'object' || documented === null) return documented === observed
  if (typeof observed !== 'object' || observed === null) return false
  const names = new Set([...Object.keys(documented), ...Object.keys(observed)])
  return [...names].every((name) =>
    fitsConstant(documented[name as never], (observed as Record<string, unknown>)[name], values),
  )
}

function patternOf(text: string, { id, model, polls = {} }: TemplateValues): RegExp {
  const anyWord = '\\S+'
  const exact = (value: unknown) => (typeof value === 'string' ? escapeRegExp(value) : anyWord)
  const pathOf = (name: string | undefined) => {
    const poll = name === undefined ? Object.values(polls)[0] : polls[name]
    return poll && id !== undefined ? `(?:/\\S*)?${escapeRegExp(pollPathOf(poll, id))}` : anyWord
  }
  const patterns = {
    id: () => exact(id),
    model: () => exact(model),
    requestId: () => anyWord,
    poll: (name?: string) => `https?://[^/\\s]+${pathOf(name)}`,
    pollPath: (name?: string) => pathOf(name),
  }
  let pattern = ''
  let end = 0
  for (const match of text.matchAll(placeholder)) {
    const [whole, inner = '', name] = match
    pattern += escapeRegExp(text.slice(end, match.index)) + patterns[partOf(inner)](name)
    end = match.index + whole.length
  }
  return new RegExp(`^${pattern}${escapeRegExp(text.slice(end))}$`)
}

/**
 * Turns a text of a response into its template: the address of a poll, otherwise the id. Returns undefined for a text
 * without the id, and for the id alone.
 */
export function inferLink(text: string, { id, polls = {} }: TemplateValues): string | undefined {
  if (id === undefined || text === id || !text.includes(id)) return undefined
  const isFirst = (name: string) => name === Object.keys(polls)[0]
  for (const name of Object.keys(polls))
    for (const part of ['poll', 'pollPath'] as const) {
      const template = isFirst(name) ? `{${part}}` : `{${part}:${name}}`
      if (patternOf(template, { id, polls }).test(text)) return template
    }
  return text.replaceAll(id, '{id}')
}
