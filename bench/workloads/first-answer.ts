import { fileURLToPath } from 'node:url'
import { runProgram } from '../parts/child.ts'
import { median } from '../parts/median.ts'
import type { FirstAnswer } from '../programs/first-answer.ts'
import { digits, type Workload } from './workload.ts'

const program = fileURLToPath(new URL('../programs/first-answer.ts', import.meta.url))
const processes = 5

/** Measures the first answers of `createMock` in fresh processes. */
export const firstAnswers: Workload = {
  id: 'n',
  title: 'in a fresh process',
  metrics: [
    { id: 'created', title: 'import to a mock', show: digits(' ms', 0) },
    { id: 'answered', title: '`createMock` to the first answer', show: digits(' ms', 0) },
    { id: 'drawn', title: 'to the first image', show: digits(' ms', 0) },
  ],
  async measure() {
    const runs: FirstAnswer[] = []
    for (let count = 0; count < processes; count++) runs.push((await runProgram(program)) as FirstAnswer)
    const of = (metric: keyof FirstAnswer) => median(runs.map((run) => run[metric]))
    return { values: { created: of('created'), answered: of('answered'), drawn: of('drawn') } }
  },
}
