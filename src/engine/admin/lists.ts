import type { Context } from 'hono'
import { nextTurn } from '../../time/clock.ts'
import { BadAdminRequest } from './target.ts'

/** Most tasks or entries of an answer, when the request sets a limit. */
const maxPage = 10_000

/** Reads a whole number from the query; undefined if the query has none. Throws for anything else, with the example. */
export function readWhole(
  { req }: Context,
  name: string,
  { min, max, example }: { readonly min: number; readonly max: number; readonly example: number },
): number | undefined {
  const text = req.query(name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max) return value
  throw new BadAdminRequest(
    `Invalid ${name}: expected a whole number from ${min} to ${max}, as in ?${name}=${example}.`,
  )
}

/** Reads which part of a list the request asks for. Throws for a wrong limit. */
export const readPage = (c: Context): { limit: number; after: string | undefined } => ({
  limit: readWhole(c, 'limit', { min: 1, max: maxPage, example: 100 }) ?? Number.POSITIVE_INFINITY,
  after: c.req.query('after'),
})

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

/** Reads the number of an exchange. Throws for any other text. */
export function readNumber(text: string): number {
  if (/^\d{1,16}$/.test(text)) return Number(text)
  throw new BadAdminRequest('Invalid number of an exchange: expected a whole number, as in /_proofsheet/journal/7.')
}
