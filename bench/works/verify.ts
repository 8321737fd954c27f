import { fileURLToPath } from 'node:url'
import { tell } from '../parts/child.ts'
import type { Verified } from '../programs/verify.ts'
import { digits, perSecond, type Work } from './work.ts'

const program = fileURLToPath(new URL('../programs/verify.ts', import.meta.url))

export const verification: Work = {
  id: 'h',
  title: 'verify the five mocks, in process',
  metrics: [
    { id: 'seconds', title: 'all', show: digits(' s', 1) },
    { id: 'perSecond', title: 'requests/s', show: perSecond },
  ],
  async measure() {
    const verified = (await tell(program)) as Verified[]
    const seconds = verified.reduce((sum, each) => sum + each.seconds, 0)
    const requests = verified.reduce((sum, each) => sum + each.requests, 0)
    const each = verified.map(({ id, seconds }) => [id, seconds] as const)
    return { values: { seconds, perSecond: requests / seconds, ...Object.fromEntries(each) } }
  },
  detail({ seconds: _, perSecond: __, ...providers }) {
    const each = Object.entries(providers).map(([id, seconds]) => `${id} ${digits(' s', 1)(seconds)}`)
    return `(h) by provider: ${each.join(', ')}.`
  },
}
