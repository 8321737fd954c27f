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

/** Distinct traits that were seen. */
const claims = ({ report }: Inference) =>
  new Set(
    report.findings
      .filter(({ kind, verdict }) => kind === 'trait' && verdict !== 'not observed')
      .map(({ trait }) => trait),
  )

/** Probes that failed, and what is wrong with the dialect as one that a mock is to serve. */
function faultsOf({ dialect, report }: Inference): unknown[] {
  const failed = report.findings
    .filter(({ verdict }) => verdict === 'error')
    .map(({ probe, note }) => `${probe}: ${note}`)
  const parsed = dialectSchema.safeParse(JSON.parse(JSON.stringify(dialect)))
  const isFound = Object.values(dialect.operations).some(({ does }) => does !== 'refuse')
  if (!isFound) return []
  if (!parsed.success)
    return [...failed, ...parsed.error.issues.map(({ path, message }) => `${path.join('/')}: ${message}`)]
  return [...failed, ...checkDialect(parsed.data, toContract(toOpenApi(parsed.data)))]
}

describe('what is inferred of a mock is its dialect, in every trait that is seen', () => {
  test.each([
    ['apigo', 105],
    ['dimilinks', 150],
    ['ezlink', 125],
    ['gpt-best', 125],
    ['openai', 125],
  ])('%s, at least %i traits', async (id, least) => {
    const provider = await providerOf(id)
    const inference = await inferMock(provider)
    expect(wrongTraits(provider.dialect, inference.dialect, inference.report)).toEqual([])
    expect(faultsOf(inference)).toEqual([])
    expect(claims(inference).size).toBeGreaterThanOrEqual(least)
  })

  test('random dialects', async () => {
    const seen: number[] = []
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
        seen.push(claims(inference).size)
      }),
      { seed, numRuns: runs },
    )
    // A probe that claims nothing is never wrong.
    expect(seen.reduce((sum, each) => sum + each, 0) / seen.length).toBeGreaterThan(60)
  }, 900_000)
})
