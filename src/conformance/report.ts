/**
 * What a run of the conformance tests found. Reports are written from this alone: no key, cookie or signature is in it.
 * Times are ms, unless a name says otherwise.
 */

import { z } from 'zod'

export const verdicts = ['conforms', 'deviates', 'undocumented', 'not observed', 'error'] as const
/**
 * conforms: as documented. deviates: otherwise than documented. undocumented: the docs leave it open, so it is only told.
 * not observed: nothing could show it, and `note` says why. error: the probe failed, which is a fault of ours.
 */
export type Verdict = (typeof verdicts)[number]

export const levels = ['must', 'should', 'may'] as const
/** How binding the source is: documented is a must, shown in an example a should, inferred a may. */
export type Level = (typeof levels)[number]

const count = z.int().nonnegative()
const ms = z.number().nonnegative()
const headers = z.record(z.string(), z.string())
const traitSource = z.object({
  page: z.string(),
  quote: z.string().optional(),
  basis: z.enum(['documented', 'example', 'inferred', 'open']),
})

const finding = z
  .object({
    kind: z.enum(['trait', 'invariant']),
    trait: z.string().meta({ description: 'A pointer into the dialect, or the name of an invariant.' }),
    differences: z.array(z.string()).meta({
      description: 'Ids of the differences between gateways that the finding belongs to, such as REQ-02.',
    }),
    probe: z.string().meta({
      description: 'The probe that looked: `limits.references`. Its part before the point is its area.',
    }),
    verdict: z.enum(verdicts),
    level: z.enum(levels).optional().meta({ description: 'Absent where the docs leave the trait open.' }),
    documented: z.unknown().optional(),
    observed: z.unknown().optional(),
    source: traitSource.optional(),
    note: z.string().optional(),
    evidence: z.array(count).meta({ description: 'Numbers of the exchanges that show it.' }),
  })
  .meta({ description: 'One trait or invariant, documented against observed.' })

const exchange = z
  .object({
    number: count,
    probes: z.array(z.string()).meta({ description: 'Probes that asked for it; more than one where it was shared.' }),
    startedAt: ms.meta({ description: 'Since the run began.' }),
    took: ms,
    request: z.object({ method: z.string(), url: z.string(), headers, body: z.unknown().optional() }),
    response: z
      .object({ status: z.int(), headers, body: z.unknown().optional() })
      .optional()
      .meta({ description: 'Absent where none came; `error` says why.' }),
    error: z.string().optional(),
    images: count.meta({ description: 'Pictures that a gateway charges for it.' }),
  })
  .meta({ description: 'A request and what came of it, redacted, its long texts shortened.' })

const thumbnail = z
  .object({
    exchange: count,
    width: count,
    height: count,
    format: z.string(),
    dataUrl: z.string().meta({ description: '`data:image/webp;base64,…`, at most 96 px.' }),
  })
  .meta({ description: 'A picture that was made, for people to look at.' })

export const worksWords = ['yes', 'partly', 'no'] as const

const client = z
  .object({
    client: z.string(),
    works: z.enum(worksWords).meta({
      description: 'no: nothing works. partly: one operation does not, or something is left to the caller.',
    }),
    why: z.string(),
    traits: z.array(z.string()).meta({ description: 'Pointers into the dialect: what decides it.' }),
  })
  .meta({ description: 'Whether an official client works with the gateway, by the traits that were observed.' })

export const severities = ['breaks', 'loses', 'differs'] as const

const migrationIssue = z
  .object({
    what: z.string(),
    trait: z.string().meta({ description: 'A pointer into the dialect.' }),
    from: z.unknown().optional(),
    to: z.unknown().optional(),
    severity: z.enum(severities).meta({
      description: 'breaks: code fails or goes wrong. loses: it has to do without. differs: it may notice.',
    }),
  })
  .meta({ description: 'What code meets that was written for another gateway.' })

/** What a run writes down. Times in ms. */
export const reportSchema = z
  .object({
    format: z.literal(1),
    tool: z.object({ name: z.string(), version: z.string() }),
    provider: z.object({
      id: z.string(),
      name: z.string(),
      dialectFile: z.string().optional().meta({
        description:
          'The file that documents it, where that is one of the user: relative to where the run was started.',
      }),
    }),
    baseUrl: z.string(),
    startedAt: z.string().meta({ description: 'ISO 8601, by the clock of the machine; empty where nothing was run.' }),
    took: ms,
    images: z.object({ spent: count, budget: count }),
    failsFrom: z.enum(levels).meta({ description: 'The level from which on a deviation fails the run.' }),
    findings: z.array(finding),
    clients: z.array(client),
    moving: z
      .object({ from: z.string(), rows: z.array(migrationIssue) })
      .optional()
      .meta({ description: 'What changes for code that was written for the provider of that name.' }),
    exchanges: z.array(exchange).meta({ description: 'None where the provider is shown as documented alone.' }),
    thumbnails: z.array(thumbnail),
  })
  .meta({ id: 'Report', description: 'What a run of the conformance tests found. Times in ms.' })

/** The same, and all that is in it, not to be changed. */
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

export type TraitSource = DeepReadonly<z.infer<typeof traitSource>>
export type Finding = DeepReadonly<z.infer<typeof finding>>
export type Exchange = DeepReadonly<z.infer<typeof exchange>>
export type Thumbnail = DeepReadonly<z.infer<typeof thumbnail>>
export type ClientVerdict = DeepReadonly<z.infer<typeof client>>
export type MigrationIssue = DeepReadonly<z.infer<typeof migrationIssue>>
export type Report = DeepReadonly<z.infer<typeof reportSchema>>

/** Whether a gateway was asked; else the report tells what is documented. */
export const isObserved = ({ exchanges }: Report): boolean => exchanges.length > 0

/** Whether a finding fails the run. */
export const fails = (finding: Finding, failsFrom: Level): boolean =>
  finding.verdict === 'deviates' &&
  finding.level !== undefined &&
  levels.indexOf(finding.level) <= levels.indexOf(failsFrom)

/** What a run tells while it goes on. */
export type RunEvent =
  | {
      readonly kind: 'plan'
      readonly probes: readonly { id: string; cost: number }[]
      /** Pictures that they cost together at most: what they share is paid for once. */
      readonly price: number
      readonly budget: number
    }
  | { readonly kind: 'begins'; readonly probe: string; readonly cost: number }
  | { readonly kind: 'exchange'; readonly exchange: Exchange; readonly spent: number }
  | { readonly kind: 'waits'; readonly probe: string; readonly ms: number; readonly why: string }
  | { readonly kind: 'ends'; readonly probe: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'report'; readonly report: Report }
