import { expect, test } from 'vitest'
import { recover } from './recovery.ts'

/** Images that `probe` may spend by default. */
const budget = 60

const all: [name: string, minimum: number][] = [
  ['apigo', 100],
  ['dimilinks', 174],
  ['ezlink', 118],
  ['gpt-best', 114],
  ['openai', 138],
  ['Halide', 140],
  ['Manila', 45],
  ['Tarry', 45],
  ['Appendix', 66],
]

/** Two of them; `npm run test:long` runs all. */
const sampled = process.env.LONG ? all : all.filter(([name]) => name === 'dimilinks' || name === 'Manila')

test.each(sampled)(
  'from %s, 60 images recover at least %i documented values, and none wrongly',
  async (name, minimum) => {
    const { recovered, differing, charged } = await recover(name, budget)
    expect(differing).toEqual([])
    expect(recovered.length).toBeGreaterThanOrEqual(minimum)
    expect(charged).toBeLessThanOrEqual(budget)
  },
  60_000,
)
