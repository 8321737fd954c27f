import { expect, test } from 'vitest'
import { judge } from '../../bench/soak/memory.ts'

const mega = 1e6

/** Makes samples every 5 s. */
const samplesOf = (seconds: number, megabytesAt: (seconds: number) => number) =>
  Array.from({ length: seconds / 5 }, (_, index) => {
    const end = (index + 1) * 5
    return { seconds: end, rss: megabytesAt(end) * mega, heapTotal: 0, heapUsed: 0, external: 0 }
  })

test.each([
  ['memory that stays', 600, () => 700, true],
  ['memory that grows by a third after two minutes', 600, (end: number) => 700 + Math.max(0, end - 120) / 2, false],
  ['memory that grows in the first two minutes', 600, (end: number) => Math.min(700, end * 10), true],
  ['a short run below the limit', 60, (end: number) => 500 + end * 5, true],
  ['a short run above the limit', 60, (end: number) => 500 + end * 10, false],
  ['no samples', 0, () => 0, false],
])('the soak judges %s', (_, seconds, megabytesAt, passes) => {
  expect(judge(samplesOf(seconds, megabytesAt)).passes).toBe(passes)
})
