import type { Dialect } from '../dialect/schema.ts'
import type { Answer } from '../probes/ask.ts'
import type { ProbeContext } from '../probes/probe.ts'
import { imageOperations, malformedBodyRequest, parseOperation } from '../probes/requests/free-requests.ts'
import { Busy, NoAnswer, Unavailable } from '../probes/run-errors.ts'
import { Unreachable } from './lab/send.ts'

/**
 * The gateway refuses the API key, or requires one.
 *
 * @example
 * ```ts
 * import { createMock, loadProvider } from 'proofsheet'
 * import { KeyRefused, verify } from 'proofsheet/conformance'
 *
 * const provider = await loadProvider('./lumen')
 * const { fetch } = await createMock({ providers: [provider], atRoot: true, keys: ['sk-right'] })
 * const run = verify({ provider, baseUrl: 'http://localhost/api/2026', key: 'sk-wrong', maxImages: 1, fetch })
 * console.log(await run.catch((error) => error instanceof KeyRefused)) // true
 * ```
 */
export class KeyRefused extends Error {
  override name = 'KeyRefused'
}

/** How the user names the API key: `the environment variable PROOFSHEET_KEY`. */
export interface KeyName {
  readonly keyName?: string | undefined
}

/**
 * Checks the base URL and the key before the probes run, because probes learn nothing from another server or without access.
 * Throws Unreachable if no image operation is found there, and KeyRefused.
 */
export async function checkGateway(dialect: Dialect, ctx: ProbeContext, { keyName }: KeyName): Promise<void> {
  const base = ctx.baseUrl.replace(/\/$/, '')
  const explain = (error: unknown): never => {
    if (error instanceof Busy) throw new Unreachable(error.message)
    if (error instanceof NoAnswer || error instanceof Unreachable)
      throw new Unreachable(`nothing answers at ${base} (${error.message}): check the host and the port`)
    throw error
  }
  const operations = imageOperations(dialect)
  const [first] = operations
  // A GET request never creates an image.
  const path = first ? parseOperation(first).path : '/images/generations'
  const answer = await ctx.ask({ method: 'GET', path, keepsRedirect: true }).catch(explain)
  checkRedirect(ctx.baseUrl, answer)
  if (answer.status < 300 && isHtml(answer) && ctx.imagesLeft() < 1)
    throw new Unreachable(`${base} answers with a web page: ${hint(ctx)}`)
  if (ctx.mode === 'discover' || !first) return
  if (answer.status === 401) throw new KeyRefused(explainRefusedKey(ctx, answer, keyName))
  if (ctx.imagesLeft() < 1) return
  const answers: Answer[] = []
  for (const operation of operations) {
    const answered = await ctx
      .ask(malformedBodyRequest(dialect, operation))
      .catch((error: unknown) => (error instanceof Unavailable ? undefined : explain(error)))
    // A single endpoint is broken, which is a finding, because the server has answered.
    if (!answered) return
    answers.push(answered)
    if (answers.some(isFound)) break
  }
  const last = answers.at(-1)
  if (!last) return
  checkRedirect(ctx.baseUrl, last)
  if (last.status === 401 || last.status === 403) throw new KeyRefused(explainRefusedKey(ctx, last, keyName))
  if (!isFound(last)) throw new Unreachable(`${base}${parseOperation(first).path} is not found: ${hint(ctx)}`)
}

/** Tests for a response that an API gives: any but that of a missing path or of a web server, which takes no POST request. */
const isFound = (answer: Answer): boolean =>
  answer.status !== 404 && !(isHtml(answer) && (answer.status < 300 || answer.status === 405))

const isHtml = ({ headers, bytes }: Answer): boolean =>
  headers['content-type']?.includes('html') === true ||
  /^\s*<(!doctype|html)/i.test(new TextDecoder().decode(bytes.subarray(0, 100)))

function checkRedirect(baseUrl: string, { status, headers: { location } }: Answer): void {
  if (status < 300 || status >= 400) return
  // The query may repeat the key.
  const target = URL.parse(location ?? '', baseUrl)?.href.replace(/[?#].*/, '') ?? 'another URL'
  throw new Unreachable(`${baseUrl} redirects to ${target}: pass the base URL behind the redirect`)
}

/** Says what to change in a base URL at which no API answers. */
const hint = ({ baseUrl }: ProbeContext): string => {
  const { pathname } = new URL(baseUrl)
  return /\/v\d+$/.test(pathname.replace(/\/$/, ''))
    ? 'check the host and the path'
    : `a base URL usually ends in /v1; try ${baseUrl.replace(/\/$/, '')}/v1`
}

const explainRefusedKey = ({ key }: ProbeContext, { status }: Answer, keyName = 'the option `key`'): string =>
  `the gateway returned ${status}: ${
    key === undefined ? `it requires an API key; set ${keyName}` : `it refuses the API key; check ${keyName}`
  }`
