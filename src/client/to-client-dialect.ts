import { listAt, nodeAt } from '../contract/document.ts'
import { type Contract, resolveRef } from '../contract/load.ts'
import { findMediaKey, mediaTypes } from '../contract/media-types.ts'
import { type BaseRequest, readBaseRequests } from '../dialect/base-request.ts'
import { largestReferenceLimits } from '../dialect/models.ts'
import { fieldName } from '../dialect/names.ts'
import type { Cause, Dialect, ImageOperation, Poll, Wait } from '../dialect/schema.ts'
import { singleImageFields, takesBareBase64, takesOnlyLinks } from '../dialect/single-images.ts'
import { listStateWords } from '../dialect/state-words.ts'
import { msPerSecond } from '../time/units.ts'
import { defined } from '../values/defined.ts'
import type { ClientDialect, ClientLens, ClientOperation, ErrorClass } from './runtime/dialect.ts'

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
/** Members that clients read of a task and of an image. */
const pollMembers = ['state', 'progress', 'items', 'errorCode', 'errorMessage', 'errorText']
const itemMembers = ['url', 'base64', 'fileId', 'mediaType', 'revisedPrompt', 'errorCode', 'errorMessage']

/** Keeps the members of a lens that a client reads, because the rest would only make the client larger. */
const readBy = (lens: object, members: readonly string[]): ClientLens =>
  Object.fromEntries(Object.entries(lens).filter(([name]) => members.includes(name)))

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
  const { references, mask, tasks, results, errors, async, images, prompt } = dialect
  const bases = readBaseRequests(contract, dialect)
  const offered = (['generate', 'edit'] as const).flatMap((does) => {
    const operation = preferredOperation(dialect, does)
    return operation ? [{ does, operation }] : []
  })
  const operations = Object.fromEntries(
    offered.map(({ does, operation }) => [does, toClientOperation(dialect, operation, bases.get(operation.at))]),
  )
  const [poll] = Object.values(tasks.polls ?? {})
  const [url = ''] = listAt(contract.document, 'servers').map((server) => String((server as { url?: unknown }).url))
  const { everySeconds: every, giveUpSeconds: giveUp } = tasks.polling ?? defaultWait
  const [jsonField] = references.json?.fields ?? []
  const fields = singleImageFields(references)
  const forms = references.multipart?.fields ?? []
  const [single = 'image'] = forms
  const [jsonMask] = mask?.json ?? []
  const [formMask] = mask?.multipart ?? []
  const wordsByCause = Object.entries(poll?.statesByCause ?? {}).flatMap(([cause, word]) => {
    const kind = classByCause[cause as Cause]
    return kind === undefined ? [] : [[String(word), kind] as const]
  })
  const codes = Object.entries(classByCause).flatMap(([cause, kind]) => {
    const code = errors.causes[cause as Cause]?.code
    const isShared = Object.entries(errors.causes).some(
      ([other, entry]) => entry.code === code && classByCause[other as Cause] !== kind,
    )
    return code === undefined || code === null || isShared ? [] : [[String(code), kind] as const]
  })
  return {
    id: dialect.id,
    baseUrl: url,
    auth:
      dialect.auth.in === 'query'
        ? { header: '', scheme: '', query: dialect.auth.name }
        : { header: dialect.auth.name, scheme: dialect.auth.scheme },
    operations,
    ...(poll && offered.some(({ operation }) => operation.async !== 'never')
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
    ...(async ? { submit: { ...readBy(async.submit.lens, ['id']), ...linksOf(async.submit.fixed) } } : {}),
    ...(poll && async?.wait ? holdOf(async.wait) : {}),
    reply: readBy(results.reply.lens, ['id', 'items']),
    item: readBy(results.item, itemMembers),
    ...(results.image?.withoutKey === 'reject' ? { keyForImages: true } : {}),
    ...uploadOf(dialect),
    references: {
      // A model may take more than others, and the gateway refuses the rest.
      ...largestReferenceLimits(references),
      ...(references.json && jsonField
        ? {
            json: {
              fields: fields ?? [jsonField],
              ...(fields ? { isSingle: true } : {}),
              ...(takesBareBase64(references) ? { bare: true } : {}),
              ...((fields ? references.json.shapes : references.json.items).includes('string')
                ? {}
                : { member: references.json.members?.url ?? 'url', ...defined({ fixed: references.json.fixed }) }),
              ...(jsonMask ? { mask: jsonMask } : {}),
            },
          }
        : {}),
      ...(references.multipart
        ? {
            multipart: {
              one: single,
              many: forms.find((name) => name.endsWith('[]')) ?? forms.find((name) => name.includes('{n}')) ?? single,
              ...(formMask ? { mask: formMask } : {}),
            },
          }
        : {}),
    },
    limits: {
      n: { field: fieldName(dialect, 'n'), min: images.n.min, max: images.n.max },
      prompt: {
        field: fieldName(dialect, 'prompt'),
        ...defined({ max: prompt.max }),
      },
    },
    wait: { every: every[0] * msPerSecond, giveUp: giveUp[1] * msPerSecond },
    errors: {
      lenses: Object.values(errors.envelopes).map(({ lens }) => lens as ClientLens),
      classes: Object.fromEntries([...wordsByCause, ...codes]),
      ...(dialect.headers?.requestId ? { requestId: dialect.headers.requestId.name } : {}),
    },
  }
}

/** Describes how a request waits for the end of its task. */
function holdOf({ in: place, name, document, ...rest }: Wait): Pick<ClientDialect, 'hold'> {
  const before = 'token' in rest && rest.token !== undefined ? { before: `${rest.token}=` } : {}
  return { hold: { in: place, name, ...before, ...(document === 'poll' ? { isPolled: true } : {}) } }
}

/** Returns the places of the links to the poll and to the result in the reply to a submit. Links to other polls have another form. */
const linksOf = (fixed: Readonly<Record<string, unknown>> = {}): Partial<Record<'poll' | 'result', string>> =>
  Object.fromEntries(
    (['poll', 'result'] as const).flatMap((name) => {
      const pointer = Object.keys(fixed).find((place) => [`{${name}}`, `{${name}Path}`].includes(String(fixed[place])))
      return pointer === undefined ? [] : [[name, pointer]]
    }),
  )

/** Describes the upload of files for a gateway that takes only links. */
function uploadOf({ files, references }: Dialect): Pick<ClientDialect, 'upload'> {
  if (!files?.lens.url || !takesOnlyLinks(references)) return {}
  return { upload: { path: files.upload.replace(/^\S+ /, ''), field: files.field, lens: { url: files.lens.url } } }
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

function toClientOperation(
  { async, request, references, mask, models }: Dialect,
  { at, bodies, does, async: mode, references: referenceMode }: ImageOperation,
  base: Partial<BaseRequest> = {},
): ClientOperation {
  const query = mode === 'asked' ? async?.triggers?.find((trigger) => trigger.in === 'query') : undefined
  const spellings = query ? request.booleans.query[`${query.equals}`] : []
  const value = spellings.find((spelling) => spelling === String(query?.equals)) ?? spellings[0]
  const body: 'json' | 'multipart' =
    does === 'edit' && bodies.includes('multipart') ? 'multipart' : (bodies[0] ?? 'json')
  const asynchronous = query && value ? { async: { [query.name]: value } } : {}
  return {
    path: at.replace(/^\S+ /, ''),
    body,
    ...(models.place ? { model: models.place.name } : {}),
    ...toBase(base),
    ...asynchronous,
    references: referenceMode !== 'reject' && references[body] !== undefined,
    mask: referenceMode !== 'reject' && (mask?.[body] ?? []).length > 0,
  }
}

/** Keeps the places of a base request that have a parameter or a header. */
function toBase({ path = {}, query = {}, headers = {} }: Partial<BaseRequest>): Pick<ClientOperation, 'base'> {
  const places = Object.entries({ path, query, headers }).filter(([, members]) => Object.keys(members).length > 0)
  return places.length > 0 ? { base: Object.fromEntries(places) } : {}
}

const toPath = (
  operation: string,
  id: { in: 'path' | 'query'; name: string },
  { [id.name]: _, ...query }: Readonly<Record<string, string>> = {},
) => {
  const path = operation.replace(/^\S+ /, '')
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
    const { path, body, references, mask, model } = toClientOperation(dialect, operation)
    const published = contract.operations.find(({ route }) => route === operation.at)?.node.requestBody
    const requestNode = resolveRef(contract.document, published)
    const isOptional = requestNode.required !== true
    const media = findMediaKey(nodeAt(requestNode, 'content'), mediaTypes[body]) ?? mediaTypes[body]
    const requestBody = `${paths}['${path}']['post']['requestBody']`
    const files = body === 'json' ? 'string | Blob' : 'Blob'
    const extraFields = `${model ? ' & { model?: string }' : ''}${references ? ` & References<${files}>` : ''}${mask ? ` & Mask<${files}>` : ''}`
    return `${isOptional ? `NonNullable<${requestBody}>` : requestBody}['content']['${media}']${extraFields}`
  }
  return { generate: typeOf('generate'), edit: typeOf('edit') }
}
