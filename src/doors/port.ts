import type { AddressInfo } from 'node:net'
import { createAdaptorServer } from '@hono/node-server'

/** A Handler on a port. */
export interface Listening {
  readonly url: string
  close(): Promise<void>
}

/** Opens the Handler on host and port (0 picks a free one). Rejects with the system's error when the port is taken. */
export async function listen(
  fetch: (request: Request) => Promise<Response>,
  { host, port }: { host: string; port: number },
): Promise<Listening> {
  // A door in somebody's test must leave their Request and Response alone.
  const server = createAdaptorServer({ fetch: (request) => fetch(request), overrideGlobalObjects: false })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { port: bound } = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}
