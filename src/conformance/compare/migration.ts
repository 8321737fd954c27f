import { isDeepStrictEqual } from 'node:util'
import { readPointer, readThrough, writeThrough } from '../../dialect/lens.ts'
import { effectiveCause, fieldName, fieldNamesIn } from '../../dialect/names.ts'
import { matchesPattern } from '../../dialect/pattern.ts'
import type { CanonicalField, Cause, Dialect, ImageOperation } from '../../dialect/schema.ts'
import { itemMemberOf } from '../../dialect/words.ts'
import { type MigrationIssue, severities } from '../report.ts'
import { type MigrationRule, migrationRules, pollMigrationRules } from './migration-rules.ts'
import { describePlace, fillTemplate, format, nameCause, nameField } from './migration-words.ts'

/**
 * Lists the problems of code that was written for one gateway and calls another, the worst first. Leaves out the base URL,
 * the key, and everything that the other gateway accepts in addition, because such code does not depend on them.
 */
export function migrationIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  const issues = [
    ...operationIssues(from, to),
    ...resultIssues(from, to),
    ...fieldIssues(from, to),
    ...modelIssues(from, to),
    ...ruleIssues(
      migrationRules.filter((rule) => rule.if?.(from, to) ?? true),
      withListsByKind(withLimitsByKind(from)),
      withListsByKind(withLimitsByKind(to)),
    ),
    ...pollIssues(from, to),
    ...envelopeIssues(from, to),
    ...errorIssues(from, to),
  ]
  const rank = ({ severity }: MigrationIssue) => severities.indexOf(severity)
  return issues.sort((a, b) => rank(a) - rank(b))
}

/** Names the limits by what they count, so that those of two gateways can be compared. The first limit of a kind wins. */
const withLimitsByKind = ({ limits, ...dialect }: Dialect): Dialect => ({
  ...dialect,
  ...(limits && {
    limits: {
      ...limits,
      buckets: Object.fromEntries(
        Object.values(limits.buckets ?? {})
          .toReversed()
          .map((bucket) => [bucket.counts, bucket]),
      ),
    },
  }),
})

/** Names the lists of tasks by their kind. The first list of a kind wins. */
const withListsByKind = (dialect: Dialect): Dialect => {
  const { lists } = dialect.tasks
  const entries = Object.values(lists ?? {}).map((list) => [list.ids ? 'named' : 'all', list] as const)
  return lists ? { ...dialect, tasks: { ...dialect.tasks, lists: Object.fromEntries(entries.toReversed()) } } : dialect
}

/* Rules */

function ruleIssues(applied: readonly MigrationRule[], from: unknown, to: unknown, base = ''): MigrationIssue[] {
  const issues: MigrationIssue[] = []
  // A trait that is gone as a whole is not reported again for its parts.
  const goneTraits = applied
    .filter(({ trait, when }) => when === 'gone' && !trait.includes('*'))
    .map(({ trait }) => trait)
  for (const rule of applied) {
    const isPart = goneTraits.some(
      (trait) => rule.trait.startsWith(`${trait}/`) && readPointer(to, trait) === undefined,
    )
    if (!isPart)
      issues.push(...applyRule(rule, from, to, base).map((issue) => ({ ...issue, trait: base + issue.trait })))
  }
  return issues
}

function applyRule(rule: MigrationRule, from: unknown, to: unknown, base: string): MigrationIssue[] {
  const { trait, when, only, message, severity } = rule
  if (!trait.endsWith('/*')) return issueFor(rule, trait, readPointer(from, trait), readPointer(to, trait), {})
  const parent = trait.slice(0, -2)
  const [before, after] = [from, to].map((dialect) => (readPointer(dialect, parent) ?? {}) as Record<string, unknown>)
  const names = Object.keys(before ?? {}).filter((name) => only?.test(name) ?? true)
  if (when !== 'gone')
    return names.flatMap((name) =>
      issueFor(rule, `${parent}/${name}`, before?.[name], after?.[name], {
        name,
        place: describePlace(`${base}${parent}/${name}`),
      }),
    )
  const missing = names
    .filter((name) => after?.[name] === undefined)
    .map((name) => (isPointer(before?.[name]) ? before?.[name] : name))
  return missing.length === 0
    ? []
    : [{ what: fillTemplate(message, { missing }), trait: parent, from: missing, severity }]
}

const isPointer = (value: unknown): boolean => typeof value === 'string' && value.startsWith('/')

function issueFor(
  rule: MigrationRule,
  trait: string,
  from: unknown,
  to: unknown,
  words: Readonly<Record<string, string>>,
): MigrationIssue[] {
  const missing = rule.when === 'fewer' ? findMissing(from, to, rule.all) : []
  if (!applies(rule, from, to, missing)) return []
  const isWhole = rule.when === 'gone' && typeof from === 'object' && from !== null
  const before = isWhole ? Object.keys(from) : from
  return [
    {
      what: fillTemplate(rule.message, { from, to, missing, ...words }),
      trait,
      from: before,
      to,
      severity: rule.severity,
    },
  ]
}

function applies({ when }: MigrationRule, from: unknown, to: unknown, missing: readonly unknown[]): boolean {
  const bound = (value: unknown, fallback: number) => (typeof value === 'number' ? value : fallback)
  switch (when) {
    case 'other':
      return from !== undefined && to !== undefined && !isEquivalent(from, to)
    case 'lower':
      return bound(to, Number.POSITIVE_INFINITY) < bound(from, Number.POSITIVE_INFINITY)
    case 'higher':
      return bound(to, 0) > bound(from, 0)
    case 'fewer':
      return missing.length > 0
    case 'gone':
      return from !== undefined && to === undefined
    case 'new':
      return isLax(from) && !isLax(to)
  }
}

const isLax = (value: unknown) => value === undefined || value === false || value === 'accept'

/** Returns true for equal values, and if a lens writes the value at the old places and at further ones. */
const isEquivalent = (from: unknown, to: unknown) =>
  isDeepStrictEqual(from, to) || (isPointer([from].flat()[0]) && findMissing(from, to).length === 0)

function findMissing(from: unknown, to: unknown, all: readonly unknown[] = []): unknown[] {
  const [before, after] = [from, to].map((side) => (side === undefined ? all : [side].flat()) as unknown[])
  return (before ?? []).filter((value) => !after?.some((other) => isDeepStrictEqual(other, value)))
}

/* Operations */

type OperationKind = 'generate' | 'edit'
const kindNames: Readonly<Record<OperationKind, string>> = { generate: 'Generations', edit: 'Edits' }
const bodyNames = { json: 'JSON', multipart: 'a form' } as const

/** Picks the operation that code calls: preferably one that can respond without a task. */
function preferredOperation({ operations }: Dialect, does: OperationKind): [string, ImageOperation] | undefined {
  const candidates = Object.entries(operations).filter(
    (entry): entry is [string, ImageOperation] => entry[1].does === does,
  )
  return candidates.find(([, { async }]) => async !== 'always') ?? candidates[0]
}

function operationIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  return (['generate', 'edit'] as const).flatMap((does) => {
    const [, before] = preferredOperation(from, does) ?? []
    const [name, after] = preferredOperation(to, does) ?? []
    if (!before) return []
    if (!name || !after)
      return [
        {
          what: `The gateway has no endpoint for ${kindNames[does].toLowerCase()}.`,
          trait: '/operations',
          from: before.at,
          severity: 'breaks',
        },
      ]
    return compareOperations(does, before, after, `/operations/${name}`)
  })
}

function compareOperations(
  does: OperationKind,
  before: ImageOperation,
  after: ImageOperation,
  base: string,
): MigrationIssue[] {
  const issue = (
    member: 'at' | 'bodies' | 'references' | 'async',
    severity: MigrationIssue['severity'],
    what: string,
  ): MigrationIssue => ({
    what,
    trait: `${base}/${member}`,
    from: before[member],
    to: after[member],
    severity,
  })
  const kind = kindNames[does]
  const bodies = before.bodies.filter((body) => !after.bodies.includes(body)).map((body) => bodyNames[body])
  const unversioned = (operation: string) => operation.replace(/^POST (\/v\d+(?=\/))?/, '')
  return [
    ...(unversioned(before.at) === unversioned(after.at)
      ? []
      : [issue('at', 'breaks', `The endpoint for ${kind.toLowerCase()} is ${after.at}.`)]),
    ...(bodies.length > 0 ? [issue('bodies', 'breaks', `${kind} do not accept ${bodies.join(' or ')}.`)] : []),
    ...(before.references !== 'reject' && after.references === 'reject'
      ? [issue('references', 'breaks', `${kind} accept no reference images.`)]
      : []),
    ...(before.references !== 'require' && after.references === 'require'
      ? [issue('references', 'breaks', `${kind} require a reference image.`)]
      : []),
    ...(before.async !== 'always' && after.async === 'always'
      ? [issue('async', 'breaks', `${kind} return a task, which must be polled.`)]
      : []),
    ...(before.async !== 'never' && after.async === 'never'
      ? [issue('async', 'loses', `${kind} cannot run as a task: the response takes as long as the images.`)]
      : []),
  ]
}

/* Results */

const formNames = {
  relative: 'a relative URL',
  absolute: 'an absolute URL',
  data: 'a data URL',
  base64: 'base64',
  base64Data: 'a data URL',
} as const

function resultIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  const formIn = ({ results }: Dialect, form: Dialect['results']['default']) =>
    `${formNames[form]} in ${format(results.item[itemMemberOf[form]])}`
  const { default: before, byResponseFormat: formsByWord = {} } = from.results
  const after = to.results.default
  const formats = canSend(from, 'responseFormat') && canSend(to, 'responseFormat') ? Object.entries(formsByWord) : []
  return [
    ...(before === after
      ? []
      : [
          {
            what: `An image is returned as ${formIn(to, after)}, not as ${formIn(from, before)}.`,
            trait: '/results/default',
            from: before,
            to: after,
            severity: 'breaks' as const,
          },
        ]),
    ...formats.flatMap(([word, form]): MigrationIssue[] => {
      const targetForm = to.results.byResponseFormat?.[word]
      if (targetForm === form) return []
      const field = format(fieldName(to, 'responseFormat'))
      const what = targetForm
        ? `The value ${format(word)} of ${field} returns ${formIn(to, targetForm)}, not ${formIn(from, form)}.`
        : `${field} does not accept ${format(word)}.`
      return [{ what, trait: `/results/byResponseFormat/${word}`, from: form, to: targetForm, severity: 'breaks' }]
    }),
  ]
}

/* Fields and models */

const activeModels = ({ models }: Dialect) => models.known.filter(({ retired }) => retired === undefined)

/** Returns true if at least one model accepts the field. */
const canSend = (dialect: Dialect, field: CanonicalField): boolean =>
  dialect.fields[field] !== undefined && !isRefusedByAll(dialect, field)
const isRefusedByAll = (dialect: Dialect, field: CanonicalField): boolean =>
  activeModels(dialect).length > 0 && activeModels(dialect).every(({ rejects }) => rejects?.includes(field))

const encodings = ['json', 'multipart'] as const
const acceptsBody = ({ operations }: Dialect, encoding: (typeof encodings)[number]) =>
  Object.values(operations).some((operation) => 'bodies' in operation && operation.bodies.includes(encoding))

function fieldIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  const sharedEncodings = encodings.filter((encoding) => acceptsBody(from, encoding) && acceptsBody(to, encoding))
  // A missing stream has an issue of its own.
  const isUsed = (field: CanonicalField) =>
    canSend(from, field) && (to.stream !== undefined || !['stream', 'partialImages'].includes(field))
  return (Object.keys(from.fields) as CanonicalField[]).filter(isUsed).flatMap((field): MigrationIssue[] => {
    if (to.fields[field] && isRefusedByAll(to, field))
      return [
        {
          what: `Every model refuses ${format(fieldName(to, field))}.`,
          trait: '/models/known',
          from: fieldName(from, field),
          severity: 'breaks',
        },
      ]
    const lost = sharedEncodings.flatMap((encoding) =>
      findMissing(fieldNamesIn(from, field, encoding), fieldNamesIn(to, field, encoding)).map((name) => ({
        name: String(name),
        encoding,
        ...explainName(to, field, String(name), encoding),
      })),
    )
    return [...Map.groupBy(lost, ({ name, what }) => `${name} ${what}`).values()].map((same) => {
      const [{ name, what, severity }] = same as [(typeof same)[number]]
      const isPartial =
        same.length < sharedEncodings.filter((encoding) => fieldNamesIn(from, field, encoding).length > 0).length
      const place = isPartial ? (same[0]?.encoding === 'json' ? 'In JSON, ' : 'In a form, ') : ''
      const after = fieldNamesIn(to, field, same[0]?.encoding ?? 'json')
      return {
        what: `${place}${format(name)} ${what}.`,
        trait: `/fields/${field}`,
        from: name,
        to: after.length > 0 ? after : undefined,
        severity,
      }
    })
  })
}

/** Explains how a gateway treats a name that it does not read as the field. */
function explainName(
  to: Dialect,
  field: CanonicalField,
  name: string,
  encoding: (typeof encodings)[number],
): { what: string; severity: MigrationIssue['severity'] } {
  const other = (Object.keys(to.fields) as CanonicalField[]).find((candidate) =>
    fieldNamesIn(to, candidate, encoding).includes(name),
  )
  if (other) return { what: `is ${nameField(other)}, not ${nameField(field)}`, severity: 'breaks' }
  const [newName] = fieldNamesIn(to, field, encoding)
  if (newName) return { what: `is called ${format(newName)}`, severity: 'breaks' }
  return { what: 'is not supported', severity: 'loses' }
}

function modelIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  if (to.models.unknown !== 'reject') return []
  const targetModels = to.models.known.map(({ match }) => match)
  const missing = activeModels(from)
    .map(({ match }) => match)
    .filter((match) => !targetModels.some((pattern) => matchesPattern(pattern, match)))
  if (missing.length === 0) return []
  const what = `These models are unknown: ${format(missing)}.`
  return [{ what, trait: '/models/known', from: missing, to: targetModels, severity: 'breaks' }]
}

/* Tasks */

function pollIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  const [before] = Object.values(from.tasks.polls ?? {})
  const [[name, after] = []] = Object.entries(to.tasks.polls ?? {})
  return before && after ? ruleIssues(pollMigrationRules, before, after, `/tasks/polls/${name}`) : []
}

/* Errors */

type Envelope = Dialect['errors']['envelopes'][string]

/** Finds the envelope of that name, or else the first. */
function findEnvelope({ errors }: Dialect, name?: string): [name: string, Envelope] {
  const all = Object.entries(errors.envelopes)
  return all.find(([envelopeName]) => envelopeName === name) ?? all[0] ?? ['', { lens: {} }]
}

function envelopeIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  const [, before] = findEnvelope(from)
  const [name, after] = findEnvelope(to)
  const envelopeRules: MigrationRule[] = [
    { trait: '/lens/*', when: 'other', severity: 'breaks', message: 'An error has {place} at {to}.' },
    { trait: '/lens/*', when: 'gone', severity: 'loses', message: 'An error lacks {missing}.' },
  ]
  return [...ruleIssues(envelopeRules, before, after, `/errors/envelopes/${name}`), ...endpointIssues(from, to)]
}

/** Lists the endpoints whose errors have a form of their own, which code for the other gateway does not read. */
function endpointIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  const known = Object.values(from.errors.envelopes).map(({ lens }) => JSON.stringify(lens))
  return Object.entries(to.errors.envelopes).flatMap(([name, { at, lens }]) => {
    if (at === undefined || known.includes(JSON.stringify(lens))) return []
    const what = `Errors at ${at.join(', ')} have a form of their own.`
    return [{ what, trait: `/errors/envelopes/${name}/at`, from: undefined, to: at, severity: 'breaks' as const }]
  })
}

/** Error classes of the official packages, by status. */
const errorClasses: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitError',
}
const errorClassFor = (status: number) => errorClasses[status] ?? (status >= 500 ? 'InternalServerError' : 'APIError')
/** Returns true for a status after which the official packages retry by themselves. */
const isRetried = (status: number) => [408, 409, 429].includes(status) || status >= 500

/** Returns the status, code and type of an error. Without a body, code and type are null. */
function describeError(dialect: Dialect, cause: Cause): { status: number; code: unknown; type: unknown } {
  const bodiless = { code: null, type: null }
  const entry = dialect.errors.causes[cause]
  if (!entry) return { status: 500, ...bodiless }
  if (entry.body === 'none') return { status: entry.status, ...bodiless }
  const [, { lens, fixed }] = findEnvelope(dialect, entry.envelope)
  const { code = null, type = null } = readThrough(
    lens,
    writeThrough(lens, { code: entry.code, type: entry.type }, fixed),
  )
  return { status: entry.status, code, type }
}

const linkCauses: readonly Cause[] = ['linkMalformed', 'linkInvalid', 'linkExpired', 'imageUnknown']

/** Causes that only code that uses a certain feature can cause, with a check for the feature. */
const isRelevant: Partial<Record<Cause, (from: Dialect) => boolean>> = {
  unknownTask: ({ tasks }) => tasks.polls !== undefined,
  uploadType: ({ files }) => files !== undefined,
  uploadTooLarge: ({ files }) => files !== undefined,
  idempotencyReused: ({ idempotency }) => idempotency !== undefined,
  idempotencyRunning: ({ idempotency }) => idempotency !== undefined,
  taskUnfinished: ({ tasks }) => tasks.result !== undefined,
  taskCancelled: ({ tasks }) => tasks.result !== undefined,
  taskNotCancellable: ({ tasks }) => tasks.cancel !== undefined,
  retiredRoute: ({ operations }) => Object.values(operations).some(({ does }) => does === 'reject'),
  ...Object.fromEntries(
    linkCauses.map((cause) => [
      cause,
      ({ results }: Dialect) => results.default === 'relative' || results.default === 'absolute',
    ]),
  ),
}

const describeChange = (key: string, before: unknown, after: unknown): string => {
  if (after === null) return `there is no ${key}, in place of ${format(before)}`
  return `the ${key} is ${format(after)}, not ${before === null ? 'absent' : format(before)}`
}

function errorIssues(from: Dialect, to: Dialect): MigrationIssue[] {
  const causes = [...new Set([from, to].flatMap(({ errors }) => Object.keys(errors.causes) as Cause[]))]
  const relevant = causes.filter((cause) => isRelevant[cause]?.(from) ?? true)
  // Causes that both gateways report as the same wider causes make one issue.
  const pairs = Map.groupBy(relevant, (cause) => `${effectiveCause(from, cause)} ${effectiveCause(to, cause)}`)
  return [...pairs.values()].flatMap(([cause]) => (cause ? errorIssue(from, to, cause) : []))
}

function errorIssue(from: Dialect, to: Dialect, cause: Cause): MigrationIssue[] {
  const targetCause = effectiveCause(to, cause)
  const [before, after] = [describeError(from, effectiveCause(from, cause)), describeError(to, targetCause)]
  // The official packages fetch no images, so they throw no errors for links.
  const [oldClass, newClass] = linkCauses.includes(cause)
    ? []
    : [errorClassFor(before.status), errorClassFor(after.status)]
  const isOtherClass = oldClass !== newClass
  const changes = (isOtherClass ? (['status'] as const) : (['status', 'code', 'type'] as const))
    .filter((key) => before[key] !== after[key])
    .map((key) => describeChange(key, before[key], after[key]))
  if (changes.length === 0) return []
  const isRetryChanged = isRetried(after.status) !== isRetried(before.status)
  const retry = isRetried(after.status) ? ', and retry' : ', and do not retry'
  const thrown = ` Official clients throw ${newClass}, not ${oldClass}${isRetryChanged ? retry : ''}.`
  return [
    {
      what: `${nameCause(cause)}: ${changes.join('; ')}.${isOtherClass ? thrown : ''}`,
      trait: `/errors/causes/${targetCause}`,
      from: before,
      to: after,
      severity: isOtherClass ? 'breaks' : 'differs',
    },
  ]
}
