import type { Node } from '../../contract/document.ts'
import { type Contract, toContract } from '../../contract/load.ts'
import { readField } from '../../dialect/body-field.ts'
import { completeDialect } from '../../dialect/complete.ts'
import { readPointer } from '../../dialect/lens.ts'
import { type DialectFile, dialectSchema } from '../../dialect/schema.ts'
import { dialectVersion } from '../../dialect/words.ts'
import type { SampleRequest } from '../../probes/sample-request.ts'
import { defined } from '../../values/defined.ts'
import { isKeyParameter, parseRequest } from '../infer/parse-request.ts'
import { toOpenApi } from '../infer/to-openapi.ts'
import { type BodySample, readBody } from './body-sample.ts'
import { describeErrors } from './describe-errors.ts'
import { describeReply } from './describe-reply.ts'
import { describeTask } from './describe-task.ts'
import { findImages } from './find-members.ts'
import { listLeftOut } from './left-out.ts'
import { parseReply, type ReplySample } from './reply-sample.ts'
import { unknownText } from './sample-of-schema.ts'
import { withBody } from './with-body.ts'

/** Texts from the documents of a gateway. */
export interface Samples {
  /** curl command that works. */
  readonly curl: string
  /** Reply to the command: images, or the task to poll. */
  readonly submit?: string
  /** Reply to the poll of a finished task; above it perhaps the request. */
  readonly poll?: string
  /** Reply to a wrong request. */
  readonly error?: string
}

/** A dialect and a contract that samples show. */
export interface Description {
  readonly dialect: DialectFile
  readonly document: Node
  /** Members that the samples do not show, so that the user looks them up: pointer, colon, reason. */
  readonly guesses: readonly string[]
  /** Members of the samples that the dialect does not describe: name of the sample, colon, pointer. */
  readonly leftOut: readonly string[]
}

/** Samples after reading. */
export interface ParsedSamples {
  readonly request: SampleRequest
  /** Method and path of the contract: `POST /images`. */
  readonly route: string
  /** URL of the request; undefined if the sample has none. */
  readonly url: URL | undefined
  readonly submit: ReplySample | undefined
  readonly poll: ReplySample | undefined
  readonly error: ReplySample | undefined
}

/** Describes a gateway by samples. Throws an Error that names the sample and says what was expected. */
export function describeSamples(id: string, texts: Samples): Description {
  const samples = parseSamples(texts)
  const guesses: string[] = []
  const { dialect, body } = describeDialect(id, samples, guesses)
  const document = toOpenApi(completeDialect(dialect, emptyContract, dialectSchema))
  // A key stays out of the files.
  const query = [...(samples.url?.searchParams ?? [])].filter(([name, value]) => !isKeyParameter(name, value))
  return {
    dialect,
    document: withBody(document, { route: samples.route, query, body }),
    guesses,
    leftOut: listLeftOut(dialect, samples),
  }
}

/** Reads the texts. */
export function parseSamples({ curl, ...replies }: Samples): ParsedSamples {
  const url = URL.parse(/https?:\/\/[^\s'"\\]+/.exec(curl)?.[0] ?? '') ?? undefined
  const request = read('cannot read the curl command', curl, (text) =>
    parseRequest(text, url?.origin ?? 'http://localhost'),
  )
  return { request, route: request.operation ?? 'POST /images/generations', url, ...parseReplies(replies) }
}

/** Reads the replies that are given. */
export function parseReplies({ submit, poll, error }: Omit<Samples, 'curl'>) {
  const parse = (name: string, text: string | undefined) =>
    text === undefined ? undefined : read(name, text, parseReply)
  return {
    submit: parse('the reply to a submit', submit),
    poll: parse('the reply to a poll', poll),
    error: parse('the reply with an error', error),
  }
}

/** Describes the traits that samples show. Adds to `guesses` what they do not show. */
export function describeDialect(
  id: string,
  { request, route, url, submit, poll, error }: ParsedSamples,
  guesses: string[],
): { readonly dialect: DialectFile; readonly body: BodySample } {
  const body = readBody(request)
  const images = submit && findImages(submit.json)
  const isAsync = poll !== undefined || (submit !== undefined && images === undefined)
  if (!submit && !isAsync) guesses.push('/results: no reply was given')
  const kind = isEdit(route, body) ? 'edit' : 'generate'
  const path = route.slice(route.indexOf('/'))
  const dialect: DialectFile = {
    dialect: dialectVersion,
    id,
    ...(url ? { origins: [url.origin] } : {}),
    ...(request.auth ? authOf(request.auth) : { auth: { withoutKey: 'accept' as const } }),
    operations: {
      [kind]: { at: route, does: kind, ...(body.encoding === 'multipart' ? { bodies: ['multipart' as const] } : {}) },
    },
    fields: body.fields,
    ...defined({ references: body.references, mask: body.mask }),
    prompt: { min: 1 },
    ...modelsOf(body),
    ...withSize(
      isAsync ? describeTask({ request, submit, poll, path, guesses }) : describeReply(request, submit, images),
      body,
    ),
    errors: describeErrors(error, guesses),
  }
  return { dialect: { ...dialect, sources: listSources(dialect, guesses) }, body }
}

function read<T>(name: string, text: string, parse: (text: string) => T): T {
  try {
    return parse(text)
  } catch (error) {
    throw new Error(`${name}: ${(error as Error).message}`)
  }
}

/** Names the model of the sample. */
function modelsOf({ fields, example }: BodySample): Pick<DialectFile, 'models'> {
  const { names = [], multipart = [] } = fields.model ?? {}
  const value = example[[...names, ...multipart][0] ?? '']
  return typeof value === 'string' && value !== '' && value !== unknownText
    ? { models: { known: [{ match: value }] } }
    : {}
}

/** Adds the separator of the sample's size if the gateway uses another than `1024x1024` and `16:9`. */
function withSize<T extends Pick<DialectFile, 'images'>>(sections: T, { fields, example }: BodySample): T {
  const { names = [], multipart = [] } = fields.size ?? fields.aspectRatio ?? {}
  const value = String(readField(example, [...names, ...multipart][0] ?? ''))
  const size = /^\d+\*\d+$/.test(value)
    ? { separators: { pixels: '*' } }
    : // An image of a few pixels is a ratio.
      /^\d{1,2}x\d{1,2}$/.test(value)
      ? { accepts: ['ratio' as const], separators: { ratio: 'x' }, default: value.replace('x', ':') }
      : undefined
  return size === undefined ? sections : { ...sections, images: { ...sections.images, size } }
}

const isEdit = (route: string, { references }: BodySample): boolean =>
  references !== undefined && /edit|image-to-image|i2i/i.test(route)

/** States how the key is sent, where it differs from the default. */
function authOf({ in: place, name, scheme }: NonNullable<SampleRequest['auth']>): Pick<DialectFile, 'auth'> {
  if (place === 'query') return { auth: { in: place, name } }
  const isUsual = /^authorization$/i.test(name) && scheme === 'Bearer'
  return isUsual ? {} : { auth: { name, scheme } }
}

/** Covers the dialect by the samples; what is guessed has a source of its own, which is weaker. */
function listSources(dialect: DialectFile, guesses: readonly string[]): DialectFile['sources'] {
  const inferred = guesses
    .map((guess) => guess.split(':')[0] ?? '')
    .filter((pointer) => readPointer(dialect, pointer) !== undefined)
  return {
    '': { page: 'samples', basis: 'example' },
    '/prompt': { page: 'samples', basis: 'inferred' },
    '/errors/causes': { page: 'samples', basis: 'inferred' },
    ...Object.fromEntries(inferred.map((pointer) => [pointer, { page: 'samples', basis: 'inferred' as const }])),
  }
}

const emptyContract: Contract = toContract({ openapi: '3.1.0', info: {}, paths: {} })
