/**
 * Lets real clients meet refusals and lost responses, and counts the requests and the charged images of one call:
 * `npm run interop:retries`. Prints the table of `docs/guide/paid-twice.md`. `--clients 'openai for Go'` selects clients, `--verbose`
 * prints what each call gets.
 */
import { parseArgs } from 'node:util'
import { createMock, findProvider, listen } from '../../src/index.ts'
import { Unavailable } from '../gateway.ts'
import { litellm } from '../litellm.ts'
import { type Job, key, type RealClient } from './client.ts'
import { createRetryingNodeClients } from './node-clients.ts'
import { createLiteLlmClient, createProgramClients } from './program-clients.ts'
import { settleClients } from './settle-clients.ts'

const { values: flags } = parseArgs({
  options: { clients: { type: 'string' }, verbose: { type: 'boolean', default: false } },
})

const scenarios = ['cdn-gives-up', 'reset-after-accept', 'rate-limited', 'rate-limited-retry-after']

/** A tenth of a second in place of each 10 s until a CDN gives up. Clients wait between their requests by the clock of the machine. */
const mock = await createMock({ providers: [await findProvider('openai')], atRoot: true, speed: 100 })
const door = await listen(mock.handler, { host: '127.0.0.1', port: 0 })

async function admin<T>(method: string, path: string, body?: object): Promise<T> {
  const response = await fetch(`${door.url}/_proofsheet/${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return (await response.json().catch(() => undefined)) as T
}

/** Seconds of the mock after which every task has ended. */
const longEnough = 1000

/** Lets a client make one call under a scenario. Returns how many requests it sent, and how many images were charged. */
async function count(client: RealClient, scenario: string, job: Job): Promise<string> {
  await admin('POST', 'reset')
  await admin('PUT', 'scenario', { scenario })
  const [result] = await client.run([{ ...job, id: scenario }])
  await admin('POST', `clock/advance?seconds=${longEnough}`)
  const { entries } = await admin<{ entries: { request: { method: string } }[] }>('GET', 'journal')
  const { sums } = await admin<{ sums: { images: number } }>('GET', 'ledger')
  const requests = entries.filter(({ request }) => request.method === 'POST').length
  if (flags.verbose)
    console.log(`  ${client.name} ${client.version} ${scenario}: ${result?.error?.slice(0, 160) ?? 'an image'}`)
  return `${requests} / ${sums.images}`
}

/** Client behind LiteLLM's proxy, which may send again by itself. */
async function behindProxy(client: RealClient): Promise<RealClient> {
  await litellm.install()
  const proxy = await litellm.start({ baseUrl: `${door.url}/v1`, key, otherKey: key })
  process.once('exit', () => void proxy.stop())
  return {
    ...client,
    name: `${client.name}, through LiteLLM's proxy`,
    version: `${client.version}, ${proxy.version}`,
    run: (jobs) => client.run(jobs.map((job) => ({ ...job, baseUrl: proxy.baseUrl, key: proxy.key }))),
  }
}

const file = new Uint8Array()
const direct = await settleClients(
  [createRetryingNodeClients(file), ...createProgramClients('/dev/null'), createLiteLlmClient()],
  flags.clients,
)
const newest = direct.find(({ name }) => name === 'openai for Node')
const proxied = newest
  ? await behindProxy(newest).catch((error: Error) => {
      if (!(error instanceof Unavailable)) throw error
      console.error(`!! SKIPPED: ${error.message}`)
      return undefined
    })
  : undefined

const rows: string[] = []
const job: Job = { id: '', baseUrl: `${door.url}/v1`, does: 'generate', model: 'gpt-image-2', retries: 'usual' }
const { retries: _, ...once } = job
const trials: readonly (readonly [RealClient, Job])[] = [
  ...direct.map((client) => [client, job] as const),
  ...(proxied
    ? [[{ ...proxied, name: `${proxied.name}, maxRetries: 0` }, once] as const, [proxied, job] as const]
    : []),
]
for (const [client, asked] of trials) {
  const counts: string[] = []
  for (const scenario of scenarios) counts.push(await count(client, scenario, asked))
  rows.push(`| ${client.name} | ${client.version} | ${counts.join(' | ')} |`)
}
console.log(`\n| client | version | ${scenarios.join(' | ')} |`)
console.log(`| --- | --- |${' --- |'.repeat(scenarios.length)}\n${rows.join('\n')}`)
await door.close()
process.exit()
