import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { readPointer, removePointer, writePointer } from '../../src/dialect/lens.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import type { Dialect } from '../../src/dialect/schema.ts'
import { usualChoices } from '../../src/probes/run-choices.ts'
import { parseJson } from '../../src/values/parse-json.ts'
import { verifyMock } from './gateway.ts'
import { providerOf } from './provider.ts'

const folder = fileURLToPath(new URL('../../mocks/breaches', import.meta.url))

const breachSchema = z.strictObject({
  name: z.string(),
  provider: z.string(),
  set: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: 'Traits with a value other than the documented one.' }),
  drop: z.array(z.string()).optional().meta({ description: 'Traits to remove.' }),
  edit: z
    .strictObject({
      path: z.string().meta({ description: 'Regular expression for the path of the request.' }),
      query: z.string().optional().meta({ description: 'Regular expression for the query of the request.' }),
      where: z
        .record(z.string(), z.unknown())
        .optional()
        .meta({ description: 'Values that the response must contain, by pointer.' }),
      answered: z.int().optional().meta({ description: 'Status that the response must have.' }),
      after: z
        .int()
        .optional()
        .meta({ description: 'Number of matching responses of one path to leave unchanged first.' }),
      route: z
        .tuple([z.string(), z.string()])
        .optional()
        .meta({ description: 'Regular expression in the URL of the request, and its replacement.' }),
      forget: z
        .array(z.string())
        .optional()
        .meta({ description: 'Fields to remove from the body of the request, as if the gateway did not read them.' }),
      repair: z.tuple([z.string(), z.string()]).optional().meta({
        description:
          'Regular expression in a JSON body of the request, and its replacement, as if the gateway did not need what the body lacks.',
      }),
      drop: z.array(z.string()).optional(),
      set: z.record(z.string(), z.unknown()).optional(),
      add: z.record(z.string(), z.number()).optional().meta({ description: 'Amounts to add to numbers, by pointer.' }),
      replace: z
        .tuple([z.string(), z.string()])
        .optional()
        .meta({ description: 'Regular expression in the body, and its replacement.' }),
      status: z.int().optional(),
      headers: z
        .record(z.string(), z.string().nullable())
        .optional()
        .meta({ description: 'Headers to set, or to remove with null.' }),
      body: z.string().optional(),
    })
    .optional()
    .meta({ description: 'Change of responses that no trait can express.' }),
  thorough: z.boolean().optional().meta({ description: 'True if only images beyond the plan show the breach.' }),
  red: z.array(z.string()).min(1).meta({ description: 'Traits and invariants that verification must report.' }),
})
export type Breach = z.infer<typeof breachSchema>

/** Loads the breaches of all files, in order. Throws for an invalid breach. */
export async function loadBreaches(): Promise<Breach[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const lists = await Promise.all(
    names.map(async (name) =>
      z.array(breachSchema).parse(parse(await readFile(join(folder, name), 'utf8'), { merge: true })),
    ),
  )
  return lists.flat()
}

/** Applies a breach to its provider. Throws if the breach changes nothing. */
async function applyBreach({ name, provider: id, set = {}, drop = [] }: Breach): Promise<Provider> {
  const provider = await providerOf(id)
  const dialect = structuredClone(provider.dialect)
  for (const [pointer, value] of Object.entries(set)) {
    if (JSON.stringify(readPointer(dialect, pointer)) === JSON.stringify(value))
      throw new Error(`${name}: ${pointer} has this value already: give another value`)
    writePointer(dialect, pointer, value)
  }
  for (const pointer of drop) remove(dialect, pointer)
  return { ...provider, dialect: dialect as Dialect }
}

function remove(document: unknown, pointer: string): void {
  if (readPointer(document, pointer) === undefined)
    throw new Error(`nothing to remove at ${pointer}: give a pointer that exists`)
  removePointer(document, pointer)
}

/** Removes fields from a request with a JSON body or a form. Undefined if the request has none of the fields. */
async function forgetFields(request: Request, names: readonly string[]): Promise<Request | undefined> {
  const { url, method } = request
  const headers = new Headers(request.headers)
  const bytes = await request.clone().arrayBuffer()
  if (!/^multipart/.test(headers.get('content-type') ?? '')) {
    const json = parseJson(Buffer.from(bytes).toString())
    if (typeof json !== 'object' || json === null || !names.some((name) => name in json)) return undefined
    const rest = Object.entries(json).filter(([name]) => !names.includes(name))
    return new Request(url, { method, headers, body: JSON.stringify(Object.fromEntries(rest)) })
  }
  const form = await request
    .clone()
    .formData()
    .catch(() => undefined)
  if (!form || !names.some((name) => form.has(name))) return undefined
  for (const name of names) form.delete(name)
  headers.delete('content-type')
  return new Request(url, { method, headers, body: form })
}

/** Replaces a text in the JSON body of a request. */
async function repairBody(request: Request, [from, to]: readonly [string, string]): Promise<Request> {
  if (!/json/.test(request.headers.get('content-type') ?? '')) return request
  const body = (await request.clone().text()).replaceAll(new RegExp(from, 'g'), to)
  return new Request(request.url, { method: request.method, headers: request.headers, body })
}

/** Wraps a gateway so that its responses have the edit of a breach. */
function editResponses(
  { edit }: Breach,
  fetch: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  if (!edit) return fetch
  const {
    path,
    query = '',
    where = {},
    answered,
    after = 0,
    route,
    set = {},
    add = {},
    forget = [],
    repair,
    drop = [],
    replace,
    status,
    headers = {},
    body,
  } = edit
  const matches = new Map<string, number>()
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const [from, to] = route ?? ['^$', '']
    const url = request.url.replace(new RegExp(from), to)
    const given = url === request.url ? request : new Request(url, request)
    const routed = repair && new RegExp(path).test(pathname) ? await repairBody(given, repair) : given
    const isForgetful = forget.length > 0 && new RegExp(path).test(pathname) && new RegExp(query).test(search)
    // A gateway that ignores a field still refuses an invalid value of the field.
    const shortened = isForgetful ? await forgetFields(routed.clone(), forget) : undefined
    const accepted = await fetch(routed)
    const isTakenWithout = shortened !== undefined && accepted.ok
    if (isTakenWithout) await accepted.body?.cancel()
    const response = isTakenWithout ? await fetch(shortened) : accepted
    if (!new RegExp(path).test(pathname) || !new RegExp(query).test(search)) return response
    const earlierMatches = matches.get(pathname) ?? 0
    const bytes = Buffer.from(await response.arrayBuffer())
    const unchanged = () =>
      new Response(bytes as ConstructorParameters<typeof Response>[0], {
        status: response.status,
        headers: response.headers,
      })
    let json = parseJson(bytes.toString())
    const isMatch =
      Object.entries(where).every(([pointer, value]) => readPointer(json, pointer) === value) &&
      (answered === undefined || answered === response.status) &&
      [...Object.keys(add), ...drop].every((pointer) => readPointer(json, pointer) !== undefined)
    if (!isMatch) return unchanged()
    matches.set(pathname, earlierMatches + 1)
    if (earlierMatches < after) return unchanged()
    for (const pointer of drop) remove(json, pointer)
    for (const [pointer, value] of Object.entries(set)) json = writePointer(json, pointer, value)
    for (const [pointer, by] of Object.entries(add))
      json = writePointer(json, pointer, Number(readPointer(json, pointer)) + by)
    const text = json === undefined ? bytes : JSON.stringify(json)
    const changed = replace ? String(text).replaceAll(new RegExp(replace[0], 'g'), replace[1]) : text
    const changedHeaders = { ...Object.fromEntries(response.headers), ...headers }
    return new Response((body ?? changed) as ConstructorParameters<typeof Response>[0], {
      status: status ?? response.status,
      headers: Object.entries(changedHeaders).filter((entry): entry is [string, string] => entry[1] !== null),
    })
  }
}

export interface Judged {
  readonly breach: Breach
  /** Traits and invariants that verification reported. */
  readonly red: readonly string[]
  /** True if verification reported exactly the traits and invariants that the breach names. */
  readonly isSeen: boolean
}

/** Verifies a mock with the breach against the documented dialect. */
export async function judgeBreach(breach: Breach): Promise<Judged> {
  const { findings } = await verifyMock(await applyBreach(breach), {
    budget: 40,
    choices: { ...usualChoices, isThorough: breach.thorough === true },
    around: (fetch) => editResponses(breach, fetch),
    takesCallbacks: breach.red.some((trait) => trait.startsWith('/callbacks')),
  })
  const red = [
    ...new Set(
      findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed').map(({ trait }) => trait),
    ),
  ].sort()
  return { breach, red, isSeen: JSON.stringify(red) === JSON.stringify([...breach.red].sort()) }
}
