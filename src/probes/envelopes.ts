import { readPointer } from '../dialect/lens.ts'
import { effectiveCause } from '../dialect/names.ts'
import type { Cause, Dialect } from '../dialect/schema.ts'
import { type Answer, isRefused } from './ask.ts'
import { imageOperations, unreadable } from './harmless.ts'
import { locate } from './locate.ts'
import { nameAt } from './members.ts'
import type { Lab, Observations, Observed, Probe } from './probe.ts'
import { envelopeOf } from './refusal.ts'
import { strangeThing } from './strangers.ts'

type Envelope = Dialect['errors']['envelopes'][string]

/** What gateways call the members of a refusal. */
export const refusalNames = {
  message: /^(message|msg|errmsg|error|detail|error_message)$/i,
  type: /^(type|kind|category)$/i,
  code: /^(code|no|errno|errcode|err_code|error_code)$/i,
  param: /^(param|field|parameter)$/i,
} as const
type Field = keyof typeof refusalNames
const fields = Object.keys(refusalNames) as Field[]

/** A refusal, and what it is for by the facts. */
interface Told {
  readonly cause: Cause
  readonly answer: Answer
}

/**
 * Where refusals have their members. An envelope that no refusal comes in is looked for by the names of its members, and the
 * other probes read through what was found: one that is otherwise is told once, not with every cause.
 */
export const envelopesTold: Probe = {
  id: 'errors.envelopes',
  rows: ['ERR-01'],
  observes: ['/errors/envelopes/*/lens/*'],
  cost: 0,
  async observe(lab): Promise<Observations> {
    // Where nothing is documented, discovery has looked.
    if (lab.pays || imageOperations(lab.facts).length === 0) return { seen: [] }
    const { envelopes, causes } = lab.facts.errors
    const [usual = ''] = Object.keys(envelopes)
    const meant = ({ cause }: Told) => causes[effectiveCause(lab.facts, cause)]?.envelope ?? usual
    const found = [...Map.groupBy(await refusalsOf(lab), meant)].map(([name, told]) =>
      envelopeSeen(lab.facts, name, told),
    )
    return { seen: found.flatMap(({ seen }) => seen), assumed: found.flatMap(({ assumed = [] }) => assumed) }
  },
}

/** A few refusals that cost nothing and have a JSON body. */
async function refusalsOf({ facts, ask }: Lab): Promise<Told[]> {
  const isJson = unreadable(facts).text === '{'
  const told: Told[] = [
    ...(facts.auth.required
      ? [{ cause: 'missingKey' as const, answer: await ask({ ...unreadable(facts), key: null }) }]
      : []),
    { cause: isJson ? 'malformedBody' : 'malformedForm', answer: await ask(unreadable(facts)) },
    { cause: 'unknownRoute', answer: await ask({ method: 'GET', path: `/${strangeThing}` }) },
  ]
  return told.filter(({ answer }) => isRefused(answer) && typeof answer.json === 'object' && answer.json !== null)
}

function envelopeSeen({ errors }: Dialect, name: string, told: readonly Told[]): Observations {
  const envelope = errors.envelopes[name]
  const [first] = told
  if (!envelope || !first) return { seen: [] }
  const { lens } = envelope
  const evidence = told.map(({ answer }) => answer.number)
  const seen = (places: Envelope['lens']): Observed[] =>
    fields.flatMap((field) =>
      lens[field] === undefined || !isAlways(field, envelope)
        ? []
        : [{ trait: `/errors/envelopes/${name}/lens/${field}`, value: places[field], evidence }],
    )
  // A refusal in another envelope is its cause's to tell.
  if (told.some(({ answer }) => envelopeOf(errors.envelopes, answer.json) !== undefined)) return { seen: seen(lens) }
  const places = placesIn(envelope, first.answer.json)
  return { seen: seen(places), assumed: [assumedOf(name, envelope, places, first.answer, evidence)] }
}

/** Whether every refusal has the member: none that is not about a field needs to name one. */
const isAlways = (field: Field, { lens, fixed = {} }: Envelope) =>
  field !== 'param' || [lens.param ?? []].flat().some((at) => at in fixed)

/** The members of a refusal: where they are known to stand, or where one of such a name does. */
function placesIn(envelope: Envelope, json: unknown): Envelope['lens'] {
  const { lens } = envelope
  const holds = (field: Field) => (value: unknown) =>
    typeof value === 'string' ||
    (field !== 'message' && field !== 'type' && (value === null || typeof value === 'number'))
  const kept = fields.filter((field) => [lens[field] ?? []].flat().some((at) => holds(field)(readPointer(json, at))))
  const taken = kept.flatMap((field) => lens[field] ?? [])
  const places = fields.flatMap((field) => {
    if (lens[field] === undefined) return []
    const known = [lens[field]].flat().filter((at) => holds(field)(readPointer(json, at)))
    if (known.length > 0) return [[field, known.length === [lens[field]].flat().length ? lens[field] : known]]
    const at = locate(json, holds(field)).find(
      (each) => refusalNames[field].test(nameAt(each)) && !taken.includes(each),
    )
    if (at === undefined) return isAlways(field, envelope) ? [] : [[field, lens[field]]]
    taken.push(at)
    return [[field, at]]
  })
  return Object.fromEntries(places)
}

/** The envelope with its members where they were found, and without those that were not. */
function assumedOf(
  name: string,
  { lens, fixed = {} }: Envelope,
  places: Envelope['lens'],
  { json }: Answer,
  evidence: readonly number[],
): Observed {
  const moved = (at: string) => {
    const field = fields.find((each) => [lens[each] ?? []].flat().includes(at))
    return field === undefined ? at : [places[field] ?? []].flat()[0]
  }
  const rest = Object.entries(fixed).flatMap(([at, value]) => {
    const to = moved(at)
    return to === undefined || readPointer(json, to) === undefined ? [] : [[to, value]]
  })
  return { trait: `/errors/envelopes/${name}`, value: { lens: places, fixed: Object.fromEntries(rest) }, evidence }
}
