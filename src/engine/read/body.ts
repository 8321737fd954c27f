import { findMediaKey, formTwinType, isJsonType, mediaTypes } from '../../contract/media-types.ts'
import { largestReferenceLimits } from '../../dialect/models.ts'
import { headerOf } from '../../http/incoming-message.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { maxInspectedBytes } from '../images/inspect.ts'
import { emptyBody, type FormPart, type RequestBody } from '../model/body.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from '../request/call.ts'
import { isAbsent } from './absent.ts'
import { readFormValue } from './form-value.ts'
import { readJsonBody } from './json-body.ts'
import { readMultipart } from './multipart.ts'

/** Place that keeps the bytes of a form while they arrive. */
interface Keeper {
  open(): NonNullable<RequestBody['sent']> & { add(chunk: Buffer): void }
}

/**
 * Reads the body of a call. `keeper` keeps the bytes of a form. Throws a Problem when the body has the wrong type, is malformed, or is
 * too long.
 */
export function readRequestBody(call: Call, keeper?: Keeper): RequestBody | Promise<RequestBody> {
  const { role, request, operation } = call
  if (request.method === 'GET' || request.method === 'HEAD') return emptyBody
  // Some clients send `Content-Type: application/json` with every request, also with a DELETE without a body.
  if (Object.keys(operation.bodies).length === 0) return emptyBody
  const coding = headerOf(request, 'content-encoding') ?? 'identity'
  if (coding !== 'identity')
    throw new Problem(
      'unsupportedMediaType',
      `The Content-Encoding ${coding} is not supported; send the body as it is.`,
    )
  const type = parseMediaType(headerOf(request, 'content-type')) || undefined
  const encodings = role.does === 'create' ? role.operation.bodies : (['json', 'multipart'] as const)
  if (type === mediaTypes.multipart && encodings.includes('multipart')) return readForm(call, keeper)
  if (type && isJson(call, type) && encodings.includes('json')) return readJsonBody(call)
  if (role.does !== 'create') return emptyBody
  const expected = encodings.map((encoding) => mediaTypes[encoding]).join(' or ')
  throw new Problem(
    'unsupportedMediaType',
    type
      ? `The body must be ${expected}, not ${type}.`
      : `The body must be ${expected}, but the Content-Type is missing.`,
  )
}

/** Tests for JSON, and for a media type with the suffix of JSON that the contract names. */
const isJson = ({ operation }: Call, type: string): boolean =>
  type === mediaTypes.json || (isJsonType(type) && findMediaKey(operation.bodies, type) !== undefined)

async function readForm(call: Call, keeper: Keeper | undefined): Promise<RequestBody> {
  const { dialect } = call.provider
  const { max, maxBytes = maxInspectedBytes } = largestReferenceLimits(dialect.references)
  const limits = { maxBytes, maxFiles: 2 * max + 2 }
  const sent = keeper?.open()
  const sentParts = await readMultipart(call.request, limits, sent?.add)
    .then((read) => {
      refuseFilesAsText(call, read)
      return read
    })
    .catch((error: unknown) => {
      // No entry of the journal gets a body that is refused while it is read.
      sent?.drop()
      throw error
    })
  const parts = sentParts.filter((part) => !('text' in part && isAbsent(dialect, part.name, part.text)))
  const value = readFormValue(call, parts)
  return { encoding: 'multipart', contentType: formTwinType, value, parts, ...(sent ? { sent } : {}) }
}

/** Throws badField when a text field was sent as a file. */
function refuseFilesAsText({ provider }: Call, parts: readonly FormPart[]): void {
  const textFields = new Set(Object.values(provider.dialect.fields).flatMap((field) => Object.values(field).flat()))
  const misplacedFile = parts.find((part) => 'file' in part && textFields.has(part.name))
  if (misplacedFile)
    throw new Problem('badField', `${misplacedFile.name} must be text, not a file.`, misplacedFile.name)
}
