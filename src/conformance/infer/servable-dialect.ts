import type { Dialect, Poll, ResultForm } from '../../dialect/schema.ts'
import { memberOf } from '../../dialect/words.ts'
import { unseen } from './blank-dialect.ts'

type Causes = Dialect['errors']['causes']
type Row = NonNullable<Causes[keyof Causes]>

/** What was learnt of a gateway as a dialect that a mock can serve: what one must say put in, what none can say left out. */
export function complete(facts: Dialect): Dialect {
  const polls = Object.entries(facts.tasks.polls ?? {}).map(([name, poll]) => [name, wholePoll(poll)])
  const { stream, ...rest } = facts
  const streamed = stream?.operations.filter((does) => isStreamed(facts, does))
  return {
    ...rest,
    ...(stream && streamed && streamed.length > 0 ? { stream: { ...stream, operations: streamed } } : {}),
    operations: operationsOf(facts),
    fields: fieldsOf(facts),
    images: { ...facts.images, formats: formatsOf(facts.images.formats) },
    tasks: { ...facts.tasks, ...(polls.length > 0 ? { polls: Object.fromEntries(polls) } : {}) },
    results: resultsOf(facts),
    errors: errorsOf(facts),
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
const operationsOf = ({ operations, references }: Dialect): Dialect['operations'] =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => {
      const isTold = operation.does === 'refuse' || operation.bodies.every((body) => references[body] !== undefined)
      return [name, isTold || operation.references !== 'required' ? operation : { ...operation, references: 'none' }]
    }),
  )

/** Each field that has a name; what both bodies call by one of their own has none in common. */
function fieldsOf({ fields }: Dialect): Dialect['fields'] {
  const all = Object.entries({ prompt: { names: ['prompt'] }, ...fields }).map(([field, { names, ...rest }]) => [
    field,
    { ...(names === undefined || (rest.json && rest.multipart) ? {} : { names }), ...rest },
  ])
  return Object.fromEntries(all.filter(([, each]) => Object.keys(each as object).length > 0))
}

/** What comes without a word is taken. */
function formatsOf(formats: Dialect['images']['formats']): Dialect['images']['formats'] {
  const usual = (['png', 'jpeg', 'webp'] as const).filter((each) => each === formats.default)
  const known = formats.accepts.filter((each) => ['png', 'jpeg', 'webp'].includes(each))
  return { ...formats, accepts: [...new Set([...known, ...usual])] }
}

/** Progress in states that were not seen is that of the state before. */
function wholePoll({ progress, ...poll }: Poll): Poll {
  if (!progress) return poll
  const known: Partial<typeof progress.values> = progress.values ?? {}
  const { queued = 0, succeeded = 100 } = known
  const { running = queued } = known
  return {
    ...poll,
    progress: { kind: progress.kind ?? 'integer', values: { queued, running, succeeded, failed: succeeded } },
  }
}

const usualPicture = {
  at: 'GET /generated/{task_id}/{index}',
  task: 'task_id',
  index: 'index',
  ttl: 3600,
  auth: 'none',
  fresh: false,
} as const

/** Every form that was seen, with a place in an item, and an operation for those that are links. */
function resultsOf({ results, tasks }: Dialect): Dialect['results'] {
  const polls = Object.values(tasks.polls ?? {})
  const polled = polls.flatMap(({ form }) => form ?? [])
  const isReply = Object.keys(results.reply.lens).length > 0
  const usual: ResultForm = isReply ? results.default : (polled[0] ?? results.default)
  const forms = [...new Set([usual, ...Object.values(results.byResponseFormat ?? {}), ...polled])]
  const members = [...new Set(forms.map((form) => memberOf[form]))]
  const missing = members.filter((member) => results.item[member] === undefined)
  const places = missing.map((member) => [member, polls.flatMap(({ item }) => item?.[member] ?? [])[0] ?? `/${member}`])
  const isLink = forms.some((form) => form === 'relative' || form === 'absolute')
  const seen = Object.entries(results.picture ?? {}).filter(([, value]) => value !== undefined)
  const picture = { ...usualPicture, ...Object.fromEntries(seen) }
  const ttl = typeof picture.ttl === 'number' ? picture.ttl : usualPicture.ttl
  return {
    ...results,
    default: usual,
    item: { ...results.item, ...Object.fromEntries(places) },
    forms,
    ...(isLink || results.picture ? { picture: { ...picture, ttl } } : {}),
  }
}

/** Causes that were seen; for the two that speak for all others, what comes nearest. */
function errorsOf({ errors }: Dialect): Dialect['errors'] {
  const seen = Object.entries(errors.causes).filter(([, { status }]) => status !== unseen)
  const causes: Causes = Object.fromEntries(seen.map(([cause, row]) => [cause, rowOf(row, errors.envelopes)]))
  const wider = causes.missingField ?? causes.unknownModel ?? causes.malformedBody ?? { status: 400 }
  const envelopes =
    Object.keys(errors.envelopes).length > 0 ? errors.envelopes : { default: { lens: { message: '/error/message' } } }
  return { envelopes, causes: { badField: wider, internal: { status: 500 }, ...causes } }
}

/** Without a kind that is no word, a code that is none, and an envelope that was never understood. */
function rowOf({ envelope, type, code, ...row }: Row, envelopes: Dialect['errors']['envelopes']): Row {
  const isCode = code === null || typeof code === 'string' || Number.isInteger(code)
  return {
    ...row,
    ...(isCode && code !== undefined ? { code } : {}),
    ...(typeof type === 'string' ? { type } : {}),
    ...(envelope !== undefined && envelopes[envelope] ? { envelope } : {}),
  }
}
