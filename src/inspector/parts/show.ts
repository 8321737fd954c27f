import type { EntrySummary } from '../../engine/admin/wire.ts'
import type { Tone } from '../../ui/badge.ts'
import { fill, type Words } from '../words.ts'

/** Shows the time of a clock: `14:03:21`. */
export const showTime = (ms: number): string => new Date(ms).toISOString().slice(11, 19)

export const showDateTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 10)} ${showTime(ms)} UTC`

/** Shows a time, with its day if the day is another than that of `now`. */
export const showNear = (ms: number, now: number): string =>
  showDateTime(ms).slice(0, 10) === showDateTime(now).slice(0, 10) ? showTime(ms) : showDateTime(ms)

export const showDuration = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`

/** Shows an amount with its unit: `0.015 USD`. */
export const showAmount = (amount: number, unit: string, words: Words): string =>
  `${amount} ${unit === 'image' ? words.imageUnit : unit}`

/** Shows a span of the mock's clock: `45 s` or `12 min`. */
export const showSpan = (ms: number, words: Words): string =>
  ms < 120_000
    ? fill(words.second, { count: Math.round(ms / 100) / 10 })
    : fill(words.minute, { count: Math.round(ms / 60_000) })

/** Names a key by its tail, or by the start of its world's id, because short keys have no tail. */
export const nameKey = ({ id, keyTail }: { id: string; keyTail: string | null }, words: Words): string =>
  id === 'anonymous' ? words.noKey : (keyTail ?? id.slice(0, 6))

/** Names the chosen key, also after the mock has forgotten the key; `All keys` without one. */
export const nameScope = (
  key: string,
  world: { id: string; keyTail: string | null } | undefined,
  words: Words,
): string => (key === '' ? words.allKeys : nameKey(world ?? { id: key, keyTail: null }, words))

export const toneOfStatus = (status: number | null): Tone =>
  status === null ? 'error' : status >= 500 ? 'error' : status >= 400 ? 'bad' : status >= 300 ? 'note' : 'good'

export const symbolOfStatus = (status: number | null): string => (status === null || status >= 400 ? '✗' : '✓')

/** Says in a few words what is remarkable about an exchange. */
export const remarkOn = ({ message, scenario }: EntrySummary): string =>
  [scenario && `[${scenario}]`, message].filter((part) => part !== null && part !== '').join(' ')
