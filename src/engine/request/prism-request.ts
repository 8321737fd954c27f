import { fillPath } from '../../contract/path-template.ts'
import type { RequestBody } from '../model/body.ts'
import type { PrismRequest } from '../validate/validator.ts'
import type { Call } from './call.ts'

/** Turns a call into the request that Prism validates. `body` is undefined when the body was not read. */
export function toPrismRequest(
  { request, query, operation, params }: Call,
  body: RequestBody | undefined,
): PrismRequest {
  const headers = Object.fromEntries(request.headers)
  // Prism would fail on a type that is no media type, also where the mock ignores the body.
  if (body?.contentType) headers['content-type'] = body.contentType
  else delete headers['content-type']
  // Prism would refuse a media type that it cannot negotiate; gateways respond with JSON whatever the client accepts.
  delete headers.accept
  // Prism would read a body from these headers that the mock did not read, because the operation takes none.
  delete headers['content-length']
  delete headers['transfer-encoding']
  const path = fillPath(operation.path, params)
  return { method: request.method, path, query, headers, ...(body?.value === undefined ? {} : { body: body.value }) }
}
