import type { Dialect } from '../../dialect/schema.ts'
import type { Answer, Ask } from '../../probes/ask.ts'
import type { Redactor } from '../../redaction/redactor.ts'
import type { Exchange } from '../report.ts'

export const toReportResponse = (redactor: Redactor, answer: Answer): NonNullable<Exchange['response']> => ({
  status: answer.status,
  headers: redactor.headers(new Headers(answer.headers)),
  body: toReportBody(redactor, answer),
})

function toReportBody(redactor: Redactor, { json, bytes, headers }: Answer): unknown {
  if (json !== undefined) return redactor.value(json)
  if (bytes.length === 0) return undefined
  const type = headers['content-type'] ?? 'no type'
  return type.startsWith('text/') ? redactor.value(new TextDecoder().decode(bytes)) : `${bytes.length} bytes of ${type}`
}

export function toReportRequest(
  redactor: Redactor,
  ask: Ask,
  request: Request,
  { auth }: Dialect,
): Exchange['request'] {
  const fields = ask.form?.map(([name, value]) => [
    name,
    typeof value === 'string' ? value : `file ${value.name}, ${value.type}, ${value.bytes.length} bytes`,
  ])
  const body = fields ?? ask.json ?? ask.text
  const { origin } = new URL(request.url)
  return {
    method: request.method,
    url: `${origin}${redactor.path(new URL(request.url), auth.name)}`,
    headers: redactor.headers(request.headers, auth.name),
    ...(body === undefined ? {} : { body: redactor.value(body) }),
  }
}
