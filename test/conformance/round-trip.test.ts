import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Inference } from '../../src/conformance/infer/infer.ts'
import { toOpenApi } from '../../src/conformance/infer/to-openapi.ts'
import { toContract } from '../../src/contract/load.ts'
import { checkDialect } from '../../src/dialect/check.ts'
import { type Dialect, dialectSchema } from '../../src/dialect/schema.ts'
import { dialectArbitrary } from '../support/dialects.ts'
import { inferMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'
import { toObservable, wrongTraits } from '../support/round-trip.ts'

const seed = Number(process.env.FC_SEED ?? 20261121)
const runs = Number(process.env.FC_RUNS ?? 5)

/** Lists the distinct traits that were observed. */
const observedTraits = ({ report }: Inference) =>
  new Set(
    report.findings
      .filter(({ kind, verdict }) => kind === 'trait' && verdict !== 'not observed')
      .map(({ trait }) => trait),
  )

/** Lists the errors of probes, and the faults that would keep a mock from serving the dialect. */
function faultsOf({ dialect, report }: Inference): unknown[] {
  const failed = report.findings
    .filter(({ verdict }) => verdict === 'error')
    .map(({ probe, note }) => `${probe}: ${note}`)
  const parsed = dialectSchema.safeParse(JSON.parse(JSON.stringify(dialect)))
  const hasImageOperation = Object.values(dialect.operations).some(({ does }) => does !== 'reject')
  if (!hasImageOperation) return []
  if (!parsed.success)
    return [...failed, ...parsed.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`)]
  return [...failed, ...checkDialect(parsed.data, toContract(toOpenApi(parsed.data)))]
}

const shipped: [id: string, minimum: number][] = [
  ['apigo', 105],
  ['dimilinks', 150],
  ['ezlink', 125],
  ['gpt-best', 125],
  ['openai', 125],
]

/** Gateways of each run; `npm run test:long` takes all. */
const sampled = process.env.LONG ? shipped : shipped.slice(0, 1)

describe('inference from a mock returns its dialect, in every observed trait', () => {
  test.each(sampled)('%s, at least %i traits', async (id, minimum) => {
    const provider = await providerOf(id)
    const inference = await inferMock(provider)
    expect(wrongTraits(provider.dialect, inference.dialect, inference.report)).toEqual([])
    expect(faultsOf(inference)).toEqual([])
    expect(observedTraits(inference).size).toBeGreaterThanOrEqual(minimum)
  })

  test('random dialects', async () => {
    const counts: number[] = []
    await fc.assert(
      fc.asyncProperty(dialectArbitrary.map(toObservable), async (dialect: Dialect) => {
        const inference = await inferMock({
          id: dialect.id,
          folder: 'drawn',
          dialect,
          contract: toContract(toOpenApi(dialect)),
        })
        expect(wrongTraits(dialect, inference.dialect, inference.report)).toEqual([])
        expect(faultsOf(inference)).toEqual([])
        counts.push(observedTraits(inference).size)
      }),
      // A smaller counterexample would take more than the time of the test: each run takes a second.
      { seed, numRuns: runs, endOnFailure: true },
    )
    // Ensures that the probes observe enough traits, since a probe without observations is never wrong.
    expect(counts.reduce((sum, count) => sum + count, 0) / counts.length).toBeGreaterThan(60)
  }, 900_000)
})
