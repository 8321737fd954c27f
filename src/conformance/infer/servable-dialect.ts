import type { Dialect, Poll, ResultForm } from '../../dialect/schema.ts'
import { itemMemberOf, type ListRule } from '../../dialect/words.ts'
import { unobservedStatus } from './blank-dialect.ts'

type Causes = Dialect['errors']['causes']
type CauseEntry = NonNullable<Causes[keyof Causes]>

/**
 * Makes a dialect that a mock can serve from the observed one: adds required members that are missing, and removes invalid
 * ones.
 */
export function createServableDialect(known: Dialect): Dialect {
  const async = completeAsync(known)
  const foundPolls = Object.entries(known.tasks.polls ?? {})
  const polls = (async && foundPolls.length === 0 ? Object.entries(usualPolls) : foundPolls).map(
    ([name, poll]): [string, Poll] => [
      name,
      withoutEnd(known, completePoll({ ...poll, ...completeList(poll.list, known.images) })),
    ],
  )
  const { stream, mask, ...rest } = known
  const results = completeResults(known)
  const tellsEnd = results.image?.ttlSeconds !== undefined
  const streamedOperations = stream?.operations.filter((does) => isStreamed(known, does))
  return {
    ...rest,
    ...(async ? { async: { ...async, submit: withoutEnd(known, async.submit) } } : {}),
    ...(stream && streamedOperations && streamedOperations.length > 0
      ? { stream: { ...stream, ...completeKeepAlive(stream), operations: streamedOperations } }
      : {}),
    ...(mask?.json || mask?.multipart ? { mask } : {}),
    references: completeReferences(known),
    fields: completeFields(known),
    images: {
      ...known.images,
      n: { ...known.images.n, max: Math.max(known.images.n.max, known.images.n.default) },
      formats: completeFormats(known.images.formats),
      size: completeSize(known.images.size),
    },
    tasks: {
      ...known.tasks,
      ...(polls.length > 0
        ? { polls: Object.fromEntries(tellsEnd ? polls : polls.map(([name, poll]) => [name, withoutLinkEnds(poll)])) }
        : {}),
    },
    results: tellsEnd
      ? results
      : { ...results, reply: withoutLinkEnds(results.reply), item: withoutLinkTimes(results.item) },
    errors: completeErrors(known, results.image !== undefined),
  }
}

/** Adds the usual time between two comments of a stream, which a short stream does not show. */
const completeKeepAlive = ({ keepAlive }: NonNullable<Dialect['stream']>) =>
  keepAlive ? { keepAlive: { comment: keepAlive.comment, everySeconds: 15 } } : {}

/** Returns true if a body of such an operation has a field that requests a stream. */
const isStreamed = ({ operations, fields }: Dialect, does: 'generate' | 'edit'): boolean =>
  Object.values(operations).some(
    (operation) =>
      operation.does === does &&
      operation.bodies.some((body) => (fields.stream?.[body] ?? fields.stream?.names) !== undefined),
  )

/** Usual poll of a task, used if no poll that was tried finds the tasks. */
const usualPolls: Readonly<Record<string, Poll>> = {
  task: {
    at: 'GET /tasks/{id}',
    id: { in: 'path', name: 'id' },
    lens: { id: '/id', state: '/status', items: '/data' },
    states: { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed' },
    time: 'seconds',
  },
}

/** Adds the usual submission if an operation creates tasks. */
function completeAsync({ operations, async }: Dialect): Dialect['async'] {
  const isAsync = Object.values(operations).some(
    (operation) => operation.does !== 'reject' && operation.async !== 'never',
  )
  return async ?? (isAsync ? { submit: { status: 200, lens: { id: '/id' } } } : undefined)
}

/** Usual rules of reference images, for operations that require images and for which no response shows how they are sent. */
const usualReferences = {
  json: { fields: ['image'], shapes: ['string', 'array'], items: ['string'], accepts: ['data'], dedupe: 'none' },
  multipart: { fields: ['image'], text: 'reject', dedupe: 'none' },
} as const satisfies Record<'json' | 'multipart', Dialect['references']['json' | 'multipart']>

/** Adds the usual rules of reference images for each body of an operation that requires reference images. */
function completeReferences({ operations, references }: Dialect): Dialect['references'] {
  const bodies = Object.values(operations).flatMap((operation) =>
    operation.does === 'reject' || operation.references !== 'require' ? [] : operation.bodies,
  )
  const missing = bodies.filter((body) => references[body] === undefined)
  return { ...references, ...Object.fromEntries(missing.map((body) => [body, structuredClone(usualReferences[body])])) }
}

/** Keeps the fields that have a name. Drops the common names of a field if both kinds of body have their own. */
function completeFields({ fields }: Dialect): Dialect['fields'] {
  const named = Object.entries({ prompt: { names: ['prompt'] }, ...fields }).map(([field, { names, ...rest }]) => [
    field,
    { ...(names === undefined || (rest.json && rest.multipart) ? {} : { names }), ...rest },
  ])
  return Object.fromEntries(named.filter(([, field]) => Object.keys(field as object).length > 0))
}

/** Names the observed default in a form that requests accept: auto, or a ratio. */
function completeSize(size: Dialect['images']['size']): Dialect['images']['size'] {
  const [, width, height] = /^(\d+)x(\d+)$/.exec(size.default) ?? []
  if (width === undefined || height === undefined || size.accepts.includes('pixels')) return size
  if (size.accepts.includes('auto')) return { ...size, default: 'auto', auto: size.default }
  const divisor = commonDivisor(Number(width), Number(height))
  return { ...size, default: `${Number(width) / divisor}:${Number(height) / divisor}`, auto: size.default }
}

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b))

/** Adds the default format to the accepted formats. */
function completeFormats(formats: Dialect['images']['formats']): Dialect['images']['formats'] {
  const defaults = (['png', 'jpeg', 'webp'] as const).filter((format) => format === formats.default)
  const supported = formats.accepts.filter((format) => ['png', 'jpeg', 'webp'].includes(format))
  return { ...formats, accepts: [...new Set([...supported, ...defaults])] }
}

/** Drops the place of the end of a task if no response shows how long a task is kept. */
function withoutEnd<T extends { lens: { expiresAt?: unknown } }>({ tasks }: Dialect, document: T): T {
  if (tasks.retentionSeconds !== undefined) return document
  const { expiresAt: _, ...lens } = document.lens
  return { ...document, lens }
}

/** Drops the places of the end of links if no response shows how long a link works. */
const withoutLinkTimes = <T extends object>(lens: T): T =>
  Object.fromEntries(Object.entries(lens).filter(([name]) => !/^link(ExpiresAt|TtlSeconds)$/.test(name))) as T

const withoutLinkEnds = <T extends { lens: object; item?: object | undefined }>(document: T): T => ({
  ...document,
  lens: withoutLinkTimes(document.lens),
  ...(document.item ? { item: withoutLinkTimes(document.item) } : {}),
})

/** Fills in the progress of unobserved states from the state before. */
function completePoll({ progress, ...poll }: Poll): Poll {
  if (!progress) return poll
  const observed: Partial<typeof progress.values> = progress.values ?? {}
  const { queued = 0, succeeded = 100 } = observed
  const { running = queued } = observed
  return {
    ...poll,
    progress: { kind: progress.kind ?? 'integer', values: { queued, running, succeeded, failed: succeeded } },
  }
}

const defaultImageOperation = {
  at: 'GET /generated/{task_id}/{index}',
  task: { in: 'path', name: 'task_id' },
  index: { in: 'path', name: 'index' },
  withoutKey: 'accept',
  resignedOnPoll: false,
} as const

const usualReplyLens = { createdAt: '/created', items: '/data' } as const

/** Replaces `never` where a request may ask for several images, because the gateway was seen with one image only. */
const completeList = (list: ListRule | undefined, { n }: Dialect['images']): { list?: ListRule } =>
  list === 'never' && n.max > 1 ? { list: 'severalOnly' } : list === undefined ? {} : { list }

/** Completes the results: the usual members of a reply that was not seen, a place in an item for every observed form, and an image operation if a form is a link. */
function completeResults({ results, tasks, operations, images }: Dialect): Dialect['results'] {
  const polls = Object.values(tasks.polls ?? {})
  const polled = polls.flatMap(({ form }) => form ?? [])
  const isReply = Object.keys(results.reply.lens).length > 0
  const defaultForm: ResultForm = isReply ? results.default : (polled[0] ?? results.default)
  const forms = [...new Set([defaultForm, ...Object.values(results.byResponseFormat ?? {}), ...polled])]
  const members = [...new Set(forms.map((form) => itemMemberOf[form]))]
  const missing = members.filter((member) => results.item[member] === undefined)
  const places = missing.map((member) => [member, polls.flatMap(({ item }) => item?.[member] ?? [])[0] ?? `/${member}`])
  const isLink = forms.some((form) => form === 'relative' || form === 'absolute')
  const observed = Object.entries(results.image ?? {}).filter(
    ([name, value]) => value !== undefined && (name !== 'ttlSeconds' || typeof value === 'number'),
  )
  const imageOperation = { ...defaultImageOperation, ...Object.fromEntries(observed) }
  const mayReply =
    tasks.result !== undefined ||
    Object.values(operations).some((operation) => operation.does !== 'reject' && operation.async !== 'always')
  const reply = isReply || !mayReply ? results.reply : { ...results.reply, lens: usualReplyLens }
  return {
    ...results,
    reply: { ...reply, ...completeList(reply.list, images) },
    default: defaultForm,
    item: { ...results.item, ...Object.fromEntries(places) },
    forms,
    ...(isLink || results.image ? { image: imageOperation } : {}),
  }
}

/** Refusals of links, which hardly any gateway refuses like its other requests. */
const usualLinkCauses: Causes = {
  imageUnknown: { status: 404, body: 'none' },
  linkInvalid: { status: 403, body: 'none' },
}

/**
 * Keeps the observed causes. Fills in badField and internal, the fallbacks of all other causes, with the closest
 * observations.
 */
function completeErrors({ errors }: Dialect, hasLinks: boolean): Dialect['errors'] {
  const observed = Object.entries(errors.causes).filter(([, { status }]) => status !== unobservedStatus)
  const causes: Causes = Object.fromEntries(
    observed.map(([cause, entry]) => [cause, toCauseEntry(entry, errors.envelopes)]),
  )
  const fallback = causes.missingField ?? causes.unknownModel ?? causes.malformedBody ?? { status: 400 }
  const envelopes =
    Object.keys(errors.envelopes).length > 0 ? errors.envelopes : { default: { lens: { message: '/error/message' } } }
  return {
    envelopes,
    causes: { badField: fallback, internal: { status: 500 }, ...(hasLinks ? usualLinkCauses : {}), ...causes },
  }
}

/** Drops a type that is no string, a code of another type than string, integer or null, and an unknown envelope. */
function toCauseEntry(
  { envelope, type, code, ...entry }: CauseEntry,
  envelopes: Dialect['errors']['envelopes'],
): CauseEntry {
  const isCode = code === null || typeof code === 'string' || Number.isInteger(code)
  return {
    ...entry,
    ...(isCode && code !== undefined ? { code } : {}),
    ...(typeof type === 'string' ? { type } : {}),
    ...(envelope !== undefined && envelopes[envelope] ? { envelope } : {}),
  }
}
