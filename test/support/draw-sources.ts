import fc from 'fast-check'
import type { Node } from '../../src/contract/document.ts'

/** Names of schemas. Generators would give two of them one name, and code has another meaning for one. */
const schemaNames = ['Image', 'im_age', 'Task', 'Error', 'Size']
const memberNames = ['image', 'n', 'size', 'constructor']

const some = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1, maxLength: 3 })
const referTo = (name: string): Node => ({ $ref: `#/components/schemas/${name}` })
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined })
/** Leaves out the members without a value. */
const compact = (node: Node): Node =>
  Object.fromEntries(Object.entries(node).filter(([, value]) => value !== undefined))

/** Null alone is not drawn: the merge makes it a text or null, so that a text may then fit two schemas of a `oneOf`. */
const scalar = fc.constantFrom<Node>(
  { type: 'string' },
  { type: 'string', maxLength: 4, description: 'Short.' },
  { type: 'string', contentMediaType: 'application/octet-stream' },
  { type: 'string', enum: ['auto', '1k', '1K'] },
  { type: ['string', 'null'], enum: ['auto', 'wide', null] },
  { type: ['string', 'null'] },
  { type: ['integer', 'string'], enum: [1, 'auto'] },
  { type: 'integer', minimum: 1, maximum: 4 },
  { type: 'integer', minimum: 0, maximum: 10, default: 1 },
  { type: 'number' },
  { type: 'boolean' },
  { const: 'wide' },
  { not: { type: 'null' } },
  {},
)

/**
 * Draws a schema. `inPlace` has the names that it may refer to where a value stays at its place, such as in `allOf`; in members and items it
 * may refer to every name, itself included.
 */
function schemas(inPlace: readonly string[], depth = 0): fc.Arbitrary<Node> {
  if (depth > 2) return scalar
  const inside = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...schemaNames).map(referTo) },
    deeper(depth, schemaNames),
  )
  const here = deeper(depth, inPlace)
  const object = fc
    .record({
      type: fc.constantFrom('object', 'object', ['object', 'null'], undefined),
      properties: fc.dictionary(fc.constantFrom(...memberNames), inside, {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      }),
      required: maybe(fc.subarray(memberNames, { maxLength: 1 })),
      additionalProperties: fc.oneof(fc.constantFrom(undefined, undefined, true, false), inside),
    })
    .map(compact)
  const kinds = [
    scalar,
    object,
    object,
    fc
      .record({
        type: fc.constantFrom('array', ['array', 'null'], ['array', 'string']),
        items: inside,
        minItems: maybe(fc.nat(2)),
        maxItems: maybe(fc.integer({ min: 2, max: 3 })),
      })
      .map(compact),
    fc.record({ type: fc.constant('object'), additionalProperties: inside }),
    fc
      .tuple(fc.constantFrom('allOf', 'anyOf', 'oneOf'), some(here), maybe(object))
      .map(([key, branches, beside]) => ({ ...beside, [key]: branches })),
    fc.tuple(fc.constantFrom('anyOf', 'oneOf'), here).map(([key, branch]) => ({ [key]: [branch, { type: 'null' }] })),
  ]
  if (inPlace.length === 0) return fc.oneof(...kinds)
  const reference = fc.constantFrom(...inPlace).map(referTo)
  return fc.oneof(
    ...kinds,
    reference,
    fc
      .tuple(
        reference,
        fc.oneof(
          object.map((node) => ({ ...node, type: 'object' })),
          fc.constant<Node>({ description: 'Own.' }),
        ),
      )
      .map(([to, beside]) => ({ ...beside, ...to })),
    fc
      .tuple(
        fc.constantFrom('anyOf', 'oneOf'),
        fc.subarray([...inPlace], { minLength: 1 }),
        fc.constantFrom('name', 'reference', 'none'),
      )
      .map(([key, names, mapping]) => ({
        [key]: names.map(referTo),
        discriminator: compact({
          propertyName: 'size',
          mapping:
            mapping === 'none'
              ? undefined
              : Object.fromEntries(names.map((name) => [`a ${name}`, mapping === 'name' ? name : referTo(name).$ref])),
        }),
      })),
  )
}

const deeper = (depth: number, inPlace: readonly string[]): fc.Arbitrary<Node> =>
  fc.constant(undefined).chain(() => schemas(inPlace, depth + 1))

const component = schemaNames.map((_, index) => schemas(schemaNames.slice(index + 1)))
const components = fc
  .tuple(...component)
  .map((all) => Object.fromEntries(schemaNames.map((name, index) => [name, all[index]])))

const anySchema = fc.oneof(fc.constantFrom(...schemaNames).map(referTo), schemas(schemaNames, 1))
const form = fc.oneof(
  fc.constantFrom(...schemaNames).map(referTo),
  fc
    .record({
      properties: fc.dictionary(fc.constantFrom(...memberNames, 'image[]'), anySchema, {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      }),
    })
    .map((node) => ({ type: 'object', ...node })),
)
const json = (schema: Node): Node => ({ 'application/json': { schema } })

const responses = fc
  .dictionary(fc.constantFrom('200', '404', '4XX', 'default'), anySchema, {
    minKeys: 1,
    maxKeys: 3,
    noNullPrototype: true,
  })
  .map((byStatus) =>
    Object.fromEntries(
      Object.entries(byStatus).map(([status, schema]) => [status, { description: status, content: json(schema) }]),
    ),
  )

const operation = fc
  .record({
    parameters: maybe(
      fc.uniqueArray(
        fc
          .record({
            name: fc.constantFrom('q', 'X-Id', 'x-id'),
            in: fc.constantFrom('query', 'header'),
            schema: anySchema,
            required: maybe(fc.boolean()),
          })
          .map(compact),
        { maxLength: 2, selector: ({ name, in: place }) => `${place} ${String(name).toLowerCase()}` },
      ),
    ),
    body: fc.record({ json: maybe(anySchema), form: maybe(form), required: maybe(fc.boolean()) }),
    responses,
    operationId: maybe(fc.constantFrom('make', 'Make', 'task')),
  })
  .map(({ body, ...node }) => {
    const content = {
      ...(body.json && json(body.json)),
      ...(body.form && { 'multipart/form-data': { schema: body.form } }),
    }
    const requestBody = Object.keys(content).length === 0 ? undefined : compact({ content, required: body.required })
    return compact({ ...node, requestBody })
  })

const routes = ['/v1/images', '/v1/tasks', '/tasks']
const paths = fc.tuple(...routes.map(() => maybe(operation)))

/** Draws documents with schemas and operations in common. */
export const sourceDocuments: fc.Arbitrary<Node[]> = fc
  .record({
    common: fc.record({ schemas: components, paths }),
    own: fc.array(
      fc.record({
        schemas: components,
        isOwn: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 8, maxLength: 8 }),
        paths,
      }),
      { minLength: 2, maxLength: 4 },
    ),
  })
  .map(({ common, own }) =>
    own.map(({ isOwn, ...mine }, source) => ({
      openapi: '3.1.0',
      info: { title: `source ${source}`, version: '1' },
      paths: Object.fromEntries(
        routes.flatMap((route, index) => {
          const post = (isOwn[index] === 0 ? mine : common).paths[index]
          return post ? [[route, { post }]] : []
        }),
      ),
      components: {
        schemas: Object.fromEntries(
          schemaNames.map((name, index) => [name, (isOwn[index + 3] === 0 ? mine : common).schemas[name]]),
        ),
      },
    })),
  )
