import { isJsonType, mediaTypes } from '../../contract/media-types.ts'
import { pointersOf, readPointer } from '../../dialect/lens.ts'
import { effectiveCause, envelopeNameAt } from '../../dialect/names.ts'
import type { Cause, Dialect } from '../../dialect/schema.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { memberNameAt } from '../documents/members.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { envelopeOf, isInEveryRefusal } from '../refusals/refusal.ts'
import { imageOperations, malformedBodyRequest, parseOperation, pollRequest } from '../requests/free-requests.ts'
import { unknownId, unknownIdOf } from '../requests/unknown-values.ts'
import { refusalMemberNames } from '../vocabulary.ts'

type Envelope = Dialect['errors']['envelopes'][string]

type RefusalMember = keyof typeof refusalMemberNames
const refusalMembers = Object.keys(refusalMemberNames) as RefusalMember[]

/** A refusal, with the cause that the request was made to trigger. */
interface RefusalSample {
  readonly cause: Cause
  readonly answer: Answer
  /** Endpoint of the request, where an envelope names it. */
  readonly route?: string
}

/**
 * Observes where refusals have their members. Searches by member name if no refusal fits the documented envelope. The other
 * probes then read refusals through the envelope found here, so a difference is reported once, not again for every cause.
 */
export const envelopesProbe: Probe = {
  id: 'errors.envelopes',
  observes: ['/errors/envelopes/*/lens/*', '/errors/envelopes/*/mediaType', '/errors/envelopes/*/at'],
  cost: 0,
  async observe(ctx): Promise<ProbeResult> {
    // In discovery mode, earlier probes have found the envelopes.
    if (ctx.mode === 'discover' || imageOperations(ctx.known).length === 0) return { observations: [] }
    const { errors } = ctx.known
    const [defaultEnvelope = ''] = Object.keys(errors.envelopes)
    const ofEndpoints = await sampleEndpoints(ctx)
    const refusals = [...(await sampleRefusals(ctx)), ...ofEndpoints]
    const samples = refusals.filter(({ answer }) => typeof answer.json === 'object' && answer.json !== null)
    const [unreadable] = refusals
    if (samples.length === 0 && unreadable) return observeUnreadable(defaultEnvelope, unreadable, refusals)
    const findExpectedEnvelope = ({ cause, route = '' }: RefusalSample) =>
      envelopeNameAt(errors, errors.causes[effectiveCause(ctx.known, cause)]?.envelope, route)
    const results = [...Map.groupBy(samples, findExpectedEnvelope)].map(([name, ownSamples]) =>
      observeEnvelope(ctx.known, name, ownSamples),
    )
    return {
      observations: [
        ...results.flatMap(({ observations }) => observations),
        ...observeMediaTypes(ctx.known, samples),
        ...observeEndpoints(ctx.known, ofEndpoints),
      ],
      assumed: results.flatMap(({ assumed = [] }) => assumed),
    }
  },
}

/** Observes the media type of each envelope. Refusals without a media type of JSON have an invariant of their own. */
function observeMediaTypes({ errors }: Dialect, samples: readonly RefusalSample[]): Observation[] {
  const typed = samples.flatMap(({ answer }) => {
    const mediaType = parseMediaType(answer.headers['content-type'])
    const name = envelopeOf(errors, answer.json)
    return name !== undefined && isJsonType(mediaType) ? [{ name, mediaType, number: answer.number }] : []
  })
  return [...Map.groupBy(typed, ({ name }) => name)].map(([name, same]) => {
    const documented = errors.envelopes[name]?.mediaType
    const other = same.find(({ mediaType }) => mediaType !== (documented ?? mediaTypes.json))
    const value = other === undefined ? documented : other.mediaType === mediaTypes.json ? undefined : other.mediaType
    return { trait: `/errors/envelopes/${name}/mediaType`, value, evidence: same.map(({ number }) => number) }
  })
}

/** Collects a few refusals. */
async function sampleRefusals({ known, ask }: ProbeContext): Promise<RefusalSample[]> {
  const isJson = malformedBodyRequest(known).text === '{'
  const samples: RefusalSample[] = [
    ...(known.auth.withoutKey === 'reject'
      ? [{ cause: 'missingKey' as const, answer: await ask({ ...malformedBodyRequest(known), key: null }) }]
      : []),
    { cause: isJson ? 'malformedBody' : 'malformedForm', answer: await ask(malformedBodyRequest(known)) },
    { cause: 'unknownRoute', answer: await ask({ method: 'GET', path: `/${unknownId}` }) },
  ]
  return samples.filter(({ answer }) => isRefused(answer) && answer.bytes.length > 0)
}

/** Collects a refusal of each endpoint with an envelope of its own, if a cause without an own envelope can be had for free. */
async function sampleEndpoints({ known, ask }: ProbeContext): Promise<RefusalSample[]> {
  const routes = Object.values(known.errors.envelopes).flatMap(({ at = [] }) => at)
  const samples = routes.flatMap((route) => {
    const request = refusedAt(known, route)
    const row = request && known.errors.causes[effectiveCause(known, request.cause)]
    return request && row?.envelope === undefined && row?.body === undefined ? [{ ...request, route }] : []
  })
  const answered = await Promise.all(
    samples.map(async ({ cause, route, request }) => ({ cause, route, answer: await ask(request) })),
  )
  return answered.filter(({ answer }) => isRefused(answer) && answer.bytes.length > 0)
}

/** Builds a request that an endpoint refuses for free, with the cause. */
function refusedAt(known: Dialect, route: string): { cause: Cause; request: Ask } | undefined {
  const creation = imageOperations(known).find(({ at }) => at === route)
  if (creation) {
    const cause = creation.bodies.includes('json') ? 'malformedBody' : 'malformedForm'
    return { cause, request: malformedBodyRequest(known, creation) }
  }
  const { id, polls = {}, result, cancel } = known.tasks
  const place = [...Object.values(polls), result, cancel].find((one) => one?.at === route)
  const request = place
    ? pollRequest(place, unknownIdOf(id))
    : {
        method: parseOperation({ at: route }).method,
        path: parseOperation({ at: route }).path.replaceAll(/\{\w+\}/g, unknownId),
      }
  if (known.auth.withoutKey === 'reject') return { cause: 'missingKey', request: { ...request, key: null } }
  return place && { cause: 'unknownTask', request }
}

/** Observes which of the endpoints of an envelope refuse in its form. */
const observeEndpoints = ({ errors }: Dialect, samples: readonly RefusalSample[]): Observation[] =>
  Object.entries(errors.envelopes).flatMap(([name, { at = [] }]) => {
    const own = samples.filter(
      ({ route, answer }) => at.includes(route ?? '') && envelopeOf(errors, answer.json) !== undefined,
    )
    if (own.length === 0) return []
    const others = own.filter(({ answer }) => envelopeOf(errors, answer.json) !== name).map(({ route }) => route)
    const left = at.filter((route) => !others.includes(route))
    const evidence = own.map(({ answer }) => answer.number)
    return [{ trait: `/errors/envelopes/${name}/at`, value: left.length > 0 ? left : undefined, evidence }]
  })

/** Observes once that no refusal is JSON. The other probes then judge only the status of a refusal. */
const observeUnreadable = (
  name: string,
  { answer }: RefusalSample,
  samples: readonly RefusalSample[],
): ProbeResult => ({
  observations: [
    {
      trait: `/errors/envelopes/${name}/lens/message`,
      value: undefined,
      evidence: samples.map((sample) => sample.answer.number),
      note: `the body of a refusal is no JSON: ${answer.headers['content-type'] ?? 'no content type'}`,
    },
  ],
  assumed: [{ trait: `/errors/envelopes/${name}`, value: { lens: {} }, evidence: [answer.number] }],
})

function observeEnvelope({ errors }: Dialect, name: string, samples: readonly RefusalSample[]): ProbeResult {
  const envelope = errors.envelopes[name]
  const [first] = samples
  if (!envelope || !first) return { observations: [] }
  const { lens } = envelope
  const isStated = (field: RefusalMember) =>
    (field !== 'code' && field !== 'type') || isInEveryRefusal(errors, name, field)
  const evidence = samples.map(({ answer }) => answer.number)
  const observe = (pointers: Envelope['lens']): Observation[] =>
    refusalMembers.flatMap((field) =>
      lens[field] === undefined || !isAlwaysPresent(field, envelope) || !isStated(field)
        ? []
        : [{ trait: `/errors/envelopes/${name}/lens/${field}`, value: pointers[field], evidence }],
    )
  // The probe of a cause reports a refusal in another documented envelope.
  if (samples.some(({ answer }) => envelopeOf(errors, answer.json) !== undefined))
    return { observations: observe(lens).map(samples.every(isSilent(lens)) ? withoutMessage : (seen) => seen) }
  const pointers = findMemberPointers(envelope, first.answer.json)
  return {
    observations: observe(pointers),
    assumed: [assumeEnvelope(name, envelope, pointers, first.answer, evidence)],
  }
}

/** Tests for a refusal whose message is empty. */
const isSilent =
  (lens: Envelope['lens']) =>
  ({ answer }: RefusalSample): boolean =>
    [lens.message ?? []].flat().some((pointer) => readPointer(answer.json, pointer) === '')

/** Observes an empty message as none. */
const withoutMessage = (seen: Observation): Observation =>
  seen.trait.endsWith('/lens/message')
    ? { ...seen, value: undefined, note: 'the message of every refusal is empty' }
    : seen

/** Returns true if every refusal has the member. `param` may be missing, because only refusals about a field name a field. */
const isAlwaysPresent = (field: RefusalMember, { lens, fixed = {} }: Envelope) =>
  field !== 'param' || pointersOf(lens.param).some((pointer) => pointer in fixed)

/** Finds the pointers of the members of a refusal: the documented pointers, or else those of members with a similar name. */
function findMemberPointers(envelope: Envelope, json: unknown): Envelope['lens'] {
  const { lens } = envelope
  const holds = (field: RefusalMember) => (value: unknown) =>
    typeof value === 'string' ||
    (field !== 'message' && field !== 'type' && (value === null || typeof value === 'number'))
  const presentFields = refusalMembers.filter((field) =>
    [lens[field] ?? []].flat().some((pointer) => holds(field)(readPointer(json, pointer))),
  )
  const usedPointers = presentFields.flatMap((field) => lens[field] ?? [])
  const entries = refusalMembers.flatMap((field) => {
    if (lens[field] === undefined) return []
    const presentPointers = [lens[field]].flat().filter((pointer) => holds(field)(readPointer(json, pointer)))
    if (presentPointers.length > 0)
      return [[field, presentPointers.length === [lens[field]].flat().length ? lens[field] : presentPointers]]
    const match = locate(json, holds(field)).find(
      (pointer) => refusalMemberNames[field].test(memberNameAt(pointer)) && !usedPointers.includes(pointer),
    )
    if (match === undefined) return isAlwaysPresent(field, envelope) ? [] : [[field, lens[field]]]
    usedPointers.push(match)
    return [[field, match]]
  })
  return Object.fromEntries(entries)
}

/** Builds the envelope from the pointers that were found. Leaves out members that were not found. */
function assumeEnvelope(
  name: string,
  { lens, fixed = {} }: Envelope,
  pointers: Envelope['lens'],
  { json }: Answer,
  evidence: readonly number[],
): Observation {
  const movePointer = (pointer: string) => {
    const field = refusalMembers.find((candidate) => [lens[candidate] ?? []].flat().includes(pointer))
    return field === undefined ? pointer : [pointers[field] ?? []].flat()[0]
  }
  const rest = Object.entries(fixed).flatMap(([pointer, value]) => {
    const target = movePointer(pointer)
    return target === undefined || readPointer(json, target) === undefined ? [] : [[target, value]]
  })
  return { trait: `/errors/envelopes/${name}`, value: { lens: pointers, fixed: Object.fromEntries(rest) }, evidence }
}
