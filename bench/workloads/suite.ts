import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { root } from '../parts/paths.ts'
import { unpinned } from '../parts/pin.ts'
import { digits, type Workload } from './workload.ts'

/** Measures the whole of `npm test` of this repository, on all cores. */
export const suite: Workload = {
  id: 'o',
  title: 'the whole of `npm test`',
  metrics: [{ id: 'seconds', title: 'duration', show: digits(' s', 0) }],
  rounds: 1,
  async measure() {
    const [command = '', ...args] = unpinned(['npm', 'test'])
    const start = performance.now()
    const child = spawn(command, args, { cwd: root, stdio: 'ignore' })
    const [code] = (await once(child, 'exit')) as [number | null]
    if (code !== 0) throw new Error(`npm test ended with ${code}: expected 0; run it alone to see what failed`)
    return { values: { seconds: (performance.now() - start) / 1000 } }
  },
}
