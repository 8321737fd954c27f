import type { IHttpConfig, IHttpRequest, IHttpResponse } from '@stoplight/prism-http'
import { type Compiler, createCompiler, encodePointer, pointerTo } from '../../contract/compile.ts'
import { type Node, nodeAt } from '../../contract/document.ts'
import { type Contract, type ContractOperation, resolve } from '../../contract/load.ts'
import { eventStream, mediaTypes, twinType } from '../../contract/media-types.ts'
import { parsePointer } from '../../contract/pointer.ts'
import { Problem } from '../model/problem.ts'
import { headersOf, type Rendered } from '../model/reply.ts'
import { type Accept, acceptsOf } from './accept.ts'

/**
 * Prism is the frame: it validates what comes in, hands it to `answer`, and validates what goes out. Everything that
 * Prism's types ask for (fp-ts) stays in this file. Bodies are read before it: it takes a form as the JSON twin of its
 * schema, because its own multipart reader loses fields and can end the process (see the tests that pin it).
 */

/** What Prism found: the path starts with body, query, header or path. */
export interface Finding {
  readonly path: readonly string[]
  readonly code: string
  readonly message: string
}

export interface PrismRequest {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** Gets the findings on the request, and gives the response. */
export type Answer = (findings: readonly Finding[]) => Promise<Rendered>

export interface Prism {
  /** What surely conforms needs no Prism to say so. Compiled for an operation when it is first asked about. */
  acceptOf(operation: ContractOperation): Accept | Promise<Accept>
  /** Never rejects with what `answer` did not throw. `validate` is off where the request could not be read at all. */
  run(
    at: string,
    request: PrismRequest,
    validate: boolean,
    answer: Answer,
  ): Promise<{ rendered: Rendered; violations: readonly Finding[] }>
  /** Prism's own answer, for an operation that has no state. */
  negotiate(at: string, request: PrismRequest): Promise<Rendered>
  /** What the contract says against an event of a stream of the operation. */
  judgeEvent(at: string, data: unknown): Promise<readonly Finding[]>
}

type Diagnostic = { path?: (string | number)[]; code?: string | number; message: string; severity: number }

const severityError = 0

const made = new WeakMap<Contract, Promise<Prism>>()

/**
 * Prism with the contract, every schema compiled; one for all mocks of that contract, since it keeps nothing of what it
 * is asked. Prism itself is loaded by the first request that needs it. Rejects for a schema that can't be compiled.
 */
export function prismOf(contract: Contract): Promise<Prism> {
  const prism = made.get(contract) ?? createPrism(contract)
  made.set(contract, prism)
  return prism
}

async function createPrism(contract: Contract): Promise<Prism> {
  const { document } = contract
  const compiler = once(() => createCompiler(document))
  const instance = once(() => loadInstance(document))
  if (!contract.isSound) compileAll(document, await compiler())
  const accepts = new Map<string, Accept | Promise<Accept>>()
  const streams = new Map(eventSchemas(document).map(({ at, pointer }) => [at, pointer]))
  const maker = once(async () => acceptsOf(document, await compiler()))
  const prepare = async (operation: ContractOperation) => {
    const accept = (await maker())(operation)
    accepts.set(operation.at, accept)
    return accept
  }
  return {
    acceptOf(operation) {
      const known = accepts.get(operation.at)
      if (known) return known
      const coming = prepare(operation)
      accepts.set(operation.at, coming)
      return coming
    },
    run: async (...asked) => (await instance()).run(...asked),
    negotiate: async (...asked) => (await instance()).negotiate(...asked),
    async judgeEvent(at, data) {
      const pointer = streams.get(at)
      if (pointer === undefined)
        return [{ path: ['event'], code: 'undeclared', message: 'the contract declares no stream here' }]
      const judge = (await compiler())(pointer)
      if (judge(data)) return []
      return (judge.errors ?? []).map(({ instancePath, keyword, message }) => ({
        path: ['event', ...parsePointer(instancePath)],
        code: keyword,
        message: `${instancePath || 'the event'} ${message}`,
      }))
    },
  }
}

/** Makes it when it is first asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

type Instance = Pick<Prism, 'run' | 'negotiate'>

async function loadInstance(contract: Node): Promise<Instance> {
  const document = twinned(contract)
  const [{ createInstance, getHttpOperationsFromSpec }, { left, right, isLeft }, { tryCatch }] = await Promise.all([
    import('@stoplight/prism-http'),
    import('fp-ts/lib/Either.js'),
    import('fp-ts/lib/TaskEither.js'),
  ])
  // Prism takes a parsed document as well as a path; its type says path only.
  const operations = await getHttpOperationsFromSpec(document as unknown as string)
  const byAt = new Map(
    operations.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation]),
  )

  const answers = new WeakMap<object, Answer>()
  const rendereds = new WeakMap<object, Rendered>()
  const logger = silentLogger()
  const components: Partial<Parameters<typeof createInstance>[1]> & { logger: never } = {
    logger: logger as never,
    route: ({ resources: [only] }) => (only ? right(only) : left(new Error('the operation is not in the contract'))),
    forward:
      ({ data, validations }) =>
      () =>
        tryCatch(
          async () => {
            const answer = answers.get(data)
            if (!answer) throw new Error('Prism handed on a request that it was not given')
            const rendered = await answer(findingsOf(validations as Diagnostic[]))
            const response: IHttpResponse = toPrism(rendered)
            rendereds.set(response, rendered)
            return response
          },
          (error) => error as Error,
        ),
  }
  // Never called: `forward` is ours. Prism wants a URL here.
  const upstream = new URL('http://localhost')
  const config = (validate: boolean): IHttpConfig => ({
    isProxy: true,
    upstream,
    upstreamProxy: undefined,
    errors: true,
    checkSecurity: false,
    validateRequest: validate,
    validateResponse: true,
    mock: { dynamic: false },
  })
  const instance = createInstance(config(true), components)

  const operationAt = (at: string) => {
    const operation = byAt.get(at)
    if (!operation) throw new Error(`the contract has no ${at}`)
    return operation
  }
  const toHttp = ({ method, path, query, headers, body }: PrismRequest): IHttpRequest => ({
    method: method.toLowerCase() as IHttpRequest['method'],
    url: { path, query: queryOf(query) },
    headers,
    body,
  })

  return {
    async run(at, asked, validate, answer) {
      const request = toHttp(asked)
      answers.set(request, answer)
      const result = await instance.request(request, [operationAt(at)], config(validate))()
      if (isLeft(result)) throw result.left
      const rendered = rendereds.get(result.right.output)
      if (!rendered) throw new Error('Prism answered in our place')
      return { rendered, violations: findingsOf(result.right.validations.output as Diagnostic[]) }
    },
    async negotiate(at, asked) {
      const mocked = components.mock?.({
        resource: operationAt(at),
        input: { data: toHttp(asked), validations: [] },
        config: preferences(asked.headers.prefer),
      })(logger as never)
      if (!mocked) throw new Error('Prism has no mock component')
      if (isLeft(mocked)) throw toFault(mocked.left)
      return fromPrism(mocked.right)
    },
  }
}

/** A name that came several times has a list. */
const queryOf = (query: URLSearchParams): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(query.keys())].map((name) => {
      const values = query.getAll(name)
      return [name, values.length > 1 ? values : (values[0] ?? '')]
    }),
  )

const findingsOf = (diagnostics: readonly Diagnostic[]): Finding[] =>
  diagnostics
    .filter(({ severity }) => severity === severityError)
    .map(({ path, code, message }) => ({
      path: (path ?? []).map(String),
      code: String(code ?? ''),
      // Where null is allowed, Prism ends its list with nothing.
      message: message.replace(/, $/, ''),
    }))

/** A body that is not JSON goes past Prism as a short text: what a contract says of events is judged one by one. */
const toPrism = (rendered: Rendered): IHttpResponse => ({
  statusCode: rendered.status,
  headers: headersOf(rendered),
  body: rendered.bytes ? `${rendered.bytes.length} bytes` : rendered.events ? 'events' : rendered.json,
})

function fromPrism({ statusCode, headers, body }: IHttpResponse): Rendered {
  // Prism fills in every header that the contract names, with `string` where it knows no better; only one is of use.
  const [, type = ''] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return typeof body === 'string' && !/json/.test(type)
    ? { status: statusCode, headers: { 'content-type': type }, bytes: Buffer.from(body) }
    : { status: statusCode, headers: {}, json: body }
}

/** A wish that Prism can't fulfil, such as the example of a code that is not there, is the caller's; else it is ours. */
const toFault = (error: Error & { status?: number; detail?: string }): Error =>
  (error.status ?? 500) < 500 ? new Problem('badField', error.detail ?? error.message, 'Prefer') : error

/** Prism's own wishes in `Prefer`: code=404, example=name, dynamic=true. Other tokens are not Prism's. */
function preferences(prefer: string | undefined) {
  const wish = (name: string) => prefer?.match(new RegExp(`(?:^|[,;\\s])${name}="?([^",;\\s]+)`, 'i'))?.[1]
  const [code, exampleKey] = [wish('code'), wish('example')]
  return {
    dynamic: wish('dynamic') === 'true',
    ...(code && /^\d{3}$/.test(code) ? { code: Number(code) } : {}),
    ...(exampleKey ? { exampleKey } : {}),
  }
}

/**
 * The contract as Prism reads it: the 2020-12 dialect by name (else draft-07), a JSON twin beside each form, and a stream
 * as a text, for its events are judged one by one.
 */
function twinned(contract: Node): Node {
  const document = structuredClone(contract)
  for (const { media } of eventSchemas(document)) media.schema = { type: 'string' }
  document.jsonSchemaDialect = 'https://json-schema.org/draft/2020-12/schema'
  for (const item of Object.values(nodeAt(document, 'paths')))
    for (const operation of Object.values(item as Node)) {
      const content = nodeAt(resolve(document, nodeAt(operation, 'requestBody')), 'content')
      const form = content[mediaTypes.multipart]
      if (form !== undefined) content[twinType] = { schema: structuredClone(nodeAt(form, 'schema')) }
    }
  return document
}

/** Prism swallows a schema that ajv can't compile and then validates nothing, so each is compiled once. Throws for the first. */
function compileAll(document: Node, compile: Compiler): void {
  const visit = (node: unknown, path: readonly string[]) => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) {
      const at = [...path, key]
      if (key === 'schema') compile(encodePointer(at))
      else if (key !== 'example' && key !== 'examples' && key !== 'schemas') visit(child, at)
    }
  }
  visit(document.paths, ['paths'])
  visit(document.components, ['components'])
  for (const name of Object.keys(nodeAt(nodeAt(document, 'components'), 'schemas')))
    compile(encodePointer(['components', 'schemas', name]))
}

/** Where operations declare the events of their streams. */
function eventSchemas(document: Node): { at: string; media: Node; pointer: string }[] {
  return Object.entries(nodeAt(document, 'paths')).flatMap(([path, item]) =>
    Object.keys(item as Node).flatMap((method) => {
      const media = ['paths', path, method, 'responses', '200', 'content', eventStream]
      const { node } = pointerTo(document, media)
      const { pointer } = pointerTo(document, [...media, 'schema'])
      return node.schema === undefined ? [] : [{ at: `${method.toUpperCase()} ${path}`, media: node, pointer }]
    }),
  )
}

function silentLogger() {
  const quiet = () => {}
  const logger = { info: quiet, warn: quiet, error: quiet, debug: quiet, success: quiet, child: () => logger }
  return logger
}
