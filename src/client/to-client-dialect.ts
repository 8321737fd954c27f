import { listAt, nodeAt } from '../contract/document.ts'
import { type Contract, resolveRef } from '../contract/load.ts'
import { findMediaKey, mediaTypes } from '../contract/media-types.ts'
import { parsePointer } from '../contract/pointer.ts'
import { type BaseRequest, readBaseRequests } from '../dialect/base-request.ts'
import { fieldParts, isPointerName, toJsonBody } from '../dialect/body-field.ts'
import { fieldNamesIn } from '../dialect/names.ts'
import type { Cause, Dialect, Encoding, ImageOperation, Poll, Wait } from '../dialect/schema.ts'
import { singleImageFields, takesBareBase64, takesOnlyLinks } from '../dialect/single-images.ts'
import { listStateWords } from '../dialect/state-words.ts'
import { msPerSecond } from '../time/units.ts'
import { defined } from '../values/defined.ts'
import { describeReferences } from './describe-limits.ts'
import type { ClientDialect, ClientLens, ClientOperation, ClientReferences, ErrorClass, Kind } from './runtime/types.ts'
import { limitsOf } from './to-client-limits.ts'

/** Error classes of causes whose status alone does not determine the class. */
const classByCause: Partial<Record<Cause, ErrorClass>> = {
  missingKey: 'auth',
  wrongKey: 'auth',
  modelNotAllowed: 'auth',
  noBalance: 'billing',
  rateLimited: 'limit',
  tooManyReferences: 'limit',
  referenceTooLarge: 'limit',
  moderated: 'refused',
}
const kinds: readonly Kind[] = ['generate', 'edit']
/** Members that clients read of an error, of a task and of an image. */
const errorMembers = ['message', 'code']
const pollMembers = ['state', 'progress', 'items', 'errorCode', 'errorMessage', 'errorText']
const itemMembers = ['url', 'base64', 'fileId', 'mediaType', 'revisedPrompt', 'errorCode', 'errorMessage']

/** Renders the data of a client dialect, with each list of texts on one line. */
export const renderData = (dialect: ClientDialect): string =>
  JSON.stringify(dialect, null, 2).replaceAll(
    /\[\n\s+("(?:[^"\\]|\\.)*"(?:,\n\s+"(?:[^"\\]|\\.)*")*)\n\s+\]/g,
    (_, items) => `[${items.replaceAll(/\n\s+/g, ' ')}]`,
  )

/** Keeps the members of a lens that a client reads, because the rest would only make the client larger. */
const readBy = (lens: object, members: readonly string[]): ClientLens =>
  toPaths(Object.fromEntries(Object.entries(lens).filter(([name]) => members.includes(name))))
/** Splits the pointers of a lens, so that a client need not. */
const toPaths = (lens: Readonly<Record<string, string | readonly string[]>>): ClientLens =>
  Object.fromEntries(Object.entries(lens).map(([name, pointers]) => [name, [pointers].flat().map(parsePointer)]))

const defaultWait = { everySeconds: [3, 3], giveUpSeconds: [600, 600] } as const

/**
 * Extracts the part of a dialect that a client needs, as plain data.
 *
 * @example
 * ```ts
 * import { loadProvider, toClientDialect } from 'proofsheet'
 * import { createImageClient } from 'proofsheet/client'
 *
 * const dialect = toClientDialect(await loadProvider('./lumen'))
 * const client = createImageClient({ dialect, apiKey: 'sk-test', baseUrl: 'http://localhost:4010/lumen/api/2026' })
 * console.log(typeof client.submit) // function
 * ```
 */
export function toClientDialect({ dialect, contract }: { dialect: Dialect; contract: Contract }): ClientDialect {
  const { tasks, results, errors, async } = dialect
  const bases = readBaseRequests(contract, dialect)
  const offered = kinds.flatMap((does) => {
    const operation = preferredOperation(dialect, does)
    return operation ? [{ does, operation, route: taskRoute(dialect, operation) }] : []
  })
  const operations = Object.fromEntries(
    offered.map(({ does, operation }) => [does, toClientOperation(dialect, operation, bases)]),
  )
  const makesTasks = offered.some(({ operation, route }) => operation.async !== 'never' || route !== undefined)
  const [poll] = makesTasks ? Object.values(tasks.polls ?? {}) : []
  const [url = ''] = listAt(contract.document, 'servers').map((server) => String((server as { url?: unknown }).url))
  const { everySeconds: every, giveUpSeconds: giveUp } = tasks.polling ?? defaultWait
  return {
    id: dialect.id,
    baseUrl: url,
    auth:
      dialect.auth.in === 'query'
        ? { header: '', scheme: '', query: dialect.auth.name }
        : { header: dialect.auth.name, scheme: dialect.auth.scheme },
    operations,
    ...(poll
      ? {
          poll: {
            path: toPath(poll.at, poll.id, bases.get(poll.at)?.query),
            lens: readBy(poll.lens, pollMembers),
            item: readBy(poll.item ?? results.item, itemMembers),
            states: invertStates(poll),
          },
        }
      : {}),
    ...(poll && tasks.result
      ? { result: toPath(tasks.result.at, tasks.result.id, bases.get(tasks.result.at)?.query) }
      : {}),
    ...(poll && async
      ? { submit: { ...readBy(async.submit.lens, ['id']), ...toPaths(linksOf(async.submit.fixed)) } }
      : {}),
    ...(poll && async && Object.keys(linksOf(async.submit.fixed)).length > 0 && dialect.origins.length > 1
      ? { hosts: dialect.origins }
      : {}),
    ...(poll && async?.wait ? holdOf(async.wait, async.triggers) : {}),
    reply: readBy(results.reply.lens, ['id', 'items']),
    item: readBy(results.item, itemMembers),
    ...(results.image?.withoutKey === 'reject' ? { keyForImages: true } : {}),
    ...uploadOf(dialect),
    ...streamOf(dialect),
    ...callbacksOf(dialect),
    wait: { every: every[0] * msPerSecond, giveUp: giveUp[1] * msPerSecond },
    errors: {
      lenses: Object.values(errors.envelopes).map(({ lens }) => readBy(lens, errorMembers)),
      classes: { ...wordClasses(poll), ...codeClasses(errors) },
      ...(dialect.headers?.requestId ? { requestId: dialect.headers.requestId.name } : {}),
    },
  }
}

/** Maps the words for failed tasks of some causes to the class of the cause. */
const wordClasses = (poll: Poll | undefined): Record<string, ErrorClass> =>
  Object.fromEntries(
    Object.entries(poll?.statesByCause ?? {}).flatMap(([cause, word]) => {
      const kind = classByCause[cause as Cause]
      return kind === undefined ? [] : [[String(word), kind] as const]
    }),
  )

/** Maps each code that no cause of another class shares to the class of its cause. */
const codeClasses = (errors: Dialect['errors']): Record<string, ErrorClass> =>
  Object.fromEntries(
    Object.entries(classByCause).flatMap(([cause, kind]) => {
      const code = errors.causes[cause as Cause]?.code
      const isShared = Object.entries(errors.causes).some(
        ([other, entry]) => entry.code === code && classByCause[other as Cause] !== kind,
      )
      return code === undefined || code === null || isShared ? [] : [[String(code), kind] as const]
    }),
  )

/** Describes how callbacks are signed. */
function callbacksOf({ callbacks }: Dialect): Pick<ClientDialect, 'callbacks'> {
  const { signature, headers = {} } = callbacks ?? {}
  if (!signature) return {}
  const { maxAgeSeconds, header, value, signs, algorithm, encoding, secretForm } = signature
  const holders = Object.entries(headers).flatMap(([name, template]) => {
    const [, word] = /^\{(id|task|timestamp|user)\}$/.exec(template) ?? []
    return word === undefined ? [] : [[word, name]]
  })
  return {
    callbacks: {
      ...{ header, value, signs, algorithm, encoding, secretForm, headers: Object.fromEntries(holders) },
      ...(maxAgeSeconds === undefined ? {} : { maxAge: maxAgeSeconds }),
    },
  }
}

/** Describes the events of streams. */
function streamOf({ stream }: Dialect): Pick<ClientDialect, 'stream'> {
  if (!stream) return {}
  const { lens, error } = stream
  return {
    stream: {
      lens: readBy(lens, ['type', 'base64', 'url', 'mediaType', 'index']),
      error: error.event,
      ...(error.lens ? { errorLens: readBy(error.lens, errorMembers) } : {}),
    },
  }
}

/** Describes how a request waits for the end of its task. */
function holdOf(wait: Wait, triggers: readonly Trigger[] = []): Pick<ClientDialect, 'hold'> {
  const { in: place, name, document } = wait
  const token = wait.in === 'header' ? wait.token : undefined
  // One header may ask for a task and for a wait.
  const others = triggers.flatMap((one) => (one.in === 'header' && one.name === name ? [`${one.token}, `] : []))
  const before = place === 'header' ? { before: `${others[0] ?? ''}${token === undefined ? '' : `${token}=`}` } : {}
  return {
    hold: {
      in: place === 'header' ? 'headers' : place,
      name: place === 'body' ? fieldParts(name) : [name],
      ...before,
      ...(document === 'poll' ? { isPolled: true } : {}),
    },
  }
}

type Trigger = NonNullable<NonNullable<Dialect['async']>['triggers']>[number]

/** Returns the places of the links to the poll and to the result in the reply to a submit. Links to other polls have another form. */
const linksOf = (fixed: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (['poll', 'result'] as const).flatMap((name) => {
      const pointer = Object.keys(fixed).find((place) => [`{${name}}`, `{${name}Path}`].includes(String(fixed[place])))
      return pointer === undefined ? [] : [[name, pointer]]
    }),
  )

/** Describes the upload of files for a gateway that takes only links. */
function uploadOf({ files, references }: Dialect): Pick<ClientDialect, 'upload'> {
  if (!files?.lens.url || !takesOnlyLinks(references)) return {}
  return { upload: { path: pathOf(files.upload), field: files.field, lens: toPaths({ url: files.lens.url }) } }
}

/** Chooses the operation that a client calls: prefers an operation that is not always a task. */
function preferredOperation(dialect: Dialect, does: 'generate' | 'edit'): ImageOperation | undefined {
  const all = Object.values(dialect.operations).filter(
    (operation): operation is ImageOperation => operation.does === does,
  )
  const found = all.find((operation) => operation.async !== 'always') ?? all[0]
  // Reference images turn a generation into an edit where nothing else edits.
  const generation = found || does === 'generate' ? undefined : preferredOperation(dialect, 'generate')
  return generation?.references === 'accept' ? generation : found
}

/** Finds the operation that makes tasks at an endpoint of its own, with the same encoding of the body. */
const taskRoute = (dialect: Dialect, operation: ImageOperation): ImageOperation | undefined =>
  operation.async === 'never'
    ? Object.values(dialect.operations).find(
        (other): other is ImageOperation =>
          other.does === operation.does && other.async === 'always' && other.bodies.includes(encodingOf(operation)),
      )
    : undefined

/** Chooses the encoding of the body: edits are forms where the gateway takes forms. */
const encodingOf = ({ does, bodies }: ImageOperation): Encoding =>
  does === 'edit' && bodies.includes('multipart') ? 'multipart' : (bodies[0] ?? 'json')

function toClientOperation(
  dialect: Dialect,
  operation: ImageOperation,
  bases: ReadonlyMap<string, BaseRequest>,
): ClientOperation {
  const { models, mask } = dialect
  const body = encodingOf(operation)
  const takesImages = operation.references !== 'reject'
  const images = takesImages ? referencesOf(dialect, body) : undefined
  const [maskName] = takesImages ? (mask?.[body] ?? []) : []
  return {
    path: pathOf(operation.at),
    body,
    ...(models.place ? { model: models.place.name } : {}),
    ...toBase(bases.get(operation.at)),
    ...taskOf(dialect, operation, bases),
    ...defined({ stream: streamOfOperation(dialect, operation) }),
    ...(images ? { references: images } : {}),
    ...(maskName ? { mask: fieldParts(maskName) } : {}),
    ...limitsOf(dialect, operation, body),
  }
}

/** Describes the field that asks for a stream, and the events. */
function streamOfOperation(dialect: Dialect, operation: ImageOperation): ClientOperation['stream'] {
  const { stream } = dialect
  const body = encodingOf(operation)
  const [name] = fieldNamesIn(dialect, 'stream', body)
  if (!stream?.operations.includes(operation.does) || name === undefined || operation.async === 'always')
    return undefined
  const { partial, completed } = stream.events[operation.does]
  return { body: [[fieldParts(name), true]], partial, completed }
}

const pathOf = (operation: string): string => operation.replace(/^\S+ /, '')

/** Describes what asks for a task: the first trigger, or an endpoint of its own. */
function taskOf(
  dialect: Dialect,
  operation: ImageOperation,
  bases: ReadonlyMap<string, BaseRequest>,
): Pick<ClientOperation, 'task'> {
  const route = taskRoute(dialect, operation)
  if (route) return { task: { route: pathOf(route.at), ...toBase(bases.get(route.at)).base } }
  const { triggers = [], precedence = places } = dialect.async ?? {}
  const body = encodingOf(operation)
  // The place that decides first cannot be overruled by another.
  const [trigger] = places
    .toSorted((a, b) => precedence.indexOf(a) - precedence.indexOf(b))
    .flatMap((place) =>
      triggers.filter((one) => one.in === place && (place !== 'body' || body === 'json' || !isPointerName(one.name))),
    )
  if (operation.async !== 'asked' || !trigger) return {}
  const asks = (): ClientOperation['task'] => {
    if (trigger.in === 'header') return { headers: { [trigger.name]: trigger.token } }
    if (trigger.in === 'body') return { body: [[fieldParts(trigger.name), trigger.equals]] }
    const words = dialect.request.booleans.query[`${trigger.equals}`]
    return { query: { [trigger.name]: words.find((word) => word === String(trigger.equals)) ?? words[0] ?? '' } }
  }
  return { task: { ...asks(), isUsual: true } }
}
const places: readonly ('query' | 'header' | 'body')[] = ['query', 'header', 'body']

/** Describes how a body carries reference images. */
function referencesOf({ references }: Dialect, body: Encoding): ClientReferences | undefined {
  const { json, multipart } = references
  if (body === 'multipart') {
    const names = multipart?.fields ?? []
    const [one] = names
    const many = names.find((name) => name.endsWith('[]')) ?? names.find((name) => name.includes('{n}'))
    return one === undefined ? undefined : { fields: many && many !== one ? [[one], [many]] : [[one]] }
  }
  if (!json) return undefined
  const single = singleImageFields(references)
  const isText = (single ? json.shapes : json.items).includes('string')
  return {
    fields: (single ?? json.fields.slice(0, 1)).map(fieldParts),
    ...(single ? { isSingle: true } : {}),
    ...(takesBareBase64(references) ? { bare: true } : {}),
    ...(isText ? {} : { member: fieldParts(json.members?.url ?? 'url') }),
    ...(isText || !json.fixed ? {} : { fixed: toJsonBody(Object.entries(json.fixed)) }),
  }
}

/** Keeps the places of a base request that have a parameter or a header. */
function toBase({ path = {}, query = {}, headers = {} }: Partial<BaseRequest> = {}): Pick<ClientOperation, 'base'> {
  const places = Object.entries({ path, query, headers }).filter(([, members]) => Object.keys(members).length > 0)
  return places.length > 0 ? { base: Object.fromEntries(places) } : {}
}

const toPath = (
  operation: string,
  id: { in: 'path' | 'query'; name: string },
  { [id.name]: _, ...query }: Readonly<Record<string, string>> = {},
) => {
  const path = pathOf(operation)
  const constants = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  const all = [...(id.in === 'query' ? [`${id.name}={id}`] : []), ...constants].join('&')
  return `${id.in === 'path' ? path.replace(`{${id.name}}`, '{id}') : path}${all && `?${all}`}`
}

/**
 * Maps the gateway's words to states; a task that was cancelled or is no longer kept counts as failed. A word that two states
 * share maps to the earlier state, so that a task that may still run is polled again.
 */
const invertStates = (poll: Poll): Record<string, string> =>
  Object.fromEntries(
    listStateWords(poll)
      .toReversed()
      .map(([word, state]) => [String(word).toLowerCase(), ended.includes(state) ? 'failed' : state]),
  )
const ended = ['cancelled', 'expired']

/** Renders the types of the two request bodies, as indexes into the types that openapi-typescript writes. */
export function bodyTypes({ dialect, contract }: { dialect: Dialect; contract: Contract }, paths: string) {
  const typeOf = (does: 'generate' | 'edit') => {
    const operation = preferredOperation(dialect, does)
    if (!operation) return 'never'
    const { path, body, references, mask, model, ...limits } = toClientOperation(dialect, operation, new Map())
    const published = contract.operations.find(({ route }) => route === operation.at)?.node.requestBody
    const requestNode = resolveRef(contract.document, published)
    const isOptional = requestNode.required !== true
    const media = findMediaKey(nodeAt(requestNode, 'content'), mediaTypes[body]) ?? mediaTypes[body]
    const requestBody = `${paths}['${path}']['post']['requestBody']`
    const files = body === 'json' ? 'string | Blob' : 'Blob'
    const docs = references && `Reference images, sent under the names of the gateway. ${describeReferences(limits)}`
    const extraFields = [
      extraType('model', 'string', model && 'Model, sent in the path.'),
      extraType('references', body === 'json' ? `readonly (${files})[]` : `readonly ${files}[]`, docs),
      extraType('mask', files, mask && 'Image that marks which part to edit.'),
    ].join('')
    return `${isOptional ? `NonNullable<${requestBody}>` : requestBody}['content']['${media}']${extraFields}`
  }
  return { generate: typeOf('generate'), edit: typeOf('edit'), events: eventTypes(dialect) }
}

/** Renders a field under the name that all clients share, if the operation accepts it. Editors show docs on a line of their own. */
const extraType = (name: string, type: string, docs: string | undefined): string =>
  docs ? ` & {\n      /** ${docs.trim().replaceAll('*/', '')} */\n      ${name}?: ${type}\n    }` : ''

/** Renders the names of the events of each kind of operation that streams. */
function eventTypes(dialect: Dialect): string {
  const rows = kinds.flatMap((does) => {
    const operation = preferredOperation(dialect, does)
    const events = operation && streamOfOperation(dialect, operation)
    return events ? [`${does}: { partial: '${events.partial}'; completed: '${events.completed}' }`] : []
  })
  return rows.length > 0 ? `{ ${rows.join('; ')} }` : 'Record<never, never>'
}
