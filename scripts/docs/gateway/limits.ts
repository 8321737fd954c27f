import { findSource } from '../../../src/conformance/judge.ts'
import { showNumber, showSeconds } from '../../../src/values/amounts.ts'
import { cite } from '../cite.ts'
import { code, escapeText, table } from '../markdown.ts'
import type { Gateway } from './gateway.ts'

const nouns = {
  requests: 'requests for images',
  images: 'images',
  polls: 'polls',
  tasks: 'tasks at the same time',
} as const

/** Lists the rate limits: what they count, how many, in which time, and the headers with their state. */
export function renderLimits({ provider: { dialect }, about }: Gateway): string[] {
  const buckets = Object.entries(dialect.limits?.buckets ?? {})
  if (buckets.length === 0) return []
  return table(
    ['limit on', 'number', 'in', 'shared by', 'headers', 'source'],
    buckets.map(([name, { counts, max, maxOfGroups = {}, windowSeconds = 60, per = 'key', headers = {} }]) => {
      const groups = Object.entries(maxOfGroups).map(([group, number]) => `${escapeText(group)}: ${showNumber(number)}`)
      return [
        nouns[counts],
        [max === undefined ? 'not documented' : showNumber(max), ...groups].join('; '),
        counts === 'tasks' ? '—' : showSeconds(windowSeconds),
        per === 'key' ? 'one key' : 'all keys of a user',
        Object.keys(headers).map(code).join(', ') || '—',
        cite(about, findSource(dialect, `/limits/buckets/${name.replaceAll('~', '~0').replaceAll('/', '~1')}/max`)),
      ]
    }),
  )
}
