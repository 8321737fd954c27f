import type { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { systemClock } from '../../time/system-clock.ts'
import { createOutbox } from './event-outbox.ts'
import { scopeOf } from './scope.ts'
import { summarizeEntry } from './summarize-entry.ts'
import type { AdminTarget } from './target.ts'
import type { Change } from './wire.ts'

/** Time in which changes are gathered, in ms. */
const gatherMs = 100
/** Time without a change after which a comment keeps the connection open, in ms. */
const keepAliveMs = 15_000

/** Adds the route that sends changes as server-sent events while the reader stays connected. */
export function addEventRoutes(admin: Hono, target: AdminTarget): void {
  const { feed, worlds } = target.mock.state
  admin.get('/events', (c) => {
    // Nobody reads the body of a HEAD response, so nobody would end the subscription.
    if (c.req.method === 'HEAD') return c.body(null, 200, { 'content-type': 'text/event-stream' })
    const outbox = createOutbox(feed, scopeOf(target, c), worlds.all())
    return streamSSE(c, async (stream) => {
      const left = new AbortController()
      stream.onAbort(() => left.abort())
      c.req.raw.signal.addEventListener('abort', () => left.abort(), { once: true })
      // The comment makes the headers leave at once.
      await stream.write(': connected\n\n')
      try {
        while (!left.signal.aborted) {
          if (await isQuiet(outbox.untilFilled, left.signal)) {
            await stream.write(': no change\n\n')
            continue
          }
          const { entries, changed } = outbox.take()
          for (const entry of entries)
            await stream.writeSSE({ event: 'entry', data: JSON.stringify(summarizeEntry(entry)) })
          if (changed.length > 0)
            await stream.writeSSE({ event: 'changed', data: JSON.stringify({ what: changed } satisfies Change) })
          await systemClock.sleep(gatherMs, left.signal)
        }
      } catch (error) {
        if (!left.signal.aborted) throw error
      } finally {
        outbox.close()
      }
    })
  })
}

/** Waits for a change, and returns true if none came in time. Rejects when the reader left. */
async function isQuiet(untilFilled: (signal: AbortSignal) => Promise<void>, left: AbortSignal): Promise<boolean> {
  const enough = new AbortController()
  const signal = AbortSignal.any([left, enough.signal])
  try {
    return await Promise.race([
      untilFilled(signal).then(() => false),
      systemClock.sleep(keepAliveMs, signal).then(() => true),
    ])
  } finally {
    enough.abort()
  }
}
