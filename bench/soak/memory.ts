import { median } from '../parts/median.ts'

/** Memory of the server, in bytes, `seconds` after the start of the load. */
export interface Sample extends Pick<NodeJS.MemoryUsage, 'rss' | 'heapTotal' | 'heapUsed' | 'external'> {
  readonly seconds: number
}

/** Seconds after which all caches are full, and V8's heap has its size. */
const fullSeconds = 120
/** Largest growth that passes after that, as a ratio. */
const maxGrowth = 1.2
/** Largest RSS that passes in a shorter run, in MB: a third above what such runs took. */
const maxMegabytes = 1000
/** Seconds before a moment whose samples count: collections make single samples differ. */
const windowSeconds = 15

/**
 * Compares the memory at the end with the memory after two minutes. A run of less than four minutes fills the caches for most of its time;
 * its memory must stay below a limit.
 */
export function judge(samples: readonly Sample[]): { passes: boolean; text: string } {
  const end = samples.at(-1)?.seconds ?? 0
  const after = rssBefore(samples, end)
  const rss = `RSS ${toMegabytes(after)} MB after ${end} s`
  // Without samples the figures are no numbers, which must not pass.
  if (!(end >= 2 * fullSeconds))
    return { passes: after <= maxMegabytes * 1e6, text: `${rss}, at most ${maxMegabytes} MB` }
  const growth = after / rssBefore(samples, fullSeconds)
  const text = `${rss}, ${growth.toFixed(2)} times the RSS after ${fullSeconds} s, at most ${maxGrowth}`
  return { passes: growth <= maxGrowth, text }
}

const rssBefore = (samples: readonly Sample[], end: number): number =>
  median(samples.filter(({ seconds }) => seconds <= end && seconds > end - windowSeconds).map(({ rss }) => rss))

const toMegabytes = (bytes: number): string => (bytes / 1e6).toFixed(0)

/** Shows about `rows` samples as a table, in MB. */
export function showSamples(samples: readonly Sample[], rows = 20): string {
  const step = Math.max(1, Math.ceil(samples.length / rows))
  const lines = samples
    .filter((_, index) => (samples.length - 1 - index) % step === 0)
    .map(({ seconds, rss, heapTotal, heapUsed, external }) => [
      String(seconds),
      ...[rss, heapTotal, heapUsed, external].map(toMegabytes),
    ])
  const columns = [['seconds', 'RSS', 'heap', 'in use', 'external'], ...lines]
  return columns.map((cells) => cells.map((cell) => cell.padStart(9)).join('')).join('\n')
}
