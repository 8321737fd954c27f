import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Node } from '../../src/contract/document.ts'
import { joinSchemas, narrow, stripProviders } from '../../src/contract/merge/join.ts'

const ajv = new Ajv2020({ strict: false })
const accepts = (schema: unknown, value: unknown) => ajv.compile(schema as object)(value)

/**
 * A schema with a value that the schema accepts. An object has unlisted members only if `additionalProperties` allows them,
 * because the join treats a schema without `additionalProperties` as closed.
 */
interface Specimen {
  readonly schema: Node
  readonly value: unknown
}

const names = ['image', 'image[]', 'image_1', 'n', 'prompt', 'size']
const described = fc.option(fc.constantFrom('One.', 'Another.'), { nil: undefined })
const withNote = (schema: Node, description: string | undefined): Node =>
  description === undefined ? schema : { ...schema, description }

const text: fc.Arbitrary<Specimen> = fc
  .record({
    value: fc.string({ maxLength: 8 }),
    slack: fc.option(fc.nat(4)),
    others: fc.option(fc.array(fc.string(), { maxLength: 2 })),
    note: described,
  })
  .map(({ value, slack, others, note }) => ({
    value,
    schema: withNote(
      {
        type: 'string',
        ...(slack === null ? {} : { maxLength: [...value].length + slack }),
        ...(others === null ? {} : { enum: [...new Set([value, ...others])] }),
      },
      note,
    ),
  }))

const number: fc.Arbitrary<Specimen> = fc
  .record({
    value: fc.integer({ min: -20, max: 20 }),
    low: fc.option(fc.nat(5)),
    high: fc.option(fc.nat(5)),
    type: fc.constantFrom('integer', 'number', ['integer', 'null']),
    note: described,
  })
  .map(({ value, low, high, type, note }) => ({
    value,
    schema: withNote(
      {
        type,
        ...(low === null ? {} : { minimum: value - low }),
        ...(high === null ? {} : { maximum: value + high }),
      },
      note,
    ),
  }))

const anything: fc.Arbitrary<Specimen> = fc.jsonValue({ maxDepth: 1 }).map((value) => ({ value, schema: {} }))

const { specimen } = fc.letrec<{ specimen: Specimen; list: Specimen; object: Specimen; choice: Specimen }>((tie) => ({
  specimen: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    text,
    number,
    anything,
    tie('list'),
    tie('object'),
    tie('choice'),
  ),
  list: fc
    .record({ item: tie('specimen'), count: fc.nat(3), slack: fc.option(fc.nat(2)) })
    .map(({ item, count, slack }) => ({
      value: Array.from({ length: count }, () => item.value),
      schema: { type: 'array', items: item.schema, ...(slack === null ? {} : { maxItems: count + slack }) },
    })),
  object: fc
    .record({
      members: fc.dictionary(fc.constantFrom(...names), tie('specimen'), { maxKeys: 4, noNullPrototype: true }),
      sent: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
      rest: fc.constantFrom('open', 'closed', 'any', 'text'),
      pattern: fc.constantFrom(undefined, '^image_[0-9]+$', '^image', '_1$'),
      isNamed: fc.boolean(),
    })
    .map(({ members, sent, rest, pattern, isNamed }) => {
      const all = Object.entries(members)
      // A pattern also applies to the properties of its own schema, so leave out patterns that match one.
      const patterned = pattern !== undefined && !all.some(([name]) => new RegExp(pattern).test(name))
      const entries = all.map(([name, member], index) => ({ name, member, isSent: sent[index] }))
      const required = entries.filter(({ isSent }, index) => isSent && index % 2 === 0).map(({ name }) => name)
      const isBare = all.length === 0 && !isNamed
      const more = rest === 'text' ? { another: 'text' } : rest === 'any' ? { another: [1], n: [2] } : {}
      const own = Object.fromEntries(
        entries.filter(({ isSent }) => isSent).map(({ name, member }) => [name, member.value]),
      )
      const isListed = (name: string) => name in members || (patterned && new RegExp(pattern).test(name))
      return {
        value: {
          ...(isBare && !patterned && rest !== 'closed' && rest !== 'text' ? { n: true } : {}),
          ...Object.fromEntries(Object.entries(more).filter(([name]) => !isListed(name))),
          ...(patterned ? { image_1: 'by pattern' } : {}),
          ...own,
        },
        schema: {
          type: 'object',
          ...(isBare ? {} : { properties: Object.fromEntries(all.map(([name, member]) => [name, member.schema])) }),
          ...(required.length > 0 ? { required } : {}),
          ...(rest === 'open'
            ? {}
            : { additionalProperties: { closed: false, any: true, text: { type: 'string' } }[rest] }),
          ...(patterned ? { patternProperties: { [pattern]: { type: 'string' } } } : {}),
        },
      }
    }),
  choice: fc
    .record({ all: fc.array(tie('specimen'), { minLength: 1, maxLength: 3 }), note: described })
    .map(({ all, note }) => ({
      value: all[0]?.value,
      schema: withNote({ anyOf: all.map(({ schema }) => schema) }, note),
    })),
}))

const several = fc.array(specimen, { minLength: 1, maxLength: 4 })
const entriesOf = (specimens: readonly Specimen[]) =>
  specimens.map(({ schema }, index) => ({ id: `p${index}`, schema }))

describe('laws of the join, on random schemas', () => {
  test('each random schema accepts its value', () => {
    fc.assert(fc.property(specimen, ({ schema, value }) => accepts(schema, value)))
  })

  test('a schema joined with itself is unchanged', () => {
    fc.assert(
      fc.property(specimen, ({ schema }) => {
        const joined = joinSchemas([
          { id: 'a', schema },
          { id: 'b', schema },
        ])
        expect(stripProviders(joined)).toEqual(schema)
      }),
    )
  })

  test('the order of the schemas does not matter', () => {
    fc.assert(
      fc.property(several, (specimens) => {
        const entries = entriesOf(specimens)
        expect(JSON.stringify(joinSchemas(entries.toReversed()))).toBe(JSON.stringify(joinSchemas(entries)))
      }),
    )
  })

  test('the join accepts every value that one of the schemas accepts', () => {
    fc.assert(
      fc.property(several, (specimens) => {
        const joined = joinSchemas(entriesOf(specimens))
        for (const { value } of specimens) expect([value, accepts(joined, value)]).toEqual([value, true])
      }),
      { numRuns: 500 },
    )
  })

  test("narrowed to one provider, the join is that provider's schema", () => {
    fc.assert(
      fc.property(several, (specimens) => {
        const joined = joinSchemas(entriesOf(specimens))
        for (const { id, schema } of entriesOf(specimens)) expect(narrow(joined, id)).toEqual(schema)
      }),
      { numRuns: 500 },
    )
  })
})

describe('the join of two schemas', () => {
  test.each<[name: string, a: Node, b: Node, joined: unknown]>([
    [
      'enums',
      { enum: ['b', 'a'], type: 'string' },
      { enum: ['c'], type: 'string' },
      { type: 'string', enum: ['a', 'b', 'c'] },
    ],
    [
      'an enum and a string',
      { type: 'string', enum: ['a'] },
      { type: 'string', maxLength: 9 },
      { anyOf: [{ type: 'string', enum: ['a'] }, { type: 'string' }] },
    ],
    [
      'an enum beside a string, and another one',
      { anyOf: [{ type: 'string' }, { type: 'string', enum: ['b'] }] },
      { anyOf: [{ type: ['string', 'null'] }, { type: 'string', enum: ['a'] }] },
      { anyOf: [{ type: 'string', enum: ['a', 'b'] }, { type: ['string', 'null'] }] },
    ],
    [
      'bounds',
      { type: 'integer', minimum: 1, maximum: 4 },
      { type: 'integer', minimum: 0, maximum: 10 },
      { type: 'integer', minimum: 0, maximum: 10 },
    ],
    ['a bound that only one schema has', { type: 'integer', maximum: 4 }, { type: 'integer' }, { type: 'integer' }],
    [
      'a string and an array',
      { type: 'string', maxLength: 5 },
      { type: 'array', items: { type: 'string' }, maxItems: 9 },
      {
        anyOf: [
          { type: 'array', maxItems: 9, items: { type: 'string' } },
          { type: 'string', maxLength: 5 },
        ],
      },
    ],
    [
      'an enum and an array',
      { type: 'string', enum: ['a'] },
      { type: 'array' },
      { anyOf: [{ enum: ['a'], type: 'string' }, { type: 'array' }] },
    ],
    [
      'required',
      { type: 'object', required: ['a', 'b'] },
      { type: 'object', required: ['b', 'c'] },
      { type: 'object', required: ['b'] },
    ],
    ['closed and open', { type: 'object', additionalProperties: false }, { type: 'object' }, { type: 'object' }],
    [
      'alternatives and one of the alternatives',
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
      { type: 'string' },
      { type: ['string', 'null'] },
    ],
    ['enums in another order', { enum: ['b', 'a'] }, { enum: ['a', 'b'] }, { enum: ['b', 'a'] }],
  ])('%s', (_name, a, b, joined) => {
    expect(
      stripProviders(
        joinSchemas([
          { id: 'a', schema: a },
          { id: 'b', schema: b },
        ]),
      ),
    ).toEqual(joined)
  })

  test('each provider keeps its own keywords', () => {
    const joined = joinSchemas([
      {
        id: 'one',
        schema: { type: 'object', properties: { n: { type: 'integer', maximum: 4, description: 'How many.' } } },
      },
      {
        id: 'two',
        schema: { type: 'object', properties: { n: { type: 'integer', maximum: 10 }, seed: { type: 'integer' } } },
      },
    ])
    expect(joined.properties).toEqual({
      n: {
        type: 'integer',
        maximum: 10,
        description: 'one: How many.',
        'x-providers': { one: { maximum: 4, description: 'How many.' }, two: { 'x-lacks': ['description'] } },
      },
      seed: { type: 'integer', 'x-providers': { two: {} } },
    })
  })
})
