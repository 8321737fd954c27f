import { fillPath } from '../../contract/path-template.ts'
import type { RequestBody } from '../model/body.ts'
import type { PrismRequest } from '../validate/validator.ts'
import type { Call } from './call.ts'

/** Turns a call into the request that Prism validates. Without a body for a request whose body was not read. */
export function toPrismRequest(
  { request, query, operation, params }: Call,
  body: RequestBody | undefined,
): PrismRequest {
  const headers = Object.fromEntries(request.headers)
  if (body?.contentType) headers['content-type'] = body.contentType
  // Prism would refuse a media type that it cannot negotiate; gateways answer with JSON whatever the client accepts.
  delete headers.accept
  const path = fillPath(operation.path, params)
  return { method: request.method, path, query, headers, ...(body?.value === undefined ? {} : { body: body.value }) }
}
