import { readFile } from 'node:fs/promises'
import { listAt, type Node, nodeAt } from '../../contract/document.ts'
import { type Contract, type ContractOperation, loadDocument, resolveRef } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { pathParameters } from '../../contract/path-template.ts'
import { parsePointer } from '../../contract/pointer.ts'
import { responseSchemas, schemasAt } from '../../contract/walk.ts'
import { listFaults } from '../../dialect/check.ts'
import { completeDialect } from '../../dialect/complete.ts'
import { withImageOperation } from '../../dialect/image-operation.ts'
import { readPointer, removePointer } from '../../dialect/lens.ts'
import { type DialectFile, dialectSchema } from '../../dialect/schema.ts'
import { findPromptName, type SampleRequest } from '../../probes/sample-request.ts'
import { type Description, describeDialect, parseReplies, parseSamples, type Samples } from './describe-samples.ts'
import { findByNames, findImages, listLeaves } from './find-members.ts'
import { listLeftOut } from './left-out.ts'
import type { ReplySample } from './reply-sample.ts'
import { sampleOfSchema } from './sample-of-schema.ts'
import { guessStates, stateNames } from './state-words.ts'

/** A dialect for a published document, and the document as it is. */
export interface PublishedDescription extends Description {
  readonly published: string
}

/**
 * Describes a gateway by its OpenAPI document, and by samples where they are given. Throws an Error if the document has no
 * operation that makes images.
 */
export async function describeDocument(
  id: string,
  file: string,
  { curl, ...texts }: Partial<Samples>,
): Promise<PublishedDescription> {
  const contract = await loadDocument(file)
  const { document } = contract
  const given = curl === undefined ? undefined : parseSamples({ curl })
  const create = findCreate(contract, given?.route)
  if (!create)
    throw new Error(
      `${file}: no operation makes images: expected a POST whose body has a prompt${given ? ` at ${given.route}` : ''}; pass --curl FILE with a request that works`,
    )
  const replies = parseReplies(texts)
  const submit = replies.submit ?? sampleReply(document, create, /^2/)
  const error = replies.error ?? sampleReply(document, create, /^[4d]/)
  const pollOperation = findPoll(contract, create)
  const poll = replies.poll ?? (pollOperation && sampleReply(document, pollOperation, /^2/))
  const guesses: string[] = []
  const samples = { request: given?.request ?? requestOf(contract, create), route: create.route, url: given?.url }
  const { dialect } = describeDialect(
    id,
    { ...samples, submit, error, poll: isTask(submit) ? poll : undefined },
    guesses,
  )
  const routed = pollOperation ? withPollOperation(dialect, pollOperation, contract) : dialect
  const left = guesses.filter((guess) => pollOperation === undefined || !guess.startsWith('/tasks/polls/task/at'))
  const fitted = withoutLostMembers(routed, contract, left)
  return {
    dialect: fitted,
    document,
    guesses: left,
    leftOut: listLeftOut(fitted, { ...replies, request: given?.request, url: given?.url }),
    published: await readFile(file, 'utf8'),
  }
}

/** Tests for a reply that names a task: it has a state, or no image. */
function isTask(submit: ReplySample | undefined): boolean {
  if (!submit) return false
  return findByNames(listLeaves(submit.json), stateNames) !== undefined || findImages(submit.json) === undefined
}

/** Finds the operation of a sample, or else the first that takes a prompt. */
function findCreate({ document, operations }: Contract, route: string | undefined): ContractOperation | undefined {
  const [method, path = ''] = (route ?? '').split(' ')
  const isSame = (operation: ContractOperation) =>
    operation.method === method && matches(operation.basePath + operation.path, path)
  const hasPrompt = ({ method: verb, bodies }: ContractOperation) =>
    verb === 'POST' &&
    Object.values(bodies).some((body) => findPromptName(asNode(sampleOfSchema(document, body))) !== undefined)
  const prompted = operations.filter(hasPrompt)
  return route === undefined
    ? (prompted.find(({ path: template }) => /image|picture|generate|generation|draw/i.test(template)) ?? prompted[0])
    : operations.find(isSame)
}

const matches = (template: string, path: string): boolean => {
  const [expected, actual] = [template, path].map((text) => text.split('/'))
  return (
    expected?.length === actual?.length &&
    (expected ?? []).every((part, index) => part.startsWith('{') || part === actual?.[index])
  )
}

const asNode = (value: unknown): Node => (typeof value === 'object' && value !== null ? (value as Node) : {})

/** Makes a request from the schema of a body. */
function requestOf({ document }: Contract, { bodies }: ContractOperation): SampleRequest {
  const json = bodies[mediaTypes.json]
  const form = bodies[mediaTypes.multipart]
  const sample = asNode(sampleOfSchema(document, json ?? form))
  const files = json ? [] : Object.keys(sample).filter((name) => isFile(document, form, name))
  const texts = Object.entries(sample).filter(([name]) => !files.includes(name))
  return {
    operation: undefined,
    auth: authOf(document),
    json: json ? sample : undefined,
    form: json ? undefined : texts.map(([name, value]) => [name, String(value)] as const),
    files,
  }
}

const isFile = (document: Node, form: Node | undefined, name: string): boolean =>
  [[name], [name, '0']].some((path) =>
    schemasAt(document, form, path).some(
      ({ format, contentMediaType }) => format === 'binary' || contentMediaType !== undefined,
    ),
  )

/** Reads how the key is sent from the first security scheme with a header, or else with a parameter of the query. */
function authOf(document: Node): SampleRequest['auth'] {
  const schemes = Object.values(nodeAt(nodeAt(document, 'components'), 'securitySchemes')).map((scheme) =>
    resolveRef(document, scheme),
  )
  const isBearer = schemes.length === 0 || schemes.some(({ type }) => type !== 'apiKey')
  for (const place of isBearer ? [] : (['header', 'query'] as const)) {
    const found = schemes.find((scheme) => scheme.type === 'apiKey' && scheme.in === place)
    if (found) return { in: place, name: String(found.name), scheme: '' }
  }
  return { in: 'header', name: 'Authorization', scheme: 'Bearer' }
}

/** Makes a reply of an operation from its examples or its schema. The first status that matches counts. */
function sampleReply(document: Node, operation: ContractOperation, status: RegExp): ReplySample | undefined {
  const codes = Object.keys(nodeAt(operation.node, 'responses')).filter((code) => status.test(code))
  const found = codes.flatMap((code) => {
    const example = exampleOf(document, operation, code)
    const [schema] = responseSchemas(document, operation, (other) => other === code)
    const json = example ?? (schema && sampleOfSchema(document, schema))
    return typeof json === 'object' && json !== null ? [{ code, json }] : []
  })[0]
  return (
    found && { status: /^\d+$/.test(found.code) ? Number(found.code) : undefined, json: found.json, path: undefined }
  )
}

function exampleOf(document: Node, { node }: ContractOperation, code: string): unknown {
  const media = nodeAt(nodeAt(resolveRef(document, nodeAt(node, 'responses')[code]), 'content'), mediaTypes.json)
  const [first] = Object.values(nodeAt(media, 'examples'))
  return media.example ?? (first === undefined ? undefined : resolveRef(document, first).value)
}

/** Finds the endpoint that reports a task by its id, in the path or in the query. */
function findPoll({ operations }: Contract, create: ContractOperation): ContractOperation | undefined {
  const candidates = operations.filter(
    ({ method, path, parameters }) =>
      method === 'GET' &&
      !/model|file|content/i.test(path) &&
      (pathParameters(path).length === 1 ||
        parameters.some((parameter) => parameter.in === 'query' && parameter.required)),
  )
  const near = candidates.find(({ path }) => path.startsWith(create.path))
  const named = candidates.find(({ path }) => /task|job|predict|generation|result/i.test(path))
  return near ?? named ?? candidates[0]
}

/** Names the poll as the contract does. */
function withPollOperation(dialect: DialectFile, operation: ContractOperation, { document }: Contract): DialectFile {
  const poll = dialect.tasks?.polls?.task
  if (!poll) return dialect
  const pointer = [poll.lens.state ?? []].flat()[0] ?? ''
  const schemas = responseSchemas(document, operation, (code) => code.startsWith('2')).flatMap((schema) =>
    schemasAt(document, schema, parsePointer(pointer)),
  )
  const words = schemas.flatMap((schema) => listAt(schema, 'enum')).filter((word) => typeof word === 'string')
  const { id: _, ...rest } = poll
  return {
    ...dialect,
    tasks: {
      ...dialect.tasks,
      polls: {
        task: {
          ...rest,
          at: operation.route,
          ...(words.length > 0 ? { states: guessStates(undefined, undefined, words) } : {}),
        },
      },
    },
  }
}

/** Removes the members that the contract lacks, so that the dialect loads. */
function withoutLostMembers(dialect: DialectFile, contract: Contract, guesses: string[]): DialectFile {
  const fitted = structuredClone(dialect)
  for (let round = 0; round < maxRounds; round++) {
    const complete = completeDialect(fitted, contract, dialectSchema)
    const lost = listFaults(complete, withImageOperation(contract, complete)).find(
      ({ kind, pointer }) => (kind === 'place' || kind === 'source') && readPointer(fitted, pointer) !== undefined,
    )
    if (!lost) break
    // The source of a member goes with the member.
    if (lost.kind !== 'source')
      guesses.push(
        `${lost.pointer}: left out, because the contract lacks ${JSON.stringify(readPointer(fitted, lost.pointer))}`,
      )
    removePointer(fitted, lost.pointer)
    for (const [field, rules] of Object.entries(fitted.fields))
      if (Object.values(rules ?? {}).some((names) => Array.isArray(names) && names.length === 0))
        delete fitted.fields[field as 'prompt']
  }
  return fitted
}

/** Rounds of `withoutLostMembers`: more members than any sample has. */
const maxRounds = 50
