import { fileURLToPath } from 'node:url'
import { runProgram } from '../parts/child.ts'
import type { Verified } from '../programs/verify.ts'
import { digits, perSecond, type Workload } from './workload.ts'

const program = fileURLToPath(new URL('../programs/verify.ts', import.meta.url))

export const verification: Workload = {
  id: 'h',
  title: 'verify each shipped mock, in process',
  metrics: [
    { id: 'seconds', title: 'total', show: digits(' s', 1) },
    { id: 'slowest', title: 'the slowest', show: digits(' s', 1) },
    { id: 'perSecond', title: 'requests/s', show: perSecond },
  ],
  async measure() {
    const verified = (await runProgram(program)) as Verified[]
    const seconds = verified.reduce((sum, provider) => sum + provider.seconds, 0)
    const requests = verified.reduce((sum, provider) => sum + provider.requests, 0)
    const byProvider = verified.map(({ id, seconds }) => [id, seconds] as const)
    const slowest = Math.max(...byProvider.map(([, duration]) => duration))
    return { values: { seconds, slowest, perSecond: requests / seconds, ...Object.fromEntries(byProvider) } }
  },
  detail({ seconds: _, slowest: __, perSecond: ___, ...providers }) {
    const durations = Object.entries(providers).map(([id, seconds]) => `${id} ${digits(' s', 1)(seconds)}`)
    return `(h) by provider: ${durations.join(', ')}.`
  },
}
