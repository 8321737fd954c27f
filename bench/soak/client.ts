import { Agent, request } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request of the soak; `key` names the world. */
export interface SoakRequest {
  readonly method?: 'POST'
  readonly path: string
  readonly key?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: object | Buffer
}

export interface SoakResponse {
  readonly status: number
  readonly body: Buffer
}

export type Send = (request: SoakRequest) => Promise<SoakResponse>

/** Creates a client that keeps its connections open, at most `connections`. */
export function createClient(port: number, connections: number): { send: Send; close: () => void } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const send: Send = ({ method, path, key, headers, body }) =>
    new Promise((resolve, reject) => {
      const bytes = body === undefined || Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body))
      const outgoing = request(
        {
          host: '127.0.0.1',
          port,
          agent,
          method: method ?? 'GET',
          path,
          headers: {
            ...(key && { authorization: `Bearer ${key}` }),
            ...(bytes && { 'content-length': bytes.length, 'content-type': 'application/json' }),
            ...headers,
          },
        },
        (response) => {
          buffer(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject)
        },
      )
      outgoing.on('error', reject)
      outgoing.end(bytes)
    })
  return { send, close: () => agent.destroy() }
}
