import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isNode, type Node, nodeAt } from '../../src/contract/document.ts'
import type { ContractOperation } from '../../src/contract/load.ts'
import { formTwinType, mediaTypes } from '../../src/contract/media-types.ts'
import { schemasAt } from '../../src/contract/walk.ts'
import { shippedIds } from '../../src/dialect/provider.ts'
import type { RequestBody } from '../../src/engine/model/body.ts'
import { prismOf } from '../../src/engine/validate/prism.ts'
import type { ContractFinding, RequestParameters } from '../../src/engine/validate/validator.ts'
import { providerOf } from '../support/provider.ts'

/** Number of random requests for each operation. Prism must accept every request that the fast path accepts. */
const numRuns = Number(process.env.FC_RUNS ?? 40)

const oddValues = [
  ...[
    '',
    ' ',
    'x',
    '1',
    '1.5',
    'true',
    'auto',
    '16:9',
    '1024x1024',
    'http://images.example/a.png',
    'data:image/png;base64,AA==',
  ],
  ...[0, 1, 2, -1, 1.5, 11, 1e9, true, false, null, [], ['x'], [1], {}, { url: 'http://images.example/a.png' }],
  ...[{ file_id: 'file-1' }, [{ image_url: 'http://images.example/a.png' }], [['x']]],
]

/** Lists the values that the schemas of a member name, and odd values. */
const valuesOf = (schemas: readonly Node[]) => [
  ...schemas.flatMap((node) => [node.enum, node.examples].flatMap((values) => (Array.isArray(values) ? values : []))),
  ...schemas.flatMap(({ const: constant, default: defaultValue, example }) =>
    [constant, defaultValue, example].filter((value) => value !== undefined),
  ),
  ...oddValues,
]

function bodiesOf(document: Node, schema: Node): fc.Arbitrary<Record<string, unknown>> {
  const names = new Set<string>()
  const visit = (node: unknown) => {
    for (const name of Object.keys(nodeAt(node, 'properties'))) names.add(name)
  }
  for (const node of schemasAt(document, schema, [])) visit(node)
  const members = [...names].map((name): [string, fc.Arbitrary<unknown>] => [
    name,
    fc.constantFrom(...valuesOf(schemasAt(document, schema, [name]))),
  ])
  const some = fc.record(Object.fromEntries(members), { requiredKeys: [] })
  const few = some.chain((all) =>
    fc.subarray(Object.keys(all), { maxLength: Math.min(2, Object.keys(all).length) }).map((names) => pick(all, names)),
  )
  const prompt = fc.constantFrom({ prompt: 'a red fox' }, { prompt: 'a red fox', model: 'gpt-image-2' }, {})
  const odd = fc.oneof(
    { weight: 4, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constant({ unknown_field: 1 }) },
  )
  return fc.tuple(prompt, few, odd).map((parts) => Object.assign({}, ...parts))
}

const pick = (all: object, names: readonly string[]) =>
  Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))

/** Creates pairs of names and texts: names of the contract, the same in upper case, repeated names, unknown names. */
function pairsOf({ parameters }: ContractOperation, place: 'query' | 'header'): fc.Arbitrary<[string, string][]> {
  const names = parameters.filter((parameter) => parameter.in === place).map(({ name }) => String(name))
  const name =
    names.length === 0
      ? fc.constant('unknown_field')
      : fc.constantFrom(...names, ...names.map(toUpperCase), 'unknown_field')
  const text = fc.constantFrom('', 'true', 'false', '1', '0', 'yes', 'maybe', 'respond-async', '12', '-3', '1.5', 'a,b')
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant<[string, string][]>([]) },
    fc.array(fc.tuple(name, text), { maxLength: 2 }),
  )
}

type RequestToValidate = RequestParameters & { readonly body: RequestBody }

const toUpperCase = (name: string) => name.toUpperCase()

const encodings = [
  ['json', mediaTypes.json],
  ['multipart', formTwinType],
] as const

function requestsOf(document: Node, operation: ContractOperation): fc.Arbitrary<RequestToValidate> {
  const none: RequestToValidate['body'] = { encoding: 'none', contentType: undefined, value: undefined, parts: [] }
  const bodies = encodings.flatMap(([encoding, contentType]) => {
    const schema = operation.bodies[mediaTypes[encoding]]
    if (!schema || !isNode(schema)) return []
    return [
      bodiesOf(document, schema).map((value): RequestToValidate['body'] => ({ ...none, encoding, contentType, value })),
    ]
  })
  return fc.record({
    query: pairsOf(operation, 'query').map((pairs) => new URLSearchParams(pairs)),
    request: pairsOf(operation, 'header').map((headers) => new Request('http://mock', { headers })),
    params: fc.constant(
      Object.fromEntries([...operation.path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => [name, 'x1'])),
    ),
    body: fc.oneof(...bodies, fc.constant(none)),
  })
}

describe.each(await shippedIds())('%s', (id) => {
  test('the fast path accepts only requests that Prism accepts, and most of them', async () => {
    const { contract } = await providerOf(id)
    const prism = prismOf(contract)
    const findingsOf = async (
      { route, path, method }: ContractOperation,
      requestToValidate: RequestToValidate,
    ): Promise<readonly ContractFinding[]> => {
      let result: readonly ContractFinding[] = []
      const headers = Object.fromEntries(requestToValidate.request.headers)
      const { contentType, value } = requestToValidate.body
      if (contentType) headers['content-type'] = contentType
      const request = {
        method,
        path: path.replaceAll(/\{[^}]+\}/g, 'x1'),
        query: requestToValidate.query,
        headers,
        ...(value === undefined ? {} : { body: value }),
      }
      await prism.run(route, request, true, async (findings) => {
        result = findings
        return { status: 200, headers: {}, json: {} }
      })
      return result
    }
    const counts = { sound: 0, accepted: 0 }
    for (const operation of contract.operations) {
      const { acceptBody } = await prism.checksOf(operation)
      await fc.assert(
        fc.asyncProperty(requestsOf(contract.document, operation), async (requestToValidate) => {
          const findings = await findingsOf(operation, requestToValidate)
          const isAccepted = acceptBody(requestToValidate.body)
          counts.sound += findings.length === 0 ? 1 : 0
          counts.accepted += isAccepted ? 1 : 0
          if (isAccepted) expect(findings).toEqual([])
        }),
        { numRuns, seed: 7 },
      )
    }
    expect(counts.accepted).toBeGreaterThan(counts.sound / 2)
  })
})
