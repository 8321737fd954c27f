import type { Dialect, Poll, ResultForm } from '../../dialect/schema.ts'
import { itemMemberOf } from '../../dialect/words.ts'
import { unobservedStatus } from './blank-dialect.ts'

type Causes = Dialect['errors']['causes']
type CauseEntry = NonNullable<Causes[keyof Causes]>

/** What was learnt of a gateway as a dialect that a mock can serve: what one must say put in, what none can say left out. */
export function createServableDialect(known: Dialect): Dialect {
  const polls = Object.entries(known.tasks.polls ?? {}).map(([name, poll]) => [name, completePoll(poll)])
  const { stream, ...rest } = known
  const streamedOperations = stream?.operations.filter((does) => isStreamed(known, does))
  return {
    ...rest,
    ...(stream && streamedOperations && streamedOperations.length > 0
      ? { stream: { ...stream, operations: streamedOperations } }
      : {}),
    operations: completeOperations(known),
    fields: completeFields(known),
    images: { ...known.images, formats: completeFormats(known.images.formats) },
    tasks: { ...known.tasks, ...(polls.length > 0 ? { polls: Object.fromEntries(polls) } : {}) },
    results: completeResults(known),
    errors: completeErrors(known),
  }
}

/** Whether a body of such an operation has a name by which a stream is asked for. */
const isStreamed = ({ operations, fields }: Dialect, does: 'generate' | 'edit'): boolean =>
  Object.values(operations).some(
    (operation) =>
      operation.does === does &&
      operation.bodies.some((body) => (fields.stream?.[body] ?? fields.stream?.names) !== undefined),
  )

/** An operation that must have pictures says how they are sent. */
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

/** Each field that has a name; what both bodies call by one of their own has none in common. */
function completeFields({ fields }: Dialect): Dialect['fields'] {
  const named = Object.entries({ prompt: { names: ['prompt'] }, ...fields }).map(([field, { names, ...rest }]) => [
    field,
    { ...(names === undefined || (rest.json && rest.multipart) ? {} : { names }), ...rest },
  ])
  return Object.fromEntries(named.filter(([, field]) => Object.keys(field as object).length > 0))
}

/** What comes without a word is taken. */
function completeFormats(formats: Dialect['images']['formats']): Dialect['images']['formats'] {
  const defaults = (['png', 'jpeg', 'webp'] as const).filter((format) => format === formats.default)
  const supported = formats.accepts.filter((format) => ['png', 'jpeg', 'webp'].includes(format))
  return { ...formats, accepts: [...new Set([...supported, ...defaults])] }
}

/** Progress in states that were not seen is that of the state before. */
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

/** Every form that was seen, with a place in an item, and an operation for those that are links. */
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
  const observed = Object.entries(results.picture ?? {}).filter(([, value]) => value !== undefined)
  const imageOperation = { ...defaultImageOperation, ...Object.fromEntries(observed) }
  const ttl = typeof imageOperation.ttl === 'number' ? imageOperation.ttl : defaultImageOperation.ttl
  return {
    ...results,
    default: defaultForm,
    item: { ...results.item, ...Object.fromEntries(places) },
    forms,
    ...(isLink || results.picture ? { picture: { ...imageOperation, ttl } } : {}),
  }
}

/** Causes that were seen; for the two that speak for all others, what comes nearest. */
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

/** Without a kind that is no word, a code that is none, and an envelope that was never understood. */
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
