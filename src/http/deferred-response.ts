/**
 * A Response that is not made before somebody looks at it. To make one costs as much as the whole rest of an answer, and a
 * door that writes to a socket has no need of it.
 */
export interface Parts {
  readonly status: number
  /** By lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}

const parts = Symbol('parts')
const made = Symbol('made')

interface Light {
  [parts]: Parts
  [made]?: Response
}

const whole = (light: Light): Response => {
  const { status, headers, body } = light[parts]
  light[made] ??= new Response(body as string | Uint8Array<ArrayBuffer> | null, { status, headers })
  return light[made]
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
              get(this: Light) {
                return get.call(whole(this))
              },
            }
          : {
              value(this: Light, ...args: unknown[]) {
                return (value as (...args: unknown[]) => unknown).apply(whole(this), args)
              },
            },
      ]),
  ),
)

export function lightResponse(of: Parts): Response {
  const light = Object.create(prototype) as Response & Light
  light[parts] = of
  return light
}

/** The parts of a light Response that nobody has looked at. */
export function partsOf(response: Response): Parts | undefined {
  const light = response as Response & Partial<Light>
  return light[made] === undefined ? light[parts] : undefined
}

/** A Response as any other. */
export function wholeOf(response: Response): Response {
  return parts in response ? whole(response as Response & Light) : response
}
