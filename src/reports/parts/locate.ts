import type { Exchange, Finding, Report } from '../../conformance/report.ts'

/** Place of a trait in an exchange: a pointer into the body of the request or the response, or the status. */
export interface Place {
  readonly side: 'request' | 'response'
  /** Pointer into the body; absent for the status. */
  readonly pointer?: string
}

/** Finds the field that a finding is about, so that a reader sees it at once. Returns undefined if the exchange does not have it. */
export function locate(
  finding: Finding,
  exchange: Exchange,
  { findings }: Pick<Report, 'findings'>,
): Place | undefined {
  const valueAt = (trait: string) => {
    const found = findings.find((other) => other.trait === trait)
    return found?.observed ?? found?.documented
  }
  return locateInResponse(finding, exchange, valueAt) ?? locateInRequest(finding, exchange, valueAt)
}

type ValueAt = (trait: string) => unknown

function locateInResponse(finding: Finding, { response }: Exchange, valueAt: ValueAt): Place | undefined {
  const { trait } = finding
  if (!response) return undefined
  if (/\/status$/.test(trait)) return { side: 'response' }
  const pointer = listPointers(finding, valueAt).find((candidate) => has(response.body, candidate))
  return pointer === undefined ? undefined : { side: 'response', pointer }
}

/** Lists the pointers at which the response may show the trait. */
function listPointers({ trait, documented, observed }: Finding, valueAt: ValueAt): string[] {
  const values = [observed, documented].filter((value) => typeof value === 'string')
  const inItems = (pointers: readonly unknown[]) => {
    const items = valueAt('/results/reply/lens/items') ?? '/data'
    return pointers.filter((pointer) => typeof pointer === 'string').map((pointer) => `${items}/0${pointer}`)
  }
  if (trait.startsWith('/results/item/')) return inItems(values)
  if (/^\/results\/(default|byResponseFormat\/|image\/|forms)/.test(trait))
    return inItems([valueAt('/results/item/url'), valueAt('/results/item/base64'), '/url', '/b64_json'])
  if (/\/lens\/\w+$/.test(trait)) return values
  const [, member] = /^\/errors\/causes\/\w+\/(code|type|message)$/.exec(trait) ?? []
  return member === undefined
    ? []
    : [valueAt(`/errors/envelopes/default/lens/${member}`), `/error/${member}`, `/${member}`].filter(
        (pointer) => typeof pointer === 'string',
      )
}

/** Names of request fields by the section of a trait, in the order in which they are looked for. */
const fieldsOf: readonly (readonly [pattern: RegExp, fields: readonly string[]])[] = [
  [/^\/prompt\//, ['prompt']],
  [/^\/images\/n\//, ['n']],
  [/^\/images\/size\//, ['size']],
  [/^\/images\/(formats|transparent)/, ['format', 'background']],
  [/^\/models\/(default|unknown)/, ['model']],
]

function locateInRequest(
  { trait, documented, observed }: Finding,
  { request }: Exchange,
  valueAt: ValueAt,
): Place | undefined {
  const canonical = fieldsOf.find(([pattern]) => pattern.test(trait))?.[1] ?? []
  const names = [
    ...[observed, documented].flat().filter((value) => typeof value === 'string'),
    ...canonical
      .flatMap((field) => [valueAt(`/fields/${field}/names`)].flat())
      .filter((value) => typeof value === 'string'),
    ...canonical,
  ]
  const isRequestTrait = /^\/(fields|references|mask|prompt|images|models|request)\//.test(trait)
  const pointer = isRequestTrait ? names.map(toPointer).find((candidate) => has(request.body, candidate)) : undefined
  return pointer === undefined ? undefined : { side: 'request', pointer }
}

const toPointer = (name: string) =>
  name.startsWith('/') ? name : `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`

/** Tests for a value at a pointer. */
function has(body: unknown, pointer: string): boolean {
  if (!pointer.startsWith('/')) return false
  let node = body
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, name)) return false
    node = (node as Readonly<Record<string, unknown>>)[name]
  }
  return true
}
