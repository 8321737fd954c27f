import type { Clock } from '../../time/clock.ts'
import type { Exchange } from '../file/schema.ts'
import type { Normal } from './fingerprint.ts'
import type { createIdReader } from './ids.ts'

/** An exchange, and how its request is compared. */
export interface Track {
  readonly exchange: Exchange
  readonly normal: Normal
}

export interface TapeOptions {
  readonly clock: Clock | undefined
  readonly idIn: ReturnType<typeof createIdReader>
}

/** Which exchange answers next. Equal requests are answered in their order; what only reads gets the last answer again. */
export function createTape(tracks: readonly Track[], { clock, idIn }: TapeOptions) {
  const byText = Map.groupBy(tracks, ({ normal }) => normal.text)
  const served = new Set<Track>()
  /** When answers were given in this replay: with a clock, tasks grow as old as they were. */
  const given = new Map<Track, number>()

  /** The answer that made the task: the first that names it. */
  const makerOf = (id: string) =>
    tracks.find(({ exchange: { response } }) => JSON.stringify(response?.body ?? null).includes(id))

  /** The poll that came when the task was as old as it is now. */
  function poll(same: readonly Track[], id: string, { now }: Clock): Track | undefined {
    const maker = makerOf(id)
    if (!maker) return undefined
    // A task that was not made here begins with its first poll.
    const made = given.get(maker) ?? now()
    if (!given.has(maker)) given.set(maker, made)
    const ageOf = ({ exchange }: Track) => exchange.at - (maker.exchange.at + maker.exchange.took)
    return same.findLast((track) => ageOf(track) <= now() - made) ?? same[0]
  }

  return {
    next(normal: Normal, url: string): Exchange | undefined {
      const same = byText.get(normal.text) ?? []
      const named = idIn(normal.place, url)
      const found =
        (clock && named?.isPoll ? poll(same, named.id, clock) : undefined) ??
        same.find((track) => !served.has(track)) ??
        (/^(GET|HEAD) /.test(normal.text) ? same.at(-1) : undefined)
      if (!found) return undefined
      served.add(found)
      // It will have been given when as much time has passed.
      if (clock && !given.has(found)) given.set(found, clock.now() + found.exchange.took)
      return found.exchange
    },
    unused: (): Exchange[] => tracks.filter((track) => !served.has(track)).map(({ exchange }) => exchange),
  }
}
