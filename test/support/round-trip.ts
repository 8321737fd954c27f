import { isDeepStrictEqual } from 'node:util'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { parsePointer } from '../../src/contract/pointer.ts'
import { readPointer } from '../../src/dialect/lens.ts'
import { effectiveCause } from '../../src/dialect/names.ts'
import type { CanonicalField, Cause, Dialect, Poll } from '../../src/dialect/schema.ts'
import { sizeOf } from '../../src/dialect/size.ts'
import { vocabulary } from '../../src/probes/vocabulary.ts'

/** A trait that was inferred otherwise than the gateway has it. */
export interface Wrong {
  readonly trait: string
  readonly is: unknown
  readonly inferred: unknown
}

/** What is wrong in what was inferred of a gateway that has the dialect: of all that was seen, as it looks from outside. */
export function wrongIn(dialect: Dialect, inferred: Dialect, { findings }: Report): Wrong[] {
  // What was learnt later stands for what was thought before.
  const last = new Map(findings.filter(isClaim).map((finding) => [finding.trait, finding]))
  return [...last.values()].flatMap((finding) => {
    const { trait, observed } = finding
    const row = rows.find(({ pattern }) => pattern.test(trait))
    if (row === undefined) return equal(trait, readPointer(dialect, trait), observed)
    const is = row.is(dialect, inferred, finding)
    return is === skip ? [] : equal(trait, is, row.seen ? row.seen(observed, dialect, trait, inferred) : observed)
  })
}

const isClaim = ({ kind, verdict }: Finding) => kind === 'trait' && verdict !== 'not observed' && verdict !== 'error'

const equal = (trait: string, is: unknown, inferred: unknown): Wrong[] => {
  const sorted = (value: unknown) =>
    Array.isArray(value) ? (value.length === 1 ? value[0] : value.map((each) => JSON.stringify(each)).sort()) : value
  // Zeros are told in many places: one of those of a number of tokens is one.
  const isPlace = trait.endsWith('Tokens') && Array.isArray(is) && is.includes(inferred)
  return isPlace || isDeepStrictEqual(sorted(is), sorted(inferred)) ? [] : [{ trait, is, inferred }]
}

/** It is said again, part by part. */
const skip = Symbol('skip')

interface Row {
  readonly pattern: RegExp
  /** What it is, as it looks from outside; `skip` where that is another row's. */
  is(dialect: Dialect, inferred: Dialect, finding: Finding): unknown
  seen?(observed: unknown, dialect: Dialect, trait: string, inferred: Dialect): unknown
}

const part = (trait: string, index: number) => parsePointer(trait)[index] ?? ''
const below = (trait: string, parts: number) =>
  `/${trait
    .split('/')
    .slice(parts + 1)
    .join('/')}`
const nameless = (at: unknown) => (typeof at === 'string' ? at.replaceAll(/\{[^}]+\}/g, '{}') : at)

/** The operation or poll of the same method and path. */
const same = <T extends { at: string }>(
  table: Readonly<Record<string, T>> | undefined,
  at: string | undefined,
): T | undefined => Object.values(table ?? {}).find((each) => nameless(each.at) === nameless(at))

/** Fixed members, leaf by leaf. */
function leafAt(tables: readonly (Readonly<Record<string, unknown>> | undefined)[], pointer: string): unknown {
  for (const table of tables)
    for (const [at, value] of Object.entries(table ?? {})) {
      if (at === pointer) return value
      if (pointer.startsWith(`${at}/`)) {
        const found = readPointer(value, pointer.slice(at.length))
        if (found !== undefined) return found
      }
    }
  return undefined
}

/** An operation may have a model of its own, and a model sizes of its own. */
const modelsOf = ({ models, operations }: Dialect) => [
  undefined,
  models.default,
  ...Object.values(operations).flatMap((each) => (each.does === 'refuse' ? [] : each.model)),
]

const sizeOfDialect = (dialect: Dialect, model = usualModel(dialect), size?: string) => {
  try {
    const { width, height } = sizeOf(dialect.images, { model, ...(size === undefined ? {} : { size }) }, () => {
      throw new Error('refused')
    })
    return `${width}x${height}`
  } catch {
    return 'refused'
  }
}

const pollOf = (dialect: Dialect, inferred: Dialect, trait: string): Poll | undefined =>
  same(dialect.tasks.polls, inferred.tasks.polls?.[part(trait, 2)]?.at)

/** Of the names that there are, those that somebody who knows none of them would try. */
const heard = (names: readonly string[] | undefined, known: readonly string[]) =>
  names?.filter((name) => known.includes(name))

const heardTriggers = ({ async }: Dialect) =>
  async?.triggers?.filter((each) => vocabulary.triggers.some((known) => isDeepStrictEqual(known, each)))
/** Whether the form of the results is the model's. */
const hasOwnForms = ({ models }: Dialect) => models.known.some(({ form }) => form !== undefined)
const itemAt = (item: Dialect['results']['item'], kind: 'url' | 'base64') =>
  item[kind] ?? (item.url === '' || item.base64 === '' ? '' : undefined)
/** An item that is the text itself has no member that tells one data URL from another. */
const formLike = ({ base64 }: Dialect['results']['item'], form: string) =>
  base64 === '' && form === 'base64Data' ? 'data' : form

/** The body in which the names of a field were looked for. */
function bodyOf(trait: string, { operations }: Dialect): 'json' | 'multipart' {
  const kind = part(trait, 2)
  if (kind === 'json' || kind === 'multipart') return kind
  const all = Object.values(operations).flatMap((each) => (each.does === 'refuse' ? [] : each.bodies))
  return all.includes('json') ? 'json' : 'multipart'
}

const namesIn = (field: Dialect['fields'][CanonicalField], body: 'json' | 'multipart'): string[] =>
  field?.[body] ?? field?.names ?? []

/** The names of a field, without those by which the tier is asked for as well. */
const plainNames = (fields: Dialect['fields'], field: CanonicalField, body: 'json' | 'multipart'): string[] =>
  namesIn(fields[field], body).filter((name) => field !== 'quality' || !namesIn(fields.tier, body).includes(name))

/** The model of a request that names none. */
const usualModel = ({ models, operations }: Dialect): string | undefined =>
  Object.values(operations).flatMap((each) => (each.does === 'refuse' ? [] : (each.model ?? [])))[0] ?? models.default

const rows: readonly Row[] = [
  {
    pattern: /^\/results\/byResponseFormat\//,
    is: ({ results }, _, { trait }) => formLike(results.item, String(results.byResponseFormat?.[part(trait, 2)])),
    seen: (observed, { results }) => formLike(results.item, String(observed)),
  },
  {
    pattern: /^\/references\/json$/,
    is: ({ references }) => heard(references.json?.fields, vocabulary.references.json),
    seen: (observed) => (observed as { fields: string[] }).fields,
  },
  {
    pattern: /^\/references\/inPrompt$/,
    is: ({ references, operations }) =>
      references.inPrompt.filter((does) => Object.values(operations).some((operation) => operation.does === does)),
  },
  {
    // What every model is, one that nobody knows is too.
    pattern: /^\/models\/unknown$/,
    is: ({ models }) => (models.known.some(({ match }) => match === '*') ? skip : models.unknown),
  },
  {
    pattern: /^\/references\/formats$/,
    is: ({ references: { formats } }) => (formats?.length === 4 ? undefined : formats),
  },
  {
    pattern: /^\/prompt\/min$/,
    is: ({ prompt }) => prompt.min || undefined,
    seen: (observed) => observed || undefined,
  },
  {
    pattern: /^\/prompt\/max$/,
    is: (dialect, _, { observed }) => {
      const { max, byModel = {} } = dialect.prompt
      // An operation may have a model of its own.
      const all = [max, ...Object.values(byModel)]
      return all.includes(observed as number) ? observed : max
    },
  },
  {
    pattern: /^\/prompt\/unit$/,
    is: ({ prompt }) => prompt.unit ?? 'codePoints',
    seen: (observed) => observed ?? 'codePoints',
  },
  {
    pattern: /^\/images\/n\/max$/,
    is: (dialect, _, { observed }) => {
      const { n, tier } = dialect.images
      const ofModels = dialect.models.known.flatMap(({ maxImages }) => maxImages ?? [])
      const limits = [n.max, n.byTier?.[tier?.default ?? ''] ?? n.max, ...ofModels]
      return limits.includes(observed as number) ? observed : n.max
    },
  },
  {
    pattern: /^\/references\/json\/accepts$/,
    is: ({ references }) => references.json?.accepts.filter((form) => form !== 'file_id'),
  },
  {
    pattern: /^\/images\/transparent$/,
    is: ({ images: { transparent, formats } }) => {
      const able = transparent && formats.accepts.filter((format) => transparent.some((each) => each === format))
      return able?.length === formats.accepts.length ? undefined : able
    },
  },
  // A prefix that the key does not have can't be left out of it.
  { pattern: /^\/auth\/optionalPrefix$/, is: ({ auth }) => (auth.optionalPrefix === 'sk-' ? 'sk-' : undefined) },
  {
    pattern: /^\/async\/triggers$/,
    is: ({ async }) =>
      async?.triggers?.filter((each) => vocabulary.triggers.some((known) => isDeepStrictEqual(known, each))),
  },
  { pattern: /^\/(async|references\/multipart|tasks\/polls|fields\/quality)$/, is: () => skip },
  {
    pattern: /^\/operations\/[^/]+$/,
    is: (dialect, inferred, { trait }) => {
      const operation = same(dialect.operations, inferred.operations[part(trait, 1)]?.at)
      return operation && operation.does === 'refuse' ? 'refuse' : operation && [...operation.bodies].sort().join()
    },
    seen: (observed) => {
      const operation = observed as Dialect['operations'][string]
      return operation.does === 'refuse' ? 'refuse' : [...operation.bodies].sort().join()
    },
  },
  {
    pattern: /^\/operations\/[^/]+\/.+$/,
    is: (dialect, inferred, { trait }) => {
      const value = readPointer(same(dialect.operations, inferred.operations[part(trait, 1)]?.at), below(trait, 2))
      return value === 'asked' && heardTriggers(dialect)?.length === 0 ? 'never' : value
    },
  },
  {
    pattern: /^\/errors\/envelopes\/[^/]+$/,
    is: ({ errors }, _, { observed }) => {
      const { lens } = observed as { lens: Record<string, unknown> }
      const fits = Object.values(errors.envelopes).some((each) =>
        Object.entries(lens).every(([field, at]) => {
          const known = each.lens[field as 'message']
          return known === undefined || [known].flat().includes(at as string)
        }),
      )
      return fits
    },
    seen: () => true,
  },
  {
    pattern: /^\/request\/booleans\/(query|multipart)\/(true|false)\/\d+$/,
    is: ({ request }, _, { trait, observed }) => {
      const words = request.booleans[part(trait, 2) as 'query'][part(trait, 3) as 'true']
      return words.includes(String(observed)) ? observed : words
    },
  },
  {
    pattern: /^\/images\/n\/byTier\//,
    is: ({ images }, _, { trait }) => {
      const word = part(trait, 3)
      const [tier = images.tier?.default ?? ''] =
        Object.entries(images.tier?.words ?? {}).find(([, words]) =>
          words.some((each) => each.toLowerCase() === word),
        ) ?? []
      return images.n.byTier?.[tier]
    },
  },
  { pattern: /^\/images\/tier\//, is: () => skip },
  {
    pattern: /^\/headers\/requestId\/name$/,
    is: ({ headers }) => headers?.requestId?.name.toLowerCase(),
    seen: (observed) => String(observed).toLowerCase(),
  },
  {
    pattern: /^\/files\/(upload|retrieve|remove)$/,
    is: ({ files }, _, { trait }) => nameless(files?.[part(trait, 1) as 'upload']),
    seen: nameless,
  },
  { pattern: /^\/files\/fixed\//, is: ({ files }, _, { trait }) => leafAt([files?.fixed], part(trait, 2)) },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/form$/,
    is: (dialect, inferred, { trait }) => {
      const poll = pollOf(dialect, inferred, trait)
      return hasOwnForms(dialect)
        ? skip
        : formLike(poll?.item ?? dialect.results.item, poll?.form ?? dialect.results.default)
    },
    seen: (observed, { results }) => formLike(results.item, String(observed ?? results.default)),
  },
  {
    pattern: /^\/results\/default$/,
    is: (dialect) => (hasOwnForms(dialect) ? skip : formLike(dialect.results.item, dialect.results.default)),
    seen: (observed, { results }) => formLike(results.item, String(observed)),
  },
  {
    pattern: /^\/results\/item\/(url|base64)$/,
    is: ({ results: { item } }, _, { trait }) => itemAt(item, part(trait, 2) as 'url'),
  },
  // What a route without a use answers may have any cause.
  { pattern: /^\/errors\/causes\/retiredRoute\//, is: () => skip },
  { pattern: /^\/errors\/causes\/[^/]+\/(envelope|message)$/, is: () => skip },
  {
    pattern: /^\/errors\/causes\//,
    is: (dialect, _, { trait, observed }) => {
      const member = part(trait, 3) as 'status' | 'code' | 'type' | 'body'
      const row = dialect.errors.causes[effectiveCause(dialect, part(trait, 2) as Cause)]
      const value = row?.[member]
      // A code that the row does not have may be the envelope's.
      return value === undefined && member !== 'body' ? observed : value
    },
  },
  {
    pattern: /^\/fields\/[^/]+\/(names|json|multipart)$/,
    is: ({ fields }, inferred, { trait }) => {
      const field = part(trait, 1) as 'n' | 'tier' | 'quality'
      const known = [...vocabulary.fields[field], ...(field === 'tier' ? vocabulary.fields.quality : [])]
      return heard(plainNames(fields, field, bodyOf(trait, inferred)), known)
    },
    // A name that is known for another body is refused for its type, like one that is read.
    seen: (observed, { fields }, trait, inferred) => {
      const field = part(trait, 1) as CanonicalField
      const body = bodyOf(trait, inferred)
      const read = plainNames(fields, field, body)
      const { names, json, multipart } = fields[field] ?? {}
      const others = [names, json, multipart, field === 'quality' ? namesIn(fields.tier, body) : []]
      const isOther = (name: string) => !read.includes(name) && others.some((each) => each?.includes(name))
      return (observed as string[] | undefined)?.filter((name) => !isOther(name))
    },
  },
  ...(['json', 'multipart'] as const).map((encoding) => ({
    pattern: new RegExp(`^/references/${encoding}/fields$`),
    is: ({ references }: Dialect) => heard(references[encoding]?.fields, vocabulary.references[encoding]),
  })),
  {
    pattern: /^\/images\/size\/default$/,
    is: (dialect, _, { observed }) =>
      // A model may have sizes of its own.
      dialect.images.size.byModel !== undefined ||
      modelsOf(dialect).some((model) => sizeOfDialect(dialect, model) === observed)
        ? observed
        : sizeOfDialect(dialect),
  },
  { pattern: /^\/images\/size\/auto$/, is: (dialect) => sizeOfDialect(dialect, usualModel(dialect), 'auto') },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/at$/,
    is: (dialect, inferred, { trait }) => nameless(pollOf(dialect, inferred, trait)?.at),
    seen: nameless,
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/(fixed|absent)\//,
    is: (dialect, inferred, { trait }) => {
      const { fixed, absent } = pollOf(dialect, inferred, trait) ?? {}
      return leafAt([fixed, absent], part(trait, 4))
    },
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/item\//,
    is: (dialect, inferred, { trait }) =>
      itemAt(pollOf(dialect, inferred, trait)?.item ?? dialect.results.item, part(trait, 4) as 'url'),
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/status\//,
    is: (dialect, inferred, { trait }) => {
      const status = readPointer(pollOf(dialect, inferred, trait), below(trait, 3))
      return status === 200 ? undefined : status
    },
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\//,
    is: (dialect, inferred, { trait }) => readPointer(pollOf(dialect, inferred, trait), below(trait, 3)),
  },
  {
    pattern: /^\/results\/reply\/fixed\//,
    is: ({ results }, _, { trait }) => leafAt([results.reply.fixed], part(trait, 3)),
  },
  {
    pattern: /^\/async\/submit\/fixed\//,
    is: ({ async }, _, { trait }) => leafAt([async?.submit.fixed], part(trait, 3)),
  },
  { pattern: /^\/results\/picture\/at$/, is: ({ results }) => nameless(results.picture?.at), seen: nameless },
]

/**
 * Reduces a dialect to traits that a client can observe: refusals have an error status (4xx or 5xx), a message and, except
 * those of links, a body; no rate limit applies; triggers mean what their names say. A gateway with the same response to
 * everything would reveal nothing.
 */
export function toObservable(dialect: Dialect): Dialect {
  // A list in an item is one more list of pictures.
  const plain = JSON.parse(JSON.stringify(dialect).replaceAll('/choices/0', '/choice')) as Dialect
  const { errors, async, operations, limits, references } = plain
  const causes = Object.entries(errors.causes).map(([cause, row]) => {
    const { body, message, ...rest } = row
    const isOfLinks = cause.startsWith('link') || cause === 'pictureUnknown'
    const status =
      cause === 'rateLimited' || cause === 'imagesLimited'
        ? 429
        : row.status < 400 || row.status === 429
          ? 400
          : row.status
    const told = message?.includes('{detail}') ? { message } : {}
    return [cause, { ...rest, ...told, status, ...(body && isOfLinks ? { body } : {}) }]
  })
  const envelopes = Object.entries(errors.envelopes).map(([name, { lens, ...rest }]) => [
    name,
    { ...rest, lens: { message: '/errmsg', ...lens } },
  ])
  const triggers = async?.triggers?.map((trigger) =>
    trigger.in === 'header' ? trigger : { ...trigger, equals: !trigger.name.startsWith('wait') },
  )
  // What has no prompt is like what does not look at it, and what it makes is told by its path alone.
  const told = Object.entries(operations).map(([name, operation]) => {
    if (operation.does === 'refuse') return [name, operation]
    const { prompt: _, ...rest } = operation
    return [name, { ...rest, does: /edit/.test(rest.at) ? 'edit' : 'generate' }]
  })
  // A name of another body is known to the contract, and read by nobody. One name of each is enough: what becomes of several
  // is seen at the shipped gateways.
  const one = (field: string, names: readonly string[] | undefined) =>
    names && [names.find((name) => field !== 'tier' || name !== 'quality') ?? 'resolution']
  const fields = Object.entries(plain.fields).map(([field, { names, json = names, multipart = names, ...rest }]) => [
    field,
    {
      ...rest,
      ...(json ? { json: one(field, json) } : {}),
      ...(multipart ? { multipart: one(field, multipart) } : {}),
    },
  ])
  const { requests: _, images: __, ...rate } = limits?.rate ?? { window: 60, retryAfter: 'seconds' as const }
  return {
    ...plain,
    operations: Object.fromEntries(told),
    fields: Object.fromEntries(fields),
    references: {
      ...references,
      ...(references.json ? { json: { ...references.json, fields: references.json.fields.slice(0, 1) } } : {}),
    },
    ...(limits?.rate ? { limits: { rate: { ...rate, retryAfter: 'seconds' } } } : {}),
    errors: { envelopes: Object.fromEntries(envelopes), causes: Object.fromEntries(causes) },
    ...(async ? { async: { ...async, ...(triggers ? { triggers } : {}) } } : {}),
  }
}
