import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCompiler } from '../../src/contract/compile.ts'
import { loadDocument } from '../../src/contract/load.ts'
import { createHome } from '../support/published.ts'

/** Loads a document with one schema. */
async function load(schema: object, openapi = '3.1.0') {
  const file = join(await createHome(), 'openapi.json')
  const document = { openapi, info: { title: 't', version: '1' }, paths: {}, components: { schemas: { Odd: schema } } }
  await writeFile(file, JSON.stringify(document))
  return loadDocument(file)
}

test.each<[what: string, schema: object, accepted: unknown, refused: unknown, message: string]>(
  [
  ['nullable beside a reference', { $ref: '#/components/schemas/Odd/$defs/a', nullable: true, $defs: { a: { type: 'string' } } }, null, 1, '"nullable" stands beside no "type": read as "or null"'],
  ['nullable beside an enum', { enum: ['a'], nullable: true }, null, 'b', '"nullable" stands beside no "type": read as "or null"'],
  ['nullable beside allOf', { allOf: [{ type: 'string' }], nullable: true }, null, 1, '"nullable" stands beside no "type": read as "or null"'],
  ['nullable beside oneOf', { oneOf: [{ type: 'string' }], nullable: true }, null, 1, '"nullable" stands beside no "type": read as "or null"'],
  ['an exclusive bound that is a boolean', { minimum: 0, exclusiveMinimum: true }, 1, 0, '"exclusiveMinimum" is a boolean, as in OpenAPI 3.0: read with the number of "minimum"'],
  ['an exclusive bound that is false', { maximum: 1, exclusiveMaximum: false }, 1, 2, '"exclusiveMaximum" is a boolean, as in OpenAPI 3.0: read with the number of "maximum"'],
  ['a type in upper case', { type: 'String' }, 'a', 1, 'the type "String" is no type of JSON: read as "string"'],
  ['a type of another language', { type: 'float' }, 1.5, 'a', 'the type "float" is no type of JSON: read as "number"'],
  ['a list of types with null itself', { type: ['string', null] }, null, 1, 'the type ["string",null] is no type of JSON: read as ["string","null"]'],
  ['a needless escape in a pattern', { pattern: '^[^\\@]+\\@x$' }, 'a@x', 'a', 'the pattern "^[^\\\\@]+\\\\@x$" is no regular expression of JavaScript: read as "^[^@]+@x$"'],
  ['a hyphen beside a class in a pattern', { pattern: '^[\\w-.]+$' }, 'a-.', '!', 'the pattern "^[\\\\w-.]+$" is no regular expression of JavaScript: read as "^[\\\\w\\\\-.]+$"'],
  ['anchors of another language', { pattern: '\\Aa\\z' }, 'a', 'ab', 'the pattern "\\\\Aa\\\\z" is no regular expression of JavaScript: read as "^a$"'],
  ['a bound that is a text', { maxLength: '2' }, 'ab', 'abc', '"maxLength" is a text: read as a number'],
  ['required as in older drafts', { properties: { a: { required: true } } }, { a: 1 }, {}, '"required" of a property is a boolean, as in older drafts: read as a required member'],
  ['a list of items', { items: [{ type: 'string' }] }, ['a'], [1], '"items" is a list, as in older drafts: read as "prefixItems"'],
  ['additionalProperties as a text', { additionalProperties: 'false' }, {}, { a: 1 }, '"additionalProperties" is a text: read as a boolean'],
] /* biome-ignore format: a table */,
)('a schema with %s is read as its author means it', async (...row) => {
  const [, schema, accepted, refused, message] = row
  const { document, notes = [] } = await load(schema)
  const validate = (await createCompiler(document))('/components/schemas/Odd')
  expect([validate(accepted), validate(refused)]).toEqual([true, false])
  expect(notes.map((note) => [note.message, note.isLost])).toEqual([[message, false]])
})

test.each<[what: string, schema: object, message: string]>([
  ['an empty enum', { enum: [] }, '"enum" is empty: read as absent'],
  ['properties that PHP wrote', { properties: [] }, '"properties" is empty: read as absent'],
  ['an empty choice', { oneOf: [] }, '"oneOf" is empty: read as absent'],
  [
    'a discriminator that is a text',
    { discriminator: 'kind' },
    '"discriminator" has no "propertyName": read as absent',
  ],
  ['any type', { type: 'any' }, 'the type "any" is no type of JSON: read as any type'],
  ['a format that is no text', { format: 5 }, '"format" is no text: read as absent'],
])('a schema with %s accepts everything', async (_what, schema, message) => {
  const { document, notes = [] } = await load(schema)
  const validate = (await createCompiler(document))('/components/schemas/Odd')
  expect([validate('a'), validate(1), validate({ a: [] })]).toEqual([true, true, true])
  expect(notes.map((note) => [note.message, note.isLost])).toEqual([[message, false]])
})

test.each<[what: string, schema: object, message: string]>(
  [
  ['a pattern of another language', { pattern: '(?i)a' }, 'the pattern "(?i)a" is no regular expression of JavaScript'],
  ['an unknown type', { type: 'colour' }, 'the type "colour" is no type of JSON'],
  ['a reference without a target', { $ref: '#/components/schemas/None' }, 'the reference "#/components/schemas/None" has no target'],
  ['a reference to another host', { $ref: 'https://x.example/a.yaml#/A' }, 'the reference "https://x.example/a.yaml#/A" has no target'],
  ['a reference to itself', { $ref: '#/components/schemas/Odd/properties/a' }, 'the reference "#/components/schemas/Odd/properties/a" has no target'],
  ['a bound that is no number', { maximum: 'many' }, '"maximum" must be a number, not "many"'],
  ['an enum that is a text', { enum: 'a,b' }, '"enum" must be a list, not "a,b"'],
] /* biome-ignore format: a table */,
)('%s is left out', async (_what, schema, message) => {
  const { document, notes = [] } = await load({ type: 'object', properties: { a: schema } })
  expect(document).toMatchObject({ components: { schemas: { Odd: { properties: { a: {} } } } } })
  expect(notes.map((note) => [note.message, note.isLost])).toEqual([[message, true]])
})

test.each<[what: string, schema: object]>([
  ['an unknown format', { type: 'string', format: 'weird' }],
  ['a default of another type', { type: 'string', default: 5 }],
  ['an example that does not fit', { type: 'string', examples: [5] }],
  ['const beside enum', { const: 'a', enum: ['a', 'b'] }],
  ['keywords beside a reference', { $ref: '#/components/schemas/Odd/$defs/a', description: 'x', $defs: { a: {} } }],
  [
    'members named as keywords',
    { properties: { type: {}, enum: {}, required: {}, nullable: {}, default: { type: 'null' } } },
  ],
  ['examples named as keywords', { example: { type: 'String', $ref: '#/none', pattern: '(' } }],
  ['repeated words', { enum: ['a', 'a'] }],
])('a schema with %s stays as it is', async (_what, schema) => {
  const { document, notes } = await load(schema)
  expect(document).toMatchObject({ components: { schemas: { Odd: schema } } })
  expect(notes).toEqual([])
})

test('nullable without a type in a document of 3.0 loads', async () => {
  const { notes } = await load({ nullable: true }, '3.0.3')
  expect(notes).toHaveLength(1)
})
