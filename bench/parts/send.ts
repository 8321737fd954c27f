import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { WireRequest } from './requests.ts'

/** A response whose body is bytes. */
export interface BytesResponse {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

/** A response whose body is text. */
export interface TextResponse {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** Sends one request on a connection of its own. */
export const fetchBytes = (port: number, { method, path, headers, body }: WireRequest): Promise<BytesResponse> =>
  new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers } = response
      buffer(response).then((body) => resolve({ status, type: headers['content-type'] ?? '', body }), reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })

/** Sends one request on a connection of its own. Returns the body as text. */
export async function send(port: number, request: WireRequest): Promise<TextResponse> {
  const { body, ...rest } = await fetchBytes(port, request)
  return { ...rest, text: body.toString() }
}

/** Checks a response. Throws unless its status is 2xx and its body is a JSON object that `isRight` accepts. */
export function check({ status, text }: TextResponse, isRight: (value: Record<string, unknown>) => boolean): void {
  if (status < 200 || status > 299) throw new Error(`it returned ${status}, expected 2xx: ${text.slice(0, 80)}`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error(`its response is not JSON: ${text.slice(0, 80)}`)
  }
  if (typeof value !== 'object' || value === null || !isRight(value as Record<string, unknown>))
    throw new Error(`its response lacks the expected members: ${text.slice(0, 80)}`)
}
