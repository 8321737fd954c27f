import { readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Probe } from '../../probes/probe.ts'
import { discovery, probes } from '../../probes/probes.ts'
import { planOf } from '../plan.ts'
import type { Report } from '../report.ts'
import { explore, type RunOptions } from '../run.ts'
import { skeleton } from './blank-dialect.ts'
import { complete } from './servable-dialect.ts'

export interface InferOptions extends Omit<RunOptions, 'dialect' | 'probes' | 'failsFrom' | 'pays'> {
  /** The id that the gateway gets. */
  readonly id: string
}

/** The probes that describe a gateway, in the order in which they run. */
export const planOfInference = (only?: readonly string[]): Probe[] => [...discovery, ...planOf(probes, only)]

/** A dialect of a gateway that nobody described: what the probes see of it, each trait with the exchanges that show it. */
export async function infer({ id, ...options }: InferOptions): Promise<Inference> {
  const dialect = skeleton(id, options.baseUrl)
  return inferenceOf(await explore({ ...options, dialect, probes: planOfInference(), failsFrom: 'may', pays: true }))
}

export interface Inference {
  readonly dialect: Dialect
  readonly report: Report
}

/** The dialect that a run from a skeleton came to. */
export function inferenceOf({ report, facts }: { report: Report; facts: Dialect }): Inference {
  const dialect = complete(facts)
  return { dialect: { ...dialect, sources: sourcesOf(dialect, report) }, report }
}

/** Every trait that was seen names its exchanges; the rest is open. */
function sourcesOf(facts: Dialect, { findings, startedAt }: Report): Dialect['sources'] {
  const day = startedAt.slice(0, 10)
  const open = Object.entries(facts)
    .filter(([key, value]) => !['id', 'name', 'sources', 'quirks'].includes(key) && value !== undefined)
    .map(([key]) => [`/${key}`, { page: `probe ${day}`, quote: 'nothing shows it', basis: 'open' as const }] as const)
  const seen = findings.flatMap(({ kind, trait, verdict, observed, evidence }) =>
    kind === 'trait' &&
    verdict !== 'not observed' &&
    verdict !== 'error' &&
    observed !== undefined &&
    readPointer(facts, trait) !== undefined
      ? [
          [
            trait,
            {
              page: `probe ${day}`,
              quote: evidence.length === 0 ? 'no exchange' : `exchanges ${evidence.join(', ')}`,
              basis: 'example' as const,
            },
          ] as const,
        ]
      : [],
  )
  return Object.fromEntries([...open, ...seen])
}
