import { responsePartsOf } from '../../http/deferred-response.ts'
import { requestHeadOf } from '../../http/incoming-message.ts'
import { createKeyRemover } from '../../redaction/key-remover.ts'
import { createRedactor, redacted } from '../../redaction/redactor.ts'
import { isSecretName } from '../../redaction/secret-names.ts'
import type { RequestBody } from '../model/body.ts'
import type { Call } from '../request/call.ts'
import { anonymous } from '../request/credential.ts'
import type { ExchangeLog } from '../request/exchange-log.ts'
import type { Worlds } from '../request/worlds.ts'
import { type FormPartView, isRaw, type JournalInput } from './entry.ts'
import { redactSides } from './redact-sides.ts'

/** Most characters in the bodies of a raw exchange; longer exchanges are redacted at once, which shortens them. */
const maxRawLength = 2 ** 13

/** Describes one exchange for the journal. */
export function toJournalInput(worlds: Worlds, call: Call, log: ExchangeLog): JournalInput {
  const { task, effects, body, findings, violations, refusal } = log
  // An image is fetched without a key: its entry belongs to the key that made it.
  const world = task && call.world.id === anonymous ? worlds.of(task.world) : call.world
  const sides = sidesOf(call, log)
  const sent = isRaw(sides) && body?.encoding !== 'multipart' ? undefined : sentOf(call, body)
  const isCreated = task !== undefined && call.role.does === 'create' && !log.isRepeat
  const isRefused = refusal !== undefined
  // All members in one order: an object that is put together from parts takes longer to make than all the rest.
  return {
    at: world.clock.now(),
    world: world.id,
    provider: call.provider.id,
    operation: call.operation.route,
    sides,
    sent,
    status: effects?.cut === 'reset' ? null : statusOf(sides),
    isBodyUnread: body || !mayHaveBody(call) ? undefined : true,
    key: call.key,
    images: log.images ?? 0,
    scenario: effects?.selection,
    task: task?.id,
    repeats: isCreated ? task.repeats : undefined,
    created: isCreated ? task.images : undefined,
    refusal,
    message: log.message,
    field: isRefused ? fieldOf(log) : undefined,
    parts: body?.encoding === 'multipart' ? toPartViews(body.parts, call.key) : undefined,
    events: log.events,
    findings: findings.length === 0 ? findings : createKeyRemover(call.key)(findings),
    violations,
    durationMs: undefined,
  }
}

const statusOf = (sides: JournalInput['sides']): number | null =>
  isRaw(sides) ? sides.responseParts.status : (sides.response?.status ?? null)

const mayHaveBody = ({ request: { method } }: Call): boolean => method !== 'GET' && method !== 'HEAD'

/** Most characters of a JSON text that is kept as sent. */
const maxSentLength = 2 ** 16

/** Returns the request as sent; undefined if its body was not read, or is too long to keep. */
function sentOf({ request }: Call, body: RequestBody | undefined): JournalInput['sent'] {
  const head = requestHeadOf(request)
  if (!body) return request.method === 'GET' ? { head, body: undefined } : undefined
  if (body.encoding === 'multipart') return body.sent && { head, body: body.sent }
  if (body.images || (body.text?.length ?? 0) > maxSentLength) return undefined
  return { head, body: body.text }
}

/** Returns the name of the field that was refused, or else the JSON pointer of the first fault that the contract finds. */
function fieldOf({ field, findings: [first] }: ExchangeLog): string | undefined {
  if (field !== undefined || !first) return field
  const [place, ...path] = first.path
  return `/${(place === 'body' ? path : first.path).join('/')}`
}

function toPartViews(parts: RequestBody['parts'], key: string | undefined): FormPartView[] {
  const { value } = createRedactor(key)
  const redact = (text: string) => String(value(text))
  return parts.map((part) => {
    const name = redact(part.name)
    if ('text' in part)
      return {
        name,
        bytes: Buffer.byteLength(part.text),
        text: isSecretName(part.name) ? redacted : redact(part.text),
      }
    const { name: filename, contentType: type, bytes } = part.file
    return { name, filename: redact(filename), ...(type === undefined ? {} : { type: redact(type) }), bytes }
  })
}

/** Returns request and response of an exchange: raw if both are short texts, else redacted. */
function sidesOf(
  { request, provider, key }: Call,
  { body, response, reply, texts }: ExchangeLog,
): JournalInput['sides'] {
  const from = { keyName: provider.dialect.auth.name, requestHead: requestHeadOf(request) }
  const deferred = response ? responsePartsOf(response) : undefined
  const responseText = deferred?.body === null ? null : deferred?.shown
  const requestText = body?.encoding === 'multipart' ? JSON.stringify(body.value) : body?.text
  if (deferred && responseText !== undefined && !body?.images && isShort(requestText, responseText)) {
    const { status, headers } = deferred
    return { ...from, requestText, responseParts: { status, headers }, responseText }
  }
  const { json, bytes, events } = reply ?? {}
  const responseBody =
    texts.shortenIn(json) ?? (bytes ? `${bytes.length} bytes` : events ? 'server-sent events' : undefined)
  return redactSides({ key, ...from }, body && shownValue(body), deferred ?? response ?? null, responseBody)
}

/** Returns the value of a body, with the lengths of the images that its stand-ins stand for. */
const shownValue = ({ value, images }: RequestBody): unknown =>
  images
    ? JSON.parse(JSON.stringify(value), (_, member) => {
        const image = images.get(member)
        return image ? `${member.slice(0, 60)}… (${image.length} characters)` : member
      })
    : value

const isShort = (request: string | undefined, response: string | null): boolean =>
  (request?.length ?? 0) + (response?.length ?? 0) <= maxRawLength
