import { inheritFrom } from './fetch-classes.ts'

/**
 * Content of a deferred Response, which is built on first access. Building a Response costs as much as all other work for a
 * request, and the port writes these parts to the socket without a Response.
 */
export interface ResponseParts {
  readonly status: number
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | readonly (string | Uint8Array)[] | null
  /** Text of a JSON body with shortened images, which the journal keeps. */
  readonly shown?: string
}

/** Encodes a piece of a body, if it is a text. */
export const bytesOf = (piece: string | Uint8Array): Uint8Array =>
  typeof piece === 'string' ? Buffer.from(piece) : piece

/** Joins the pieces of a body. */
export const joinBody = (body: NonNullable<ResponseParts['body']>): Uint8Array<ArrayBuffer> =>
  Buffer.concat((Array.isArray(body) ? body : [body]).map(bytesOf))

const partsKey = Symbol('parts')
const responseKey = Symbol('response')

interface Deferred {
  [partsKey]: ResponseParts
  [responseKey]?: Response
}

const materialize = (deferred: Deferred): Response => {
  const { status, headers, body } = deferred[partsKey]
  deferred[responseKey] ??= new Response(
    Array.isArray(body) ? joinBody(body) : (body as string | Uint8Array<ArrayBuffer> | null),
    { status, headers },
  )
  return deferred[responseKey]
}

/** Has every member of a Response; each reads from the Response built on first access. */
const prototype: object = {}
inheritFrom('Response', prototype, () => Object.defineProperties(prototype, deferredMembers()))

const deferredMembers = (): PropertyDescriptorMap =>
  Object.fromEntries(
    Object.entries(Object.getOwnPropertyDescriptors(Response.prototype))
      .filter(([name]) => name !== 'constructor')
      .map(([name, { get, value }]) => [
        name,
        get
          ? {
              get(this: Deferred) {
                return get.call(materialize(this))
              },
            }
          : {
              value(this: Deferred, ...args: unknown[]) {
                return (value as (...args: unknown[]) => unknown).apply(materialize(this), args)
              },
            },
      ]),
  )

/** Creates a Response that is built on first access. */
export function deferredResponse(parts: ResponseParts): Response {
  const deferred = Object.create(prototype) as Response & Deferred
  deferred[partsKey] = parts
  return deferred
}

/** Returns the parts of a deferred Response that is not built yet; undefined for any other Response. */
export function responsePartsOf(response: Response): ResponseParts | undefined {
  const deferred = response as Response & Partial<Deferred>
  return deferred[responseKey] === undefined ? deferred[partsKey] : undefined
}

/** Returns an ordinary Response: builds a deferred Response, and returns any other unchanged. */
export function materializeResponse(response: Response): Response {
  return partsKey in response ? materialize(response as Response & Deferred) : response
}
