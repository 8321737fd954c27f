import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readYaml } from '../../contract/load.ts'
import type { Dialect, ImageOperation, ResultForm } from '../../dialect/schema.ts'
import { forms, memberOf } from '../../dialect/words.ts'
import { type ClientVerdict, worksWords } from '../report.ts'

const call = z.strictObject({
  path: z.string(),
  body: z.enum(['json', 'multipart']),
  asks: z.string().optional(),
  unless: z.string().optional(),
  file: z.string().optional(),
  files: z.string().optional(),
  mask: z.string().optional(),
})
const events = z.strictObject({ generate: z.array(z.string()), edit: z.array(z.string()) })
/** `openapi/clients.yaml` says what the members mean. */
const client = z.strictObject({
  name: z.string(),
  auth: z.strictObject({ header: z.string(), scheme: z.string() }).optional(),
  calls: z.strictObject({ generate: call, edit: call }).optional(),
  places: z.strictObject({ items: z.string(), url: z.string(), base64: z.string() }).optional(),
  reads: z.record(z.enum(forms), z.enum(worksWords)).optional(),
  polls: z.boolean(),
  events: events.optional(),
})
type Client = z.infer<typeof client>
type Call = z.infer<typeof call>

/** Something that does not work, or that is left to the caller. */
interface Trouble {
  readonly works: Exclude<ClientVerdict['works'], 'yes'>
  readonly why: string
  readonly traits: readonly string[]
}
interface Told {
  readonly troubles: readonly Trouble[]
  /** What it reads where all is well. */
  readonly reads: readonly ResultForm[]
}

const file = fileURLToPath(new URL('../../../openapi/clients.yaml', import.meta.url))
const tasks = ['generate', 'edit'] as const
type Does = (typeof tasks)[number]

/** Which official clients work with a gateway, by its traits alone. `no`: with nothing; `partly`: one operation, or not wholly. */
export async function worksWith(dialect: Dialect): Promise<ClientVerdict[]> {
  const clients = z.array(client).parse(await readYaml(file))
  return clients.map((each) => judge(dialect, each))
}

function judge(dialect: Dialect, client: Client): ClientVerdict {
  const offered = tasks.filter((does) => Object.values(dialect.operations).some((each) => each.does === does))
  const told = offered.map((does) => ({ does, ...tell(dialect, client, does) }))
  const troubles = told.flatMap(({ does, troubles }) => troubles.map((trouble) => ({ does, ...trouble })))
  const isLost = told.every(({ troubles }) => troubles.some(({ works }) => works === 'no'))
  const reasons = [...Map.groupBy(troubles, ({ why }) => why)].map(
    ([why, same]) => `${same.map(({ does }) => does).join(', ')}: ${why}`,
  )
  const read = [...new Set(told.flatMap(({ reads }) => reads))].map((form) => formNames[form])
  return {
    client: client.name,
    works: troubles.length === 0 ? 'yes' : isLost ? 'no' : 'partly',
    why: reasons.join('; ') || `reads ${read.join(' and ') || 'what is documented'}`,
    traits: [...new Set(troubles.flatMap(({ traits }) => traits))],
  }
}

function tell(dialect: Dialect, client: Client, does: Does): Told {
  const called = client.calls?.[does]
  const [name, operation] = operationFor(dialect, does, called?.path) ?? []
  if (!name || !operation) {
    const traits = Object.keys(dialect.operations).map((each) => `/operations/${each}/at`)
    return { troubles: [{ works: 'no', why: `there is no POST ${called?.path}`, traits }], reads: [] }
  }
  const answers = answersOf(dialect, called)
  const met = answers.flatMap(({ form }) => form ?? [])
  return {
    troubles: [
      ...authTroubles(dialect, client),
      ...operationTroubles(dialect, client, name, operation, called),
      ...(called ? [...fieldTroubles(dialect, called), ...fileTroubles(dialect, called)] : []),
      ...placeTroubles(dialect, client, met),
      ...formTroubles(answers, client.reads),
      ...streamTroubles(dialect, client, does),
    ],
    reads: client.reads ? met : [],
  }
}

/** The one that answers at the path after some base URL; of several that do, the one that is nearest to it. */
function operationFor({ operations }: Dialect, does: Does, path = ''): [string, ImageOperation] | undefined {
  const found = Object.entries(operations).filter(
    (entry): entry is [string, ImageOperation] => entry[1].does === does && entry[1].at.endsWith(path),
  )
  return found.sort(([, a], [, b]) => a.at.length - b.at.length)[0]
}

function authTroubles({ auth }: Dialect, client: Client): Trouble[] {
  if (!client.auth || !auth.required) return []
  const { header, scheme } = client.auth
  const isOther = auth.header.toLowerCase() !== header.toLowerCase()
  if (!isOther && auth.scheme.toLowerCase() === scheme.toLowerCase()) return []
  const wanted = `${auth.header}: ${auth.scheme}`.trim()
  return [
    { works: 'no', why: `the key must be sent as ${wanted}`, traits: [isOther ? '/auth/header' : '/auth/scheme'] },
  ]
}

function operationTroubles(
  { tasks }: Dialect,
  { polls }: Client,
  name: string,
  operation: ImageOperation,
  called: Call | undefined,
): Trouble[] {
  const at = `/operations/${name}`
  const canPoll = polls && Object.keys(tasks.polls ?? {}).length > 0
  return [
    ...(called && !operation.bodies.includes(called.body)
      ? [{ works: 'no', why: `no body of the kind ${called.body} is taken`, traits: [`${at}/bodies`] } as const]
      : []),
    ...(operation.async === 'always' && !canPoll
      ? [{ works: 'no', why: 'a task is answered, and it does not poll', traits: [`${at}/async`] } as const]
      : []),
  ]
}

const namesOf = ({ fields }: Dialect, field: keyof Dialect['fields'], body: Call['body']): readonly string[] =>
  fields[field]?.[body] ?? fields[field]?.names ?? []

/** Every call sends these, the first of them always. */
const sent = ['prompt', 'model', 'n', 'size'] as const

const fieldTroubles = (dialect: Dialect, { body }: Call): Trouble[] =>
  sent
    .filter((field) => !namesOf(dialect, field, body).includes(field))
    .map((field) => ({
      works: field === 'prompt' ? 'no' : 'partly',
      why: `${field} is not read`,
      traits: [`/fields/${field}`],
    }))

function fileTroubles({ references, mask }: Dialect, { file, files, mask: stencil }: Call): Trouble[] {
  if (file === undefined || files === undefined || stencil === undefined) return []
  const names = references.multipart?.fields ?? []
  const unread = [file, files].filter((name) => !names.includes(name))
  const isMaskRead = !mask?.multipart || mask.multipart.includes(stencil)
  return [
    ...(unread.length > 0
      ? [
          {
            works: unread.length === 2 ? 'no' : 'partly',
            why: `files sent as ${unread.join(' or ')} are not read`,
            traits: ['/references/multipart/fields'],
          } as const,
        ]
      : []),
    ...(isMaskRead
      ? []
      : [{ works: 'partly', why: `a mask sent as ${stencil} is not read`, traits: ['/mask/multipart'] } as const]),
  ]
}

const formNames: Readonly<Record<ResultForm, string>> = {
  relative: 'a relative URL',
  absolute: 'an absolute URL',
  data: 'a data URL',
  base64: 'base64',
  base64Data: 'a data URL in the place of base64',
}

/** What one model answers to it: the form of the picture, or a refusal of the form that it asks for. */
interface Answered {
  readonly model: string
  readonly trait: string
  readonly form?: ResultForm
}

function answersOf(dialect: Dialect, called: Call | undefined): Answered[] {
  const { models, results } = dialect
  const live = [...models.known.entries()].filter(([, { retired }]) => retired === undefined)
  const word = called && namesOf(dialect, 'responseFormat', called.body).includes('response_format') && called.asks
  return (live.length > 0 ? live : [...models.known.entries()]).map(([index, { match: model, refuses, form }]) => {
    const asks = word && !(called?.unless && model.startsWith(called.unless)) ? word : undefined
    if (asks && refuses?.includes('responseFormat')) return { model, trait: `/models/known/${index}/refuses` }
    const asked = asks === undefined ? undefined : results.byResponseFormat?.[asks]
    if (asked) return { model, form: asked, trait: `/results/byResponseFormat/${asks}` }
    if (form) return { model, form, trait: `/models/known/${index}/form` }
    return { model, form: results.default, trait: '/results/default' }
  })
}

const given = 'is given back as it is, for the caller to make out'

function judgeForm({ form }: Answered, reads: Client['reads']): Pick<ClientVerdict, 'works' | 'why'> {
  if (form === undefined) return { works: 'no', why: 'the response_format that it sends is refused' }
  const works = reads?.[form] ?? 'yes'
  return { works, why: works === 'partly' ? `${formNames[form]} ${given}` : `${formNames[form]} is answered` }
}

function formTroubles(answers: readonly Answered[], reads: Client['reads']): Trouble[] {
  const judged = answers.map((each) => ({ ...each, ...judgeForm(each, reads) }))
  const troubled = judged.filter(({ works }) => works !== 'yes')
  const isLost = troubled.length === judged.length && troubled.every(({ works }) => works === 'no')
  return [...Map.groupBy(troubled, ({ why }) => why)].map(([why, same]) => ({
    works: isLost ? 'no' : 'partly',
    why: same.length === judged.length ? why : `${why} for ${same.map(({ model }) => model).join(', ')}`,
    traits: [...new Set(same.map(({ trait }) => trait))],
  }))
}

const has = (place: string | readonly string[] | undefined, pointer: string) => [place ?? []].flat().includes(pointer)

function placeTroubles({ results }: Dialect, { places }: Client, met: readonly ResultForm[]): Trouble[] {
  if (!places) return []
  const members = [...new Set(met.map((form) => memberOf[form]))].filter(
    (member) => !has(results.item[member], places[member]),
  )
  const moved = [
    ...(has(results.reply.lens.items, places.items) ? [] : [[places.items, '/results/reply/lens/items'] as const]),
    ...members.map((member) => [places[member], `/results/item/${member}`] as const),
  ]
  return moved.map(([place, trait]) => ({ works: 'no', why: `there is nothing at ${place}`, traits: [trait] }))
}

function streamTroubles({ stream }: Dialect, { events }: Client, does: Does): Trouble[] {
  if (!events) return []
  if (!stream?.operations.includes(does))
    return [{ works: 'partly', why: 'nothing is streamed', traits: [stream ? '/stream/operations' : '/stream'] }]
  const unknown = Object.values(stream.events[does]).filter((type) => !events[does].includes(type))
  if (unknown.length === 0) return []
  const why = `events of the type ${unknown.join(' or ')} are not known`
  return [{ works: 'partly', why, traits: [`/stream/events/${does}`] }]
}
