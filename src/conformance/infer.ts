import type { Dialect } from '../dialect/schema.ts'
import { discovery, probes } from '../probes/probes.ts'
import { planOf } from './plan.ts'
import type { Report } from './report.ts'
import { explore, type RunOptions } from './run.ts'
import { skeleton, unseen } from './skeleton.ts'

export interface InferOptions extends Omit<RunOptions, 'dialect' | 'probes' | 'failsFrom' | 'pays'> {
  /** The id that the gateway gets. */
  readonly id: string
}

/** A dialect of a gateway that nobody described: what the probes see of it, each trait with the exchanges that show it. */
export async function infer({ id, ...options }: InferOptions): Promise<{ dialect: Dialect; report: Report }> {
  const { report, facts } = await explore({
    ...options,
    dialect: skeleton(id, options.baseUrl),
    probes: [...discovery, ...planOf(probes)],
    failsFrom: 'may',
    pays: true,
  })
  const dialect = whole(facts)
  return { dialect: { ...dialect, sources: sourcesOf(dialect, report) }, report }
}

/** What a dialect must say, put in where nothing was seen; what a cause was not seen to be, left out. */
function whole(facts: Dialect): Dialect {
  const known = Object.entries(facts.errors.causes).filter(([, { status }]) => status !== unseen)
  const causes: Dialect['errors']['causes'] = Object.fromEntries(known)
  const wider = causes.missingField ?? causes.unknownModel ?? causes.malformedBody ?? { status: 400 }
  const envelopes =
    Object.keys(facts.errors.envelopes).length > 0
      ? facts.errors.envelopes
      : { default: { lens: { message: '/error/message' } } }
  return { ...facts, errors: { envelopes, causes: { badField: wider, internal: { status: 500 }, ...causes } } }
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
