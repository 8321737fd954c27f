import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { isTable, membersOf, type Schema } from '../../scripts/dialect-members.ts'
import { readDifferences } from '../../scripts/differences.ts'
import { migrationIssues } from '../../src/conformance/compare/migration.ts'
import { migrationRules, pollMigrationRules } from '../../src/conformance/compare/migration-rules.ts'
import { differencesOfTrait } from '../../src/conformance/differences.ts'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { formatPointer, parsePointer } from '../../src/contract/pointer.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { readPointer, removePointer, writePointer } from '../../src/dialect/lens.ts'
import { matchesPattern } from '../../src/dialect/pattern.ts'
import { findProvider, loadProvider, type Provider, shippedIds } from '../../src/dialect/provider.ts'
import { type Dialect, dialectSchema } from '../../src/dialect/schema.ts'
import { createMock } from '../../src/engine/mock.ts'
import { probes } from '../../src/probes/probes.ts'
import { loadScenarios } from '../../src/scenario/load.ts'
import { createManualClock } from '../../src/time/clock.ts'
import { parseJson } from '../../src/values/parse-json.ts'
import { ask, asyncIds, by, generations, ids, pollOf, submissions, under } from '../scenario/gateways.ts'
import { loadBreaches } from '../support/breaches.ts'
import { dialectArbitrary } from '../support/dialects.ts'
import { deviant, verifyMock } from '../support/gateway.ts'
import { drawImage } from '../support/images.ts'
import { form, host, type Reply } from '../support/mock.ts'

/** Places of a trait, each with the file or folder to edit. */
export const places = {
  schema: 'a title and a description in src/dialect/sections',
  check: 'a rule in src/dialect/sections that refuses a wrong value',
  mock: 'code in src/engine that reads the trait',
  probe: 'a pattern in `observes` of a probe in src/probes',
  random: 'a random value in test/support/dialects.ts',
  breach: 'a breach in mocks/breaches',
  migration: 'a rule in src/conformance/compare/migration-rules.ts',
  source: 'a value with a source in a dialect of openapi/providers',
  difference: 'a difference, or a reason under `unlisted`, in openapi/differences.yaml',
} as const
export type Place = keyof typeof places

/** Names of the dialect that describe the provider and its documents, not the behaviour of the gateway. */
const descriptive = /^\/(id|name|quirks|sources)\b/

/**
 * Lists the traits of a dialect's JSON Schema, as pointers with `*` for a free name. A table whose rows have the same members
 * gives each row and each column: `/errors/causes/wrongKey` and `/errors/causes/*\/status`.
 */
export function listTraits(schema: Schema): string[] {
  const members = [...membersOf(schema)].filter(({ pointer }) => !descriptive.test(pointer))
  const pointers = members.map(({ pointer }) => pointer)
  const tables = members.filter((member) => isTable(member.schema)).map(({ pointer }) => pointer)
  const leaves = pointers.filter((pointer) => !pointers.some((other) => other.startsWith(`${pointer}/`)))
  return [
    ...new Set(
      leaves.flatMap((leaf) => {
        const table = tables.find((pointer) => leaf.startsWith(`${pointer}/`))
        if (table === undefined) return [leaf]
        const [row = '', ...rest] = leaf.slice(table.length + 1).split('/')
        return [`${table}/${row}`, [table, '*', ...rest].join('/')]
      }),
    ),
  ]
}

/** Tests whether a member of the schema is a trait, or belongs to a column. */
const matchesTrait = (trait: string, pointer: string) => isAtOrAbove(trait, pointer) && isAtOrAbove(pointer, trait)

/** Tests whether the pattern of an exception names a trait or a parent of the trait. */
export function includes(pattern: string, trait: string): boolean {
  const [above, parts] = [parsePointer(pattern), parsePointer(trait)]
  return above.length <= parts.length && above.every((part, index) => matchesPattern(part, parts[index] ?? ''))
}

/** Tests whether two patterns name one trait, or one of them a parent of the other. `*` in a part stands for any text. */
const overlap = (a: string, b: string): boolean => isAtOrAbove(a, b) || isAtOrAbove(b, a)

/** Tests whether a pattern names a trait or a parent of the trait, which may be a pattern too. */
function isAtOrAbove(pattern: string, trait: string): boolean {
  const [above, parts] = [parsePointer(pattern), parsePointer(trait)]
  return (
    above.length <= parts.length &&
    above.every((part, index) => {
      const other = parts[index] ?? ''
      return part === other || matchesPattern(part, other) || matchesPattern(other, part)
    })
  )
}

/** Lists the traits of a dialect that match a pattern. */
const expand = (node: unknown, [head, ...rest]: readonly string[]): string[] =>
  head === undefined
    ? ['']
    : typeof node !== 'object' || node === null
      ? []
      : Object.entries(node)
          .filter(([name, value]) => value !== undefined && (head === '*' || head === name))
          .flatMap(([name, value]) => expand(value, rest).map((below) => formatPointer([name]) + below))

type Described = Pick<Provider, 'dialect' | 'contract'>

const file = new URL('../../openapi/dialect.schema.json', import.meta.url)
const seed = 20261121
const randomCount = 60

/** Collects the data of each place, and returns a function that lists the places that a trait lacks. */
export async function createFinder() {
  const schema = JSON.parse(await readFile(file, 'utf8')) as Schema
  const titled = [...membersOf(schema)].filter(({ schema: { title, description } }) => title && description)
  const providers = await Promise.all((await shippedIds()).map(findProvider))
  const lumen = await loadProvider('test/fixtures/lumen')
  const ferry = await loadProvider('test/fixtures/ferry')
  const random = fc.sample(dialectArbitrary, { seed, numRuns: randomCount }) as Dialect[]
  const traits = listTraits(schema)
  const supplements = pickSupplements(traits, [...providers, lumen, ferry], random)
  const described: Described[] = [...providers, lumen, ferry, ...supplements]
  const dialects = [...providers.map(({ dialect }) => dialect), ...random]
  const { unlisted } = await readDifferences()
  const readByMock = await listTraitsReadByMock([...providers, lumen])
  const named: Readonly<Partial<Record<Place, readonly string[]>>> = {
    schema: titled.map(({ pointer }) => pointer),
    probe: probes.flatMap(({ observes }) => observes),
    breach: (await loadBreaches()).flatMap(({ red }) => red.filter((trait) => trait.startsWith('/'))),
    migration: [
      ...migrationRules.map(({ trait }) => trait),
      // Code compares the names of every field.
      '/fields/*',
      ...pollMigrationRules.map(({ trait }) => `/tasks/polls/*${trait}`),
      ...dialects.flatMap((from, index) =>
        migrationIssues(from, dialects[(index + 1) % dialects.length] as Dialect).map(({ trait }) => trait),
      ),
    ],
  }
  const isNamed = (place: Place, trait: string) => named[place]?.some((pattern) => overlap(pattern, trait)) === true
  const has: Readonly<Record<Place, (trait: string) => boolean>> = {
    schema: (trait) => named.schema?.some((pointer) => matchesTrait(trait, pointer)) === true,
    check: (trait) =>
      described
        .filter(({ dialect }) => isStated(trait, [dialect]))
        .some((provider) => refusesWrongValue(provider, trait)),
    mock: (trait) => readByMock.some((pointer) => isAtOrAbove(trait, pointer)),
    probe: (trait) => isNamed('probe', trait),
    random: (trait) => isStated(trait, random),
    breach: (trait) => isNamed('breach', trait),
    migration: (trait) => isNamed('migration', trait),
    source: (trait) =>
      isStated(
        trait,
        providers.map(({ dialect }) => dialect),
      ),
    difference: (trait) =>
      differencesOfTrait(trait).length > 0 ||
      unlisted.some(({ traits }) => traits.some((other) => overlap(other, trait))),
  }
  const found = new Map<string, Place[]>()
  return {
    traits,
    missingPlaces: (trait: string): Place[] => {
      const missing = found.get(trait) ?? (Object.keys(places) as Place[]).filter((place) => !has[place](trait))
      found.set(trait, missing)
      return missing
    },
  }
}

const isStated = (trait: string, by: readonly Dialect[]): boolean =>
  by.some((dialect) => expand(dialect, parsePointer(trait)).length > 0)

/** Picks random dialects that state the traits which no provider states, and writes a contract for each. */
function pickSupplements(
  traits: readonly string[],
  providers: readonly Provider[],
  random: readonly Dialect[],
): Described[] {
  const stated = providers.map(({ dialect }) => dialect)
  const picked: Dialect[] = []
  for (const trait of traits)
    if (!isStated(trait, [...stated, ...picked]))
      picked.push(...random.filter((dialect) => isStated(trait, [dialect])).slice(0, 1))
  return picked.map((dialect) => ({ dialect, contract: toContract(toOpenApi(dialect)) }))
}

/** Values of the same type as the value, none of which describes a gateway. */
function wrongValues(value: unknown): unknown[] {
  if (typeof value === 'string') return ['no such value', '', 'GET /no-such-path', '/no/such/member']
  if (typeof value === 'number') return [-1, 0, 0.5]
  if (Array.isArray(value)) return [[], ...wrongValues(value[0]).map((item) => [item])]
  return typeof value === 'object' && value !== null ? [{}] : []
}

/** Dialects with one wrong value, or wrong free name, at the pointer of a trait. */
function* wrongDialects(dialect: Dialect, trait: string, pointer: string): Generator<unknown> {
  const value = readPointer(dialect, pointer)
  for (const wrong of wrongValues(value)) yield writePointer(structuredClone(dialect), pointer, wrong)
  if (!trait.endsWith('/*')) return
  const parent = parsePointer(pointer).slice(0, -1)
  for (const name of ['no such name', '/no/such/member'])
    yield writePointer(removePointer(structuredClone(dialect), pointer), formatPointer([...parent, name]), value)
}

/** Tests whether the schema or a check refuses a wrong value of a trait. No value of a boolean is wrong. */
function refusesWrongValue({ dialect, contract }: Described, trait: string): boolean {
  const [pointer] = expand(dialect, parsePointer(trait))
  if (pointer === undefined) return false
  if (typeof readPointer(dialect, pointer) === 'boolean') return true
  const place = trait.endsWith('/*') ? pointer.slice(0, pointer.lastIndexOf('/')) : pointer
  const isFault = (line: string) => overlap(line.slice(0, line.indexOf(': ')), place)
  return [...wrongDialects(dialect, trait, pointer)].some((wrong) => {
    const parsed = dialectSchema.safeParse(wrong)
    return !parsed.success || checkDialect(wrong as Dialect, contract).some(isFault)
  })
}

/** Traits that no provider states, with values for the mock of a provider that has the section. */
const unstated: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  toapis: { '/files/link/ttlSeconds': 3600, '/charges/byModel': { 'flux-2*': 0.03 } },
  apigo: { '/images/size/allowed': ['1024x1024', '1536x1024', '1024x1536'] },
  openai: {
    '/images/size/byModel/gpt-image-2/multiple': 16,
    '/results/reply/fixed/~1object': 'list',
    '/errors/envelopes/default/mediaType': 'application/problem+json',
    '/errors/causes/badField/headers': { 'x-reason': 'field' },
    '/errors/causes/badField/fixed': { '/error/hint': 'see the documentation' },
    '/results/item/mediaType': '/media_type',
    '/results/item/revisedPrompt': '/revised_prompt',
    '/results/item/index': '/index',
    '/results/reply/lens/succeededCount': '/succeeded',
    '/results/reply/lens/failedCount': '/failed',
    '/stream/keepAlive': { comment: 'still drawing', everySeconds: 15 },
    '/stream/error/lens': {
      message: '/error/message',
      type: '/error/type',
      code: '/error/code',
      param: '/error/param',
    },
    '/stream/lens/mediaType': '/media_type',
    '/stream/lens/user': '/user',
    '/stream/lens/outputTextTokens': '/usage/output_tokens_details/text_tokens',
    '/stream/lens/outputImageTokens': '/usage/output_tokens_details/image_tokens',
  },
  dimilinks: {
    '/tasks/polls/task/lens/linkExpiresAt': '/links_expire_at',
    '/tasks/polls/task/lens/linkTtlSeconds': '/links_expire_in',
    '/tasks/polls/task/item/linkExpiresAt': '/expires_at',
    '/tasks/polls/task/item/linkTtlSeconds': '/expires_in',
    '/tasks/polls/task/item/url': '/url',
  },
  'gpt-best': {
    '/async/submit/time': 'seconds',
    '/results/reply/time': 'seconds',
    '/results/reply/lens/linkExpiresAt': '/expires_at',
    '/results/reply/lens/linkTtlSeconds': '/expires_in',
    '/results/item/linkExpiresAt': '/expires_at',
    '/results/item/linkTtlSeconds': '/expires_in',
    '/tasks/polls/task/form': 'base64',
    '/tasks/polls/task/headers/cache-control': 'no-store',
    '/tasks/polls/task/headersByState/running/retry-after': '1',
    '/tasks/polls/task/statesByCause/moderated': 'MODERATED',
    '/async/submit/lens/expiresAt': '/expires_at',
    '/tasks/polls/task/lens/expiresAt': '/expires_at',
    '/tasks/polls/task/lens/httpStatus': '/http_status',
    '/tasks/polls/task/lens/firstUrl': '/image_url',
    '/tasks/polls/task/lens/errorType': '/error_type',
    '/tasks/polls/task/lens/succeededCount': '/succeeded',
    '/tasks/polls/task/lens/failedCount': '/failed',
    '/tasks/polls/task/item/base64': '/b64_json',
    '/tasks/polls/task/item/mediaType': '/media_type',
    '/tasks/polls/task/item/revisedPrompt': '/revised_prompt',
    '/tasks/polls/task/item/index': '/index',
    '/tasks/polls/task/lens/outputTextTokens': '/data/data/usage/output_tokens_details/text_tokens',
    '/tasks/polls/task/lens/outputImageTokens': '/data/data/usage/output_tokens_details/image_tokens',
  },
}

/** Returns the pointers of the dialects that the engine reads while mocks serve probes and scenarios. */
async function listTraitsReadByMock(providers: readonly Provider[]): Promise<string[]> {
  const read = new Set<string>()
  const gateways = providers.map((provider) => deviant(provider, unstated[provider.id] ?? {}))
  // The others state no trait that these lack.
  for (const gateway of gateways.filter(({ id }) =>
    ['azure', 'dimilinks', 'gpt-best', 'openai', 'openrouter', 'sub2api', 'toapis', 'lumen', 'fal'].includes(id),
  ))
    await verifyMock(recordReads(gateway, read), { budget: 20 })
  await verifyMock(recordReads(await loadProvider('test/fixtures/lantern'), read), { budget: 20 })
  await serveScenarios(gateways, read)
  return [...read]
}

/** Returns the provider with a dialect that adds the pointer of each member that is read to a set. */
const recordReads = (provider: Provider, read: Set<string>): Provider => ({
  ...provider,
  dialect: record(provider.dialect, '', read),
})

/** Sends a generation, a stream and a task with its poll under each scenario, and a request to a retired operation. */
async function serveScenarios(providers: readonly Provider[], read: Set<string>): Promise<void> {
  const clock = createManualClock()
  const mock = await createMock({ providers: providers.map((one) => recordReads(one, read)), clock, legacy: true })
  const send = async (path: string, init: RequestInit, headers: Readonly<Record<string, string>> = {}) => {
    const request = new Request(host + path, { ...init, headers: { ...init.headers, ...by('sk-test'), ...headers } })
    // A scenario may break the connection.
    return clock.runUntil(mock.fetch(request).then((response) => response.text())).catch(() => '')
  }
  for (const scenario of (await loadScenarios()).keys()) {
    const headers = under(scenario)
    for (const id of ids) {
      await send(generations(id), ask(id, { n: 2 }), headers)
      if (scenario === 'upstream-failed') await send(generations(id), ask(id, { stream: true }), headers)
    }
    for (const id of asyncIds) {
      const text = await send(submissions[id], ask(id, { n: 2 }), headers)
      const task: unknown = parseJson(text)
      await clock.advance(600_000)
      if (readPointer(task, '/task_id') !== undefined) await send(pollOf(id, { json: task } as Reply), {})
    }
  }
  const variation = form([['image', await drawImage()]])
  for (const id of ids) {
    await send(generations(id), ask(id, { stream: true, user: 'ann' }))
    await send(`/${id}/v1/images/variations`, variation)
  }
  await mock.charges()
}

/** Wraps a document so that the pointer of each member that is read is added to a set. */
function record<T extends object>(document: T, base: string, read: Set<string>): T {
  const copies = new Map<PropertyKey, unknown>()
  return new Proxy(document, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver)
      if (typeof key === 'symbol' || (value !== undefined && !Object.hasOwn(target, key))) return value
      const pointer = base + formatPointer([key])
      read.add(pointer)
      if (typeof value !== 'object' || value === null) return value
      if (!copies.has(key)) copies.set(key, record(value, pointer, read))
      return copies.get(key)
    },
  })
}
