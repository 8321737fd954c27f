import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Provider } from '../../src/dialect/provider.ts'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import type { Fetch, Handler } from '../../src/http/handler.ts'
import { type Case, createCase } from './cases.ts'
import { type RawReply, sendCase, sendInProcess } from './exchange.ts'
import { createRandom } from './random.ts'
import { type Target, targetsOf } from './targets.ts'

/** A case that broke a law. */
export interface FuzzFinding {
  /** Number of the case, from 0; undefined for the whole run. */
  readonly number: number | undefined
  readonly title: string
  readonly law: string
}

interface FuzzOptions {
  readonly providers: readonly Provider[]
  readonly cases: number
  readonly seed: number
  /** Number of the first case. */
  readonly from?: number
  /** Changes the handler of the mock: a test breaks it. */
  readonly around?: (handler: Handler) => Handler
  readonly log?: (line: string) => void
}

/** Cases that are sent at once. */
const together = 64
/** Time after which the server ends a connection that stalls, in ms: short, because many cases stall. */
const stallMs = 200
/** Number of cases from which on a run measures the growth of the heap, which takes seconds. */
const casesForGrowth = 1000
/** Number of times that a fifth of the cases is sent again to fill the caches of images, which hold up to 96 MB. */
const timesToFill = 2
/** Most bytes by which the heap may grow when cases are sent again: 16 kB a case. Images that are freed late are up to 36 MB. */
const maxGrowth = 64 * 2 ** 20

/**
 * Sends random requests to a mock of the providers, and checks the laws: every request gets a response or the end of its
 * connection in time, no status of 500 or more but documented ones, a body for every refusal, no fault of the mock and no
 * violation of a contract, and no growth of the heap.
 */
export async function fuzz({
  providers,
  cases,
  seed,
  from = 0,
  around = (handler) => handler,
  log,
}: FuzzOptions): Promise<FuzzFinding[]> {
  const faults: string[] = []
  const start = (strict: boolean) => serve(providers, { strict, around, note: (fault) => faults.push(fault) })
  const server = await start(false)
  const targets = targetsOf(providers)
  const statuses = new Map<string, number>()
  const check = async (number: number, { url, fetch } = server): Promise<FuzzFinding[]> => {
    const sent = caseOf(targets, { seed, number })
    const reply = sent.request
      ? await sendInProcess(fetch, sent.request)
      : await sendCase(Number(new URL(url).port), sent)
    const status = typeof reply === 'object' ? String(reply.status) : (reply ?? 'closed')
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    const law = brokenLaw(reply, sent)
    return law === undefined ? [] : [{ number, title: sent.title, law }]
  }
  const findings: FuzzFinding[] = []
  const inFlight = new Set<number>()
  /** Cases that were under way when the mock reported a fault, which does not say its case. */
  const suspects = new Set<number>()
  const unexplained = new Set<string>()
  let next = from
  const work = async (end: number) => {
    while (next < end) {
      const number = next++
      inFlight.add(number)
      findings.push(...(await check(number)))
      if (faults.length > 0) for (const suspect of inFlight) suspects.add(suspect)
      for (const fault of faults.splice(0)) unexplained.add(fault)
      inFlight.delete(number)
    }
  }
  const run = (end: number) => Promise.all(Array.from({ length: together }, () => work(end)))
  try {
    const end = from + cases
    await run(end)
    if (cases >= casesForGrowth) {
      // New operations load their schemas and caches of images fill, so growth shows when cases that were sent before are sent again.
      const sendAgain = async () => {
        next = end - Math.floor(cases / 5)
        await run(end)
        return measureHeap(server)
      }
      await measureHeap(server)
      for (let time = 0; time < timesToFill; time++) await sendAgain()
      const used = await sendAgain()
      const growth = (await sendAgain()) - used
      if (growth > maxGrowth)
        findings.push({ number: undefined, title: 'all cases', law: `the heap grew by ${growth} bytes` })
      log?.(`The heap grew by ${(growth / 2 ** 20).toFixed(1)} MB when a fifth of the cases was sent again.`)
    }
    // A mock validates a sample of its responses alone, unless it is strict.
    const strictServer = suspects.size > 0 ? await start(true) : server
    for (const number of suspects) {
      await check(number, strictServer)
      for (const law of faults.splice(0)) {
        unexplained.delete(law)
        findings.push({ number, title: caseOf(targets, { seed, number }).title, law })
      }
    }
    if (strictServer !== server) await strictServer.close()
    for (const law of unexplained) findings.push({ number: undefined, title: 'cases together', law })
    log?.(
      `Responses: ${[...statuses]
        .sort()
        .map(([status, count]) => `${count} of ${status}`)
        .join(', ')}.`,
    )
  } finally {
    await server.close()
  }
  return findings
}

/** A mock on a port and in process. */
interface FuzzedMock extends ListeningServer {
  readonly fetch: Fetch
}

async function serve(
  providers: readonly Provider[],
  { strict, around, note }: { strict: boolean; around: (handler: Handler) => Handler; note: (fault: string) => void },
): Promise<FuzzedMock> {
  const mock = await createMock({
    providers,
    strict,
    speed: Number.POSITIVE_INFINITY,
    onError: (error) => note(`fault: ${error instanceof Error ? error.stack : String(error)}`),
    onViolation: ({ provider, operation, status, findings }) =>
      note(`violation: ${provider} ${operation} ${status}: ${findings.map(({ message }) => message).join('; ')}`),
  })
  const timeouts = { headersMs: stallMs, idleMs: stallMs }
  const server = await listen(around(mock.handler), { host: '127.0.0.1', port: 0, timeouts })
  return { ...server, fetch: mock.fetch }
}

const caseOf = (targets: readonly Target[], { seed, number }: { seed: number; number: number }): Case =>
  createCase(createRandom(Math.imul(seed, 0x9e3779b9) + number), targets)

function brokenLaw(reply: RawReply | 'hang' | undefined, { method, target }: Case): string | undefined {
  if (reply === 'hang') return 'the connection neither got a response nor ended in time'
  if (reply === undefined) return undefined
  const { status, body } = reply
  if (status < 200 || status > 599) return `the response has no valid status: ${reply.head.slice(0, 100)}`
  if (status >= 500 && !documentedFailures(target.provider).includes(status))
    return `status ${status}: ${body.toString().slice(0, 300)}`
  const mayBeEmpty = method === 'HEAD' || emptyStatuses(target.provider).includes(status)
  if (status >= 400 && body.length === 0 && !mayBeEmpty) return `status ${status} without a body`
  return undefined
}

/** Lists the statuses of 500 and more with which a gateway refuses a request that is at fault. */
const documentedFailures = ({ dialect }: Provider): number[] =>
  Object.entries(dialect.errors.causes)
    .filter(([cause, { status }]) => status >= 500 && !['internal', 'upstreamFailed', 'unavailable'].includes(cause))
    .map(([, { status }]) => status)

const emptyStatuses = ({ dialect }: Provider): number[] =>
  Object.values(dialect.errors.causes).flatMap(({ status, body }) => (body === 'none' ? [status] : []))

/** Removes the tasks and the journal, and returns the bytes of live objects and buffers. */
async function measureHeap({ url }: ListeningServer): Promise<number> {
  await fetch(`${url}/_proofsheet/reset`, { method: 'POST' })
  setFlagsFromString('--expose-gc')
  const collect: () => void = runInNewContext('gc')
  for (let round = 0; round < 3; round++) {
    collect()
    await new Promise(setImmediate)
  }
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
