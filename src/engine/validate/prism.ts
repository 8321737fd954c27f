import type { IHttpConfig, IHttpRequest, IHttpResponse } from '@stoplight/prism-http'
import { type Compiler, childOf, createCompiler, encodePointer } from '../../contract/compile.ts'
import type { Node } from '../../contract/document.ts'
import type { Contract, ContractOperation } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { parsePointer, unescapePart } from '../../contract/pointer.ts'
import { placesOf, withOneOperation } from '../../contract/reach.ts'
import { memoizeByObject } from '../../values/memoize.ts'
import { Problem } from '../model/problem.ts'
import { type Reply, replyHeaders } from '../model/reply.ts'
import { type AcceptBody, createAccept } from './accept.ts'
import { eventSchemas, withFormTwins } from './form-twin.ts'
import { createParameterCheck } from './parameters.ts'
import type { ContractFinding, OperationChecks, Prism, PrismRequest, ProduceReply } from './validator.ts'

/**
 * Runs Prism around the engine: Prism validates the request, calls `produceReply`, and validates the reply. The fp-ts types
 * of Prism stay in this file. Bodies are read before Prism, which gets a form as the JSON twin of the form's schema, because
 * Prism's own multipart reader loses fields and can end the process (pinned in `test/engine/prism-traps.test.ts`).
 */

type Diagnostic = { path?: (string | number)[]; code?: string | number; message: string; severity: number }

const severityError = 0

/**
 * Returns Prism for a contract. All mocks of the contract share one Prism, because Prism keeps no state of requests. The first
 * request of each operation that needs Prism loads the operation, and the first of all loads the library.
 */
export const prismOf = memoizeByObject((contract: Contract) => createPrism(contract))

function createPrism({ document, loadValidators }: Contract): Prism {
  const getCompiler = compilerOf(document)
  const instances = new Map<string, Promise<Instance>>()
  const instanceOf = (operation: string): Promise<Instance> => {
    const instance = instances.get(operation) ?? loadInstance(document, operation)
    instances.set(operation, instance)
    return instance
  }
  const checks = new Map<string, OperationChecks | Promise<OperationChecks>>()
  const eventPointers = new Map(eventSchemas(document).map(({ operation, pointer }) => [operation, pointer]))
  const compilerFor = async ({ route }: ContractOperation): Promise<Compiler> => {
    // Ajv reads all of a document before the first schema, so a document with one operation makes the first request faster.
    if (!loadValidators) return createCompiler(withOneOperation(document, route))
    const validators = await loadValidators()
    return (pointer) => {
      const validate = validators[pointer]
      if (!validate) throw new Error(`the build compiled no schema at #${pointer}: run npm run build`)
      return validate
    }
  }
  const prepareChecks = async (operation: ContractOperation) => {
    const prepared = createChecks(document, operation, await compilerFor(operation))
    checks.set(operation.route, prepared)
    return prepared
  }
  return {
    checksOf(operation) {
      const existing = checks.get(operation.route)
      if (existing) return existing
      const pending = prepareChecks(operation)
      checks.set(operation.route, pending)
      return pending
    },
    run: async (operation, ...args) => (await instanceOf(operation)).run(operation, ...args),
    async prepare(operation) {
      const { run } = await instanceOf(operation)
      const [method = '', path = ''] = operation.split(' ')
      const stop = () => Promise.reject(new Error('only the schemas of the request were to be compiled'))
      // The first request of an operation compiles its schemas.
      const headers = { 'content-type': mediaTypes.json }
      await run(operation, { method, path, query: new URLSearchParams(), headers, body: {} }, true, stop).catch(
        () => {},
      )
    },
    negotiate: async (operation, ...args) => (await instanceOf(operation)).negotiate(operation, ...args),
    async validateEvent(operation, data) {
      const pointer = eventPointers.get(operation)
      if (pointer === undefined)
        return [{ path: ['event'], code: 'undeclared', message: 'the contract declares no stream for this operation' }]
      const validate = (await getCompiler())(pointer)
      if (validate(data)) return []
      return (validate.errors ?? []).map(({ instancePath, keyword, message }) => ({
        path: ['event', ...parsePointer(instancePath)],
        code: keyword,
        message: `${instancePath || 'the event'} ${message}`,
      }))
    },
  }
}

/** Creates the checks of an operation's requests. */
export const createChecks = (document: Node, operation: ContractOperation, compile: Compiler): OperationChecks => ({
  acceptBody: orNothing(() => createAccept(document, operation, compile)),
  checkParameters: createParameterCheck(document, operation, compile),
})

/** Returns a function that calls `make` once, on its first call. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let promise: Promise<T> | undefined
  return () => {
    promise ??= make()
    return promise
  }
}

/** Returns the compiler of a document. Loads Ajv on the first call. */
const compilerOf = memoizeByObject((document: Node) => once(() => createCompiler(document)))

/** Returns the fast path; without one for an operation whose schemas cannot be compiled, which the dialect does not name. */
function orNothing(create: () => AcceptBody): AcceptBody {
  try {
    return create()
  } catch {
    return () => false
  }
}

type Instance = Pick<Prism, 'run' | 'negotiate'>

/** Loads Prism, and the types that Prism requires. */
export const loadLibrary = () =>
  Promise.all([import('@stoplight/prism-http'), import('fp-ts/lib/Either.js'), import('fp-ts/lib/TaskEither.js')])

/** Loads Prism for one operation, because a published document may have hundreds. */
async function loadInstance(contract: Node, name: string): Promise<Instance> {
  const document = withFormTwins(withOneOperation(contract, name))
  const [{ createInstance, getHttpOperationsFromSpec }, { left, right, isLeft }, { tryCatch }] = await loadLibrary()
  // Prism accepts a parsed document as well as a path, although the type allows only a path.
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
            if (!produceReply)
              throw new Error('Prism forwarded an unknown request: expected the request that was passed to run()')
            const reply = await produceReply(findingsOf(validations as Diagnostic[]))
            const response: IHttpResponse = toPrism(reply)
            replies.set(response, reply)
            return response
          },
          (error) => error as Error,
        ),
  }
  // Prism requires a URL, but never calls the URL because `forward` is replaced.
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
    if (!operation) throw new Error(`the contract has no operation ${name}`)
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
      if (!reply) throw new Error('Prism replied without calling the engine')
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

/** Turns a query into an object. A repeated name gets a list. */
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
      // Prism leaves the escapes of JSON pointers in the parts of a path.
      path: (path ?? []).map((part) => unescapePart(String(part))),
      code: String(code ?? ''),
      // Prism ends the list of allowed values with an empty item when null is allowed.
      message: message.replace(/, $/, ''),
    }))

/** Turns a reply into Prism's form. A body that is not JSON becomes a short text, because events are validated one by one. */
const toPrism = (reply: Reply): IHttpResponse => ({
  statusCode: reply.status,
  headers: replyHeaders(reply),
  body: reply.bytes ? `${reply.bytes.length} bytes` : reply.events ? 'events' : reply.json,
})

function fromPrism({ statusCode, headers, body }: IHttpResponse): Reply {
  // Only a switch of protocols is documented with such a status.
  if (statusCode < 200) throw new Problem('unknownRoute', `The mock does not switch protocols (status ${statusCode}).`)
  // Prism fills in every header of the contract, often with `string`; only Content-Type is useful.
  const [, type = ''] = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  // The example of a file is whatever its schema allows, such as an object.
  const text = typeof body === 'string' ? body : type === '' ? undefined : JSON.stringify(body ?? null)
  return text !== undefined && !/json/.test(type)
    ? { status: statusCode, headers: { 'content-type': type }, bytes: Buffer.from(text) }
    : { status: statusCode, headers: {}, json: body }
}

/**
 * Turns a preference that Prism cannot satisfy, such as an example of a missing status, into a Problem. Returns any other error
 * unchanged, because the mock caused that error.
 */
const negotiationError = (error: Error & { status?: number; detail?: string }): Error =>
  (error.status ?? 500) < 500 ? new Problem('badField', error.detail ?? error.message, 'Prefer') : error

/** Reads Prism's own preferences from `Prefer`: code=404, example=name, dynamic=true. Ignores other tokens. */
function preferencesOf(prefer: string | undefined) {
  const preference = (name: string) => prefer?.match(new RegExp(`(?:^|[,;\\s])${name}="?([^",;\\s]+)`, 'i'))?.[1]
  const [code, exampleKey] = [preference('code'), preference('example')]
  return {
    dynamic: preference('dynamic') === 'true',
    ...(code && /^\d{3}$/.test(code) ? { code: Number(code) } : {}),
    ...(exampleKey ? { exampleKey } : {}),
  }
}

/**
 * Compiles the schemas of an operation, because Prism ignores a schema that ajv cannot compile and then validates nothing. Throws
 * for the first such schema.
 */
export async function compileOperation(document: Node, operation: Pick<ContractOperation, 'path' | 'method'>) {
  const compile = await compilerOf(document)()
  const visit = (node: unknown, path: readonly string[]) => {
    if (typeof node !== 'object' || node === null) return
    for (const [key, child] of Object.entries(node)) {
      const childPath = [...path, key]
      if (key === 'schema') compile(encodePointer(childPath))
      else if (key !== 'example' && key !== 'examples') visit(child, childPath)
    }
  }
  for (const place of placesOf(document, operation)) {
    const path = parsePointer(place)
    if (path[1] === 'schemas') compile(encodePointer(path))
    else visit(path.reduce<unknown>(childOf, document), path)
  }
}

function createSilentLogger() {
  const ignore = () => {}
  const logger = { info: ignore, warn: ignore, error: ignore, debug: ignore, success: ignore, child: () => logger }
  return logger
}
