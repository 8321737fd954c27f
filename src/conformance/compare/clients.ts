import { z } from 'zod'
import { readYaml } from '../../contract/load.ts'
import { pointersOf } from '../../dialect/lens.ts'
import { fieldNamesIn } from '../../dialect/names.ts'
import type { Dialect, ImageOperation, ResultForm } from '../../dialect/schema.ts'
import { itemMemberOf, resultForms } from '../../dialect/words.ts'
import { imagesInvariants } from '../../probes/areas/delivery.ts'
import { jsonInvariants } from '../../probes/responses/json.ts'
import { packageFile } from '../../values/package-file.ts'
import type { ClientVerdict, Finding } from '../report.ts'

const callSchema = z.strictObject({
  path: z.string(),
  body: z.enum(['json', 'multipart']),
  asks: z.string().optional(),
  unless: z.array(z.string()).optional(),
  file: z.string().optional(),
  files: z.string().optional(),
  mask: z.string().optional(),
})
const eventsSchema = z.strictObject({ generate: z.array(z.string()), edit: z.array(z.string()) })
/** Schema of a client. `openapi/clients.yaml` explains the members. */
const clientSchema = z.strictObject({
  name: z.string(),
  majors: z.array(z.int()).min(1).optional(),
  auth: z.strictObject({ header: z.string(), scheme: z.string() }).optional(),
  calls: z.strictObject({ generate: callSchema, edit: callSchema.optional() }).optional(),
  places: z.strictObject({ items: z.string(), url: z.string(), base64: z.string() }).optional(),
  reads: z.record(z.enum(resultForms), z.enum(['yes', 'partly', 'no'])).optional(),
  polls: z.boolean(),
  checksContentType: z.boolean().optional(),
  events: eventsSchema.optional(),
})
type Client = z.infer<typeof clientSchema> & { readonly label: string }
type ClientCall = z.infer<typeof callSchema>

/** A thing that does not work, or that the caller has to do. */
interface Trouble {
  readonly works: 'partly' | 'no'
  readonly why: string
  readonly traits: readonly string[]
}
interface Assessment {
  readonly troubles: readonly Trouble[]
  /** Result forms that the client reads if there is no trouble. */
  readonly readForms: readonly ResultForm[]
}

const clientsFile = packageFile('openapi/clients.yaml')
const operationKinds = ['generate', 'edit'] as const
type OperationKind = (typeof operationKinds)[number]

/**
 * Judges which official clients work with a gateway, by its traits alone, or also by the `findings` of a run. `no`: no operation works. `partly`: one operation
 * fails, or the caller has to do a part of the work.
 */
export async function judgeClients(dialect: Dialect, findings?: readonly Finding[]): Promise<ClientVerdict[]> {
  const outcomes = findings && { generate: outcomeOf(findings, 'generate'), edit: outcomeOf(findings, 'edit') }
  const untyped = listUntypedJson(findings ?? [])
  const clients = await readClients()
  return clients.map((client) => judgeClient(dialect, client, outcomes, client.checksContentType ? untyped : []))
}

/** Reads the clients. Adds the majors to a name that several rows have, so that the reports of all gateways have the same names. */
async function readClients(): Promise<Client[]> {
  const rows = z.array(clientSchema).parse(await readYaml(clientsFile))
  const isShared = (name: string) => rows.filter((row) => row.name === name).length > 1
  return rows.map((row) => ({
    ...row,
    label: isShared(row.name) ? `${row.name} ${row.majors?.join(', ')}` : row.name,
  }))
}

/** Verdict on one kind of call of one major of a client, by the traits of a gateway. */
export interface CallVerdict {
  readonly client: string
  readonly major: number | undefined
  /** A stream is a generation that asks for events. */
  readonly does: OperationKind | 'stream'
  readonly works: ClientVerdict['works']
  readonly why: string
}

/** Judges each call of each client by the traits of a gateway. `untyped` are the operations whose JSON has another content type. */
export async function judgeCalls(dialect: Dialect, untyped: readonly string[] = []): Promise<CallVerdict[]> {
  const clients = await readClients()
  return clients.flatMap(({ events, ...client }) => {
    const toVerdicts = (does: CallVerdict['does'], troubles: readonly Pick<Trouble, 'works' | 'why'>[]) => {
      const works = troubles.some((trouble) => trouble.works === 'no') ? 'no' : troubles.length > 0 ? 'partly' : 'yes'
      const why = troubles.map((trouble) => trouble.why).join('; ')
      return (client.majors ?? [undefined]).map((major) => ({ client: client.name, major, does, works, why }) as const)
    }
    const kinds = offeredKinds(dialect)
    const streams =
      events && kinds.includes('generate') ? toVerdicts('stream', judgeStream(dialect, client, events)) : []
    return [
      ...kinds.flatMap((does) =>
        toVerdicts(does, assess(dialect, client, does, client.checksContentType ? untyped : []).troubles),
      ),
      ...streams,
    ]
  })
}

/** Lists what keeps a client from reading a streamed generation. A gateway that does not stream sends a client nothing to read. */
function judgeStream(dialect: Dialect, client: Client, events: Client['events']) {
  const { troubles } = assess(dialect, client, 'generate', [])
  // Events have base64, whatever the form of other responses.
  const isForm = ({ traits }: Trouble) => traits.some((trait) => trait.startsWith('/results/'))
  const isSilent = !dialect.stream?.operations.includes('generate')
  return [
    ...troubles.filter((trouble) => !isForm(trouble)),
    ...streamTroubles(dialect, { ...client, events }, 'generate').map(({ why }) => ({
      works: isSilent ? ('no' as const) : ('partly' as const),
      why,
    })),
  ]
}

const offeredKinds = (dialect: Dialect) =>
  operationKinds.filter((does) => Object.values(dialect.operations).some((operation) => operation.does === does))

/** Lists the operations whose successes have JSON without the content type of JSON: `POST /images/edits`. */
function listUntypedJson(findings: readonly Finding[]): string[] {
  const { observed } = findings.find(({ trait }) => trait === jsonInvariants.declared) ?? {}
  return [observed].flat().flatMap((breach) => /^(\S+ \S+) with 2/.exec(String(breach ?? ''))?.[1] ?? [])
}

/** Observed result of the documented requests of a kind: images, refusals or failures alone, or nothing. */
type Outcome = 'images' | 'none' | 'not seen'

function outcomeOf(findings: readonly Finding[], does: OperationKind): Outcome {
  const finding = findings.find(({ trait }) => trait === imagesInvariants[does])
  if (!finding || finding.verdict === 'not observed') return 'not seen'
  // A breach for each request means that none returned images.
  const breaches = Array.isArray(finding.observed) ? finding.observed.length : 0
  return breaches < finding.evidence.length ? 'images' : 'none'
}

function judgeClient(
  dialect: Dialect,
  client: Client,
  outcomes: Readonly<Record<OperationKind, Outcome>> | undefined,
  untyped: readonly string[],
): ClientVerdict {
  const offered = offeredKinds(dialect)
  const assessments = offered.map((does) => {
    const assessment = assess(dialect, client, does, untyped)
    if (outcomes?.[does] !== 'none') return { does, ...assessment }
    const why = 'the gateway returned images for no documented request'
    return { does, troubles: [{ works: 'no', why, traits: [] } as const], readForms: [] }
  })
  const troubles = assessments.flatMap(({ does, troubles }) => troubles.map((trouble) => ({ does, ...trouble })))
  const isUnusable = assessments.every(({ troubles }) => troubles.some(({ works }) => works === 'no'))
  const reasons = [...Map.groupBy(troubles, ({ why }) => why)].map(
    ([why, same]) => `${same.map(({ does }) => does).join(', ')}: ${why}`,
  )
  const unseen = offered.filter((does) => outcomes?.[does] === 'not seen')
  if (unseen.length > 0 && !isUnusable)
    return {
      client: client.label,
      works: 'unknown',
      why: `${unseen.join(', ')}: the run saw no images`,
      traits: [...new Set(troubles.flatMap(({ traits }) => traits))],
    }
  const formsRead = [...new Set(assessments.flatMap(({ readForms }) => readForms))].map((form) => formNames[form])
  return {
    client: client.label,
    works: troubles.length === 0 ? 'yes' : isUnusable ? 'no' : 'partly',
    why: reasons.join('; ') || `reads ${formsRead.join(' and ') || 'the documented results'}`,
    traits: [...new Set(troubles.flatMap(({ traits }) => traits))],
  }
}

function assess(dialect: Dialect, client: Client, does: OperationKind, untyped: readonly string[]): Assessment {
  const call = client.calls?.[does]
  if (client.calls && !call)
    return { troubles: [{ works: 'no', why: 'the client has no such call', traits: [] }], readForms: [] }
  const [name, operation] = findOperation(dialect, does, call?.path) ?? []
  if (!name || !operation) {
    const traits = Object.keys(dialect.operations).map((operationName) => `/operations/${operationName}/at`)
    return { troubles: [{ works: 'no', why: `the gateway has no POST ${call?.path}`, traits }], readForms: [] }
  }
  if (untyped.includes(operation.at)) {
    const why = 'the gateway declares its JSON as another content type, which the client does not read as JSON'
    return { troubles: [{ works: 'no', why, traits: [] }], readForms: [] }
  }
  const answerForms = listAnswerForms(dialect, call)
  const receivedForms = answerForms.flatMap(({ form }) => form ?? [])
  return {
    troubles: [
      ...authTroubles(dialect, client),
      ...operationTroubles(dialect, client, name, operation, call),
      ...(call ? [...fieldTroubles(dialect, call), ...fileTroubles(dialect, call)] : []),
      ...placeTroubles(dialect, client, receivedForms),
      ...formTroubles(answerForms, client.reads),
      ...streamTroubles(dialect, client, does),
    ],
    readForms: client.reads ? receivedForms : [],
  }
}

/** Finds the operation whose path is the call's path after some base URL. Of several, the shortest path wins. */
function findOperation({ operations }: Dialect, does: OperationKind, path = ''): [string, ImageOperation] | undefined {
  const matches = Object.entries(operations).filter(
    (entry): entry is [string, ImageOperation] => entry[1].does === does && entry[1].at.endsWith(path),
  )
  return matches.sort(([, a], [, b]) => a.at.length - b.at.length)[0]
}

function authTroubles({ auth }: Dialect, client: Client): Trouble[] {
  if (!client.auth || auth.withoutKey === 'accept') return []
  if (auth.in === 'query')
    return [
      { works: 'no', why: `the key must be sent in the parameter ${auth.name} of the query`, traits: ['/auth/in'] },
    ]
  const { header, scheme } = client.auth
  const isOther = auth.name.toLowerCase() !== header.toLowerCase()
  if (!isOther && auth.scheme.toLowerCase() === scheme.toLowerCase()) return []
  const expected = `${auth.name}: ${auth.scheme}`.trim()
  return [
    { works: 'no', why: `the key must be sent as ${expected}`, traits: [isOther ? '/auth/name' : '/auth/scheme'] },
  ]
}

function operationTroubles(
  { tasks }: Dialect,
  { polls }: Client,
  name: string,
  operation: ImageOperation,
  call: ClientCall | undefined,
): Trouble[] {
  const pointer = `/operations/${name}`
  const canPoll = polls && Object.keys(tasks.polls ?? {}).length > 0
  return [
    ...(call && !operation.bodies.includes(call.body)
      ? [
          {
            works: 'no',
            why: `the gateway accepts no body of the kind ${call.body}`,
            traits: [`${pointer}/bodies`],
          } as const,
        ]
      : []),
    ...(operation.async === 'always' && !canPoll
      ? [
          {
            works: 'no',
            why: 'cannot poll the task that the gateway returns',
            traits: [`${pointer}/async`],
          } as const,
        ]
      : []),
  ]
}

/** Fields that every call may send. A call always sends the first. */
const sentFields = ['prompt', 'model', 'n', 'size'] as const

const fieldTroubles = (dialect: Dialect, { body }: ClientCall): Trouble[] =>
  sentFields
    .filter((field) => !fieldNamesIn(dialect, field, body).includes(field))
    .map((field) => ({
      works: field === 'prompt' ? 'no' : 'partly',
      why: `the gateway does not read ${field}`,
      traits: [`/fields/${field}`],
    }))

function fileTroubles({ references, mask }: Dialect, { file, files, mask: maskField }: ClientCall): Trouble[] {
  if (file === undefined || maskField === undefined) return []
  const names = references.multipart?.fields ?? []
  const sentNames = [file, ...(files === undefined ? [] : [files])]
  const ignored = sentNames.filter((name) => !names.includes(name))
  const isMaskRead = !mask?.multipart || mask.multipart.includes(maskField)
  return [
    ...(ignored.length > 0
      ? [
          {
            works: ignored.length === sentNames.length ? 'no' : 'partly',
            why: `the gateway does not read files sent as ${ignored.join(' or ')}`,
            traits: ['/references/multipart/fields'],
          } as const,
        ]
      : []),
    ...(isMaskRead
      ? []
      : [
          {
            works: 'partly',
            why: `the gateway does not read a mask sent as ${maskField}`,
            traits: ['/mask/multipart'],
          } as const,
        ]),
  ]
}

const formNames: Readonly<Record<ResultForm, string>> = {
  relative: 'a relative URL',
  absolute: 'an absolute URL',
  data: 'a data URL',
  base64: 'base64',
  base64Data: 'a data URL in place of base64',
}

/** Response of one model to a call: the form of the image, or a refusal of the requested form (`form` is absent). */
interface AnswerForm {
  readonly model: string
  readonly trait: string
  readonly form?: ResultForm
}

function listAnswerForms(dialect: Dialect, call: ClientCall | undefined): AnswerForm[] {
  const { models, results } = dialect
  const candidates = [...models.known.entries()].filter(([, { retired }]) => retired === undefined)
  const responseFormat =
    call && fieldNamesIn(dialect, 'responseFormat', call.body).includes('response_format') && call.asks
  return (candidates.length > 0 ? candidates : [...models.known.entries()]).map(
    ([index, { match: model, rejects, form }]) => {
      const asks =
        responseFormat && !call?.unless?.some((prefix) => model.startsWith(prefix)) ? responseFormat : undefined
      if (asks && rejects?.includes('responseFormat')) return { model, trait: `/models/known/${index}/rejects` }
      const requestedForm = asks === undefined ? undefined : results.byResponseFormat?.[asks]
      if (asks && results.byResponseFormat && !requestedForm) return { model, trait: '/results/byResponseFormat' }
      if (requestedForm) return { model, form: requestedForm, trait: `/results/byResponseFormat/${asks}` }
      if (form) return { model, form, trait: `/models/known/${index}/form` }
      return { model, form: results.default, trait: '/results/default' }
    },
  )
}

const asIs = 'as it is, for the caller to interpret'

function judgeForm({ form }: AnswerForm, reads: Client['reads']): Pick<ClientVerdict, 'works' | 'why'> {
  if (form === undefined) return { works: 'no', why: 'the gateway refuses the response_format that the client sends' }
  const works = reads?.[form] ?? 'yes'
  return {
    works,
    why: works === 'partly' ? `returns ${formNames[form]} ${asIs}` : `cannot read ${formNames[form]}`,
  }
}

function formTroubles(answers: readonly AnswerForm[], reads: Client['reads']): Trouble[] {
  const judged = answers.map((answer) => ({ ...answer, ...judgeForm(answer, reads) }))
  const failing = judged.filter(({ works }) => works !== 'yes')
  const isLost = failing.length === judged.length && failing.every(({ works }) => works === 'no')
  return [...Map.groupBy(failing, ({ why }) => why)].map(([why, same]) => ({
    works: isLost ? 'no' : 'partly',
    why: same.length === judged.length ? why : `${why} (for ${same.map(({ model }) => model).join(', ')})`,
    traits: [...new Set(same.map(({ trait }) => trait))],
  }))
}

const includesPointer = (place: string | readonly string[] | undefined, pointer: string) =>
  pointersOf(place).includes(pointer)

function placeTroubles({ results }: Dialect, { places }: Client, receivedForms: readonly ResultForm[]): Trouble[] {
  if (!places) return []
  const members = [...new Set(receivedForms.map((form) => itemMemberOf[form]))].filter(
    (member) => !includesPointer(results.item[member], places[member]),
  )
  const missing = [
    ...(includesPointer(results.reply.lens.items, places.items)
      ? []
      : [[places.items, '/results/reply/lens/items'] as const]),
    ...members.map((member) => [places[member], `/results/item/${member}`] as const),
  ]
  return missing.map(([place, trait]) => ({
    works: 'no',
    why: `the response has nothing at ${place}`,
    traits: [trait],
  }))
}

function streamTroubles({ stream }: Dialect, { events }: Client, does: OperationKind): Trouble[] {
  if (!events) return []
  if (!stream?.operations.includes(does))
    return [
      { works: 'partly', why: 'the gateway does not stream', traits: [stream ? '/stream/operations' : '/stream'] },
    ]
  const unknownTypes = Object.values(stream.events[does]).filter((type) => !events[does].includes(type))
  if (unknownTypes.length === 0) return []
  const why = `does not know events of the type ${unknownTypes.join(' or ')}`
  return [{ works: 'partly', why, traits: [`/stream/events/${does}`] }]
}
