/**
 * Sends real clients to all mocks, and compares what they get with the rows of `openapi/clients.yaml`: `npm run interop`. The exit code is 1
 * if a client does otherwise than its row says. `--clients 'openai for Go'` selects clients, `--verbose` prints each call.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { type CallVerdict, judgeCalls } from '../../src/conformance/compare/clients.ts'
import { rulesForModel, usualModel } from '../../src/dialect/models.ts'
import { findProvider, type Provider, shippedIds } from '../../src/dialect/provider.ts'
import type { Dialect } from '../../src/dialect/schema.ts'
import { createMock, listen } from '../../src/index.ts'
import type { Job, Result } from './client.ts'
import { createNodeClients } from './node-clients.ts'
import { createProgramClients } from './program-clients.ts'
import { settleClients } from './settle-clients.ts'

const { values: flags } = parseArgs({
  options: { clients: { type: 'string' }, verbose: { type: 'boolean', default: false } },
})

/** Result that a client gives to its caller: images, a text to interpret, or none. */
type Outcome = 'images' | 'as it is' | 'nothing'

async function outcomeOf({ images = [] }: Result): Promise<Outcome> {
  const [image] = images
  if (!image) return 'nothing'
  if (image.bytes) return 'images'
  if (image.base64 && isImage(Buffer.from(image.base64, 'base64'))) return 'images'
  const isLink = image.url !== undefined && /^https?:/.test(image.url)
  const response = isLink ? await fetch(image.url ?? '') : undefined
  if (response?.ok && isImage(Buffer.from(await response.arrayBuffer()))) return 'images'
  return image.url || image.base64 ? 'as it is' : 'nothing'
}

const isImage = (bytes: Buffer) => /^(\x89PNG|\xff\xd8\xff|RIFF)/.test(bytes.toString('latin1', 0, 4))

const expected: Readonly<Record<CallVerdict['works'], readonly Outcome[]>> = {
  yes: ['images'],
  partly: ['images', 'as it is'],
  no: ['nothing'],
  unknown: [],
}

/** A call of a client to a mock, with what its row says. */
interface Trial {
  readonly verdict: CallVerdict
  readonly job: Job
}

/** Lists the calls of the clients to one provider, each with the model that a request usually names. */
async function listTrials(
  { id, dialect, contract }: Provider,
  { origin, untyped = [] }: { readonly origin: string; readonly untyped?: readonly string[] },
): Promise<Trial[]> {
  const model = usualModel(dialect.models) ?? dialect.models.known[0]?.match.replaceAll('*', '')
  const verdicts = await judgeCalls(ofModel(dialect, model), untyped)
  return verdicts.map((verdict) => ({
    verdict,
    job: {
      id: `${id}${untyped.length > 0 ? ' as text' : ''} ${verdict.does}`,
      does: verdict.does,
      baseUrl: `${origin}/${id}${basePathFor(dialect, contract, verdict.does === 'edit' ? 'edit' : 'generate', model)}`,
      model,
    },
  }))
}

const ofModel = (dialect: Dialect, model = ''): Dialect => ({
  ...dialect,
  models: { ...dialect.models, known: rulesForModel(dialect.models, model).map((rule) => ({ ...rule, match: model })) },
})

/** Returns the path before that of the client's call: for most providers the path of the contract's server. */
function basePathFor({ operations }: Dialect, { operations: all }: Provider['contract'], does: string, model = 'x') {
  const called = does === 'edit' ? '/images/edits' : '/images/generations'
  const routes = Object.values(operations).flatMap(({ at, does: kind }) => (kind === does ? [at] : []))
  const route = routes.filter((at) => at.endsWith(called)).sort((a, b) => a.length - b.length)[0] ?? routes[0]
  const { basePath = '', path = '' } = all.find((operation) => operation.route === route) ?? {}
  return basePath + (path.endsWith(called) ? path.slice(0, -called.length).replaceAll(/\{[^}]+\}/g, model) : '')
}

const folder = await mkdtemp(join(tmpdir(), 'proofsheet-clients-'))
const file = join(folder, 'fox.png')
const png = await sharp({ create: { width: 1024, height: 1024, channels: 4, background: '#c83232' } })
  .png()
  .toBuffer()
await writeFile(file, png)
const clients = await settleClients([createNodeClients(png), ...createProgramClients(file)], flags.clients)
const providers = await Promise.all((await shippedIds()).map(findProvider))
const mock = await createMock({ providers, speed: Number.POSITIVE_INFINITY })
const door = await listen(mock.handler, { host: '127.0.0.1', port: 0 })
/** The same mock, which declares its JSON as text, at one gateway that every client can use. */
const asText = await listen(
  async (request) => {
    const response = await mock.fetch(request)
    if (!response.headers.get('content-type')?.includes('json')) return response
    return new Response(await response.text(), { status: response.status, headers: { 'content-type': 'text/plain' } })
  },
  { host: '127.0.0.1', port: 0 },
)
const textProvider = await findProvider('apigo')
const untyped = Object.values(textProvider.dialect.operations).map(({ at }) => at)
const trials = (
  await Promise.all([
    ...providers.map((provider) => listTrials(provider, { origin: door.url })),
    listTrials(textProvider, { origin: asText.url, untyped }),
  ])
).flat()

const rows: string[] = []
for (const client of clients) {
  const own = trials.filter(({ verdict }) => verdict.client === client.name && verdict.major === client.major)
  // A call that the client does not have is not sent.
  const sent = own.filter(({ verdict }) => verdict.why !== 'the client has no such call')
  const results = await client.run(sent.map(({ job }) => job))
  const counts: Record<Outcome, number> = { images: 0, 'as it is': 0, nothing: 0 }
  const others: string[] = []
  for (const { verdict, job } of sent) {
    const result = results.find(({ id }) => id === job.id) ?? { id: job.id, error: 'no result' }
    const outcome = await outcomeOf(result)
    counts[outcome]++
    const line = `${job.id}: expected ${verdict.works}${verdict.why && ` (${verdict.why})`}, got ${outcome}${result.error ? ` (${result.error.slice(0, 160)})` : ''}`
    if (!expected[verdict.works].includes(outcome)) others.push(line)
    if (flags.verbose) console.log(`  ${client.name} ${client.version} ${line}`)
  }
  for (const other of others) console.log(`!! ${client.name} ${client.version} ${other}`)
  if (others.length > 0) process.exitCode = 1
  const { images, nothing } = counts
  rows.push(
    `| ${client.name} | ${client.version} | ${sent.length} | ${images} | ${counts['as it is']} | ${nothing} | ${others.length} |`,
  )
}
console.log('\n| client | version | calls | images | as it is | nothing | otherwise than its row |')
console.log(`| --- | --- | --- | --- | --- | --- | --- |\n${rows.join('\n')}`)
await Promise.all([door.close(), asText.close()])
await rm(folder, { recursive: true })
process.exit()
