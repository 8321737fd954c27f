import { planProbes } from '../../src/conformance/plan.ts'
import type { Report } from '../../src/conformance/report.ts'
import { type RunOptions, run } from '../../src/conformance/run.ts'
import { loadProvider } from '../../src/dialect/provider.ts'
import { probes } from '../../src/probes/probes.ts'
import { manila } from './envelope/server.ts'
import { runAgainst } from './run-against.ts'
import { halide } from './server.ts'
import type { Stranger } from './shared/stranger.ts'
import { appendix } from './suffix/server.ts'
import { tarry } from './waiting/server.ts'

/** Gateways that share no code with Proofsheet, each of another shape. */
export const strangers: readonly Stranger[] = [halide, manila, tarry, appendix]

interface Verification {
  /** Undefined if the run threw an error. */
  readonly report: Report | undefined
  readonly error: unknown
  /** Number of images that the gateway charged. */
  readonly charged: number
}

/** Verifies a gateway with these faults. */
export async function verifyStranger(
  stranger: Stranger,
  faults: readonly string[],
  budget: number,
  more: Partial<RunOptions> = {},
): Promise<Verification> {
  const { dialect, contract } = await loadProvider(stranger.folder)
  return runAgainst(stranger, faults, async (options, charged) => {
    const outcome = await run({
      ...options,
      dialect,
      contract,
      probes: planProbes(probes),
      failsFrom: 'may',
      budget,
      ...more,
    }).then(
      (report) => ({ report, error: undefined }),
      (error: unknown) => ({ report: undefined, error }),
    )
    return { ...outcome, charged: charged() }
  })
}

/** Lists the traits and invariants that the report neither confirms nor leaves unobserved, in alphabetical order. */
export const listDeviations = ({ findings }: Report): string[] => {
  const others = findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')
  return [...new Set(others.map(({ trait }) => trait))].sort()
}
