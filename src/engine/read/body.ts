import { mediaTypes, twinType } from '../../contract/media-types.ts'
import { schemasAt } from '../../contract/walk.ts'
import { headerOf, textOf } from '../../http/incoming-message.ts'
import { largest } from '../images/inspect.ts'
import type { Body, Entry } from '../model/body.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from '../request/call.ts'
import { readMultipart } from './multipart.ts'

const noBody: Body = { encoding: 'none', contentType: undefined, value: undefined, entries: [] }
const plainBodyLimit = 16 * 2 ** 20
/** A string can't be much longer in V8. */
const longestText = 400e6

/** Reads the body of a call. Throws a Problem when it is of the wrong type, malformed, or too long to be meant. */
export function readBody(call: Call): Body | Promise<Body> {
  const { role, request } = call
  if (request.method === 'GET' || request.method === 'HEAD') return noBody
  const type = headerOf(request, 'content-type')?.split(';')[0]?.trim().toLowerCase()
  const taken = role.does === 'create' ? role.operation.bodies : (['json', 'multipart'] as const)
  if (type === mediaTypes.multipart && taken.includes('multipart')) return readForm(call)
  if (type === mediaTypes.json && taken.includes('json')) return readJson(call)
  if (role.does !== 'create') return noBody
  const wanted = taken.map((encoding) => mediaTypes[encoding]).join(' or ')
  throw new Problem('unsupportedMediaType', `The body must be ${wanted}, not ${type ?? 'without a Content-Type'}.`)
}

async function readJson({ provider, request }: Call): Promise<Body> {
  const { max, maxBytes = largest } = provider.dialect.references
  // Base64 takes four bytes for three.
  const text = await readText(
    request,
    Math.min(longestText, plainBodyLimit + Math.ceil((max + 1) * maxBytes * (4 / 3))),
  )
  if (text.trim() === '') throw new Problem('malformedBody', 'The body is empty; it must be a JSON object.')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Problem('malformedBody', `The body is not valid JSON: ${(error as Error).message}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Problem('malformedBody', 'The body must be a JSON object.')
  return { encoding: 'json', contentType: mediaTypes.json, value, text, entries: [] }
}

async function readText(request: Request, limit: number): Promise<string> {
  // Most say how long they are, and are read at once.
  const length = Number(headerOf(request, 'content-length') ?? Number.POSITIVE_INFINITY)
  if (length <= limit) return textOf(request)
  if (!request.body) return ''
  const decoder = new TextDecoder()
  let bytes = 0
  let text = ''
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    if (bytes > limit) throw new Problem('referenceTooLarge', `The body is longer than ${limit} bytes.`)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

async function readForm(call: Call): Promise<Body> {
  const { request: rules, references } = call.provider.dialect
  const limits = { maxBytes: references.maxBytes ?? largest, maxFiles: 2 * references.max + 2 }
  const sent = await readMultipart(call.request, limits)
  refuseFilesAsText(call, sent)
  const entries =
    rules.emptyStrings === 'absent' ? sent.filter((entry) => !('text' in entry) || entry.text !== '') : sent
  const schema = call.operation.bodies[mediaTypes.multipart]
  const typesOf = (name: string): string[] =>
    schemasAt(call.provider.contract.document, schema, [name]).flatMap((node) => [node.type].flat().map(String))
  const toValue = (entry: Entry, types: readonly string[]) =>
    'file' in entry
      ? `file ${entry.file.name}, ${entry.file.bytes} bytes`
      : coerce(entry.text, types, rules.booleans.multipart)
  const grouped = Map.groupBy(entries, ({ name }) => name)
  const value = Object.fromEntries(
    [...grouped].map(([name, group]) => {
      const types = typesOf(name)
      const values = group.map((entry) => toValue(entry, types))
      const isList = types.includes('array') && (values.length > 1 || !types.includes('string'))
      return [name, isList ? values : values.at(-1)]
    }),
  )
  return { encoding: 'multipart', contentType: twinType, value, entries }
}

/** A field that holds a word can't be a file. */
function refuseFilesAsText({ provider }: Call, sent: readonly Entry[]): void {
  const words = new Set(Object.values(provider.dialect.fields).flatMap((field) => Object.values(field).flat()))
  const wrong = sent.find((entry) => 'file' in entry && words.has(entry.name))
  if (wrong) throw new Problem('badField', `${wrong.name} must be text, not a file.`, wrong.name)
}

/** Form text is text: numbers and booleans are read where the contract wants one. What doesn't fit stays text, for Prism to find. */
function coerce(text: string, types: readonly string[], booleans: { true: string[]; false: string[] }): unknown {
  const wants = (type: string) => types.includes(type)
  if (wants('boolean') && booleans.true.includes(text)) return true
  if (wants('boolean') && booleans.false.includes(text)) return false
  if ((wants('integer') || wants('number')) && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  return wants('null') && text === 'null' ? null : text
}
