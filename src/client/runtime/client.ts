import createClient, { type ClientOptions, type Middleware } from 'openapi-fetch'
import type { Clock } from '../../time/system-clock.ts'
import { systemClock } from '../../time/system-clock.ts'
import type { ClientDialect, Fields, Image, Progress, Result, Submitted, Surface } from './dialect.ts'
import {
  attempt,
  clientError,
  decodeBase64,
  keyedRequest,
  parseRetryAfter,
  parseSubmitted,
  readTask,
  timeoutError,
  toError,
  toImageRequest,
  toInit,
  toTaskRequest,
} from './dialect.ts'

/** Options of a client. */
export interface Options extends Pick<ClientOptions, 'baseUrl' | 'fetch'> {
  apiKey: string
  /** Clock for polling and retries; the system clock by default. */
  clock?: Clock
}
type CallOptions = { signal?: AbortSignal }
/** `waitSeconds` asks a gateway that can do so to wait for the end of a task. */
type SubmitOptions = CallOptions & { waitSeconds?: number }
type FetchResult = { data?: unknown; error?: unknown; response: Response }
type Send = (method: string, path: string, init: object) => Promise<FetchResult>

/** Creates a client for the gateway of a dialect. Like openapi-fetch, its methods resolve to `{ data }` or `{ error }`. */
export function createDialectClient<S extends Surface>(dialect: ClientDialect, options: Options) {
  const { apiKey, clock = systemClock, baseUrl = dialect.baseUrl, fetch = globalThis.fetch } = options
  const { auth, operations, poll, wait: pace } = dialect
  const key = auth.scheme ? `${auth.scheme} ${apiKey}` : apiKey
  // Redirects are not followed, because they could send the key or a paid request to another host.
  const api = createClient<S['paths']>({ baseUrl, fetch, redirect: 'manual', Request: keyedRequest(auth, key) })
  const middleware: Middleware = {
    // Only GET requests, which cost nothing, are retried, and only after the delay that the gateway states.
    async onResponse({ request, response }) {
      const ms = parseRetryAfter(response.headers, clock.now())
      if (request.method !== 'GET' || response.ok || ms === undefined || ms > pace.giveUp) return undefined
      await clock.sleep(ms, request.signal)
      return fetch(request.clone())
    },
  }
  api.use(middleware)

  async function send(method: 'get' | 'post', path: string, init: object): Promise<Result<[unknown, Response]>> {
    const { data, error, response } = await (api.request as unknown as Send)(method, path, init)
    return response.ok ? { data: [data, response] } : { error: toError(dialect, response, error, clock.now()) }
  }

  /** Requests images after checking the documented limits. Resolves to the images, or to the id of a task. */
  function submit<K extends 'generate' | 'edit'>(kind: K, fields: Fields<S>[K], options: SubmitOptions = {}) {
    const { signal, waitSeconds } = options
    return attempt<Submitted>(dialect, signal, async () => {
      const operation = operations[kind]
      if (!operation) return { error: clientError(dialect, 'refused', `the gateway cannot ${kind} images.`) }
      const post = (to: string, init: object) => send('post', to, { ...init, signal })
      const { data: init, error } = await toInit(dialect, operation, { ...fields }, post, waitSeconds)
      if (error) return { error }
      const reply = await post(operation.path, init)
      if (reply.error) return { error: reply.error }
      const [document, response] = reply.data
      return parseSubmitted(dialect, document) ?? { error: toError(dialect, response, document, clock.now()) }
    })
  }

  const fetchTask = (task: Submitted, signal?: AbortSignal): Promise<Result<Progress & { images: Image[] }>> =>
    attempt(dialect, signal, () =>
      readTask(dialect, task, (path, link) => send('get', ...toTaskRequest(path, baseUrl, task, link, signal))),
    )

  type WaitOptions = CallOptions & { onProgress?: (progress: Progress) => void }
  /** Polls at the documented interval until the documented timeout. Polls again after 429, 5xx and connection errors. */
  async function wait(task: Submitted, { signal, onProgress }: WaitOptions = {}): Promise<Result<Image[]>> {
    if (task.images || task.id === undefined) return { data: task.images ?? [] }
    const end = clock.now() + pace.giveUp
    let last = timeoutError(dialect, task.id)
    for (; clock.now() <= end; await clock.sleep(pace.every, signal)) {
      const { data, error } = await fetchTask(task, signal)
      if (error && (error.status === 429 || error.status >= 500 || (poll && error.status === 0))) last = error
      else if (error) return { error }
      else onProgress?.(data)
      if (data?.state === 'succeeded') return { data: data.images }
    }
    return { error: last }
  }

  /** Fetches the bytes of an image. Only the gateway gets the key; an expired link is renewed once through its task. */
  const bytes = (image: Image, { signal }: CallOptions = {}): Promise<Result<Uint8Array<ArrayBuffer>>> =>
    attempt(dialect, signal, async () => {
      const { url, base64, task, index, errorMessage: why } = image
      if (base64 !== undefined || url?.startsWith('data:')) return { data: decodeBase64(base64 ?? url ?? '') }
      if (!url) return { error: clientError(dialect, 'refused', why ?? 'the image has neither `url` nor `base64`.') }
      const response = await fetch(toImageRequest(dialect, baseUrl, url, key, signal))
      if (response.ok) return { data: new Uint8Array(await response.arrayBuffer()) }
      const fresh = task && poll ? (await fetchTask({ id: task }, signal)).data?.images[index]?.url : undefined
      if (fresh && fresh !== url) return bytes({ url: fresh, index }, signal ? { signal } : {})
      const document = await response.json().catch(() => undefined)
      return { error: toError(dialect, response, document, clock.now()) }
    })

  return Object.assign(api, { submit, wait, bytes })
}
