import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, inject } from 'vitest'

/**
 * Whether a mock answers the same through every door: each run of the engine's suite writes down what came, test by test,
 * and `test/same-bytes.test.ts` compares them when all are done.
 */

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of what came, a file for each door and file of tests. */
    came: string
  }
}

/** By test: request, status, headers and a digest of the body, in the order in which they were sent. */
export type Came = Record<string, string[]>
let came: Came = {}
/** Tests with a server of their own, whose port is another each time. */
const ownServers = new Set<string>()

/** Notes a request, and gives what notes its answer. */
export function noteExchange(asked: string, { body }: RequestInit): (response: Response, bytes: Uint8Array) => void {
  const { currentTestName = 'before the tests' } = expect.getState()
  if (typeof body === 'string' && body.includes('http://127.0.0.1:')) ownServers.add(currentTestName)
  if (ofTheDoor.test(asked)) return () => {}
  const mine = came[currentTestName] ?? []
  came[currentTestName] = mine
  const place = mine.push(`${asked}: nothing`) - 1
  return ({ status, headers }, bytes) => {
    const told = [...headers].filter(([name]) => !ofTheWire.includes(name)).map((each) => each.join(': '))
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
    mine[place] = [asked, status, ...told, `${bytes.length} bytes ${digest}`].join(' | ')
  }
}

/** The journal tells what headers a client has sent, and who looks at the clock waits for the wire. */
const ofTheDoor = /^GET \/_proofsheet\/(journal|clock)/
/** What belongs to a connection. */
const ofTheWire = ['connection', 'content-length', 'date', 'keep-alive', 'transfer-encoding', 'vary']

/** Writes down what came in a file of tests. */
export async function writeExchanges(): Promise<void> {
  const { testPath = '' } = expect.getState()
  const name = testPath.replace(/.*\/test\//, '').replaceAll('/', ' ')
  const mine = Object.fromEntries(Object.entries(came).filter(([test]) => !ownServers.has(test)))
  came = {}
  ownServers.clear()
  if (Object.keys(mine).length === 0) return
  // Of requests that are sent at once any may arrive first.
  for (const each of Object.values(mine)) each.sort()
  await writeFile(join(inject('came'), `${name}@${inject('door')}.json`), JSON.stringify(mine))
}
