/**
 * Verifies real gateways in front of the mock of OpenAI: `npm run interop`. The reports are in `interop/reports/`.
 * `--gateways portkey,litellm` selects gateways, `--probes 'auth.*,errors.*'` selects probes, and `--checkout FOLDER` tests
 * the mock and the verifier of another checkout of this repository, which has its dependencies installed.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import type { Finding, Report } from '../src/conformance/report.ts'
import { type GatewayPackage, type RunningGateway, Unavailable, type Upstream } from './gateway.ts'
import { litellm } from './litellm.ts'
import { portkey } from './portkey.ts'

/** The mock without a gateway, as a control: each deviation here is a fault of Proofsheet. */
const direct: GatewayPackage = {
  name: 'direct',
  install: async () => {},
  start: async (upstream) => ({ ...upstream, version: 'no gateway', stop: async () => {} }),
}

const gateways = [direct, portkey, litellm]

const { values: flags } = parseArgs({
  options: {
    gateways: { type: 'string', default: gateways.map(({ name }) => name).join(',') },
    probes: { type: 'string' },
    checkout: { type: 'string', default: join(import.meta.dirname, '..') },
  },
})
const reportsFolder = join(import.meta.dirname, 'reports')
const maxImages = 10
const [key, otherKey] = ['sk-interop-first-0123456789', 'sk-interop-second-0123456789']

/** Loads a package entry from the source of the checkout. */
async function load<Entry>(path: string): Promise<Entry> {
  return (await import(pathToFileURL(resolve(flags.checkout, path)).href)) as Entry
}

/** Serves a fresh mock of OpenAI on a free port. */
async function serveMock() {
  const { createMock, findProvider, listen } = await load<typeof import('../src/index.ts')>('src/index.ts')
  const provider = await findProvider('openai')
  const mock = await createMock({
    providers: [provider],
    keys: [key, otherKey],
    speed: Infinity,
    // A mock without limits sends no rate limit headers.
    limits: { requests: 1e6, images: 1e6 },
  })
  const door = await listen(mock.handler, { host: '127.0.0.1', port: 0 })
  const readAdmin = async (path: string) => (await fetch(`${door.url}/_proofsheet/${path}`)).json()
  const upstream: Upstream = { baseUrl: `${door.url}/openai/v1`, key, otherKey }
  return {
    provider,
    upstream,
    /** Lists the exchanges that reached the mock. */
    readJournal: () => readAdmin('journal'),
    /** Counts the images of all accepted requests. */
    async countImages(): Promise<number> {
      const { tasks } = (await readAdmin('tasks')) as { tasks: readonly { images: number }[] }
      return tasks.reduce((sum, { images }) => sum + images, 0)
    },
    close: () => door.close(),
  }
}

/** Verifies one gateway, writes its report and the journal of the mock, and prints the summary. */
async function verifyGateway(gateway: GatewayPackage): Promise<void> {
  await gateway.install()
  const { verify } = await load<typeof import('../src/conformance.ts')>('src/conformance.ts')
  const mock = await serveMock()
  let running: RunningGateway | undefined
  try {
    running = await gateway.start(mock.upstream)
    const startedAt = performance.now()
    const report = await verify({
      provider: mock.provider,
      baseUrl: running.baseUrl,
      key: running.key,
      otherKey: running.otherKey,
      headers: running.headers,
      maxImages,
      only: flags.probes?.split(','),
    })
    const seconds = (performance.now() - startedAt) / 1000
    const charged = await mock.countImages()
    await writeJson(`${gateway.name}.json`, report)
    await writeJson(`${gateway.name}.upstream.json`, await mock.readJournal())
    console.log(summarize(`${gateway.name} ${running.version}`, report, charged, seconds))
  } finally {
    await running?.stop()
    await mock.close()
  }
}

async function writeJson(name: string, value: unknown): Promise<void> {
  await mkdir(reportsFolder, { recursive: true })
  await writeFile(join(reportsFolder, name), `${JSON.stringify(value, null, 2)}\n`)
}

function summarize(title: string, { findings, images, exchanges }: Report, charged: number, seconds: number): string {
  const of = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict)
  const counts = (['conforms', 'deviates', 'undocumented', 'not observed', 'error'] as const).map(
    (verdict) => `${verdict} ${of(verdict).length}`,
  )
  const chargeNotes = [
    ...(charged === images.spent ? [] : [`unlike the report's ${images.spent}`]),
    ...(charged > maxImages ? [`OVER the budget of ${maxImages}`] : []),
  ]
  const facts = [
    ...counts,
    `images spent ${images.spent}`,
    `images charged at the mock ${[charged, ...chargeNotes].join(', ')}`,
    `${exchanges.length} requests in ${seconds.toFixed(0)} s`,
  ]
  return [
    `\n${title}: ${facts.join('; ')}`,
    ...[...of('deviates'), ...of('undocumented'), ...of('error')].map(toLine),
  ].join('\n')
}

const show = (value: unknown) => JSON.stringify(value) ?? 'absent'

const toLine = ({ verdict, level, trait, probe, documented, observed, note, evidence }: Finding) =>
  `  ${verdict}${level ? ` (${level})` : ''} ${trait}: documented ${show(documented)}, observed ${show(observed)} [${probe}, exchanges ${evidence.join(' ')}]${note ? ` ${note}` : ''}`

// Servers that were started end with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const selected = flags.gateways.split(',')
const unknown = selected.filter((name) => !gateways.some((gateway) => gateway.name === name))
if (unknown.length > 0) {
  console.error(`unknown gateway ${unknown.join(', ')}: expected ${gateways.map(({ name }) => name).join(', ')}`)
  process.exit(2)
}
for (const gateway of gateways.filter(({ name }) => selected.includes(name)))
  await verifyGateway(gateway).catch((error: Error) => {
    if (error instanceof Unavailable) return console.error(`\n!! ${gateway.name} was SKIPPED: ${error.message}`)
    console.error(`\n!! ${gateway.name} FAILED: ${error.message}`)
    process.exitCode = 1
  })
process.exit()
