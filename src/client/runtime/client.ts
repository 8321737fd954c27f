import createClient, { type Client, type ClientOptions } from 'openapi-fetch'
import type { Clock } from '../../time/system-clock.ts'
import { given, readImages, readLens, valueAt, withValue } from './document.ts'
import { attempt, clientError, toError } from './errors.ts'
import type { Gateway, Parts, Reply } from './gateway.ts'
import type {
  CallOptions,
  ClientDialect,
  Image,
  ImageMethods,
  Kind,
  SubmitOptions,
  Submitted,
  Surface,
  WaitOptions,
} from './types.ts'

/** Options of a client. */
export interface Options extends Pick<ClientOptions, 'baseUrl' | 'fetch'> {
  apiKey: string
  /** Clock for polling; the clock of the machine by default. */
  clock?: Clock
}
type FetchResult = { data?: unknown; error?: unknown; response: Response }
type Send = (method: string, path: string, init: object) => Promise<FetchResult>
type Files = Record<string, unknown> & { references?: (string | Blob)[]; mask?: string | Blob }

/** A client of one gateway: openapi-fetch with the methods that know the dialect. */
export type ImageClient<S extends Surface> = Client<S['paths']> & ImageMethods<S>

/** Creates a client for the gateway of a dialect: openapi-fetch with the methods that know the dialect. */
export function createDialectClient<S extends Surface>(
  dialect: ClientDialect,
  { apiKey, clock, baseUrl = dialect.baseUrl, fetch = globalThis.fetch }: Options,
  parts: Parts,
): ImageClient<S> {
  const { auth, poll } = dialect
  const key = auth.scheme ? `${auth.scheme} ${apiKey}` : apiKey
  // Redirects are not followed, because they could send the key or a paid request to another host.
  const keyed = { headers: auth.query ? {} : { [auth.header]: key }, redirect: 'manual' as const }
  const KeyedRequest = parts.keyedRequest?.(auth.query ?? '', key) ?? Request
  const api = createClient<S['paths']>({ baseUrl, fetch, Request: KeyedRequest, ...keyed })
  const origin = URL.canParse(baseUrl) ? new URL(baseUrl).origin : ''

  async function send(method: 'get' | 'post', path: string, init: object): Promise<Reply> {
    const { data, error, response } = await (api.request as unknown as Send)(method, path, init)
    if (!response.ok) throw toError(dialect, response, error)
    return [data, response]
  }

  async function post(kind: Kind, fields: object, { signal, waitSeconds, task }: SubmitOptions, isStream = false) {
    const operation = dialect.operations[kind]
    if (!operation || (isStream && !operation.stream))
      throw clientError(dialect, `the gateway cannot ${kind} images${operation ? ' as a stream; call submit' : ''}.`)
    // Without this, the images of the stream would be lost.
    if (!isStream && operation.stream?.body?.some(([path, value]) => `${valueAt(fields, path)}` === `${value}`))
      throw clientError(dialect, 'the fields ask for a stream; call stream.')
    const { references = [], mask, [operation.model ? 'model' : '']: model, ...own } = fields as Files
    if ((references[0] && !operation.references) || (mask && !operation.mask))
      throw clientError(dialect, `${operation.path} accepts no ${operation.references ? 'mask' : 'references'}.`)
    const fault = parts.checks?.map((check) => check(operation, { ...fields })).find((text) => text)
    if (fault) throw clientError(dialect, `${fault}.`, 'limit')
    const asked = !isStream && (task ?? operation.task?.isUsual) ? operation.task : undefined
    const held = waitSeconds ? parts.toHold?.(dialect, waitSeconds) : undefined
    const all = [operation.base, asked, held, isStream ? operation.stream : undefined]
    const join = (place: 'path' | 'query' | 'headers') => Object.assign({}, ...all.map((part) => part?.[place]))
    const added = all.flatMap((part) => part?.body ?? [])
    const body = added.reduce<unknown>((node, [path, value]) => withValue(node, path, value), own) as Files
    const toLink = async (image: Blob) => `${await parts.toLink?.(gateway, image, { ...operation.references, signal })}`
    return send('post', asked?.route ?? operation.path, {
      headers: join('headers'),
      params: { path: { ...join('path'), ...(model ? { [operation.model ?? '']: model } : {}) }, query: join('query') },
      body:
        operation.body === 'json'
          ? await (parts.toJson?.(operation, body, references, mask, toLink) ?? body)
          : parts.toForm?.(operation, body, references, mask),
      signal,
      ...(isStream ? { parseAs: 'stream' } : {}),
    })
  }

  function readSubmitted(reply: Reply): Submitted {
    const [document, response] = reply
    const { id: submittedId, ...links } = readLens(dialect.submit, document)
    const { id = submittedId, items } = readLens(dialect.reply, document)
    const task = id === undefined || Object(id) === id ? undefined : `${id}`
    const held = (tasks && parts.readHeld?.(dialect, tasks, task, reply)) ?? []
    const images = held[0] ? held : readImages(items, dialect.item, task)
    const submitted: Submitted = { ...links, ...given({ id: task, images: images[0] && images }) }
    if (!images[0] && !(poll && (task ?? submitted.poll))) throw toError(dialect, response, document)
    return submitted
  }

  async function finish({ images, id, poll: link, ...links }: Submitted, options: WaitOptions): Promise<Image[]> {
    if (images) return images
    if (tasks && (id ?? link)) return tasks.wait(given({ id, poll: link, ...links }), options)
    throw clientError(dialect, 'there is no task to wait for; pass the data of submit.')
  }

  async function load({ url = '', base64, task, index, errorMessage }: Image, { signal }: CallOptions) {
    const data = base64 ?? url.match(/^data:.*/s)?.[0]
    if (data) return decodeBase64(data)
    if (!url) throw clientError(dialect, errorMessage ?? 'the image has neither `url` nor `base64`.')
    const ask = (link: string) => {
      const target = new URL(link, origin || undefined)
      const init = { ...keyed, signal: signal ?? null }
      return fetch(
        parts.toKeyedImage?.(target, origin, KeyedRequest, init) ?? new Request(target.href, { signal: init.signal }),
      )
    }
    let response = await ask(url)
    if (!response.ok && task && tasks) {
      const { data: fresh } = await attempt(dialect, signal, () => tasks.fetchTask({ id: task }, { signal }))
      const link = fresh?.images.find((image) => image.index === index)?.url
      if (link && link !== url) response = await ask(link)
    }
    if (response.ok) return new Uint8Array(await response.arrayBuffer())
    throw toError(dialect, response, await response.json().catch(() => undefined))
  }

  const gateway: Gateway = {
    dialect,
    origin,
    clock,
    parts,
    send,
    post,
    finish: async (reply, options) => finish(readSubmitted(reply), options),
  }
  const tasks = poll && parts.createTasks?.(gateway)
  const methods = {
    submit: (kind: Kind, fields: object, options: SubmitOptions = {}) =>
      attempt(dialect, options.signal, async () => readSubmitted(await post(kind, fields, options))),
    wait: (submitted: Submitted, options: WaitOptions = {}) =>
      attempt(dialect, options.signal, () => finish(submitted, options)),
    bytes: (image: Image, options: CallOptions = {}) => attempt(dialect, options.signal, () => load(image, options)),
    stream: (kind: Kind, fields: object, options: CallOptions = {}) =>
      parts.streamImages?.(gateway, kind, fields, options),
  }
  return Object.assign(api, methods as unknown as ImageMethods<S>)
}

/** Decodes a data URL, base64 or base64url. Throws for any other text. */
const decodeBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    atob(
      text
        .slice(text.indexOf(',') + 1)
        .replaceAll('-', '+')
        .replaceAll('_', '/'),
    ),
    (character) => character.charCodeAt(0),
  )
