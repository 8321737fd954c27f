import type { Context } from 'hono'
import { nextTurn } from '../../time/clock.ts'
import { BadAdminRequest } from './target.ts'

/** Most tasks or entries of an answer, when the request sets a limit. */
const maxPage = 10_000

/** Reads which part of a list the request asks for. Throws for a wrong limit. */
export function readPage({ req }: Context): { limit: number; after: string | undefined } {
  const limit = Number(req.query('limit') ?? Number.POSITIVE_INFINITY)
  if (req.query('limit') !== undefined && !(Number.isInteger(limit) && limit > 0 && limit <= maxPage))
    throw new BadAdminRequest(`Invalid limit: expected a whole number from 1 to ${maxPage}, as in ?limit=100.`)
  return { limit, after: req.query('after') }
}

/** Writes a list as JSON, `{"<name>":[…]}`, page by page: the whole can be longer than any string. Takes at most `limit` items. */
export async function* writeList(
  name: string,
  pages: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
  limit: number,
): AsyncGenerator<string> {
  let written = 0
  yield `{"${name}":[`
  for await (const page of pages) {
    const items = page.slice(0, limit - written).map((item) => JSON.stringify(item))
    if (items.length > 0) yield `${written > 0 ? ',' : ''}${items.join(',')}`
    written += items.length
    if (written >= limit) break
    await nextTurn()
  }
  yield ']}'
}

/** Sends JSON whose parts are made while they are sent. */
export const streamJson = (parts: AsyncIterable<string>): Response =>
  new Response(ReadableStream.from(parts).pipeThrough(new TextEncoderStream()), {
    headers: { 'content-type': 'application/json' },
  })
