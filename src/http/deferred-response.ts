/**
 * A Response that is not made before somebody looks at it. To make one costs as much as the whole rest of an answer, and a
 * door that writes to a socket has no need of it.
 */
export interface ResponseParts {
  readonly status: number
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}

const partsKey = Symbol('parts')
const responseKey = Symbol('made')

interface Deferred {
  [partsKey]: ResponseParts
  [responseKey]?: Response
}

const materialize = (deferred: Deferred): Response => {
  const { status, headers, body } = deferred[partsKey]
  deferred[responseKey] ??= new Response(body as string | Uint8Array<ArrayBuffer> | null, { status, headers })
  return deferred[responseKey]
}

/** Every member of a Response, read from one that is made then. */
const prototype: object = Object.create(
  Response.prototype,
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
  ),
)

export function deferredResponse(parts: ResponseParts): Response {
  const deferred = Object.create(prototype) as Response & Deferred
  deferred[partsKey] = parts
  return deferred
}

/** The parts of a light Response that nobody has looked at. */
export function responsePartsOf(response: Response): ResponseParts | undefined {
  const deferred = response as Response & Partial<Deferred>
  return deferred[responseKey] === undefined ? deferred[partsKey] : undefined
}

/** A Response as any other. */
export function materializeResponse(response: Response): Response {
  return partsKey in response ? materialize(response as Response & Deferred) : response
}
