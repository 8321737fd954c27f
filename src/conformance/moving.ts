import { isDeepStrictEqual } from 'node:util'
import { readPointer, readThrough, writeThrough } from '../dialect/lens.ts'
import { effectiveCause, fieldName } from '../dialect/names.ts'
import { matches } from '../dialect/pattern.ts'
import type { CanonicalField, Cause, Dialect, ImageOperation } from '../dialect/schema.ts'
import { memberOf } from '../dialect/words.ts'
import { pollRules, type Rule, rules } from './moving-rules.ts'
import { type Move, severities } from './report.ts'

/**
 * What code meets that was written for one gateway and is sent to another, the worst first. A base URL, a key and what
 * the other gateway takes beyond that are no rows: code brings none of it to bear.
 */
export function breaksWhenMoving(from: Dialect, to: Dialect): Move[] {
  const moves = [
    ...operationMoves(from, to),
    ...resultMoves(from, to),
    ...fieldMoves(from, to),
    ...modelMoves(from, to),
    ...ruleMoves(
      rules.filter((rule) => rule.if?.(from, to) ?? true),
      from,
      to,
    ),
    ...pollMoves(from, to),
    ...envelopeMoves(from, to),
    ...errorMoves(from, to),
  ]
  const rank = ({ severity }: Move) => severities.indexOf(severity)
  return moves.sort((a, b) => rank(a) - rank(b))
}

const show = (value: unknown): string =>
  Array.isArray(value) ? value.map(show).join(', ') : typeof value === 'string' ? value : JSON.stringify(value)
const fill = (text: string, values: Readonly<Record<string, unknown>>): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => show(values[name]))

/* Rules */

function ruleMoves(applied: readonly Rule[], from: unknown, to: unknown, base = ''): Move[] {
  const moves: Move[] = []
  // What is gone as a whole is not told again for its parts.
  const gone = applied.filter(({ trait, when }) => when === 'gone' && !trait.includes('*')).map(({ trait }) => trait)
  for (const rule of applied) {
    const isPart = gone.some((trait) => rule.trait.startsWith(`${trait}/`) && readPointer(to, trait) === undefined)
    if (!isPart) moves.push(...movesOf(rule, from, to).map((move) => ({ ...move, trait: base + move.trait })))
  }
  return moves
}

function movesOf(rule: Rule, from: unknown, to: unknown): Move[] {
  const { trait, when, only, what, severity } = rule
  if (!trait.endsWith('/*')) return moveOf(rule, trait, readPointer(from, trait), readPointer(to, trait))
  const parent = trait.slice(0, -2)
  const [before, after] = [from, to].map((each) => (readPointer(each, parent) ?? {}) as Record<string, unknown>)
  const names = Object.keys(before ?? {}).filter((name) => only?.test(name) ?? true)
  if (when !== 'gone')
    return names.flatMap((name) => moveOf(rule, `${parent}/${name}`, before?.[name], after?.[name], name))
  const missing = names
    .filter((name) => after?.[name] === undefined)
    .map((name) => (isText(before?.[name]) ? before?.[name] : name))
  return missing.length === 0 ? [] : [{ what: fill(what, { missing }), trait: parent, from: missing, severity }]
}

const isText = (value: unknown): boolean => typeof value === 'string' && value.startsWith('/')

function moveOf(rule: Rule, trait: string, from: unknown, to: unknown, name?: string): Move[] {
  const missing = rule.when === 'fewer' ? missingOf(from, to, rule.all) : []
  if (!applies(rule, from, to, missing)) return []
  const isWhole = rule.when === 'gone' && typeof from === 'object' && from !== null
  const before = isWhole ? Object.keys(from) : from
  return [{ what: fill(rule.what, { from, to, missing, name }), trait, from: before, to, severity: rule.severity }]
}

function applies({ when }: Rule, from: unknown, to: unknown, missing: readonly unknown[]): boolean {
  const bound = (value: unknown, none: number) => (typeof value === 'number' ? value : none)
  switch (when) {
    case 'other':
      return from !== undefined && to !== undefined && !isSame(from, to)
    case 'lower':
      return bound(to, Number.POSITIVE_INFINITY) < bound(from, Number.POSITIVE_INFINITY)
    case 'higher':
      return bound(to, 0) > bound(from, 0)
    case 'fewer':
      return missing.length > 0
    case 'gone':
      return from !== undefined && to === undefined
    case 'new':
      return (from === undefined || from === false) && to !== undefined && to !== false
  }
}

/** A value that is written at more places than before stays where it was. */
const isSame = (from: unknown, to: unknown) =>
  isDeepStrictEqual(from, to) || (isText([from].flat()[0]) && missingOf(from, to).length === 0)

function missingOf(from: unknown, to: unknown, all: readonly unknown[] = []): unknown[] {
  const [before, after] = [from, to].map((each) => (each === undefined ? all : [each].flat()) as unknown[])
  return (before ?? []).filter((each) => !after?.some((other) => isDeepStrictEqual(other, each)))
}

/* Operations */

type Does = 'generate' | 'edit'

/** The operation that code calls: one that answers in its own time before one that is always a task. */
function called({ operations }: Dialect, does: Does): [string, ImageOperation] | undefined {
  const found = Object.entries(operations).filter((each): each is [string, ImageOperation] => each[1].does === does)
  return found.find(([, { async }]) => async !== 'always') ?? found[0]
}

function operationMoves(from: Dialect, to: Dialect): Move[] {
  return (['generate', 'edit'] as const).flatMap((does) => {
    const [, before] = called(from, does) ?? []
    const [name, after] = called(to, does) ?? []
    if (!before) return []
    if (!name || !after)
      return [{ what: `Nothing does ${does}.`, trait: '/operations', from: before.at, severity: 'breaks' }]
    return operationMovesOf(does, before, after, `/operations/${name}`)
  })
}

function operationMovesOf(does: Does, before: ImageOperation, after: ImageOperation, base: string): Move[] {
  const row = (member: 'at' | 'bodies' | 'references' | 'async', severity: Move['severity'], what: string): Move => ({
    what,
    trait: `${base}/${member}`,
    from: before[member],
    to: after[member],
    severity,
  })
  const bodies = missingOf(before.bodies, after.bodies)
  const isOther = (path: string) => path.replace(/^POST (\/v\d+(?=\/))?/, '')
  return [
    ...(isOther(before.at) === isOther(after.at) ? [] : [row('at', 'breaks', `${does} is ${after.at}.`)]),
    ...(bodies.length > 0 ? [row('bodies', 'breaks', `${does} takes no body of the kind ${show(bodies)}.`)] : []),
    ...(before.references !== 'none' && after.references === 'none'
      ? [row('references', 'breaks', `${does} takes no pictures along.`)]
      : []),
    ...(before.references !== 'required' && after.references === 'required'
      ? [row('references', 'breaks', `${does} without a picture is refused.`)]
      : []),
    ...(before.async !== 'always' && after.async === 'always'
      ? [row('async', 'breaks', `${does} answers with a task, which must be looked up.`)]
      : []),
    ...(before.async !== 'never' && after.async === 'never'
      ? [row('async', 'loses', `${does} cannot be made a task: the answer takes as long as the pictures.`)]
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

function resultMoves(from: Dialect, to: Dialect): Move[] {
  const formIn = ({ results }: Dialect, form: Dialect['results']['default']) =>
    `${formNames[form]} in ${show(results.item[memberOf[form]])}`
  const { default: before, byResponseFormat: words = {} } = from.results
  const after = to.results.default
  const asked = canSend(from, 'responseFormat') && canSend(to, 'responseFormat') ? Object.entries(words) : []
  return [
    ...(before === after
      ? []
      : [
          {
            what: `A picture comes as ${formIn(to, after)}, not as ${formIn(from, before)}.`,
            trait: '/results/default',
            from: before,
            to: after,
            severity: 'breaks' as const,
          },
        ]),
    ...asked.flatMap(([word, form]): Move[] => {
      const given = to.results.byResponseFormat?.[word]
      if (given === form) return []
      const what = given
        ? `${fieldName(to, 'responseFormat')}: ${word} gives ${formIn(to, given)}, not ${formIn(from, form)}.`
        : `${fieldName(to, 'responseFormat')} knows no ${word}.`
      return [{ what, trait: `/results/byResponseFormat/${word}`, from: form, to: given, severity: 'breaks' }]
    }),
  ]
}

/* Fields and models */

const live = ({ models }: Dialect) => models.known.filter(({ retired }) => retired === undefined)

/** Whether some model takes the field. */
const canSend = (dialect: Dialect, field: CanonicalField): boolean =>
  dialect.fields[field] !== undefined && !refusedByAll(dialect, field)
const refusedByAll = (dialect: Dialect, field: CanonicalField): boolean =>
  live(dialect).length > 0 && live(dialect).every(({ refuses }) => refuses?.includes(field))

const encodings = ['json', 'multipart'] as const
const takes = ({ operations }: Dialect, encoding: (typeof encodings)[number]) =>
  Object.values(operations).some((each) => 'bodies' in each && each.bodies.includes(encoding))
const namesOf = ({ fields }: Dialect, field: CanonicalField, encoding: (typeof encodings)[number]): readonly string[] =>
  fields[field]?.[encoding] ?? fields[field]?.names ?? []

function fieldMoves(from: Dialect, to: Dialect): Move[] {
  const spoken = encodings.filter((each) => takes(from, each) && takes(to, each))
  // Streams have a row of their own.
  const isMeant = (field: CanonicalField) =>
    canSend(from, field) && (to.stream !== undefined || !['stream', 'partialImages'].includes(field))
  return (Object.keys(from.fields) as CanonicalField[]).filter(isMeant).flatMap((field): Move[] => {
    if (to.fields[field] && refusedByAll(to, field))
      return [
        {
          what: `${fieldName(to, field)} is refused by every model.`,
          trait: '/models/known',
          from: fieldName(from, field),
          severity: 'breaks',
        },
      ]
    const lost = spoken.flatMap((encoding) =>
      missingOf(namesOf(from, field, encoding), namesOf(to, field, encoding)).map((name) => ({
        name: String(name),
        encoding,
        ...meaningOf(to, field, String(name), encoding),
      })),
    )
    return [...Map.groupBy(lost, ({ name, what }) => `${name} ${what}`).values()].map((same) => {
      const [{ name, what, severity }] = same as [(typeof same)[number]]
      const where = same.length < spoken.filter((each) => namesOf(from, field, each).length > 0).length
      const place = where ? (same[0]?.encoding === 'json' ? 'In JSON ' : 'In a form ') : ''
      const after = namesOf(to, field, same[0]?.encoding ?? 'json')
      return {
        what: `${place}${name} ${what}.`,
        trait: `/fields/${field}`,
        from: name,
        to: after.length > 0 ? after : undefined,
        severity,
      }
    })
  })
}

/** What a name is to a gateway that does not read it as the field. */
function meaningOf(
  to: Dialect,
  field: CanonicalField,
  name: string,
  encoding: (typeof encodings)[number],
): { what: string; severity: Move['severity'] } {
  const other = (Object.keys(to.fields) as CanonicalField[]).find((each) => namesOf(to, each, encoding).includes(name))
  if (other) return { what: `means ${other}, not ${field}`, severity: 'breaks' }
  const [called] = namesOf(to, field, encoding)
  if (called) return { what: `is called ${called}`, severity: 'breaks' }
  return { what: 'is not taken', severity: 'loses' }
}

function modelMoves(from: Dialect, to: Dialect): Move[] {
  if (to.models.unknown !== 'refused') return []
  const known = to.models.known.map(({ match }) => match)
  const missing = live(from)
    .map(({ match }) => match)
    .filter((match) => !known.some((pattern) => matches(pattern, match)))
  if (missing.length === 0) return []
  const what = `These models are not known: ${show(missing)}.`
  return [{ what, trait: '/models/known', from: missing, to: known, severity: 'breaks' }]
}

/* Tasks */

function pollMoves(from: Dialect, to: Dialect): Move[] {
  const [before] = Object.values(from.tasks.polls ?? {})
  const [[name, after] = []] = Object.entries(to.tasks.polls ?? {})
  return before && after ? ruleMoves(pollRules, before, after, `/tasks/polls/${name}`) : []
}

/* Errors */

type Envelope = Dialect['errors']['envelopes'][string]

/** The one of that name, or the first. */
function envelopeOf({ errors }: Dialect, name?: string): [name: string, Envelope] {
  const all = Object.entries(errors.envelopes)
  return all.find(([each]) => each === name) ?? all[0] ?? ['', { lens: {} }]
}

function envelopeMoves(from: Dialect, to: Dialect): Move[] {
  const [, before] = envelopeOf(from)
  const [name, after] = envelopeOf(to)
  const rows: Rule[] = [
    { trait: '/lens/*', when: 'other', severity: 'breaks', what: 'An error has its {name} at {to}.' },
    { trait: '/lens/*', when: 'gone', severity: 'loses', what: 'An error does not tell {missing}.' },
  ]
  return ruleMoves(rows, before, after, `/errors/envelopes/${name}`)
}

/** The class of the official packages, by status. */
const classes: Readonly<Record<number, string>> = {
  400: 'BadRequestError',
  401: 'AuthenticationError',
  403: 'PermissionDeniedError',
  404: 'NotFoundError',
  409: 'ConflictError',
  422: 'UnprocessableEntityError',
  429: 'RateLimitError',
}
const thrownFor = (status: number) => classes[status] ?? (status >= 500 ? 'InternalServerError' : 'APIError')
/** The official packages send again by themselves what may succeed later. */
const isRetried = (status: number) => [408, 409, 429].includes(status) || status >= 500

/** How a gateway says it: with no code and no type where it sends no body. */
function saidFor(dialect: Dialect, speaker: Cause): { status: number; code: unknown; type: unknown } {
  const none = { code: null, type: null }
  const row = dialect.errors.causes[speaker]
  if (!row) return { status: 500, ...none }
  if (row.body === 'none') return { status: row.status, ...none }
  const [, { lens, fixed }] = envelopeOf(dialect, row.envelope)
  const { code = null, type = null } = readThrough(lens, writeThrough(lens, { code: row.code, type: row.type }, fixed))
  return { status: row.status, code, type }
}

const ofLinks: readonly Cause[] = ['linkMalformed', 'linkInvalid', 'linkExpired', 'pictureUnknown']

/** What only code can meet that uses such a thing. */
const neededFor: Partial<Record<Cause, (from: Dialect) => boolean>> = {
  unknownTask: ({ tasks }) => tasks.polls !== undefined,
  retiredRoute: ({ operations }) => Object.values(operations).some(({ does }) => does === 'refuse'),
  ...Object.fromEntries(
    ofLinks.map((cause) => [
      cause,
      ({ results }: Dialect) => results.default === 'relative' || results.default === 'absolute',
    ]),
  ),
}

const showSaid = (value: unknown) => (value === null ? 'none' : value === '' ? '""' : show(value))

function errorMoves(from: Dialect, to: Dialect): Move[] {
  const told = [...new Set([from, to].flatMap(({ errors }) => Object.keys(errors.causes) as Cause[]))]
  const met = told.filter((cause) => neededFor[cause]?.(from) ?? true)
  // Causes that neither side tells from a wider one are that one's row.
  const pairs = Map.groupBy(met, (cause) => `${effectiveCause(from, cause)} ${effectiveCause(to, cause)}`)
  return [...pairs.values()].flatMap(([cause]) => (cause ? errorMove(from, to, cause) : []))
}

function errorMove(from: Dialect, to: Dialect, cause: Cause): Move[] {
  const speaker = effectiveCause(to, cause)
  const [before, after] = [saidFor(from, effectiveCause(from, cause)), saidFor(to, speaker)]
  // The official packages fetch no pictures, so they throw nothing for them.
  const [was, is] = ofLinks.includes(cause) ? [] : [thrownFor(before.status), thrownFor(after.status)]
  const told = (['status', 'code', 'type'] as const)
    .filter((each) => before[each] !== after[each])
    .map((each) => `the ${each} ${showSaid(after[each])}, not ${showSaid(before[each])}`)
  if (told.length === 0) return []
  const again = isRetried(after.status) ? ', and sent again' : ', and not sent again'
  const isOther = isRetried(after.status) !== isRetried(before.status)
  const what = was === is ? `has ${told.join(', ')}` : `is thrown as ${is}, not ${was}${isOther ? again : ''}`
  return [
    {
      what: `The error for ${cause.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)} ${what}.`,
      trait: `/errors/causes/${speaker}`,
      from: before,
      to: after,
      severity: was === is ? 'differs' : 'breaks',
    },
  ]
}
