import { isJsonType, mediaTypes } from '../../contract/media-types.ts'
import { readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { constantsOf, memberNameAt } from '../documents/members.ts'
import { notObserved } from '../observations.ts'
import type { Observation, Probe, ProbeContext, ProbeResult } from '../probe.ts'
import { isSameReasonExceptNames, readRefusal } from '../refusals/refusal.ts'
import { withKeyAt } from '../requests/free-requests.ts'
import { unknownId, unknownKey } from '../requests/unknown-values.ts'
import type { SampleRequest } from '../sample-request.ts'
import { refusalMemberNames, vocabulary } from '../vocabulary.ts'

type Envelope = Dialect['errors']['envelopes'][string]
type AuthStyle = Pick<Dialect['auth'], 'in' | 'name' | 'scheme'>

/** Reason why nothing was observed about a gateway that refuses the key in every endpoint. */
export const refusedKeyReason = 'every endpoint refuses the API key, or requires one'

const unknownPath = `/${unknownId}`
const malformedJson = { headers: { 'content-type': 'application/json' }, text: '{' }

/** Finds how the key is sent, which operations create images, and the envelopes of refusals. */
export const discoverEndpointsProbe: Probe = {
  id: 'discovery.endpoints',
  observes: ['/auth/*', '/operations/*', '/errors/envelopes/*'],
  cost: 0,
  async observe(ctx) {
    const { style, evidence: styleEvidence } = await findAuthStyle(ctx)
    const { key } = ctx
    const send = (ask: Ask) => ctx.ask({ ...(key === undefined ? ask : withKeyAt(ask, style, key)), key: null })
    const unknownPathAnswer = await send({ method: 'POST', path: unknownPath, ...malformedJson })
    const matches: { operation: string; answers: BodyAnswers }[] = []
    const envelopes = createEnvelopeCollector()
    envelopes.add(unknownPathAnswer)
    for (const operation of listOperations(ctx)) {
      const [method = '', path = ''] = operation.split(' ')
      const json = await send({ method, path, ...malformedJson })
      const form = await send({
        method,
        path,
        headers: { 'content-type': 'multipart/form-data; boundary=none' },
        text: 'no form',
      })
      const text = await send({ method, path, ...plainTextBody })
      for (const answer of [json, form, text]) envelopes.add(answer)
      const dialect = envelopes.applyTo(ctx.known)
      // Equal requests are sent once, so this costs one request per method.
      const unknownAnswer = await send({ method, path: unknownPath, ...malformedJson })
      const isThere = [json, form, text].some((answer) => !isSameRefusal(dialect, answer, unknownAnswer, path))
      if (isThere || operation === ctx.sample?.request.operation)
        matches.push({ operation, answers: { json, form, text } })
    }
    // A gateway that refuses the key says nothing about its endpoints, and says so in the same way for every body.
    const isOpen = ({ answers: { json, form, text } }: (typeof matches)[number]) =>
      ![json, form, text].every(({ status }) => isKeyRefused(status)) || !isSameAnswer(json, text)
    if (matches.length > 0 && !matches.some(isOpen)) return notObserved(['/auth', '/operations'], refusedKeyReason)
    const dialect = envelopes.applyTo(ctx.known)
    const sendEmpty = async (operation: string, body: Pick<Ask, 'json' | 'form'>) => {
      const [method = '', path = ''] = operation.split(' ')
      // A gateway that requires no field takes an empty body.
      return ctx.imagesLeft() < 1 ? undefined : send({ method, path, ...body, images: 1, expects: 'refusal' })
    }
    const operations: ProbeResult[] = []
    for (const { operation, answers } of matches.filter(isOpen))
      operations.push(
        operation === ctx.sample?.request.operation
          ? observeSample(ctx.sample.request, operation, nameOperation(operation, matches), answers)
          : await observeOperation(dialect, operation, nameOperation(operation, matches), answers, sendEmpty),
      )
    const evidence = [unknownPathAnswer.number]
    const auth = Object.entries(style).map(([name, value]) => ({
      trait: `/auth/${name}`,
      value,
      evidence: styleEvidence ?? evidence,
    }))
    return {
      observations: [
        ...(styleEvidence ? auth : []),
        ...Object.entries(dialect.errors.envelopes).map(
          ([name, value]): Observation => ({ trait: `/errors/envelopes/${name}`, value, evidence }),
        ),
        ...operations.flatMap(({ observations }) => observations),
      ],
      assumed: [...(styleEvidence ? [] : auth), ...operations.flatMap(({ assumed = [] }) => assumed)],
    }
  },
}

/** Lists the operations to try: that of the user's request, and the usual ones. */
const listOperations = ({ sample }: ProbeContext): string[] => [
  ...new Set([sample?.request.operation ?? [], ...vocabulary.creates].flat()),
]

/** Responses to a malformed JSON body, a malformed form and a plain text. */
interface BodyAnswers {
  readonly json: Answer
  readonly form: Answer
  readonly text: Answer
}

/**
 * Names the first operation that generates `generate`, the first that edits `edit`, and any other after the end of its path, or
 * after its whole path if another one has the same end.
 */
function nameOperation(operation: string, all: readonly { readonly operation: string }[]): string {
  const does = purposeOf(operation)
  if (all.find((other) => purposeOf(other.operation) === does)?.operation === operation) return does
  const end = operation.split('/').at(-1) ?? ''
  const isUnique = all.filter((other) => other.operation.endsWith(`/${end}`)).length === 1
  return isUnique ? end : (operation.split(' ')[1] ?? '').slice(1).replaceAll('/', '-')
}

/** Derives from the path if an operation edits. */
const purposeOf = (operation: string) => (/edit/.test(operation) ? 'edit' : 'generate')

/** Tests whether two responses are the same refusal, apart from the path that they name. */
function isSameRefusal(dialect: Dialect, first: Answer, second: Answer, path: string): boolean {
  const [firstRefusal, secondRefusal] = [first, second].map((answer) => readRefusal(dialect, answer))
  if (!firstRefusal || !secondRefusal) return first.status === second.status
  return isSameReasonExceptNames(firstRefusal, path, secondRefusal, unknownPath)
}

/** How the key is sent, with the exchanges that show this; without evidence if no exchange does. */
interface FoundStyle {
  readonly style: AuthStyle
  readonly evidence?: readonly number[]
}

/**
 * Finds how the key is sent. A gateway that accepts the key reports what is wrong with the body, so two different bodies get
 * different responses, or a wrong key gets another response. A gateway that refuses the key returns the same response to all.
 */
async function findAuthStyle(ctx: ProbeContext): Promise<FoundStyle> {
  const { auth } = ctx.sample?.request ?? {}
  const [defaultStyle] = auth ? [auth] : vocabulary.auth
  const styles = auth ? [auth] : vocabulary.auth
  const { key } = ctx
  if (key === undefined) return { style: defaultStyle }
  for (const operation of listOperations(ctx)) {
    const [method = '', path = ''] = operation.split(' ')
    const answersWith = async (style: AuthStyle | undefined, candidateKey: string) => {
      const ask = (body: typeof malformedJson) => {
        const plain = { method, path, text: body.text, headers: body.headers }
        return ctx.ask({ ...(style ? withKeyAt(plain, style, candidateKey) : plain), key: null })
      }
      return [await ask(malformedJson), await ask(plainTextBody)] as const
    }
    const isRead = ([malformed, text]: readonly [Answer, Answer]) => !isSameAnswer(malformed, text)
    const isOpen = isRead(await answersWith(undefined, ''))
    let harmless: AuthStyle | undefined
    for (const style of styles) {
      const answers = await answersWith(style, key)
      const [{ status, number }] = answers
      if (isRead(answers)) harmless ??= style
      if (isRead(answers) && !isOpen) return { style, evidence: answers.map((answer) => answer.number) }
      if (isKeyRefused(status)) continue
      // A gateway that needs no key, or looks at no body, shows the style by refusing a wrong key.
      const wrong = await answersWith(style, unknownKey)
      if (isKeyRefused(wrong[0].status) || (isRead(answers) && !isRead(wrong)))
        return { style, evidence: [number, wrong[0].number] }
    }
    // A gateway that needs no key may refuse a key in some style.
    if (isOpen) return { style: harmless ?? defaultStyle }
  }
  return { style: defaultStyle }
}

const isKeyRefused = (status: number) => status === 401 || status === 403

const plainTextBody = { headers: { 'content-type': 'text/plain' }, text: 'a fox' }

/** Tests whether two responses are equal apart from ids and numbers. */
const isSameAnswer = (a: Answer, b: Answer) => a.status === b.status && normalizedBody(a) === normalizedBody(b)
const normalizedBody = ({ bytes }: Answer) => new TextDecoder().decode(bytes).replaceAll(/[0-9a-f-]{16,}|\d+/gi, '#')

/** Assumes the operation of the user's request, with the kind of body of the request. */
function observeSample({ json }: SampleRequest, at: string, name: string, answers: BodyAnswers): ProbeResult {
  const does = purposeOf(at)
  const trait = `/operations/${name}`
  const bodies = [json ? 'json' : 'multipart']
  const evidence = [answers.json.number]
  const value = { at, does, bodies, async: 'never', references: does === 'edit' ? 'require' : 'accept' }
  return {
    observations: [{ trait: `${trait}/at`, value: at, evidence }],
    assumed: [{ trait, value, evidence }],
  }
}

/**
 * Observes which bodies an operation accepts, or that it refuses every body. `sendEmpty` sends an empty body, or returns
 * undefined if no image is left for the request.
 */
async function observeOperation(
  dialect: Dialect,
  operation: string,
  name: string,
  { json, form, text }: BodyAnswers,
  sendEmpty: (operation: string, body: Pick<Ask, 'json' | 'form'>) => Promise<Answer | undefined>,
): Promise<ProbeResult> {
  const [, path = ''] = operation.split(' ')
  const evidence = [json.number, form.number, text.number]
  const isUnsupported = (answer: Answer, contentType: string) =>
    isSameRefusal(dialect, answer, text, path) || isRefusedAsPlainText(answer, contentType, text)
  /** Tests whether a kind of body is read. A gateway may refuse any malformed body in one way, and read an empty one. */
  const isRead = async (malformed: Answer, contentType: string, empty: Pick<Ask, 'json' | 'form'>) => {
    if (!isUnsupported(malformed, contentType)) return true
    const answer = await sendEmpty(operation, empty)
    if (answer) evidence.push(answer.number)
    return answer && !isUnsupported(answer, contentType)
  }
  const isJsonRead = await isRead(json, 'application/json', { json: {} })
  const isFormRead = await isRead(form, 'multipart/form-data', { form: [] })
  const bodies = [isJsonRead ? 'json' : [], isFormRead ? 'multipart' : []].flat()
  const trait = `/operations/${name}`
  const does = purposeOf(operation)
  const creation = { at: operation, does, async: 'never', references: does === 'edit' ? 'require' : 'accept' }
  if (bodies.length > 0)
    return {
      observations: Object.entries({ at: operation, does, bodies }).map(([name, value]) => ({
        trait: `${trait}/${name}`,
        value,
        evidence,
      })),
      assumed: [{ trait, value: { ...creation, bodies }, evidence }],
    }
  // Without an image left, an empty body was not sent, so the gateway may read one.
  if (isJsonRead === undefined)
    return {
      observations: [],
      // Most gateways have one operation that generates, and one that edits.
      assumed:
        name !== does
          ? []
          : [{ trait, value: { ...creation, bodies: [does === 'edit' ? 'multipart' : 'json'] }, evidence: [] }],
    }
  // The path belongs to another operation, such as a poll whose id stands there.
  if (name !== does && [json, form, text].every(({ status }) => status === 405)) return { observations: [] }
  // Equal responses to all bodies show that the gateway reads none of them.
  return { observations: [{ trait, value: { at: operation, does: 'reject', cause: 'retiredRoute' }, evidence }] }
}

/** Tests whether a media type is refused like plain text. The refusal may name the media type. */
const isRefusedAsPlainText = (answer: Answer, contentType: string, text: Answer): boolean =>
  answer.status === text.status &&
  normalizedBody(answer).replaceAll(contentType, '*') === normalizedBody(text).replaceAll('text/plain', '*')

/** Collects the envelopes of refusals. */
function createEnvelopeCollector() {
  const envelopes: Record<string, Envelope> = {}
  const samples: { name: string; json: unknown; mediaType: string }[] = []
  return {
    add(answer: Answer) {
      const { json } = answer
      if (!isRefused(answer) || typeof json !== 'object' || json === null) return
      const lens = inferLens(json)
      if (!lens.message) return
      const existing = Object.entries(envelopes).find(
        ([, envelope]) => JSON.stringify(envelope.lens) === JSON.stringify(lens),
      )
      const name =
        existing?.[0] ?? (Object.keys(envelopes).length === 0 ? 'default' : `other${Object.keys(envelopes).length}`)
      envelopes[name] = { lens }
      samples.push({ name, json, mediaType: parseMediaType(answer.headers['content-type']) })
    },
    /** Adds the envelopes to a dialect, each with the members that never change. */
    applyTo(dialect: Dialect): Dialect {
      const entries = Object.entries(envelopes).map(([name, { lens }]) => {
        const own = samples.filter((sample) => sample.name === name)
        const documents = own.map(({ json }) => json)
        const mediaType = own.find((sample) => isJsonType(sample.mediaType) && sample.mediaType !== mediaTypes.json)
        const fixed = constantsOf(documents, Object.values(lens).flat())
        return [
          name,
          {
            lens,
            ...(Object.keys(fixed).length > 0 && documents.length > 1 ? { fixed } : {}),
            ...(mediaType ? { mediaType: mediaType.mediaType } : {}),
          },
        ]
      })
      return { ...dialect, errors: { ...dialect.errors, envelopes: Object.fromEntries(entries) } }
    },
  }
}

function inferLens(json: unknown): Envelope['lens'] {
  const usedPointers: string[] = []
  const findMember = (field: keyof typeof refusalMemberNames, isMatch: (value: unknown) => boolean) => {
    const candidates = locate(json, isMatch).filter(
      (pointer) => refusalMemberNames[field].test(memberNameAt(pointer)) && !usedPointers.includes(pointer),
    )
    // The longest of several texts is the message.
    const length = (pointer: string) => String(readPointer(json, pointer)).length
    const [match] = field === 'message' ? candidates.toSorted((a, b) => length(b) - length(a)) : candidates
    if (match !== undefined) usedPointers.push(match)
    return match === undefined ? {} : { [field]: match }
  }
  const isScalar = (value: unknown) => value === null || ['string', 'number'].includes(typeof value)
  return {
    ...findMember('message', (value) => typeof value === 'string'),
    ...findMember('type', (value) => typeof value === 'string'),
    ...findMember('code', isScalar),
    ...findMember('param', isScalar),
  }
}
