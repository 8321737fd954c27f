import { fileURLToPath } from 'node:url'
import { runProgram } from '../parts/child.ts'
import type { Calls } from '../programs/calls.ts'
import { perSecond, type Workload } from './workload.ts'

const program = fileURLToPath(new URL('../programs/calls.ts', import.meta.url))

export const calls: Workload = {
  id: 'i',
  title: 'in process, one call after the other',
  metrics: [
    { id: 'submit', title: 'submits/s', show: perSecond },
    { id: 'poll', title: 'polls/s', show: perSecond },
  ],
  base: 'hono',
  async measure({ id }, { seconds }) {
    const { submit, poll } = (await runProgram(program, id, String(seconds))) as Calls
    return { values: { submit, poll } }
  },
}
