import { readPointer } from '../../dialect/lens.ts'
import type { Dialect } from '../../dialect/schema.ts'
import { refusalNames } from '../areas/envelopes.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import { locate } from '../documents/locate.ts'
import { constantsOf, nameAt } from '../documents/members.ts'
import type { Lab, Observed, Probe } from '../probe.ts'
import { isSameOf, readRefusal } from '../refusals/refusal.ts'
import { strangeKey, strangeThing } from '../requests/unknown-values.ts'
import { vocabulary } from '../vocabulary.ts'

type Envelope = Dialect['errors']['envelopes'][string]
type Style = (typeof vocabulary.auth)[number]

const nowhere = `/${strangeThing}`
const broken = { headers: { 'content-type': 'application/json' }, text: '{' }

/** Who is let in, where pictures are made, and how what goes wrong is told. */
export const doorFound: Probe = {
  id: 'discovery.door',
  observes: ['/auth/*', '/operations/*', '/errors/envelopes/*'],
  cost: 0,
  async observe(lab) {
    const style = await styleOf(lab)
    const header = (key: string) => ({ [style.header]: [style.scheme, key].filter(Boolean).join(' ') })
    const send = (ask: Ask) => {
      const headers = { ...ask.headers, ...(lab.key === undefined ? {} : header(lab.key)) }
      return lab.ask({ ...ask, key: null, headers })
    }
    const lost = await send({ method: 'POST', path: nowhere, ...broken })
    const found: { at: string; answers: Answer[] }[] = []
    const envelopes = createEnvelopes()
    envelopes.add(lost)
    for (const at of vocabulary.creates) {
      const [method = '', path = ''] = at.split(' ')
      const json = await send({ method, path, ...broken })
      const form = await send({
        method,
        path,
        headers: { 'content-type': 'multipart/form-data; boundary=none' },
        text: 'no form',
      })
      const text = await send({ method, path, ...plainText })
      for (const answer of [json, form, text]) envelopes.add(answer)
      const facts = envelopes.in(lab.facts)
      // Equal asks are one exchange.
      const nothing = await send({ method, path: nowhere, ...broken })
      const isThere = [json, form, text].some((answer) => !isSame(facts, answer, nothing, path))
      if (isThere) found.push({ at, answers: [json, form, text] })
    }
    const facts = envelopes.in(lab.facts)
    const operations = found.flatMap(({ at, answers }) => operationOf(facts, at, answers))
    const evidence = [lost.number]
    return {
      seen: [
        { trait: '/auth/header', value: style.header, evidence },
        { trait: '/auth/scheme', value: style.scheme, evidence },
        ...Object.entries(facts.errors.envelopes).map(
          ([name, value]): Observed => ({ trait: `/errors/envelopes/${name}`, value, evidence }),
        ),
        ...operations,
      ],
    }
  },
}

/** Whether two answers are the same refusal, but for the path that they name. */
function isSame(facts: Dialect, a: Answer, b: Answer, path: string): boolean {
  const [one, other] = [a, b].map((answer) => readRefusal(facts, answer))
  if (!one || !other) return a.status === b.status
  return isSameOf(one, path, other, nowhere)
}

/**
 * How the key is sent. Whoever is let in is told what is wrong with the body, so that two bodies are answered in two ways; who
 * is not is told one thing.
 */
async function styleOf(lab: Lab): Promise<Style> {
  const [usual] = vocabulary.auth
  const { key } = lab
  if (key === undefined) return usual
  for (const at of vocabulary.creates) {
    const [method = '', path = ''] = at.split(' ')
    const isIn = async (style: Style | undefined, each: string) => {
      const headers = style ? { [style.header]: [style.scheme, each].filter(Boolean).join(' ') } : {}
      const ask = (body: typeof broken) =>
        lab.ask({ method, path, key: null, text: body.text, headers: { ...body.headers, ...headers } })
      return !isAlike(await ask(broken), await ask(plainText))
    }
    const isOpen = await isIn(undefined, '')
    for (const style of vocabulary.auth) {
      // Where no key is needed, the way is the one in which a wrong key is refused.
      if (!(await isIn(style, key))) continue
      if (!isOpen || !(await isIn(style, strangeKey))) return style
    }
    if (isOpen) return usual
  }
  return usual
}

const plainText = { headers: { 'content-type': 'text/plain' }, text: 'a fox' }

/** Whether two answers are the same but for ids and times. */
const isAlike = (a: Answer, b: Answer) => a.status === b.status && plain(a) === plain(b)
const plain = ({ bytes }: Answer) => new TextDecoder().decode(bytes).replaceAll(/[0-9a-f-]{16,}|\d+/gi, '#')

/** An operation by its path: what bodies it takes, or that it is refused whatever comes. */
function operationOf(facts: Dialect, at: string, [json, form, text]: readonly Answer[]): Observed[] {
  if (!json || !form || !text) return []
  const [, path = ''] = at.split(' ')
  const name = path.slice(1).replaceAll('/', '-')
  const evidence = [json.number, form.number, text.number]
  const isUnsupported = (answer: Answer, sent: string) =>
    isSame(facts, answer, text, path) || isToldAs(answer, sent, text)
  const bodies = [
    isUnsupported(json, 'application/json') ? [] : 'json',
    isUnsupported(form, 'multipart/form-data') ? [] : 'multipart',
  ].flat()
  // All three are told the same: nothing is looked at.
  const value =
    bodies.length === 0
      ? { at, does: 'refuse', cause: 'retiredRoute' }
      : {
          at,
          does: /edit/.test(path) ? 'edit' : 'generate',
          bodies,
          async: 'never',
          references: /edit/.test(path) ? 'required' : 'optional',
        }
  return [{ trait: `/operations/${name}`, value, evidence }]
}

/** Whether a type is refused as plain text is: the refusal may name what was sent. */
const isToldAs = (answer: Answer, sent: string, text: Answer): boolean =>
  answer.status === text.status && plain(answer).replaceAll(sent, '*') === plain(text).replaceAll('text/plain', '*')

/** Collects the shapes of refusals. */
function createEnvelopes() {
  const envelopes: Record<string, Envelope> = {}
  const seen: { name: string; json: unknown }[] = []
  return {
    add(answer: Answer) {
      const { json } = answer
      if (!isRefused(answer) || typeof json !== 'object' || json === null) return
      const lens = lensOf(json)
      if (!lens.message) return
      const same = Object.entries(envelopes).find(([, each]) => JSON.stringify(each.lens) === JSON.stringify(lens))
      const name =
        same?.[0] ?? (Object.keys(envelopes).length === 0 ? 'default' : `other${Object.keys(envelopes).length}`)
      envelopes[name] = { lens }
      seen.push({ name, json })
    },
    /** The facts with the envelopes, and in each what never changes. */
    in(facts: Dialect): Dialect {
      const whole = Object.entries(envelopes).map(([name, { lens }]) => {
        const documents = seen.filter((each) => each.name === name).map(({ json }) => json)
        const fixed = constantsOf(documents, Object.values(lens).flat())
        return [name, { lens, ...(Object.keys(fixed).length > 0 && documents.length > 1 ? { fixed } : {}) }]
      })
      return { ...facts, errors: { ...facts.errors, envelopes: Object.fromEntries(whole) } }
    },
  }
}

function lensOf(json: unknown): Envelope['lens'] {
  const taken: string[] = []
  const place = (field: keyof typeof refusalNames, is: (value: unknown) => boolean) => {
    const fitting = locate(json, is).filter((at) => refusalNames[field].test(nameAt(at)) && !taken.includes(at))
    // Of several texts the longest is the one that is said.
    const length = (at: string) => String(readPointer(json, at)).length
    const [found] = field === 'message' ? fitting.toSorted((a, b) => length(b) - length(a)) : fitting
    if (found !== undefined) taken.push(found)
    return found === undefined ? {} : { [field]: found }
  }
  const isScalar = (value: unknown) => value === null || ['string', 'number'].includes(typeof value)
  return {
    ...place('message', (value) => typeof value === 'string'),
    ...place('type', (value) => typeof value === 'string'),
    ...place('code', isScalar),
    ...place('param', isScalar),
  }
}
