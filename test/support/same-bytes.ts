import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject } from 'vitest'

/**
 * Notes the exchanges of each test, so that a mock can be shown to answer with the same bytes through every door: each run of
 * the engine's suite writes its exchanges to files, and `test/same-bytes.test.ts` compares the files after all runs.
 */

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder with one file of exchanges for each door and test file. */
    exchangesFolder: string
  }
}

/** Exchanges by test name, in the order of sending: request, status, headers and a digest of the body. */
export type NotedExchanges = Record<string, string[]>
let noted: NotedExchanges = {}
/** Tests with a server of their own, on a different port in each run. */
const ownServers = new Set<string>()
/** Requests without a response yet, by test. */
const underWay = new Map<string, number>()
/** Tests that sent a request while another was under way. */
const concurrent = new Set<string>()

/** Notes a request. Returns a function that notes the response. */
export function noteExchange(request: string, { body }: RequestInit): (response: Response, bytes: Uint8Array) => void {
  const { currentTestName = 'before the tests' } = expect.getState()
  if (typeof body === 'string' && body.includes('http://127.0.0.1:')) ownServers.add(currentTestName)
  if (doorDependent.test(request)) return () => {}
  const exchanges = noted[currentTestName] ?? []
  noted[currentTestName] = exchanges
  const index = exchanges.push(`${request}: no response`) - 1
  const others = underWay.get(currentTestName) ?? 0
  if (others > 0) concurrent.add(currentTestName)
  underWay.set(currentTestName, others + 1)
  return ({ status, headers }, bytes) => {
    underWay.set(currentTestName, (underWay.get(currentTestName) ?? 1) - 1)
    const lines = [...headers].filter(([name]) => !connectionHeaders.includes(name)).map((header) => header.join(': '))
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    exchanges[index] = [request, status, ...lines, `${bytes.length} bytes ${digest}`].join(' | ')
  }
}

/**
 * Requests with a response that depends on the door or the process: the journal has the client's headers, the clock's time varies,
 * and so do the figures; callbacks name the port of a receiver.
 */
const doorDependent = /^GET \/_proofsheet\/(journal|clock|metrics|worlds|events|callbacks)/
/** Headers that belong to the connection. */
const connectionHeaders = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'vary']

/**
 * Leaves out of an exchange what depends on the order of requests: ids of requests and tasks, the digest of the body, and the length of
 * a list of tasks, which names exchanges by number.
 */
const withoutOrder = (exchange: string) =>
  exchange
    .replace(/(?<=[\da-f]{20})[\da-f]{12}(?= \|)/g, 'N')
    .replace(/ [\da-f]{16}$/, '')
    .replace(/^(GET \/_proofsheet\/tasks.*) \d+ bytes$/, '$1')
    .replace(/img_[\da-f]+/g, 'img')

/** Writes the exchanges of the current test file. */
export async function writeExchanges(): Promise<void> {
  const { testPath = '' } = expect.getState()
  const name = testPath.replace(/.*\/test\//, '').replaceAll('/', ' ')
  const comparable = Object.fromEntries(Object.entries(noted).filter(([test]) => !ownServers.has(test)))
  noted = {}
  ownServers.clear()
  underWay.clear()
  if (Object.keys(comparable).length === 0) return
  // Concurrent requests may arrive in any order, on which their numbers and their bodies depend.
  for (const [test, exchanges] of Object.entries(comparable)) {
    if (concurrent.has(test)) comparable[test] = exchanges.map(withoutOrder)
    comparable[test]?.sort()
  }
  concurrent.clear()
  await writeFile(join(inject('exchangesFolder'), `${name}@${inject('door')}.json`), JSON.stringify(comparable))
}
