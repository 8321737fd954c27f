import type { Hono } from 'hono'
import { headersOfHead } from '../../http/incoming-message.ts'
import { isRaw, type SentRequest, type StoredEntry } from '../journal/entry.ts'
import { findEntry } from './find-entry.ts'
import { type AdminTarget, BadAdminRequest } from './target.ts'

/** Headers that belong to the connection of the first request. */
const connectionHeaders = ['connection', 'content-length', 'expect', 'keep-alive', 'transfer-encoding', 'upgrade']

/** Adds the route that sends a request of the journal again, with the key of the first, which never leaves the process. */
export function addRepeatRoute(admin: Hono, target: AdminTarget, send: (request: Request) => Promise<Response>): void {
  const { feed } = target.mock.state
  admin.post('/journal/:number/repeat', async (c) => {
    const request = toRequest(findEntry(target, c), c.req.raw.signal)
    if (!request)
      throw new BadAdminRequest(
        'The body of the request was not kept, because it is too large, was dropped for later ones, or was not read: send the request from your program.',
        409,
      )
    let added: number | undefined
    const stop = feed.subscribe({
      onEntry: (later, answered) => {
        if (answered === request) added = later.number
      },
    })
    try {
      // A broken connection is an outcome as well, and is in the journal.
      await send(request)
        .then((response) => response.arrayBuffer())
        .catch(() => {})
      if (added === undefined)
        throw new BadAdminRequest('The mock no longer serves the path of the request: send another request.', 409)
      return c.json({ number: added })
    } finally {
      stop()
    }
  })
}

/** Tests for a request that can be sent again. */
export const isRepeatable = (entry: StoredEntry): boolean => {
  const sent = sentOf(entry)
  return sent !== undefined && (typeof sent.body !== 'object' || sent.body.isKept())
}

const sentOf = ({ sides, sent, parts, isBodyUnread }: StoredEntry): SentRequest | undefined =>
  isBodyUnread ? undefined : isRaw(sides) && !parts ? { head: sides.requestHead, body: sides.requestText } : sent

/** Makes the request again; undefined if its body was not kept. A caller who leaves takes the request along. */
function toRequest(entry: StoredEntry, signal: AbortSignal): Request | undefined {
  const sent = sentOf(entry)
  if (!sent || !isRepeatable(entry)) return undefined
  const { head, body } = sent
  const headers = new Headers(headersOfHead(head))
  for (const name of connectionHeaders) headers.delete(name)
  const bytes = typeof body === 'object' ? (body.read() ?? Buffer.alloc(0)) : body
  return new Request(head.url, {
    method: head.method,
    headers,
    signal,
    ...(bytes === undefined ? {} : { body: bytes }),
  })
}
