import { isDeepStrictEqual } from 'node:util'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { parsePointer } from '../../src/contract/pointer.ts'
import { fieldParts } from '../../src/dialect/body-field.ts'
import { readPointer } from '../../src/dialect/lens.ts'
import { effectiveCause } from '../../src/dialect/names.ts'
import { matchesPattern } from '../../src/dialect/pattern.ts'
import type { CanonicalField, Cause, Dialect, Poll } from '../../src/dialect/schema.ts'
import { sizeOf } from '../../src/dialect/size.ts'
import { type StateWord, wordsOf } from '../../src/dialect/state-words.ts'
import type { ListRule } from '../../src/dialect/words.ts'
import { vocabulary } from '../../src/probes/vocabulary.ts'

/** A trait with an inferred value other than the value of the gateway. */
export interface WrongTrait {
  readonly trait: string
  readonly actual: unknown
  readonly inferred: unknown
}

/** Lists the observed traits that were inferred wrongly from a gateway with the dialect, as far as clients can tell. */
export function wrongTraits(dialect: Dialect, inferred: Dialect, { findings }: Report): WrongTrait[] {
  // A later observation replaces an earlier one.
  const last = new Map(findings.filter(isClaim).map((finding) => [finding.trait, finding]))
  return [...last.values()].flatMap((finding) => {
    const { trait, observed } = finding
    const row = rows.find(({ pattern }) => pattern.test(trait))
    if (isConstantAtLens(dialect, trait, observed)) return []
    if (row === undefined) return compare(trait, readPointer(dialect, trait), observed)
    const actual = row.actual(dialect, inferred, finding)
    if (actual === skip) return []
    return compare(trait, actual, row.observed ? row.observed(observed, dialect, trait, inferred) : observed)
  })
}

/** Tests for one of several places of a member that has no value, so that a constant stands there. */
function isConstantAtLens(dialect: Dialect, trait: string, observed: unknown): boolean {
  if (!/\/lens\/[^/]+$/.test(trait)) return false
  const places = readPointer(dialect, trait)
  const fixed = readPointer(dialect, trait.replace(/\/lens\/[^/]+$/, '/fixed'))
  return Array.isArray(places) && places.includes(observed) && Object.hasOwn(fixed ?? {}, String(observed))
}

const isClaim = ({ kind, verdict }: Finding) => kind === 'trait' && verdict !== 'not observed' && verdict !== 'error'

const compare = (trait: string, actual: unknown, inferred: unknown): WrongTrait[] => {
  const sorted = (value: unknown) =>
    Array.isArray(value) ? (value.length === 1 ? value[0] : value.map((item) => JSON.stringify(item)).sort()) : value
  // A token count may be in several places, and zeros are everywhere: any of the places is right.
  const isOnePlace = trait.endsWith('Tokens') && Array.isArray(actual) && actual.includes(inferred)
  return isOnePlace || isDeepStrictEqual(sorted(actual), sorted(inferred)) ? [] : [{ trait, actual, inferred }]
}

/** Says that other rows compare the parts of the trait, or that the value cannot be known. */
const skip = Symbol('skip')

interface Row {
  readonly pattern: RegExp
  /** Returns the value of the gateway as far as clients can tell, or `skip`. */
  actual(dialect: Dialect, inferred: Dialect, finding: Finding): unknown
  /** Normalizes the observed value for the comparison. */
  observed?(observed: unknown, dialect: Dialect, trait: string, inferred: Dialect): unknown
}

const part = (trait: string, index: number) => parsePointer(trait)[index] ?? ''
const below = (trait: string, parts: number) =>
  `/${trait
    .split('/')
    .slice(parts + 1)
    .join('/')}`
/** Removes the names of path parameters: `GET /tasks/{id}` becomes `GET /tasks/{}`. */
export const withoutNames = (route: unknown) =>
  typeof route === 'string' ? route.replaceAll(/\{[^}]+\}/g, '{}') : route

/** Finds the operation or poll with the same method and path. */
export const findByRoute = <T extends { at: string }>(
  table: Readonly<Record<string, T>> | undefined,
  route: string | undefined,
): T | undefined => Object.values(table ?? {}).find(({ at }) => withoutNames(at) === withoutNames(route))

/** Reads a leaf of fixed members, some of which may be objects. */
function leafAt(tables: readonly (Readonly<Record<string, unknown>> | undefined)[], pointer: string): unknown {
  for (const table of tables)
    for (const [place, value] of Object.entries(table ?? {})) {
      if (place === pointer) return value
      if (pointer.startsWith(`${place}/`)) {
        const leaf = readPointer(value, pointer.slice(place.length))
        if (leaf !== undefined) return leaf
      }
    }
  return undefined
}

/** Lists the default models, since an operation may have its own default model, and a model its own sizes. */
const modelsOf = ({ models, operations }: Dialect) => [
  undefined,
  models.default,
  ...Object.values(operations).flatMap((operation) => (operation.does === 'reject' ? [] : operation.model)),
]

export const sizeOfDialect = (dialect: Dialect, model = usualModel(dialect), size?: string) => {
  try {
    const { width, height } = sizeOf(dialect.images, { model, ...(size === undefined ? {} : { size }) }, () => {
      throw new Error('refused')
    })
    return `${width}x${height}`
  } catch {
    return 'refused'
  }
}

const idPlaceOf = (id: Poll['id'] | undefined) => (id?.in === 'path' ? 'path' : id?.name)

const pollOf = (dialect: Dialect, inferred: Dialect, trait: string): Poll | undefined =>
  findByRoute(dialect.tasks.polls, inferred.tasks.polls?.[part(trait, 2)]?.at)

/** Filters the names that discovery tries without knowing the gateway. */
const guessable = (names: readonly string[] | undefined, known: readonly string[]) =>
  names?.filter((name) => known.includes(fieldParts(name).at(-1) ?? ''))

const withMaskNames = (names: readonly string[] | undefined, masks: readonly string[] = [], observed: unknown) =>
  names && [...new Set([...names, ...masks.filter((name) => (observed as string[] | undefined)?.includes(name))])]

type KeyPlace = NonNullable<Dialect['auth']['extraPlaces']>[number]
const isSamePlace = (a: Pick<KeyPlace, 'in' | 'name'>, b: Pick<KeyPlace, 'in' | 'name'>): boolean =>
  a.in === b.in && a.name.toLowerCase() === b.name.toLowerCase()
const namesOfPlaces = (places: readonly Pick<KeyPlace, 'in' | 'name'>[]): string =>
  places
    .map(({ in: place, name }) => `${place} ${name.toLowerCase()}`)
    .sort()
    .join()

const guessableTriggers = ({ async }: Dialect) =>
  async?.triggers?.filter((trigger) => vocabulary.triggers.some((known) => isDeepStrictEqual(known, trigger)))
/** Tests for models with their own form of results. */
const hasOwnForms = ({ models }: Dialect) => models.known.some(({ form }) => form !== undefined)
const itemAt = (item: Dialect['results']['item'], kind: 'url' | 'base64') =>
  item[kind] ?? (item.url === '' || item.base64 === '' ? '' : undefined)
/** Treats data URLs as `data` in a bare item, which has no member name to distinguish them from `base64Data`. */
const formLike = ({ base64 }: Dialect['results']['item'], form: string) =>
  base64 === '' && form === 'base64Data' ? 'data' : form

/** Returns the kind of body in which the names of a field were tried. */
function bodyOf(trait: string, { operations }: Dialect): 'json' | 'multipart' {
  const kind = part(trait, 2)
  if (kind === 'json' || kind === 'multipart') return kind
  const all = Object.values(operations).flatMap((operation) => (operation.does === 'reject' ? [] : operation.bodies))
  return all.includes('json') ? 'json' : 'multipart'
}

const namesIn = (field: Dialect['fields'][CanonicalField], body: 'json' | 'multipart'): string[] =>
  field?.[body] ?? field?.names ?? []

/** Lists the names of a field, except names of `quality` that also select the tier. */
const plainNames = (fields: Dialect['fields'], field: CanonicalField, body: 'json' | 'multipart'): string[] =>
  namesIn(fields[field], body).filter((name) => field !== 'quality' || !namesIn(fields.tier, body).includes(name))

/** Reads a limit of reference images as probes see it: a list of all four formats is no limit. */
const legibleLimit = (value: number | readonly string[] | undefined) =>
  Array.isArray(value) && value.length === 4 ? undefined : value

const sorted = (value: unknown) => (Array.isArray(value) ? value.toSorted() : value)

/** Returns the model of a request that names no model. */
const usualModel = ({ models, operations }: Dialect): string | undefined =>
  Object.values(operations).flatMap((operation) => (operation.does === 'reject' ? [] : (operation.model ?? [])))[0] ??
  models.default

const rows: readonly Row[] = [
  {
    pattern: /^\/results\/byResponseFormat\//,
    actual: ({ results }, _, { trait }) => formLike(results.item, String(results.byResponseFormat?.[part(trait, 2)])),
    observed: (observed, { results }) => formLike(results.item, String(observed)),
  },
  {
    pattern: /^\/references\/json$/,
    actual: ({ references }) => guessable(references.json?.fields, vocabulary.references.json),
    observed: (observed) => (observed as { fields: string[] }).fields,
  },
  {
    pattern: /^\/references\/urlsInPrompt$/,
    // Too many links for one model may be few enough for the model of another operation.
    actual: ({ references, operations }) =>
      references.byModel
        ? skip
        : references.urlsInPrompt.filter((does) =>
            Object.values(operations).some((operation) => operation.does === does),
          ),
  },
  {
    // A row that matches every model also matches an unknown one.
    pattern: /^\/models\/unknown$/,
    actual: ({ models }) => (models.known.some(({ match }) => match === '*') ? skip : models.unknown),
  },
  {
    pattern: /^\/models\/known\/\d+\/match$/,
    actual: ({ models }, _, { observed }) =>
      models.known.some(({ match }) => matchesPattern(match, String(observed))) ? observed : models.known,
  },
  ...(['max', 'maxBytes', 'formats'] as const).map((limit) => ({
    pattern: new RegExp(`^/references/${limit}$`),
    // Requests name a model, which may have a limit of its own.
    actual: (dialect: Dialect, _: Dialect, { observed }: Finding) => {
      const { references } = dialect
      const all = [references, ...Object.values(references.byModel ?? {})].map((rules) => legibleLimit(rules[limit]))
      return all.some((value) => isDeepStrictEqual(sorted(value), sorted(observed))) ? observed : all[0]
    },
  })),
  {
    pattern: /^\/prompt\/min$/,
    actual: ({ prompt }) => prompt.min || undefined,
    observed: (observed) => observed || undefined,
  },
  {
    pattern: /^\/prompt\/max$/,
    actual: (dialect, _, { observed }) => {
      const { max, byModel = {} } = dialect.prompt
      // An operation may have its own model.
      const all = [max, ...Object.values(byModel)]
      return all.includes(observed as number) ? observed : max
    },
  },
  {
    pattern: /^\/prompt\/unit$/,
    actual: ({ prompt }) => prompt.unit ?? 'codePoints',
    observed: (observed) => observed ?? 'codePoints',
  },
  {
    pattern: /^\/images\/n\/max$/,
    actual: (dialect, _, { observed }) => {
      const { n, tier } = dialect.images
      const ofModels = dialect.models.known.flatMap(({ maxImages }) => maxImages ?? [])
      // A limit of every tier hides the general limit.
      const isHidden = Object.keys(tier?.words ?? {}).every((name) => n.byTier?.[name] !== undefined)
      const ofTiers = isHidden ? Object.values(n.byTier ?? {}) : [n.byTier?.[tier?.default ?? ''] ?? n.max]
      const limits = [n.max, ...ofTiers, ...ofModels]
      return limits.includes(observed as number) ? observed : n.max
    },
  },
  {
    pattern: /^\/references\/json\/accepts$/,
    // Only a gateway that gives file ids a reason of their own shows that it accepts them.
    actual: ({ references }, _, { observed }) =>
      references.json?.accepts.filter((form) => form !== 'file_id' || (observed as string[]).includes('file_id')),
  },
  {
    pattern: /^\/images\/transparent$/,
    actual: ({ images: { transparent, formats } }) => {
      const transparentFormats =
        transparent && formats.accepts.filter((format) => transparent.some((name) => name === format))
      return transparentFormats?.length === formats.accepts.length ? undefined : transparentFormats
    },
  },
  {
    // Discovery may send a key that nobody requires in a place that the gateway does not read.
    pattern: /^\/tasks\/otherKeys$/,
    actual: ({ auth, tasks }) =>
      auth.withoutKey === 'reject' || auth.name === 'Authorization' ? tasks.otherKeys : skip,
  },
  {
    // A gateway that requires no key does not show in which header it reads a key.
    pattern: /^\/results\/image\/withoutKey$/,
    actual: ({ auth, results }, _, { observed }) =>
      auth.withoutKey === 'reject' || auth.name === 'Authorization' ? results.image?.withoutKey : observed,
  },
  ...(['in', 'name', 'scheme'] as const).map((member) => ({
    pattern: new RegExp(`^/auth/${member}$`),
    // A gateway that reads the key in several places does not show which of them is the first.
    actual: ({ auth }: Dialect, _: Dialect, { observed }: Finding) =>
      [auth, ...(auth.extraPlaces ?? [])].find((place) => place[member] === observed)?.[member] ?? auth[member],
  })),
  {
    pattern: /^\/auth\/extraPlaces$/,
    // Discovery tries the usual places, and takes the header that it found first for the main place.
    actual: ({ auth }, inferred) => {
      const isBareKeyRead = auth.scheme === '' || auth.withoutScheme === 'accept'
      const read = [...(isBareKeyRead ? [auth] : []), ...(auth.extraPlaces ?? [])]
      const others = read.filter(({ name }) => name.toLowerCase() !== inferred.auth.name.toLowerCase())
      return namesOfPlaces(vocabulary.keyPlaces.filter((usual) => others.some((other) => isSamePlace(usual, other))))
    },
    observed: (observed) => namesOfPlaces((observed ?? []) as readonly KeyPlace[]),
  },
  // Only a prefix that the test's key has can be left out.
  { pattern: /^\/auth\/optionalPrefix$/, actual: ({ auth }) => (auth.optionalPrefix === 'sk-' ? 'sk-' : undefined) },
  {
    pattern: /^\/async\/triggers$/,
    actual: guessableTriggers,
  },
  {
    // Discovery tries the wait of HTTP, with a number that most gateways take.
    pattern: /^\/async\/wait$/,
    actual: ({ async, tasks }) => {
      const { wait } = async ?? {}
      if (wait?.in !== 'header' || wait.token === undefined) return wait
      const { in: place, name, token, document, status } = wait
      const usual = Object.values(tasks.polls ?? {})[0]?.status?.succeeded ?? 200
      const isOther = document === 'poll' && status !== undefined && status !== usual
      return { in: place, name, token, document, ...(isOther ? { status } : {}) }
    },
  },
  { pattern: /^\/(async|references\/multipart|tasks\/(polls|result)|fields\/quality)$/, actual: () => skip },
  {
    pattern: /^\/operations\/[^/]+$/,
    actual: (dialect, inferred, { trait }) => {
      const operation = findByRoute(dialect.operations, inferred.operations[part(trait, 1)]?.at)
      return operation && operation.does === 'reject' ? 'refuse' : operation && [...operation.bodies].sort().join()
    },
    observed: (observed) => {
      const operation = observed as Dialect['operations'][string]
      return operation.does === 'reject' ? 'refuse' : [...operation.bodies].sort().join()
    },
  },
  {
    pattern: /^\/operations\/[^/]+\/.+$/,
    actual: (dialect, inferred, { trait }) => {
      const value = readPointer(
        findByRoute(dialect.operations, inferred.operations[part(trait, 1)]?.at),
        below(trait, 2),
      )
      return value === 'asked' && guessableTriggers(dialect)?.length === 0 ? 'never' : value
    },
  },
  {
    // The inferred envelope has a name of its own.
    pattern: /^\/errors\/envelopes\/[^/]+\/mediaType$/,
    actual: ({ errors }, _, { observed }) => {
      const types = Object.values(errors.envelopes).map(({ mediaType }) => mediaType)
      return types.includes(observed as string) ? observed : types
    },
  },
  {
    pattern: /^\/errors\/envelopes\/[^/]+$/,
    actual: ({ errors }, _, { observed }) => {
      const { lens } = observed as { lens: Record<string, unknown> }
      return Object.values(errors.envelopes).some((envelope) =>
        Object.entries(lens).every(([field, pointer]) => {
          const pointers = envelope.lens[field as 'message']
          return pointers === undefined || [pointers].flat().includes(pointer as string)
        }),
      )
    },
    observed: () => true,
  },
  {
    pattern: /^\/request\/booleans\/(query|multipart)\/(true|false)\/\d+$/,
    actual: ({ request }, _, { trait, observed }) => {
      const words = request.booleans[part(trait, 2) as 'query'][part(trait, 3) as 'true']
      return words.includes(String(observed)) ? observed : words
    },
  },
  {
    pattern: /^\/images\/n\/byTier\//,
    actual: ({ images }, _, { trait }) => {
      const word = part(trait, 3)
      const [tier = images.tier?.default ?? ''] =
        Object.entries(images.tier?.words ?? {}).find(([, words]) =>
          words.some((tierWord) => tierWord.toLowerCase() === word),
        ) ?? []
      return images.n.byTier?.[tier]
    },
  },
  { pattern: /^\/images\/tier\//, actual: () => skip },
  {
    pattern: /^\/headers\/requestId\/name$/,
    actual: ({ headers }) => headers?.requestId?.name.toLowerCase(),
    observed: (observed) => String(observed).toLowerCase(),
  },
  {
    pattern: /^\/files\/(upload|retrieve|remove)$/,
    actual: ({ files }, _, { trait }) => withoutNames(files?.[part(trait, 1) as 'upload']),
    observed: withoutNames,
  },
  { pattern: /^\/files\/fixed\//, actual: ({ files }, _, { trait }) => leafAt([files?.fixed], part(trait, 2)) },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/form$/,
    actual: (dialect, inferred, { trait }) => {
      const poll = pollOf(dialect, inferred, trait)
      return hasOwnForms(dialect)
        ? skip
        : formLike(poll?.item ?? dialect.results.item, poll?.form ?? dialect.results.default)
    },
    observed: (observed, dialect, trait, inferred) =>
      formLike(
        pollOf(dialect, inferred, trait)?.item ?? dialect.results.item,
        String(observed ?? inferred.results.default),
      ),
  },
  {
    pattern: /^\/results\/default$/,
    actual: (dialect) => (hasOwnForms(dialect) ? skip : formLike(dialect.results.item, dialect.results.default)),
    observed: (observed, { results }) => formLike(results.item, String(observed)),
  },
  {
    pattern: /^\/stream\/eventLines$/,
    actual: ({ stream }) => stream?.eventLines ?? true,
    observed: (observed) => observed ?? true,
  },
  {
    pattern: /^\/results\/reply\/list$/,
    actual: ({ results }) => results.reply.list ?? 'always',
    observed: (observed) => observed ?? 'always',
  },
  {
    // A task of several images does not show how one image stands, and the other way round.
    pattern: /^\/tasks\/polls\/[^/]+\/list$/,
    actual: (dialect, inferred, { trait }) => {
      const list = pollOf(dialect, inferred, trait)?.list ?? 'always'
      return list === 'severalOnly' ? skip : list
    },
    observed: (observed) => observed ?? 'always',
  },
  {
    pattern: /^\/results\/item\/(url|base64)$/,
    actual: ({ results: { item } }, _, { trait }) => itemAt(item, part(trait, 2) as 'url'),
  },
  // A response of a retired route may have any cause.
  { pattern: /^\/errors\/causes\/retiredRoute\//, actual: () => skip },
  { pattern: /^\/errors\/causes\/[^/]+\/(envelope|message)$/, actual: () => skip },
  {
    pattern: /^\/errors\/causes\//,
    actual: (dialect, _, { trait, observed }) => {
      const member = part(trait, 3) as 'status' | 'code' | 'type' | 'body'
      const row = dialect.errors.causes[effectiveCause(dialect, part(trait, 2) as Cause)]
      const { envelopes } = dialect.errors
      const lens: Readonly<Record<string, unknown>> =
        envelopes[row?.envelope ?? Object.keys(envelopes)[0] ?? '']?.lens ?? {}
      // An envelope may have no place for the type.
      const value = member === 'type' && lens.type === undefined ? undefined : row?.[member]
      // A code that is missing in the row may come from the envelope.
      return value === undefined && member !== 'body' ? observed : value
    },
  },
  {
    pattern: /^\/fields\/[^/]+\/(names|json|multipart)$/,
    actual: ({ fields }, inferred, { trait }) => {
      const field = part(trait, 1) as 'n' | 'tier' | 'quality'
      const known = [...vocabulary.fields[field], ...(field === 'tier' ? vocabulary.fields.quality : [])]
      return guessable(plainNames(fields, field, bodyOf(trait, inferred)), known)
    },
    // A gateway checks the type of a name that belongs to another body, so that the name looks like a name in use.
    observed: (observed, { fields }, trait, inferred) => {
      const field = part(trait, 1) as CanonicalField
      const body = bodyOf(trait, inferred)
      const read = plainNames(fields, field, body)
      const { names, json, multipart } = fields[field] ?? {}
      const others = [names, json, multipart, field === 'quality' ? namesIn(fields.tier, body) : []]
      const isOther = (name: string) => !read.includes(name) && others.some((list) => list?.includes(name))
      return (observed as string[] | undefined)?.filter((name) => !isOther(name))
    },
  },
  ...(['json', 'multipart'] as const).map((encoding) => ({
    pattern: new RegExp(`^/references/${encoding}/fields$`),
    // A mask that counts as a reference image may look like one.
    actual: ({ references, mask }: Dialect, _: Dialect, { observed }: Finding) =>
      guessable(
        withMaskNames(references[encoding]?.fields, mask?.as[encoding] === 'reference' ? mask[encoding] : [], observed),
        [...vocabulary.references[encoding], ...(encoding === 'multipart' ? vocabulary.masks.multipart : [])],
      ),
  })),
  ...(['json', 'multipart'] as const).map((encoding) => ({
    pattern: new RegExp(`^/mask/${encoding}$`),
    actual: ({ mask }: Dialect) => guessable(mask?.[encoding], vocabulary.masks[encoding]),
  })),
  ...(['json', 'multipart'] as const).map((encoding) => ({
    pattern: new RegExp(`^/mask/as/${encoding}$`),
    // The default of a mask that the gateway reads.
    actual: ({ mask }: Dialect) => mask?.[encoding] && (mask.as[encoding] ?? 'mask'),
  })),
  {
    pattern: /^\/images\/size\/default$/,
    actual: (dialect, _, { observed }) =>
      // A model may have its own sizes.
      dialect.images.size.byModel !== undefined ||
      modelsOf(dialect).some((model) => sizeOfDialect(dialect, model) === observed)
        ? observed
        : sizeOfDialect(dialect),
  },
  { pattern: /^\/images\/size\/auto$/, actual: (dialect) => sizeOfDialect(dialect, usualModel(dialect), 'auto') },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/at$/,
    actual: (dialect, inferred, { trait }) => withoutNames(pollOf(dialect, inferred, trait)?.at),
    observed: withoutNames,
  },
  {
    pattern: /^\/tasks\/result\/at$/,
    actual: ({ tasks }) => withoutNames(tasks.result?.at),
    observed: withoutNames,
  },
  {
    pattern: /^\/tasks\/result\/id$/,
    actual: ({ tasks }) => idPlaceOf(tasks.result?.id),
    observed: (observed) => idPlaceOf(observed as Poll['id']),
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/id$/,
    // Clients see no name of a path parameter.
    actual: (dialect, inferred, { trait }) => idPlaceOf(pollOf(dialect, inferred, trait)?.id),
    observed: (observed) => idPlaceOf(observed as Poll['id']),
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/(fixed|whenAbsent)\//,
    actual: (dialect, inferred, { trait }) => {
      const { fixed, whenAbsent, fixedByState = {} } = pollOf(dialect, inferred, trait) ?? {}
      return leafAt([fixed, whenAbsent, ...Object.values(fixedByState)], part(trait, 4))
    },
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/item\//,
    actual: (dialect, inferred, { trait }) =>
      itemAt(pollOf(dialect, inferred, trait)?.item ?? dialect.results.item, part(trait, 4) as 'url'),
  },
  {
    // The gateway writes the first word of a list.
    pattern: /^\/tasks\/polls\/[^/]+\/states\//,
    actual: (dialect, inferred, { trait }) => {
      const states = pollOf(dialect, inferred, trait)?.states
      return wordsOf(states?.[part(trait, 4) as keyof typeof states])[0]
    },
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\/status\//,
    actual: (dialect, inferred, { trait }) => {
      const status = readPointer(pollOf(dialect, inferred, trait), below(trait, 3))
      return status === 200 ? undefined : status
    },
  },
  {
    pattern: /^\/tasks\/polls\/[^/]+\//,
    actual: (dialect, inferred, { trait }) => readPointer(pollOf(dialect, inferred, trait), below(trait, 3)),
  },
  {
    pattern: /^\/results\/reply\/fixed\//,
    actual: ({ results }, _, { trait }) => leafAt([results.reply.fixed], part(trait, 3)),
  },
  {
    pattern: /^\/async\/submit\/fixed\//,
    actual: ({ async }, _, { trait }) => leafAt([async?.submit.fixed], part(trait, 3)),
  },
  {
    // A gateway names its limits in no response, and HTTP ignores the case of headers.
    pattern: /^\/limits\/buckets\/[^/]+\/counts$/,
    actual: ({ limits }, _, { observed }) =>
      Object.values(limits?.buckets ?? {}).find(({ counts }) => counts === observed)?.counts,
  },
  {
    pattern: /^\/limits\/buckets\/[^/]+\/headers\//,
    actual: ({ limits }, _, { trait }) =>
      Object.values(limits?.buckets ?? {})
        .flatMap(({ headers }) => Object.entries(headers ?? {}))
        .find(([name]) => name.toLowerCase() === part(trait, 4).toLowerCase())?.[1],
  },
  {
    pattern: /^\/results\/image\/at$/,
    actual: ({ results }) => withoutNames(results.image?.at),
    observed: withoutNames,
  },
]

/**
 * Changes a dialect so that probes can observe its traits: refusals have a status of 4xx or 5xx, a message and, except for
 * links, a body; one image alone stands at a place that its name tells; rate limits are never reached; triggers mean what
 * their names say; no field of a request is nested; states are words and not numbers; images stand in the poll and not at an
 * endpoint of their own; a mask that counts as a reference image can be sent beside another. Nothing can be inferred from a
 * gateway that answers every request in the same way.
 */
export function toObservable(dialect: Dialect): Dialect {
  // A list inside an item would look like another list of images.
  const plain = withoutNesting(JSON.parse(JSON.stringify(dialect).replaceAll('/choices/0', '/choice')) as Dialect)
  const { errors, async, operations, limits, references, mask } = plain
  const tasks = plain.tasks
  const isMaskReference = Object.values(mask?.as ?? {}).includes('reference')
  const causes = Object.entries(errors.causes).map(([cause, row]) => {
    const { body, message, ...rest } = row
    const isOfLinks = cause.startsWith('link') || cause === 'imageUnknown'
    const status =
      cause === 'rateLimited' || cause === 'imagesLimited'
        ? 429
        : row.status < 400 || row.status === 429
          ? 400
          : row.status
    const ownMessage = message?.includes('{detail}') ? { message } : {}
    return [cause, { ...rest, ...ownMessage, status, ...(body && isOfLinks ? { body } : {}) }]
  })
  const envelopes = Object.entries(errors.envelopes).map(([name, { lens, ...rest }]) => [
    name,
    { ...rest, lens: { message: '/errmsg', ...lens } },
  ])
  const triggers = async?.triggers?.map((trigger) =>
    trigger.in === 'header' ? trigger : { ...trigger, equals: !trigger.name.startsWith('wait') },
  )
  // Probes cannot distinguish an operation without a prompt from one that ignores the prompt, and only the path shows if the
  // operation generates or edits.
  const observableOperations = Object.entries(operations).map(([name, operation]) => {
    if (operation.does === 'reject') return [name, operation]
    const { prompt: _, ...rest } = operation
    return [name, { ...rest, does: /edit/.test(rest.at) ? 'edit' : 'generate' }]
  })
  // The contract lists the names of both bodies, but each body uses only its own. One name for each field is enough here: the
  // shipped gateways test several names.
  const firstName = (field: string, names: readonly string[] | undefined) =>
    names && [names.find((name) => field !== 'tier' || name !== 'quality') ?? 'resolution']
  const fields = Object.entries(plain.fields).map(([field, { names, json = names, multipart = names, ...rest }]) => [
    field,
    {
      ...rest,
      ...(json ? { json: firstName(field, json) } : {}),
      ...(multipart ? { multipart: firstName(field, multipart) } : {}),
    },
  ])
  const { max: _, per: __, ...requests } = limits?.buckets?.requests ?? { counts: 'requests' as const }
  return {
    ...plain,
    operations: Object.fromEntries(observableOperations),
    results: { ...plain.results, reply: withLegibleList(plain.results.reply, plain.results.item) },
    tasks: {
      ...tasks,
      ...(plain.tasks.polls
        ? {
            polls: Object.fromEntries(
              Object.entries(plain.tasks.polls).map(([name, poll]) => [
                name,
                withLegibleList(
                  withWordsForStates(plain.tasks.result ? withImages(poll) : poll),
                  poll.item ?? plain.results.item,
                ),
              ]),
            ),
          }
        : {}),
    },
    fields: Object.fromEntries(fields),
    images: {
      ...plain.images,
      size: withLegibleSeparators(plain.images.size),
    },
    references: {
      ...references,
      ...(isMaskReference && references.several === 'reject' ? { several: 'first' } : {}),
      ...(references.json ? { json: { ...references.json, fields: references.json.fields.slice(0, 1) } } : {}),
    },
    ...(limits?.buckets?.requests
      ? { limits: { retryAfter: 'seconds', buckets: { requests: { ...requests, counts: 'requests' } } } }
      : {}),
    errors: { envelopes: Object.fromEntries(envelopes), causes: Object.fromEntries(causes) },
    ...(async ? { async: { ...async, ...(triggers ? { triggers } : {}) } } : {}),
  }
}

/** Puts the images of a task into the poll, in place of a result of its own. */
function withImages(poll: Poll): Poll {
  const { lens, fixed = {}, whenAbsent = {} } = poll
  const taken = [...Object.values(lens).flat(), ...Object.keys(fixed), ...Object.keys(whenAbsent)].map(String)
  const name = ['images', 'results', 'data', 'outputs', 'image_urls'].find(
    (candidate) => !taken.some((place) => place.startsWith(`/${candidate}`)),
  )
  return { ...poll, lens: { ...lens, items: `/${name}` } }
}

/** Writes each state as a word, because discovery takes no number for a state. */
function withWordsForStates({ states, ...poll }: Poll): Poll {
  const toWord = (word: StateWord) => (typeof word === 'number' ? `state${word}` : word)
  const words = Object.entries(states).map(([state, entry]) => [state, wordsOf(entry).map(toWord)])
  return { ...poll, states: Object.fromEntries(words) }
}

/** Moves nested fields of requests to the top of the body, because discovery does not look for nested fields. */
function withoutNesting(dialect: Dialect): Dialect {
  const flat = (name: string): string => fieldParts(name).at(-1) ?? ''
  const { fields, references, mask, async } = dialect
  const flatFields = Object.entries(fields).map(([field, rules]) => [
    field,
    Object.fromEntries(
      Object.entries(rules).map(([key, value]) => [key, Array.isArray(value) ? value.map(flat) : value]),
    ),
  ])
  const { json } = references
  const flatMembers = ({ url, fileId }: { url: string; fileId?: string | undefined }) => ({
    url: flat(url),
    ...(fileId === undefined ? {} : { fileId: flat(fileId) }),
  })
  return {
    ...dialect,
    fields: Object.fromEntries(flatFields),
    references: {
      ...references,
      ...(json
        ? {
            json: {
              ...json,
              fields: json.fields.map(flat),
              ...(json.members ? { members: flatMembers(json.members) } : {}),
            },
          }
        : {}),
    },
    ...(mask ? { mask: { ...mask, ...(mask.json ? { json: mask.json.map(flat) } : {}) } } : {}),
    ...(async?.triggers
      ? {
          async: {
            ...async,
            triggers: async.triggers.map((trigger) =>
              trigger.in === 'body' ? { ...trigger, name: flat(trigger.name) } : trigger,
            ),
          },
        }
      : {}),
  }
}

/** Separates ratios as usual, because a ratio such as 16x9 looks like a size in pixels. */
function withLegibleSeparators({ separators, ...size }: Dialect['images']['size']): Dialect['images']['size'] {
  return separators?.pixels === '*' ? { ...size, separators: { pixels: '*' } } : size
}

/** Puts images in a list unless the place of one image alone says by its name that it holds an image. */
function withLegibleList<T extends { lens: { items?: string | string[] }; list?: ListRule | undefined }>(
  document: T,
  { url, base64 }: Dialect['results']['item'],
): T {
  const places = [url ?? [], base64 ?? []].flat(2)
  const isLegible =
    typeof document.lens.items === 'string' &&
    /\/(images|data|results)$/.test(document.lens.items) &&
    places.every((place) => /^\/(url|b64_json)$/.test(place))
  if (isLegible) return document
  const { list: _, ...rest } = document
  return rest as T
}
