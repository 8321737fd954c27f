import { request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { WireRequest } from './requests.ts'

export interface Bytes {
  readonly status: number
  readonly type: string
  readonly body: Buffer
}

export interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

/** One request on a connection of its own. */
export const fetchBytes = (port: number, { method, path, headers, body }: WireRequest): Promise<Bytes> =>
  new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const { statusCode: status = 0, headers } = response
      buffer(response).then((body) => resolve({ status, type: headers['content-type'] ?? '', body }), reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })

export async function ask(port: number, asked: WireRequest): Promise<Answer> {
  const { body, ...rest } = await fetchBytes(port, asked)
  return { ...rest, text: body.toString() }
}

/** Throws what is wrong with an answer that is no 2xx, or no JSON object that `isRight` takes. */
export function check({ status, text }: Answer, isRight: (value: Record<string, unknown>) => boolean): void {
  if (status < 200 || status > 299) throw new Error(`it answers ${status} ${text.slice(0, 80)}`.trim())
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Error(`it answers no JSON: ${text.slice(0, 80)}`)
  }
  if (typeof value !== 'object' || value === null || !isRight(value as Record<string, unknown>))
    throw new Error(`its answer is not what was asked for: ${text.slice(0, 80)}`)
}
