import { escapeRegExp } from '../values/escape-regexp.ts'

/** Endpoint of a poll, and where a request to it names the task. */
export interface PollPlace {
  readonly at: string
  readonly id: { readonly in: 'path' | 'query'; readonly name: string }
}

/** Parts of a constant text that differ between responses, for descriptions. */
export const templateWords =
  '{id}: the task id. {poll}: the address of the poll; {poll:NAME}: of the poll with this name. {pollPath}, {pollPath:NAME}: the same without the origin. {result}, {resultPath}, {cancel}, {cancelPath}: those of the result and of the cancellation of the task. {model}: the model id. {requestId}: the request id. {index}: the number of the image, from 0, in a member of an image. Other braces stay as they are.'

const placeholder = /\{(id|model|requestId|index|(?:result|cancel)(?:Path)?|(?:poll|pollPath)(?::([^{}]+))?)\}/g

/** Returns the text for a placeholder, or undefined to keep its braces. `name` is the poll that the placeholder names. */
export type ReadPart = (part: TemplatePart, name: string | undefined) => string | undefined
type TemplatePart = 'id' | 'model' | 'requestId' | 'index' | AddressPart
/** Placeholder of an address: with the origin, or the path alone. */
export type AddressPart = `${'poll' | 'result' | 'cancel'}${'' | 'Path'}`

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

/** Endpoints about a task to which a response may link. */
export interface TaskRoutes {
  readonly polls?: Readonly<Record<string, PollPlace>> | undefined
  readonly result?: PollPlace | undefined
  readonly cancel?: PollPlace | undefined
}

/** Returns the endpoint that a placeholder links to: without a name, the first poll. */
export function routeOf({ polls = {}, result, cancel }: TaskRoutes, part: AddressPart, name?: string) {
  if (part.startsWith('result')) return result
  if (part.startsWith('cancel')) return cancel
  return name === undefined ? Object.values(polls)[0] : polls[name]
}

/** Values that a response may repeat. An unknown value fits any text without blanks. */
export interface TemplateValues {
  readonly id?: string | undefined
  readonly model?: unknown
  /** Number of the image, from 0. */
  readonly index?: number | undefined
  readonly routes?: TaskRoutes | undefined
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

function patternOf(text: string, { id, model, index, routes = {} }: TemplateValues): RegExp {
  const anyWord = '\\S+'
  const exact = (value: unknown) => (typeof value === 'string' ? escapeRegExp(value) : anyWord)
  const patternOfPart = (part: TemplatePart, name?: string): string => {
    if (part === 'id') return exact(id)
    if (part === 'model') return exact(model)
    if (part === 'index') return index === undefined ? anyWord : String(index)
    if (part === 'requestId') return anyWord
    const route = routeOf(routes, part, name)
    const path = route && id !== undefined ? `(?:/\\S*)?${escapeRegExp(pollPathOf(route, id))}` : anyWord
    return part.endsWith('Path') ? path : `https?://[^/\\s]+${path}`
  }
  let pattern = ''
  let end = 0
  for (const match of text.matchAll(placeholder)) {
    const [whole, inner = '', name] = match
    pattern += escapeRegExp(text.slice(end, match.index)) + patternOfPart(partOf(inner), name)
    end = match.index + whole.length
  }
  return new RegExp(`^${pattern}${escapeRegExp(text.slice(end))}$`)
}

/**
 * Turns a text of a response into its template: the address of a poll, otherwise the id. Returns undefined for a text
 * without the id, and for the id alone.
 */
export function inferLink(text: string, { id, routes = {} }: TemplateValues): string | undefined {
  if (id === undefined || text === id || !text.includes(id)) return undefined
  const names = Object.keys(routes.polls ?? {})
  const polls = names.flatMap((name, index) =>
    index === 0 ? ['{poll}', '{pollPath}'] : [`{poll:${name}}`, `{pollPath:${name}}`],
  )
  const others = (['result', 'cancel'] as const).flatMap((name) => (routes[name] ? [`{${name}}`, `{${name}Path}`] : []))
  const match = [...polls, ...others].find((template) => patternOf(template, { id, routes }).test(text))
  return match ?? text.replaceAll(id, '{id}')
}
