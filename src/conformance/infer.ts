import type { Dialect, Poll, ResultForm } from '../dialect/schema.ts'
import type { Probe } from '../probes/probe.ts'
import { discovery, probes } from '../probes/probes.ts'
import { planOf } from './plan.ts'
import type { Report } from './report.ts'
import { explore, type RunOptions } from './run.ts'
import { skeleton, unseen } from './skeleton.ts'

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
  const dialect = whole(facts)
  return { dialect: { ...dialect, sources: sourcesOf(dialect, report) }, report }
}

/** What a dialect must say, put in where nothing was seen; what a cause was not seen to be, left out. */
function whole(facts: Dialect): Dialect {
  const known = Object.entries(facts.errors.causes).filter(([, { status }]) => status !== unseen)
  const causes: Dialect['errors']['causes'] = Object.fromEntries(known)
  const wider = causes.missingField ?? causes.unknownModel ?? causes.malformedBody ?? { status: 400 }
  const envelopes = Object.keys(facts.errors.envelopes).length > 0 ? facts.errors.envelopes : usualEnvelopes
  const fields = Object.entries(facts.fields)
    .map(
      ([field, { names, ...rest }]) => [field, { ...(rest.json && rest.multipart ? {} : { names }), ...rest }] as const,
    )
    .filter(([, { names, json, multipart }]) => names ?? json ?? multipart)
    .map(([field, each]) => [
      field,
      Object.fromEntries(Object.entries(each).filter(([, value]) => value !== undefined)),
    ])
  const polls = Object.entries(facts.tasks.polls ?? {}).map(([name, poll]) => [name, wholePoll(poll)])
  return {
    ...facts,
    fields: Object.fromEntries(fields),
    results: { ...facts.results, forms: formsIn(facts) },
    tasks: { ...facts.tasks, ...(polls.length > 0 ? { polls: Object.fromEntries(polls) } : {}) },
    errors: { envelopes, causes: { badField: wider, internal: { status: 500 }, ...causes } },
  }
}

const usualEnvelopes = { default: { lens: { message: '/error/message' } } }

/** Every form that was seen. */
function formsIn({ results, tasks }: Dialect): ResultForm[] {
  const polled = Object.values(tasks.polls ?? {}).flatMap(({ form }) => form ?? [])
  return [...new Set([results.default, ...Object.values(results.byResponseFormat ?? {}), ...polled])]
}

/** Progress in states that were not seen is that of the state before. */
function wholePoll({ progress, ...poll }: Poll): Poll {
  if (!progress) return poll
  const known: Partial<typeof progress.values> = progress.values
  const { queued = 0, succeeded = 100 } = known
  const { running = queued } = known
  return {
    ...poll,
    progress: { kind: progress.kind ?? 'integer', values: { queued, running, succeeded, failed: succeeded } },
  }
}

/** Every trait that was seen names its exchanges; the rest is open. */
function sourcesOf(facts: Dialect, { findings, startedAt }: Report): Dialect['sources'] {
  const day = startedAt.slice(0, 10)
  const open = Object.entries(facts)
    .filter(([key, value]) => !['id', 'name', 'sources', 'quirks'].includes(key) && value !== undefined)
    .map(([key]) => [`/${key}`, { page: `probe ${day}`, quote: 'nothing shows it', basis: 'open' as const }] as const)
  const seen = findings.flatMap(({ kind, trait, verdict, observed, evidence }) =>
    kind === 'trait' && verdict !== 'not observed' && verdict !== 'error' && observed !== undefined
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
