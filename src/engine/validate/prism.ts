import type { IHttpConfig, IHttpRequest, IHttpResponse } from '@stoplight/prism-http'
import { type Compiler, createCompiler, encodePointer } from '../../contract/compile.ts'
import { type Node, nodeAt } from '../../contract/document.ts'
import type { Contract, ContractOperation } from '../../contract/load.ts'
import { parsePointer } from '../../contract/pointer.ts'
import { Problem } from '../model/problem.ts'
import { type Reply, replyHeaders } from '../model/reply.ts'
import { type Accept, acceptsOf } from './accept.ts'
import { eventSchemas, withFormTwins } from './form-twin.ts'
import type { ContractFinding, Prism, PrismRequest, ProduceReply } from './validator.ts'

/**
 * Prism is the frame: it validates what comes in, hands it to `answer`, and validates what goes out. Everything that
 * Prism's types ask for (fp-ts) stays in this file. Bodies are read before it: it takes a form as the JSON twin of its
 * schema, because its own multipart reader loses fields and can end the process (see the tests that pin it).
 */

type Diagnostic = { path?: (string | number)[]; code?: string | number; message: string; severity: number }

const severityError = 0

const prisms = new WeakMap<Contract, Promise<Prism>>()

/**
 * Prism with the contract, every schema compiled; one for all mocks of that contract, since it keeps nothing of what it
 * is asked. Prism itself is loaded by the first request that needs it. Rejects for a schema that can't be compiled.
 */
export function prismOf(contract: Contract): Promise<Prism> {
  const prism = prisms.get(contract) ?? createPrism(contract)
  prisms.set(contract, prism)
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
    accepts.set(operation.route, accept)
    return accept
  }
  return {
    acceptOf(operation) {
      const known = accepts.get(operation.route)
      if (known) return known
      const coming = prepare(operation)
      accepts.set(operation.route, coming)
      return coming
    },
    run: async (...args) => (await instance()).run(...args),
    negotiate: async (...args) => (await instance()).negotiate(...args),
    async validateEvent(operation, data) {
      const pointer = streams.get(operation)
      if (pointer === undefined)
        return [{ path: ['event'], code: 'undeclared', message: 'the contract declares no stream here' }]
      const validate = (await compiler())(pointer)
      if (validate(data)) return []
      return (validate.errors ?? []).map(({ instancePath, keyword, message }) => ({
        path: ['event', ...parsePointer(instancePath)],
        code: keyword,
        message: `${instancePath || 'the event'} ${message}`,
      }))
    },
  }
}

/** Makes it when it is first asked for. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined
  return () => {
    promise ??= make()
    return promise
  }
}

type Instance = Pick<Prism, 'run' | 'negotiate'>

async function loadInstance(contract: Node): Promise<Instance> {
  const document = withFormTwins(contract)
  const [{ createInstance, getHttpOperationsFromSpec }, { left, right, isLeft }, { tryCatch }] = await Promise.all([
    import('@stoplight/prism-http'),
    import('fp-ts/lib/Either.js'),
    import('fp-ts/lib/TaskEither.js'),
  ])
  // Prism takes a parsed document as well as a path; its type says path only.
  const operations = await getHttpOperationsFromSpec(document as unknown as string)
  const operationsByName = new Map(
    operations.map((operation) => [`${operation.method.toUpperCase()} ${operation.path}`, operation]),
  )

  const producers = new WeakMap<object, ProduceReply>()
  const replies = new WeakMap<object, Reply>()
  const logger = createSilentLogger()
  const components: Partial<Parameters<typeof createInstance>[1]> & { logger: never } = {
    logger: logger as never,
    route: ({ resources: [only] }) => (only ? right(only) : left(new Error('the operation is not in the contract'))),
    forward:
      ({ data, validations }) =>
      () =>
        tryCatch(
          async () => {
            const produceReply = producers.get(data)
            if (!produceReply) throw new Error('Prism handed on a request that it was not given')
            const reply = await produceReply(findingsOf(validations as Diagnostic[]))
            const response: IHttpResponse = toPrism(reply)
            replies.set(response, reply)
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

  const findOperation = (name: string) => {
    const operation = operationsByName.get(name)
    if (!operation) throw new Error(`the contract has no ${name}`)
    return operation
  }
  const toHttp = ({ method, path, query, headers, body }: PrismRequest): IHttpRequest => ({
    method: method.toLowerCase() as IHttpRequest['method'],
    url: { path, query: queryOf(query) },
    headers,
    body,
  })

  return {
    async run(operation, prismRequest, validate, produceReply) {
      const request = toHttp(prismRequest)
      producers.set(request, produceReply)
      const result = await instance.request(request, [findOperation(operation)], config(validate))()
      if (isLeft(result)) throw result.left
      const reply = replies.get(result.right.output)
      if (!reply) throw new Error('Prism answered in our place')
      return { reply, violations: findingsOf(result.right.validations.output as Diagnostic[]) }
    },
    async negotiate(operation, prismRequest) {
      const mocked = components.mock?.({
        resource: findOperation(operation),
        input: { data: toHttp(prismRequest), validations: [] },
        config: preferencesOf(prismRequest.headers.prefer),
      })(logger as never)
      if (!mocked) throw new Error('Prism has no mock component')
      if (isLeft(mocked)) throw negotiationError(mocked.left)
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

const findingsOf = (diagnostics: readonly Diagnostic[]): ContractFinding[] =>
  diagnostics
    .filter(({ severity }) => severity === severityError)
    .map(({ path, code, message }) => ({
      path: (path ?? []).map(String),
      code: String(code ?? ''),
      // Where null is allowed, Prism ends its list with nothing.
      message: message.replace(/, $/, ''),
    }))

/** A body that is not JSON goes past Prism as a short text: what a contract says of events is judged one by one. */
const toPrism = (reply: Reply): IHttpResponse => ({
  statusCode: reply.status,
  headers: replyHeaders(reply),
  body: reply.bytes ? `${reply.bytes.length} bytes` : reply.events ? 'events' : reply.json,
})

function fromPrism({ statusCode, headers, body }: IHttpResponse): Reply {
  // Prism fills in every header that the contract names, with `string` where it knows no better; only one is of use.
  const [, type = ''] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return typeof body === 'string' && !/json/.test(type)
    ? { status: statusCode, headers: { 'content-type': type }, bytes: Buffer.from(body) }
    : { status: statusCode, headers: {}, json: body }
}

/** A wish that Prism can't fulfil, such as the example of a code that is not there, is the caller's; else it is ours. */
const negotiationError = (error: Error & { status?: number; detail?: string }): Error =>
  (error.status ?? 500) < 500 ? new Problem('badField', error.detail ?? error.message, 'Prefer') : error

/** Prism's own wishes in `Prefer`: code=404, example=name, dynamic=true. Other tokens are not Prism's. */
function preferencesOf(prefer: string | undefined) {
  const preference = (name: string) => prefer?.match(new RegExp(`(?:^|[,;\\s])${name}="?([^",;\\s]+)`, 'i'))?.[1]
  const [code, exampleKey] = [preference('code'), preference('example')]
  return {
    dynamic: preference('dynamic') === 'true',
    ...(code && /^\d{3}$/.test(code) ? { code: Number(code) } : {}),
    ...(exampleKey ? { exampleKey } : {}),
  }
}

/** Prism swallows a schema that ajv can't compile and then validates nothing, so each is compiled once. Throws for the first. */
function compileAll(document: Node, compile: Compiler): void {
  const visit = (node: unknown, path: readonly string[]) => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) {
      const childPath = [...path, key]
      if (key === 'schema') compile(encodePointer(childPath))
      else if (key !== 'example' && key !== 'examples' && key !== 'schemas') visit(child, childPath)
    }
  }
  visit(document.paths, ['paths'])
  visit(document.components, ['components'])
  for (const name of Object.keys(nodeAt(nodeAt(document, 'components'), 'schemas')))
    compile(encodePointer(['components', 'schemas', name]))
}

function createSilentLogger() {
  const quiet = () => {}
  const logger = { info: quiet, warn: quiet, error: quiet, debug: quiet, success: quiet, child: () => logger }
  return logger
}
