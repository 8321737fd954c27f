import { readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { constantsOf, memberNameAt } from '../documents/members.ts'
import type { Observation, Probe, ProbeContext } from '../probe.ts'
import { isSameReasonExceptNames, readRefusal } from '../refusals/refusal.ts'
import { unknownId, unknownKey } from '../requests/unknown-values.ts'
import { refusalMemberNames, vocabulary } from '../vocabulary.ts'

type Envelope = Dialect['errors']['envelopes'][string]
type AuthStyle = (typeof vocabulary.auth)[number]

const unknownPath = `/${unknownId}`
const malformedJson = { headers: { 'content-type': 'application/json' }, text: '{' }

/** Finds how the key is sent, which operations create images, and the envelopes of refusals. */
export const discoverEndpointsProbe: Probe = {
  id: 'discovery.endpoints',
  observes: ['/auth/*', '/operations/*', '/errors/envelopes/*'],
  cost: 0,
  async observe(ctx) {
    const style = await findAuthStyle(ctx)
    const header = (key: string) => ({ [style.header]: [style.scheme, key].filter(Boolean).join(' ') })
    const send = (ask: Ask) => {
      const headers = { ...ask.headers, ...(ctx.key === undefined ? {} : header(ctx.key)) }
      return ctx.ask({ ...ask, key: null, headers })
    }
    const unknownPathAnswer = await send({ method: 'POST', path: unknownPath, ...malformedJson })
    const matches: { operation: string; answers: Answer[] }[] = []
    const envelopes = createEnvelopeCollector()
    envelopes.add(unknownPathAnswer)
    for (const operation of vocabulary.creates) {
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
      if (isThere) matches.push({ operation, answers: [json, form, text] })
    }
    const dialect = envelopes.applyTo(ctx.known)
    const operations = matches.flatMap(({ operation, answers }) => observeOperation(dialect, operation, answers))
    const evidence = [unknownPathAnswer.number]
    return {
      observations: [
        { trait: '/auth/header', value: style.header, evidence },
        { trait: '/auth/scheme', value: style.scheme, evidence },
        ...Object.entries(dialect.errors.envelopes).map(
          ([name, value]): Observation => ({ trait: `/errors/envelopes/${name}`, value, evidence }),
        ),
        ...operations,
      ],
    }
  },
}

/** Tests whether two responses are the same refusal, apart from the path that they name. */
function isSameRefusal(dialect: Dialect, first: Answer, second: Answer, path: string): boolean {
  const [firstRefusal, secondRefusal] = [first, second].map((answer) => readRefusal(dialect, answer))
  if (!firstRefusal || !secondRefusal) return first.status === second.status
  return isSameReasonExceptNames(firstRefusal, path, secondRefusal, unknownPath)
}

/**
 * Finds how the key is sent. A gateway that accepts the key reports what is wrong with the body, so two different bodies get
 * different responses. A gateway that refuses the key returns the same response to both.
 */
async function findAuthStyle(ctx: ProbeContext): Promise<AuthStyle> {
  const [defaultStyle] = vocabulary.auth
  const { key } = ctx
  if (key === undefined) return defaultStyle
  for (const operation of vocabulary.creates) {
    const [method = '', path = ''] = operation.split(' ')
    const isAccepted = async (style: AuthStyle | undefined, candidateKey: string) => {
      const headers = style ? { [style.header]: [style.scheme, candidateKey].filter(Boolean).join(' ') } : {}
      const ask = (body: typeof malformedJson) =>
        ctx.ask({ method, path, key: null, text: body.text, headers: { ...body.headers, ...headers } })
      return !isSameAnswer(await ask(malformedJson), await ask(plainTextBody))
    }
    const isOpen = await isAccepted(undefined, '')
    for (const style of vocabulary.auth) {
      // A gateway that needs no key shows the style by refusing a wrong key.
      if (!(await isAccepted(style, key))) continue
      if (!isOpen || !(await isAccepted(style, unknownKey))) return style
    }
    if (isOpen) return defaultStyle
  }
  return defaultStyle
}

const plainTextBody = { headers: { 'content-type': 'text/plain' }, text: 'a fox' }

/** Tests whether two responses are equal apart from ids and numbers. */
const isSameAnswer = (a: Answer, b: Answer) => a.status === b.status && normalizedBody(a) === normalizedBody(b)
const normalizedBody = ({ bytes }: Answer) => new TextDecoder().decode(bytes).replaceAll(/[0-9a-f-]{16,}|\d+/gi, '#')

/** Observes which bodies an operation accepts, or that it refuses every body. Derives `does` from the path. */
function observeOperation(dialect: Dialect, operation: string, [json, form, text]: readonly Answer[]): Observation[] {
  if (!json || !form || !text) return []
  const [, path = ''] = operation.split(' ')
  const name = path.slice(1).replaceAll('/', '-')
  const evidence = [json.number, form.number, text.number]
  const isUnsupported = (answer: Answer, contentType: string) =>
    isSameRefusal(dialect, answer, text, path) || isRefusedAsPlainText(answer, contentType, text)
  const bodies = [
    isUnsupported(json, 'application/json') ? [] : 'json',
    isUnsupported(form, 'multipart/form-data') ? [] : 'multipart',
  ].flat()
  // Equal responses to all three bodies show that the gateway reads none of them.
  const value =
    bodies.length === 0
      ? { at: operation, does: 'refuse', cause: 'retiredRoute' }
      : {
          at: operation,
          does: /edit/.test(path) ? 'edit' : 'generate',
          bodies,
          async: 'never',
          references: /edit/.test(path) ? 'required' : 'optional',
        }
  return [{ trait: `/operations/${name}`, value, evidence }]
}

/** Tests whether a media type is refused like plain text. The refusal may name the media type. */
const isRefusedAsPlainText = (answer: Answer, contentType: string, text: Answer): boolean =>
  answer.status === text.status &&
  normalizedBody(answer).replaceAll(contentType, '*') === normalizedBody(text).replaceAll('text/plain', '*')

/** Collects the envelopes of refusals. */
function createEnvelopeCollector() {
  const envelopes: Record<string, Envelope> = {}
  const samples: { name: string; json: unknown }[] = []
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
      samples.push({ name, json })
    },
    /** Adds the envelopes to a dialect, each with the members that never change. */
    applyTo(dialect: Dialect): Dialect {
      const entries = Object.entries(envelopes).map(([name, { lens }]) => {
        const documents = samples.filter((sample) => sample.name === name).map(({ json }) => json)
        const fixed = constantsOf(documents, Object.values(lens).flat())
        return [name, { lens, ...(Object.keys(fixed).length > 0 && documents.length > 1 ? { fixed } : {}) }]
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
