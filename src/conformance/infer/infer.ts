import type { Node } from '../../contract/document.ts'
import { readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import type { Probe } from '../../probes/probe.ts'
import { discoveryProbes, lateDiscoveryProbes, probes } from '../../probes/probes.ts'
import type { SampleRequest } from '../../probes/sample-request.ts'
import { defined } from '../../values/defined.ts'
import { planProbes } from '../plan.ts'
import type { Report } from '../report.ts'
import { type ProbeRun, type RunOptions, runProbes } from '../run.ts'
import { createBlankDialect } from './blank-dialect.ts'
import { createSampleBase, type SampleBase } from './sample.ts'
import { createServableDialect } from './servable-dialect.ts'

export interface InferOptions
  extends Omit<RunOptions, 'dialect' | 'probes' | 'failsFrom' | 'mode' | 'sample' | 'complete'> {
  /** Id for the dialect of the gateway. */
  readonly id: string
  /** Request for images that works, from the documents of the gateway. */
  readonly request?: SampleRequest
}

/**
 * Lists the probes that describe a gateway, in the order in which they run. Probes that wait for a lifetime come after those that
 * send requests, and probes that only read responses come last.
 */
export function planInference(only?: readonly string[]): Probe[] {
  const planned = planProbes(probes, only)
  const isLate = ({ needs = [], isReader }: Probe) => needs.includes('time') || isReader === true
  return [
    ...discoveryProbes,
    ...planned.filter((probe) => !isLate(probe)),
    ...lateDiscoveryProbes,
    ...planned.filter(isLate),
  ]
}

/** Infers the dialect of an undocumented gateway. The source of each observed trait names its exchanges. */
export async function infer({ id, request, ...options }: InferOptions): Promise<Inference> {
  const dialect = createBlankDialect(id, options.baseUrl)
  const base = request && createSampleBase(request)
  const run = { ...options, dialect, probes: planInference(), failsFrom: 'may', mode: 'discover' } as const
  return toInference(await runProbes({ ...run, ...defined({ sample: base?.sample, complete: base?.complete }) }), base)
}

/** An inferred dialect, and the report of the run that shows it. */
export interface Inference {
  readonly dialect: Dialect
  readonly report: Report
  /** Members that every request needs beyond the traits of the dialect, with the values of the user's request. */
  readonly required: Node
  /** Parameters of the query that every request needs, with the values of the user's request. */
  readonly query: Readonly<Record<string, string>>
}

/** Makes the inference of a run that started from a blank dialect. */
export function toInference({ report, known }: ProbeRun, base?: Pick<SampleBase, 'required' | 'sample'>): Inference {
  const dialect = createServableDialect(known)
  return {
    dialect: { ...dialect, sources: listSources(dialect, report) },
    report,
    required: base?.required() ?? {},
    query: base?.sample.request.query ?? {},
  }
}

/** Lists the sources: the exchanges of each observed trait. All other traits are open. */
function listSources(known: Dialect, { findings, startedAt }: Report): Dialect['sources'] {
  const day = startedAt.slice(0, 10)
  const open = Object.entries(known)
    .filter(([key, value]) => !['id', 'name', 'sources', 'quirks'].includes(key) && value !== undefined)
    .map(([key]) => [`/${key}`, { page: `probe ${day}`, quote: 'not observed', basis: 'open' as const }] as const)
  const traitEntries = findings.flatMap(({ kind, trait, verdict, observed, evidence }) =>
    kind === 'trait' &&
    verdict !== 'not observed' &&
    verdict !== 'error' &&
    observed !== undefined &&
    readPointer(known, trait) !== undefined
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
  return Object.fromEntries([...open, ...traitEntries])
}
