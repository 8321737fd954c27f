import type { Dialect, Poll, ResultForm } from '../../dialect/schema.ts'
import { itemMemberOf } from '../../dialect/words.ts'
import { unobservedStatus } from './blank-dialect.ts'

type Causes = Dialect['errors']['causes']
type CauseEntry = NonNullable<Causes[keyof Causes]>

/**
 * Makes a dialect that a mock can serve from the observed one: adds required members that are missing, and removes invalid
 * ones.
 */
export function createServableDialect(known: Dialect): Dialect {
  const polls = Object.entries(known.tasks.polls ?? {}).map(([name, poll]) => [name, completePoll(poll)])
  const { stream, mask, ...rest } = known
  const streamedOperations = stream?.operations.filter((does) => isStreamed(known, does))
  return {
    ...rest,
    ...(stream && streamedOperations && streamedOperations.length > 0
      ? { stream: { ...stream, operations: streamedOperations } }
      : {}),
    ...(mask?.json || mask?.multipart ? { mask } : {}),
    operations: completeOperations(known),
    fields: completeFields(known),
    images: { ...known.images, formats: completeFormats(known.images.formats) },
    tasks: { ...known.tasks, ...(polls.length > 0 ? { polls: Object.fromEntries(polls) } : {}) },
    results: completeResults(known),
    errors: completeErrors(known),
  }
}

/** Returns true if a body of such an operation has a field that requests a stream. */
const isStreamed = ({ operations, fields }: Dialect, does: 'generate' | 'edit'): boolean =>
  Object.values(operations).some(
    (operation) =>
      operation.does === does &&
      operation.bodies.some((body) => (fields.stream?.[body] ?? fields.stream?.names) !== undefined),
  )

/** Drops the requirement of reference images from operations for which it is unknown how the images are sent. */
const completeOperations = ({ operations, references }: Dialect): Dialect['operations'] =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => {
      const isDescribed =
        operation.does === 'refuse' || operation.bodies.every((body) => references[body] !== undefined)
      return [
        name,
        isDescribed || operation.references !== 'required' ? operation : { ...operation, references: 'none' },
      ]
    }),
  )

/** Keeps the fields that have a name. Drops the common names of a field if both kinds of body have their own. */
function completeFields({ fields }: Dialect): Dialect['fields'] {
  const named = Object.entries({ prompt: { names: ['prompt'] }, ...fields }).map(([field, { names, ...rest }]) => [
    field,
    { ...(names === undefined || (rest.json && rest.multipart) ? {} : { names }), ...rest },
  ])
  return Object.fromEntries(named.filter(([, field]) => Object.keys(field as object).length > 0))
}

/** Adds the default format to the accepted formats. */
function completeFormats(formats: Dialect['images']['formats']): Dialect['images']['formats'] {
  const defaults = (['png', 'jpeg', 'webp'] as const).filter((format) => format === formats.default)
  const supported = formats.accepts.filter((format) => ['png', 'jpeg', 'webp'].includes(format))
  return { ...formats, accepts: [...new Set([...supported, ...defaults])] }
}

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
  task: 'task_id',
  index: 'index',
  ttl: 3600,
  auth: 'none',
  fresh: false,
} as const

/** Completes the results: a place in an item for every observed form, and an image operation if a form is a link. */
function completeResults({ results, tasks }: Dialect): Dialect['results'] {
  const polls = Object.values(tasks.polls ?? {})
  const polled = polls.flatMap(({ form }) => form ?? [])
  const isReply = Object.keys(results.reply.lens).length > 0
  const defaultForm: ResultForm = isReply ? results.default : (polled[0] ?? results.default)
  const forms = [...new Set([defaultForm, ...Object.values(results.byResponseFormat ?? {}), ...polled])]
  const members = [...new Set(forms.map((form) => itemMemberOf[form]))]
  const missing = members.filter((member) => results.item[member] === undefined)
  const places = missing.map((member) => [member, polls.flatMap(({ item }) => item?.[member] ?? [])[0] ?? `/${member}`])
  const isLink = forms.some((form) => form === 'relative' || form === 'absolute')
  const observed = Object.entries(results.image ?? {}).filter(([, value]) => value !== undefined)
  const imageOperation = { ...defaultImageOperation, ...Object.fromEntries(observed) }
  const ttl = typeof imageOperation.ttl === 'number' ? imageOperation.ttl : defaultImageOperation.ttl
  return {
    ...results,
    default: defaultForm,
    item: { ...results.item, ...Object.fromEntries(places) },
    forms,
    ...(isLink || results.image ? { image: { ...imageOperation, ttl } } : {}),
  }
}

/**
 * Keeps the observed causes. Fills in badField and internal, the fallbacks of all other causes, with the closest
 * observations.
 */
function completeErrors({ errors }: Dialect): Dialect['errors'] {
  const observed = Object.entries(errors.causes).filter(([, { status }]) => status !== unobservedStatus)
  const causes: Causes = Object.fromEntries(
    observed.map(([cause, entry]) => [cause, toCauseEntry(entry, errors.envelopes)]),
  )
  const fallback = causes.missingField ?? causes.unknownModel ?? causes.malformedBody ?? { status: 400 }
  const envelopes =
    Object.keys(errors.envelopes).length > 0 ? errors.envelopes : { default: { lens: { message: '/error/message' } } }
  return { envelopes, causes: { badField: fallback, internal: { status: 500 }, ...causes } }
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
