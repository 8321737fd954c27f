import createClient, { type ClientOptions, type Middleware } from 'openapi-fetch'
import { systemClock } from './clock.ts'
import type { ClientDialect, Clock, Fields, Image, Progress, Result, Submitted, Surface } from './dialect.ts'
import { decode, overLimit, ownError, readSubmitted, readTask, retryAfter, toBody, toError } from './dialect.ts'

export interface Options extends Pick<ClientOptions, 'baseUrl' | 'fetch'> {
  apiKey: string
  clock?: Clock
}

/** A client that reads and writes through a dialect. Its methods answer `{ data }` or `{ error }`, as openapi-fetch does. */
export function createDialectClient<S extends Surface>(dialect: ClientDialect, options: Options) {
  const { apiKey, clock = systemClock, baseUrl = dialect.baseUrl, fetch = globalThis.fetch } = options
  const { auth, operations, poll, wait: pace } = dialect
  const key = auth.scheme ? `${auth.scheme} ${apiKey}` : apiKey
  const api = createClient<S['paths']>({ baseUrl, fetch })
  const middleware: Middleware = {
    onRequest({ request }) {
      request.headers.set(auth.header, key)
    },
    // Only what costs nothing is sent again, and only when the gateway says when.
    async onResponse({ request, response }) {
      const ms = retryAfter(response.headers, clock.now())
      if (request.method !== 'GET' || response.ok || ms === undefined || ms > pace.giveUp) return undefined
      await clock.sleep(ms, request.signal)
      return fetch(request.clone())
    },
  }
  api.use(middleware)

  type Reply = { data?: unknown; error?: unknown; response: Response }
  type Send = (method: 'get' | 'post', path: string, init: object) => Promise<Reply>
  async function send(...request: Parameters<Send>): Promise<Result<unknown>> {
    const { data, error, response } = await (api.request as unknown as Send)(...request)
    return response.ok ? { data } : { error: toError(dialect, response, error, clock.now()) }
  }

  async function submit<K extends 'generate' | 'edit'>(
    kind: K,
    fields: Fields<S>[K],
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Result<Submitted>> {
    const operation = operations[kind]
    if (!operation) return { error: ownError(dialect, 'refused', `there is no ${kind}.`) }
    const error = overLimit(dialect, { ...fields })
    if (error) return { error }
    const body = await toBody(dialect, operation.body, { ...fields })
    const reply = await send('post', operation.path, { body, signal, params: { query: operation.async ?? {} } })
    return reply.error ? { error: reply.error } : { data: readSubmitted(dialect, reply.data) }
  }

  async function look(id: string, signal?: AbortSignal): Promise<Result<Progress & { images: Image[] }>> {
    if (!poll) return { error: ownError(dialect, 'refused', 'there are no tasks.') }
    const reply = await send('get', poll.path.replace('{id}', encodeURIComponent(id)), { signal })
    return reply.error ? { error: reply.error } : readTask(dialect, id, reply.data)
  }

  /** Asks as often and as long as the gateway documents. */
  async function wait(
    { id, images }: Submitted,
    { signal, onProgress }: { signal?: AbortSignal; onProgress?: (progress: Progress) => void } = {},
  ): Promise<Result<Image[]>> {
    if (images || id === undefined) return { data: images ?? [] }
    const end = clock.now() + pace.giveUp
    for (; clock.now() <= end; await clock.sleep(pace.every, signal)) {
      const { data, error } = await look(id, signal)
      if (error) return { error }
      onProgress?.(data)
      if (data.state === 'succeeded') return { data: data.images }
    }
    return { error: ownError(dialect, 'limit', `${id} has not ended in ${pace.giveUp / 1000} s.`) }
  }

  /** The picture itself. No other host gets the key; an expired link is asked for again through its task. */
  async function bytes({ url, base64, task, index }: Image, isFresh = false): Promise<Result<Uint8Array<ArrayBuffer>>> {
    if (base64 !== undefined || url?.startsWith('data:')) return { data: decode(base64 ?? url ?? '') }
    const { origin } = new URL(baseUrl)
    const request = new Request(new URL(url ?? '', origin))
    if (dialect.keyForPictures && new URL(request.url).origin === origin) request.headers.set(auth.header, key)
    const response = await fetch(request)
    if (response.ok) return { data: new Uint8Array(await response.arrayBuffer()) }
    const again = task && poll && !isFresh ? (await look(task)).data?.images[index] : undefined
    return again ? bytes(again, true) : { error: toError(dialect, response, undefined, clock.now()) }
  }

  return Object.assign(api, { submit, wait, bytes })
}
