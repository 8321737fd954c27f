import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { z } from 'zod'
import { readPointer, removePointer, writePointer } from '../../src/dialect/lens.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import type { Dialect } from '../../src/dialect/schema.ts'
import { verifyMock } from './gateway.ts'
import { providerOf } from './provider.ts'

const folder = fileURLToPath(new URL('../../mocks/breaches', import.meta.url))

const breachSchema = z.strictObject({
  name: z.string(),
  provider: z.string(),
  set: z.record(z.string(), z.unknown()).optional().meta({ description: 'Traits that are otherwise than documented.' }),
  drop: z.array(z.string()).optional().meta({ description: 'Traits that are not there.' }),
  edit: z
    .strictObject({
      path: z.string().meta({ description: 'A regular expression that the path of the request fits.' }),
      where: z.record(z.string(), z.unknown()).optional().meta({ description: 'What the answer holds, by pointer.' }),
      answered: z.int().optional().meta({ description: 'The status of the answer.' }),
      after: z.int().optional().meta({ description: 'Of the answers of one path that fit, so many are left alone.' }),
      route: z
        .tuple([z.string(), z.string()])
        .optional()
        .meta({ description: 'What is asked for in place of the path.' }),
      drop: z.array(z.string()).optional(),
      set: z.record(z.string(), z.unknown()).optional(),
      add: z.record(z.string(), z.number()).optional().meta({ description: 'A number is raised by so much.' }),
      replace: z
        .tuple([z.string(), z.string()])
        .optional()
        .meta({ description: 'A regular expression, and what stands in its place.' }),
      status: z.int().optional(),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.string().optional(),
    })
    .optional()
    .meta({ description: 'What is changed in answers, where no trait says it.' }),
  red: z.array(z.string()).min(1).meta({ description: 'The traits and invariants that are reported.' }),
})
export type Breach = z.infer<typeof breachSchema>

/** The breaches of all files, in order. Throws for one that is none. */
export async function loadBreaches(): Promise<Breach[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  const lists = await Promise.all(
    names.map(async (name) =>
      z.array(breachSchema).parse(parse(await readFile(join(folder, name), 'utf8'), { merge: true })),
    ),
  )
  return lists.flat()
}

/** The provider as one that breaks its word so. Throws where the breach changes nothing. */
export async function breaking({ name, provider: id, set = {}, drop = [] }: Breach): Promise<Provider> {
  const provider = await providerOf(id)
  const dialect = structuredClone(provider.dialect)
  for (const [pointer, value] of Object.entries(set)) {
    if (JSON.stringify(readPointer(dialect, pointer)) === JSON.stringify(value))
      throw new Error(`${name}: ${pointer} is so already`)
    writePointer(dialect, pointer, value)
  }
  for (const pointer of drop) remove(dialect, pointer)
  return { ...provider, dialect: dialect as Dialect }
}

function remove(document: unknown, pointer: string): void {
  if (readPointer(document, pointer) === undefined) throw new Error(`there is no ${pointer}`)
  removePointer(document, pointer)
}

/** The answers of a gateway as the breach changes them. */
function edited(
  { edit }: Breach,
  fetch: (request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  if (!edit) return fetch
  const {
    path,
    where = {},
    answered,
    after = 0,
    route,
    set = {},
    add = {},
    drop = [],
    replace,
    status,
    headers = {},
    body,
  } = edit
  const met = new Map<string, number>()
  return async (request) => {
    const { pathname } = new URL(request.url)
    const [from, to] = route ?? ['^$', '']
    const url = request.url.replace(new RegExp(from), to)
    const response = await fetch(url === request.url ? request : new Request(url, request))
    if (!new RegExp(path).test(pathname)) return response
    const times = met.get(pathname) ?? 0
    const bytes = Buffer.from(await response.arrayBuffer())
    const whole = (given: Buffer | string) =>
      new Response(given as ConstructorParameters<typeof Response>[0], {
        status: response.status,
        headers: response.headers,
      })
    let json: unknown
    try {
      json = JSON.parse(bytes.toString())
    } catch {
      json = undefined
    }
    const isMeant =
      Object.entries(where).every(([pointer, value]) => readPointer(json, pointer) === value) &&
      (answered === undefined || answered === response.status) &&
      [...Object.keys(add), ...drop].every((pointer) => readPointer(json, pointer) !== undefined)
    if (!isMeant) return whole(bytes)
    met.set(pathname, times + 1)
    if (times < after) return whole(bytes)
    for (const pointer of drop) remove(json, pointer)
    for (const [pointer, value] of Object.entries(set)) json = writePointer(json, pointer, value)
    for (const [pointer, by] of Object.entries(add))
      json = writePointer(json, pointer, Number(readPointer(json, pointer)) + by)
    const text = json === undefined ? bytes : JSON.stringify(json)
    const changed = replace ? String(text).replaceAll(new RegExp(replace[0], 'g'), replace[1]) : text
    return new Response((body ?? changed) as ConstructorParameters<typeof Response>[0], {
      status: status ?? response.status,
      headers: { ...Object.fromEntries(response.headers), ...headers },
    })
  }
}

export interface Judged {
  readonly breach: Breach
  /** What was reported. */
  readonly red: readonly string[]
  /** Whether that is what the breach names, no more and no less. */
  readonly isSeen: boolean
}

/** Verifies a mock that breaks its word so against what is documented. */
export async function judgeBreach(breach: Breach): Promise<Judged> {
  const { findings } = await verifyMock(await breaking(breach), {
    budget: 40,
    around: (fetch) => edited(breach, fetch),
  })
  const red = [
    ...new Set(
      findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed').map(({ trait }) => trait),
    ),
  ].sort()
  return { breach, red, isSeen: JSON.stringify(red) === JSON.stringify([...breach.red].sort()) }
}
