import { createServer } from 'node:net'
import { explainListenError } from '../parts/explain-listen-error.ts'
import type { Check, CheckResult } from './check.ts'

/** Checks that a mock can listen on its port. */
export const checkPort: Check = {
  name: 'port',
  async run({ mock: { host, port } }) {
    const error = await listen(host, port)
    if (!error) return { status: 'ok', message: port === 0 ? 'any free port' : `${port} on ${host} is free` }
    if (error.code === 'EADDRINUSE') return describeUser(host, port)
    const [message = '', remedy = ''] = explainListenError(error, host, port).message.split('\n')
    return { status: 'fail', message, remedy: remedy.trim() }
  },
}

const listen = (host: string, port: number) =>
  new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer()
    server.once('error', resolve)
    server.listen(port, host, () => server.close(() => resolve(undefined)))
  })

/** Says which kind of program listens. */
async function describeUser(host: string, port: number): Promise<CheckResult> {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  const isMock = await fetch(`http://${address}:${port}/_proofsheet/healthz`, { signal: AbortSignal.timeout(1000) })
    .then(
      async (response) => response.ok && ((await response.json()) as { status?: string }).status === 'ok',
      () => false,
    )
    .catch(() => false)
  const remedy = 'end the program, or pass another --port, or 0 for a free port'
  return isMock
    ? { status: 'warn', message: `a Proofsheet mock listens on ${port}`, remedy }
    : { status: 'fail', message: `another program listens on ${port}`, remedy }
}
