/**
 * Result of a conformance run, and the only input of all report formats. It contains no key, cookie or signature. Times
 * are ms, unless a name says otherwise.
 */

import { z } from 'zod'

export const verdicts = ['conforms', 'deviates', 'undocumented', 'not observed', 'error'] as const
/**
 * conforms: as documented. deviates: different from the documentation. undocumented: the docs leave the trait open, so the
 * value is only reported. not observed: no probe could observe the trait, and `note` says why. error: the probe failed,
 * which is a fault of Proofsheet.
 */
export type Verdict = (typeof verdicts)[number]

export const levels = ['must', 'should', 'may'] as const
/** Obligation by source: documented is *must*, shown in an example is *should*, inferred is *may*. */
export type Level = (typeof levels)[number]

const limits = ['images', 'minutes', 'second key', 'cassette', 'method'] as const

const count = z.int().nonnegative()
const ms = z.number().nonnegative()
const headers = z.record(z.string(), z.string())
const traitSource = z.object({
  page: z.string(),
  quote: z.string().optional(),
  basis: z.enum(['documented', 'example', 'inferred', 'open']),
  title: z.string().optional().meta({ description: 'Title of the page, if `page` is a short name.' }),
  url: z.string().optional().meta({ description: 'Address of the page, if it is known.' }),
})

const finding = z
  .object({
    kind: z.enum(['trait', 'invariant']),
    trait: z.string().meta({ description: 'Pointer into the dialect, or the name of an invariant.' }),
    title: z.string().optional().meta({ description: 'Title of the trait, in the files of reports.' }),
    sentence: z.string().optional().meta({
      description: 'The finding in a sentence for people, in the files of reports. Values stand in backticks.',
    }),
    differences: z.array(z.string()).meta({
      description: 'Ids of the differences between gateways that the finding belongs to, such as REQ-02.',
    }),
    probe: z.string().meta({
      description: 'Id of the probe: `limits.references`. The part before the dot is the area.',
    }),
    verdict: z.enum(verdicts),
    level: z.enum(levels).optional().meta({ description: 'Absent if the docs leave the trait open.' }),
    documented: z.unknown().optional(),
    observed: z.unknown().optional(),
    source: traitSource.optional(),
    note: z.string().optional(),
    known: z.literal(true).optional().meta({
      description: 'Present if the baseline of the run has the same deviation, which therefore fails no run.',
    }),
    limitedBy: z.enum(limits).optional().meta({
      description:
        'What kept the trait from being observed: a limit of the run, or the method of verification; absent if it was the gateway.',
    }),
    lacked: z.literal('images').optional().meta({
      description:
        'Present if images were missing although the budget covers the plan, because the gateway charged images for requests that it should refuse.',
    }),
    evidence: z.array(count).meta({ description: 'Numbers of the exchanges that show the observed value.' }),
  })
  .meta({ description: 'Documented and observed value of one trait or invariant.' })

const exchange = z
  .object({
    number: count,
    probes: z
      .array(z.string())
      .meta({ description: 'Probes that sent the request; more than one if they share the exchange.' }),
    startedAt: ms.meta({ description: 'Ms since the start of the run.' }),
    took: ms,
    request: z.object({ method: z.string(), url: z.string(), headers, body: z.unknown().optional() }),
    response: z
      .object({ status: z.int(), headers, body: z.unknown().optional() })
      .optional()
      .meta({ description: 'Absent if there was no response; `error` says why.' }),
    error: z.string().optional(),
    images: count.meta({ description: 'Number of images that the gateway charges for the exchange.' }),
  })
  .meta({ description: 'A request and its response, redacted, with long texts shortened.' })

const thumbnail = z
  .object({
    exchange: count,
    width: count,
    height: count,
    format: z.string(),
    dataUrl: z.string().meta({ description: '`data:image/webp;base64,…`, at most 96 px.' }),
  })
  .meta({ description: 'Thumbnail of a generated image.' })

const worksWords = ['yes', 'partly', 'no', 'unknown'] as const

const client = z
  .object({
    client: z.string(),
    works: z.enum(worksWords).meta({
      description:
        'no: no operation works. partly: one operation fails, or the caller has to do a part of the work. unknown: the run saw no images of an operation.',
    }),
    why: z.string(),
    traits: z.array(z.string()).meta({ description: 'Pointers into the dialect: the traits that decide `works`.' }),
  })
  .meta({ description: 'Compatibility of an official client with the gateway, by the observed traits.' })

export const severities = ['breaks', 'loses', 'differs'] as const

const migrationIssue = z
  .object({
    what: z.string(),
    trait: z.string().meta({ description: 'Pointer into the dialect.' }),
    from: z.unknown().optional(),
    to: z.unknown().optional(),
    severity: z.enum(severities).meta({
      description:
        'breaks: code fails or does the wrong thing. loses: code loses a feature. differs: code may notice a difference.',
    }),
  })
  .meta({ description: 'A problem of code that was written for another gateway.' })

export const changeWords = ['deviates now', 'another value', 'conforms now', 'not seen now', 'seen now'] as const
/** Change of a trait or an invariant since the baseline. */
export type ChangeWord = (typeof changeWords)[number]

export const notComparedWords = [
  'only in this run',
  'only in the baseline',
  'other documents',
  'limit of this run',
  'limit of the baseline',
  'failed probe',
] as const
/** Reason why a trait or an invariant shows no change of the gateway. */
export type NotComparedWord = (typeof notComparedWords)[number]

const sighting = z.object({
  verdict: z.enum(verdicts),
  observed: z.unknown().optional(),
  note: z.string().optional(),
})

const change = z
  .object({
    change: z.enum(changeWords),
    kind: z.enum(['trait', 'invariant']),
    trait: z.string().meta({ description: 'Pointer into the dialect, or the name of an invariant.' }),
    probe: z.string(),
    level: z.enum(levels).optional(),
    documented: z.unknown().optional(),
    before: sighting,
    now: sighting,
  })
  .meta({ description: 'Change of a trait or an invariant since the baseline.' })

const drift = z
  .object({
    baseline: z.object({
      startedAt: z.string(),
      baseUrl: z.string(),
      tool: z.object({ name: z.string(), version: z.string() }),
    }),
    compared: count.meta({ description: 'Traits and invariants that were compared.' }),
    changes: z.array(change).meta({ description: 'What both runs saw, and the gateway does not show as before.' }),
    unconfirmed: z.array(change).meta({
      description: 'What one of the runs did not see although its limits allow it: no proof of a change.',
    }),
    notCompared: z
      .array(z.object({ trait: z.string(), why: z.enum(notComparedWords) }))
      .meta({ description: 'Traits and invariants that show no change of the gateway, with the reason.' }),
  })
  .meta({ description: 'What changed since an earlier run, the baseline.' })

/** Schema of a report. Times are ms. */
export const reportSchema = z
  .object({
    format: z.literal(1),
    tool: z.object({ name: z.string(), version: z.string() }),
    provider: z.object({
      id: z.string(),
      name: z.string(),
      dialectFile: z.string().optional().meta({
        description: "Dialect file if the user supplied the file, relative to the run's working directory.",
      }),
    }),
    baseUrl: z.string(),
    startedAt: z.string().meta({ description: 'ISO 8601, by the clock of the machine; empty if there was no run.' }),
    took: ms,
    ended: z
      .object({ why: z.enum(['interrupted', 'unreachable']), message: z.string() })
      .optional()
      .meta({ description: 'Why the run ended before all probes had run; absent if they all ran.' }),
    images: z
      .object({ spent: count, budget: count })
      .meta({ description: 'Images charged, at most: a missing or ambiguous response counts as charged.' }),
    inferred: count.optional().meta({
      description:
        'Traits that a run without documents observed; 0 if it found no image endpoint. Absent for other runs.',
    }),
    failsFrom: z.enum(levels).meta({ description: 'The lowest level at which a deviation fails the run.' }),
    coverage: z.object({ musts: count, observable: count, seen: count }).meta({
      description: 'Documented musts: all, those that the run could observe within its limits, and those that it saw.',
    }),
    findings: z.array(finding),
    drift: drift.optional().meta({ description: 'Absent if the run has no baseline.' }),
    clients: z.array(client),
    moving: z
      .object({ from: z.string(), rows: z.array(migrationIssue) })
      .optional()
      .meta({ description: 'Problems of code that was written for the provider named in `from`.' }),
    exchanges: z.array(exchange).meta({ description: 'Empty if the provider is shown as documented.' }),
    thumbnails: z.array(thumbnail),
  })
  .meta({ id: 'Report', description: 'Result of a conformance run. Times in ms.' })

/** The type with all members readonly, at every depth. */
type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T

/** Document that states a trait, with a quote and the basis of the statement. */
export type TraitSource = DeepReadonly<z.infer<typeof traitSource>>
/** One trait or invariant: documented and observed value, verdict, source and evidence. */
export type Finding = DeepReadonly<z.infer<typeof finding>>
/** One request and its response, redacted. Times in ms. */
export type Exchange = DeepReadonly<z.infer<typeof exchange>>
/** A small copy of a generated image, as a data URL. */
export type Thumbnail = DeepReadonly<z.infer<typeof thumbnail>>
/** Verdict on one official client: whether the client works with the gateway, and the traits that decide it. */
export type ClientVerdict = DeepReadonly<z.infer<typeof client>>
/** One problem of code that was written for another gateway. */
export type MigrationIssue = DeepReadonly<z.infer<typeof migrationIssue>>
/** Changes since an earlier run, the baseline. */
export type Drift = DeepReadonly<z.infer<typeof drift>>
/** Change of a trait or an invariant since the baseline. */
export type Change = DeepReadonly<z.infer<typeof change>>
/** Everything that a run found. Times in ms. */
export type Report = DeepReadonly<z.infer<typeof reportSchema>>

/** Returns true if the report is from a run, and false if it shows only what is documented. */
export const isObserved = ({ exchanges }: Report): boolean => exchanges.length > 0

/**
 * Returns the share of the observable musts that the run saw, from 0 to 1: 0 if there are musts and the run could observe
 * none.
 */
export const seenShare = ({ coverage: { musts, seen, observable } }: Pick<Report, 'coverage'>): number =>
  musts === 0 ? 1 : seen / Math.max(1, observable)

/** Returns true if a finding fails the run. A deviation that the baseline has too fails no run. */
export const fails = (finding: Finding, failsFrom: Level): boolean =>
  finding.verdict === 'deviates' &&
  finding.known === undefined &&
  finding.level !== undefined &&
  levels.indexOf(finding.level) <= levels.indexOf(failsFrom)

/** Progress of a run. */
export type RunEvent =
  | {
      readonly kind: 'plan'
      readonly probes: readonly { id: string; cost: number }[]
      /** Maximum number of images that the probes cost together. Shared images count once. */
      readonly price: number
      readonly budget: number
    }
  | { readonly kind: 'begins'; readonly probe: string; readonly cost: number }
  | { readonly kind: 'exchange'; readonly exchange: Exchange; readonly spent: number }
  | { readonly kind: 'waits'; readonly probe: string; readonly ms: number; readonly why: string }
  | { readonly kind: 'ends'; readonly probe: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'report'; readonly report: Report }
