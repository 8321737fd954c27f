/** A request to write as code. */
export interface CodeRequest {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** JSON text; a list of parts of a form; undefined without a body. */
  readonly body?: string | readonly FormPart[] | undefined
}

interface FormPart {
  readonly name: string
  readonly filename?: string
  readonly text?: string
}

/** Headers that the client sets by itself. */
const ownHeaders =
  /^(host|connection|content-length|transfer-encoding|expect|keep-alive|upgrade|accept-encoding|accept|user-agent|sec-.*|x-stainless-.*)$/i

const headersToWrite = ({ headers, body }: CodeRequest) =>
  Object.entries(headers).filter(
    ([name]) => !ownHeaders.test(name) && !(typeof body === 'object' && name.toLowerCase() === 'content-type'),
  )

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/** Writes a request as a curl command for a shell. */
export const toCurl = (request: CodeRequest): string =>
  [
    `curl ${request.method === 'GET' ? '' : `-X ${request.method} `}${quote(request.url)}`,
    ...headersToWrite(request).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`),
    ...(typeof request.body === 'string'
      ? [`-d ${quote(request.body)}`]
      : (request.body ?? []).map(({ name, filename, text }) =>
          filename === undefined
            ? `--form-string ${quote(`${name}=${text ?? ''}`)}`
            : `-F ${quote(`${name}=@${filename}`)}`,
        )),
  ].join(' \\\n  ')

/** Writes a request as a call of `fetch` for an ES module of Node. */
export function toFetch(request: CodeRequest): string {
  const { method, url, body } = request
  const isForm = typeof body === 'object'
  const lines = isForm
    ? [
        ...(body.some(({ filename }) => filename !== undefined) ? ["import { openAsBlob } from 'node:fs'", ''] : []),
        'const form = new FormData()',
        ...body.map(({ name, filename, text }) =>
          filename === undefined
            ? `form.append(${JSON.stringify(name)}, ${JSON.stringify(text ?? '')})`
            : `form.append(${JSON.stringify(name)}, await openAsBlob(${JSON.stringify(filename)}), ${JSON.stringify(filename)})`,
        ),
      ]
    : []
  const options = {
    ...(method === 'GET' ? {} : { method }),
    headers: Object.fromEntries(headersToWrite(request)),
    ...(typeof body === 'string' ? { body } : {}),
  }
  const written = JSON.stringify(options, null, 2)
  return [
    ...lines,
    `const response = await fetch(${JSON.stringify(url)}, ${isForm ? written.replace(/\n}$/, ',\n  "body": form\n}') : written})`,
    'console.log(response.status, await response.json())',
  ].join('\n')
}
