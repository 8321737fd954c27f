import { isNode, listAt } from '../contract/document.ts'
import type { Contract } from '../contract/load.ts'
import { mediaTypes } from '../contract/media-types.ts'
import { fieldName } from '../dialect/names.ts'
import type { Cause, Dialect, ImageOperation } from '../dialect/schema.ts'
import { msPerSecond } from '../time/units.ts'
import { defined } from '../values/defined.ts'
import type { ClientDialect, ClientLens, ClientOperation, ErrorClass } from './runtime/dialect.ts'

/** What a refusal for a cause means to a caller, where its status alone does not tell. */
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
const defaultWait = { every: [3, 3], giveUp: [600, 600] } as const

/** The part of a dialect that a client reads by, as plain data. */
export function toClientDialect({ dialect, contract }: { dialect: Dialect; contract: Contract }): ClientDialect {
  const { references, mask, tasks, results, errors, async, images, prompt } = dialect
  const offered = (['generate', 'edit'] as const).flatMap((does) => preferredOperation(dialect, does) ?? [])
  const operations = Object.fromEntries(
    offered.map((operation) => [operation.does, toClientOperation(dialect, operation)]),
  )
  const [poll] = Object.values(tasks.polls ?? {})
  const [url = ''] = listAt(contract.document, 'servers').map((server) => String((server as { url?: unknown }).url))
  const { every, giveUp } = tasks.advice ?? defaultWait
  const [jsonField] = references.json?.fields ?? []
  const forms = references.multipart?.fields ?? []
  const [single = 'image'] = forms
  const [jsonMask] = mask?.json ?? []
  const [formMask] = mask?.multipart ?? []
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
    auth: { header: dialect.auth.header, scheme: dialect.auth.scheme },
    operations,
    ...(poll && offered.some((operation) => operation.async !== 'never')
      ? {
          poll: {
            path: toPath(poll.at, poll.id),
            lens: poll.lens as ClientLens,
            item: (poll.item ?? results.item) as ClientLens,
            states: invertStates(poll.states),
          },
        }
      : {}),
    ...(async ? { submit: async.submit.lens as ClientLens } : {}),
    reply: results.reply.lens as ClientLens,
    item: results.item as ClientLens,
    ...(results.picture?.auth === 'key' ? { keyForImages: true } : {}),
    references: {
      max: references.max,
      ...defined({ maxBytes: references.maxBytes }),
      ...(references.json && jsonField
        ? {
            json: {
              field: jsonField,
              ...(references.json.items.includes('string') ? {} : { member: references.json.members?.url ?? 'url' }),
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
      classes: Object.fromEntries(codes),
      ...(dialect.headers?.requestId ? { requestId: dialect.headers.requestId.name } : {}),
    },
  }
}

/** The operation that a client calls: one that answers in its own time before one that is always a task. */
function preferredOperation(dialect: Dialect, does: 'generate' | 'edit'): ImageOperation | undefined {
  const all = Object.values(dialect.operations).filter(
    (operation): operation is ImageOperation => operation.does === does,
  )
  return all.find((operation) => operation.async !== 'always') ?? all[0]
}

function toClientOperation(
  { async, request, references, mask }: Dialect,
  { at, bodies, does, async: mode, references: takes }: ImageOperation,
): ClientOperation {
  const query = mode === 'asked' ? async?.triggers?.find((trigger) => trigger.in === 'query') : undefined
  const words = query ? request.booleans.query[`${query.equals}`] : []
  const value = words.find((word) => word === String(query?.equals)) ?? words[0]
  const body: 'json' | 'multipart' =
    does === 'edit' && bodies.includes('multipart') ? 'multipart' : (bodies[0] ?? 'json')
  const asynchronous = query && value ? { async: { [query.name]: value } } : {}
  return {
    path: at.replace(/^\S+ /, ''),
    body,
    ...asynchronous,
    references: takes !== 'none' && references[body] !== undefined,
    mask: takes !== 'none' && (mask?.[body] ?? []).length > 0,
  }
}

const toPath = (at: string, id: { in: 'path' | 'query'; name: string }) => {
  const path = at.replace(/^\S+ /, '')
  return id.in === 'path' ? path.replace(`{${id.name}}`, '{id}') : `${path}?${id.name}={id}`
}

/** Words to states. Where two states share a word, the earlier one: a task that may still run is asked again. */
const invertStates = (states: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(states)
      .toReversed()
      .map(([state, word]) => [word.toLowerCase(), state]),
  )

/** The bodies of the two operations, as indexes into the types that openapi-typescript writes. */
export function bodyTypes({ dialect, contract }: { dialect: Dialect; contract: Contract }, paths: string) {
  const typeOf = (does: 'generate' | 'edit') => {
    const operation = preferredOperation(dialect, does)
    if (!operation) return 'never'
    const { path, body, references, mask } = toClientOperation(dialect, operation)
    const content = contract.operations.find(({ route }) => route === operation.at)?.node.requestBody
    const isOptional = !isNode(content) || content.required !== true
    const requestBody = `${paths}['${path}']['post']['requestBody']`
    const files = body === 'json' ? 'string | Blob' : 'Blob'
    const more = `${references ? ` & References<${files}>` : ''}${mask ? ` & Mask<${files}>` : ''}`
    return `${isOptional ? `NonNullable<${requestBody}>` : requestBody}['content']['${mediaTypes[body]}']${more}`
  }
  return { generate: typeOf('generate'), edit: typeOf('edit') }
}
