import fc from 'fast-check'
import type { Node } from '../../src/contract/document.ts'

const words = ['red', 'green', 'blue']
const names = ['a', 'b', 'c']
const scalars: readonly Node[] = [
  { type: 'string' },
  { type: 'string', maxLength: 3 },
  { type: 'integer', minimum: 1, maximum: 4 },
  { type: 'number' },
  { type: 'boolean' },
  { type: 'null' },
  { type: ['string', 'null'] },
  { type: ['integer', 'string'] },
  { type: 'string', enum: words },
  { enum: words },
  { enum: ['red', 1, null] },
  { type: ['string', 'null'], enum: [...words, null] },
  { type: ['string', 'null'], enum: words },
  { type: 'integer', enum: [1, 2] },
  { const: 'red' },
  { const: null },
  { const: 2 },
  { type: 'string', const: 'green' },
  { type: 'object' },
  { type: 'array' },
  {},
]

/** Tuples, and lists that a document describes in part. */
const tuples: readonly Node[] = [
  { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }] },
  { type: 'array', prefixItems: [{ type: 'string' }, { type: 'integer' }], items: false, minItems: 2 },
  { prefixItems: [{ type: 'string' }], items: { type: 'integer' } },
  { items: { enum: words } },
]

/**
 * Draws a document whose schemas combine every keyword that shapes a type. `A` refers to `B` and `C`, and `B` to `C`; all three are
 * objects. Schemas that contradict themselves, such as text that is an object, are not drawn: TypeScript admits some values of them.
 */
export function documents(): fc.Arbitrary<Node> {
  const drawn = fc.tuple(objects(['B', 'C']), objects(['C']), objects([]))
  const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } }
  return drawn.map(([A, B, C]) => ({
    openapi: '3.1.0',
    info: { title: 'drawn', version: '1' },
    paths: { '/drawn': { post: { requestBody: { required: true, ...body }, responses: {} } } },
    components: { schemas: { A, B, C } },
  }))
}

const one = (...keys: string[]) => fc.constantFrom(...keys)
const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 })

function objects(references: readonly string[]): fc.Arbitrary<Node> {
  const reference = references.map((name) => fc.constant<Node>({ $ref: `#/components/schemas/${name}` }))
  const scalar = fc.constantFrom(...scalars)
  const drawn = fc.letrec<Record<'any' | 'object' | 'plain' | 'free' | 'choice' | 'words', Node>>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      scalar,
      tie('object'),
      tie('words'),
      fc.constantFrom(...tuples),
      fc.record({ type: fc.constant('array'), items: tie('any') }),
      fc.tuple(one('anyOf', 'oneOf'), some(tie('any'))).map(([key, branches]) => ({ [key]: branches })),
    ),
    object: fc.oneof({ depthSize: 'small' }, tie('plain'), tie('free'), ...reference, tie('choice')),
    plain: fc.record(
      {
        type: fc.constantFrom('object', ['object', 'null']),
        properties: fc.dictionary(one(...names), tie('any'), { minKeys: 1, maxKeys: 3 }),
        required: fc.subarray([...names], { minLength: 1 }),
        additionalProperties: fc.boolean(),
      },
      { requiredKeys: ['properties', 'required'] },
    ),
    free: fc.record(
      {
        properties: fc.dictionary(one(...names), scalar, { maxKeys: 2 }),
        required: fc.subarray([...names], { minLength: 1 }),
        additionalProperties: scalar,
      },
      { requiredKeys: ['additionalProperties', 'required'] },
    ),
    // Compositions of objects stand alone, or beside keywords of their own.
    choice: fc
      .tuple(
        one('allOf', 'anyOf', 'oneOf'),
        some(tie('object')),
        fc.oneof(
          { arbitrary: fc.constant<Node>({}), weight: 3 },
          tie('plain'),
          fc.constantFrom<Node>({ type: 'object' }, { type: ['object', 'null'] }, { required: ['a'] }),
          fc.constant<Node>({ oneOf: [{ required: ['a'] }, { required: ['b'] }] }),
          fc.oneof(tie('plain'), ...reference),
        ),
      )
      .map(([key, branches, beside]) => ({ ...beside, [key]: branches })),
    words: fc
      .tuple(
        one('allOf', 'anyOf', 'oneOf'),
        some(scalar),
        fc.constantFrom<Node>({}, { type: 'string' }, { enum: words }),
      )
      .map(([key, branches, beside]) => ({ ...beside, [key]: branches })),
  }))
  return drawn.object
}
