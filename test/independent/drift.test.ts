/** Compares runs against gateways that share no code with Proofsheet, over HTTP: with a fault, and without. */
import { describe, expect, test } from 'vitest'
import { compareRuns } from '../../src/conformance/compare/drift.ts'
import { pickFailed } from '../../src/conformance/failed.ts'
import type { Report } from '../../src/conformance/report.ts'
import { loadProvider } from '../../src/dialect/provider.ts'
import { probes } from '../../src/probes/probes.ts'
import { manila } from './envelope/server.ts'
import { halide } from './server.ts'
import type { Stranger } from './shared/stranger.ts'
import { verifyStranger } from './strangers.ts'
import { tarry } from './waiting/server.ts'

async function reportOf(
  stranger: Stranger,
  faults: readonly string[],
  more: Parameters<typeof verifyStranger>[3] = {},
): Promise<Report> {
  const { report } = await verifyStranger(stranger, faults, 10, more)
  if (!report) throw new Error('the run threw an error')
  return JSON.parse(JSON.stringify(report))
}

const listChanges = ({ drift }: Report) => drift?.changes.map(({ change, trait }) => `${change} ${trait}`).sort()

const rows: readonly (readonly [name: string, stranger: Stranger, fault: string, trait: string])[] = [
  ['Halide', halide, 'bad-key-is-400', '/errors/causes/wrongKey/status'],
  ['Manila', manila, 'no-key', '/auth/withoutKey'],
  ['Tarry', tarry, 'no-key', '/auth/withoutKey'],
]

describe.each(rows)('%s', { timeout: 120_000 }, async (_name, stranger, fault, trait) => {
  const honest = await reportOf(stranger, [])
  const changed = await reportOf(stranger, [fault])

  test('shows no change without a fault, even behind a proxy that fails at times', async () => {
    expect(listChanges(await reportOf(stranger, [], { baseline: honest }))).toEqual([])
    expect(listChanges(await reportOf(stranger, ['bad-gateway-at-times'], { baseline: honest }))).toEqual([])
  })

  test('shows a fault that comes, and one that goes', () => {
    expect(listChanges(compareRuns(honest, changed))).toEqual([`deviates now ${trait}`])
    expect(listChanges(compareRuns(changed, honest))).toEqual([`conforms now ${trait}`])
    expect(listChanges(compareRuns(changed, changed))).toEqual([])
  })

  test('shows the fault again when only what failed is asked', async () => {
    const { dialect } = await loadProvider(stranger.folder)
    const { probes: failed, learned } = pickFailed(compareRuns(honest, changed), dialect, probes)
    const again = await reportOf(stranger, [fault], { probes: failed, learned, baseline: honest })
    expect(listChanges(again)).toEqual([`deviates now ${trait}`])
    expect(again.exchanges.length).toBeLessThan(changed.exchanges.length / 2)
  })
})
