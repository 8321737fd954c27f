import type { CallbackListener, ReceivedCallback } from '../../probes/callback-listener.ts'

/** Settings of a listener. */
export interface CallbackListenerOptions {
  /** Public address that leads to the listener, such as that of a tunnel. */
  readonly url: string
  readonly secret?: string | undefined
  readonly publicKeys?: CallbackListener['publicKeys']
  readonly now: () => number
}

/** A listener, with the function that takes its requests. */
export interface OpenCallbackListener extends CallbackListener {
  readonly receive: (request: Request) => Promise<Response>
}

/** Longest body of a callback that is kept, in bytes. */
const maxBytes = 2 ** 20

/**
 * Creates a listener for the callbacks of a run. `receive` takes the requests from a port, or from a mock in this process.
 *
 * @example
 * ```ts
 * import { createManualClock, createMock, findProvider, shippedIds } from 'proofsheet'
 * import { createCallbackListener, verify } from 'proofsheet/conformance'
 *
 * const provider = await findProvider((await shippedIds())[0] ?? '')
 * const clock = createManualClock()
 * const callbackListener = createCallbackListener({ url: 'https://receiver.example', secret: 'mine', now: clock.now })
 * const callbacks = { fetch: callbackListener.receive, secret: 'mine' }
 * const mock = await createMock({ providers: [provider], clock, callbacks, atRoot: true })
 * const baseUrl = `http://localhost${provider.contract.operations[0]?.basePath}`
 * const only = ['tasks.callbacks']
 * const report = await verify({ provider, baseUrl, key: 'sk-test', maxImages: 20, fetch: mock.fetch, clock, callbackListener, only })
 * console.log(report.findings.filter(({ verdict }) => verdict === 'deviates').length) // 0
 * ```
 */
export function createCallbackListener({
  url,
  secret,
  publicKeys = [],
  now,
}: CallbackListenerOptions): OpenCallbackListener {
  const base = url.replace(/\/$/, '')
  const basePath = new URL(base).pathname.replace(/\/$/, '')
  const all: ReceivedCallback[] = []
  const statuses = new Map<string, number[]>()
  const isAt = (path: string) => (callback: ReceivedCallback) => callback.path.startsWith(path)
  return {
    url: base,
    secret,
    publicKeys,
    answer: (path, planned) => void statuses.set(path, [...planned]),
    received: (path) => all.filter(isAt(path)),
    async receive(request) {
      const { pathname, search } = new URL(request.url)
      const body = new Uint8Array(await request.arrayBuffer())
      if (body.length > maxBytes) return new Response(null, { status: 413 })
      // A tunnel may remove the path of the public address.
      const path = (pathname.startsWith(basePath) ? pathname.slice(basePath.length) : pathname) + search
      all.push({ path, headers: Object.fromEntries(request.headers), body, receivedAt: now() })
      const planned = [...statuses].find(([prefix]) => path.startsWith(prefix))?.[1]
      return new Response(null, { status: planned?.shift() ?? 204 })
    },
  }
}
