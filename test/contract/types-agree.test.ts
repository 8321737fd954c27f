import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Node } from '../../src/contract/document.ts'
import { loadDocument } from '../../src/contract/load.ts'
import { renderTypes } from '../../src/contract/types.ts'
import { shippedIds } from '../../src/dialect/provider.ts'
import { documents } from '../support/draw-schemas.ts'
import { valuesOf } from '../support/draw-values.ts'
import { providerOf } from '../support/provider.ts'
import { assignable, checksOf, type Question, sitesOf } from '../support/type-agreement.ts'

const isLong = process.env.LONG !== undefined
/** Milliseconds. Many documents take half a minute. */
const timeout = 300_000
const seed = Number(process.env.SEED ?? 7)

const merged = fileURLToPath(new URL('../../openapi/merged.yaml', import.meta.url))

interface Sample {
  readonly name: string
  readonly document: Node
  readonly types: string
}

interface Judged extends Question {
  readonly name: string
  readonly isRelaxed: readonly boolean[]
  readonly isStrict: readonly boolean[]
}

/** Draws values for each body and parameter of the documents, and judges each value by the validator. */
async function judge(samples: readonly Sample[], numRuns: number): Promise<Judged[]> {
  const all = samples.map(async ({ name, document }, index) => {
    const sites = sitesOf(document)
    const checks = await checksOf(document, sites)
    return sites.map((site, position): Judged => {
      const values = fc.sample(valuesOf(document, site.schema), { numRuns, seed })
      const { strict, loose } = checks[position] as (typeof checks)[number]
      const verdicts = {
        isRelaxed: values.map((value) => loose(value)),
        isStrict: values.map((value) => strict(value)),
      }
      return { ...verdicts, file: `${index}.d.ts`, name: `${name}: ${site.name}`, type: site.type, values }
    })
  })
  return (await Promise.all(all)).flat()
}

/**
 * Lists the values about which types and validator disagree, the shortest first. In a shipped contract each schema of members has a
 * type, so that the validator takes objects alone there.
 */
async function disagreements(samples: readonly Sample[], numRuns: number, isShipped: boolean): Promise<string[]> {
  const judged = await judge(samples, numRuns)
  const files = Object.fromEntries(samples.map(({ types }, index) => [`${index}.d.ts`, types]))
  const verdicts = assignable(files, judged)
  const found = judged.flatMap(({ name, values, isRelaxed, isStrict }, row) =>
    values.flatMap((value, index) => {
      const isAssignable = verdicts[row]?.[index]
      const text = `${name}: ${JSON.stringify(value)}`
      if (isAssignable && !isRelaxed[index]) return [`the types alone take ${text}`]
      return !isAssignable && (isRelaxed[index] || (isShipped && isStrict[index]))
        ? [`the validator alone takes ${text}`]
        : []
    }),
  )
  return found.sort((left, right) => left.length - right.length).slice(0, 5)
}

test(
  'the types of each provider take what its contract takes, apart from what TypeScript cannot express',
  async () => {
    const ids = isLong ? await shippedIds() : ['openai', 'fal', 'xai']
    const samples = [...ids, ...(isLong ? ['merged'] : [])].map(async (name): Promise<Sample> => {
      const { document } = name === 'merged' ? await loadDocument(merged) : (await providerOf(name)).contract
      const types = await readFile(new URL(`../../src/generated/${name}.d.ts`, import.meta.url), 'utf8')
      return { name, document, types }
    })
    expect(await disagreements(await Promise.all(samples), isLong ? 300 : 20, true)).toEqual([])
  },
  timeout,
)

const render = async (name: string, document: Node): Promise<Sample> => ({
  name,
  document,
  types: await renderTypes(document),
})

test(
  'the types of drawn documents take what the documents take',
  async () => {
    const drawn = fc.sample(documents(), { numRuns: isLong ? 600 : 15, seed })
    const samples = drawn.map((document) => render(JSON.stringify(document.components), document))
    expect(await disagreements(await Promise.all(samples), 30, false)).toEqual([])
  },
  timeout,
)

const text = { type: 'string' }
const whole = { type: 'integer' }
const variant = (state: object) => ({ type: 'object', required: ['state'], properties: { state } })
const choice = { oneOf: [{ $ref: '#/components/schemas/Done' }, { $ref: '#/components/schemas/Failed' }] }

test.each<[what: string, schema: object, taken: unknown[], refused: unknown[], type?: string]>(
  [
  ['an object without members', { properties: { m: { type: 'object' } } }, [{ m: { a: 'b' } }, { m: {} }], [{ m: 'x' }, { m: [] }]],
  ['a discriminator without a mapping', { ...choice, discriminator: { propertyName: 'state' } }, [{ state: 'succeeded' }, { state: 'failed' }], [{ state: 'Done' }, {}]],
  ['an object in a form', { type: 'object', properties: { c: { type: 'object', properties: { a: whole } } } }, [{ c: { a: 1 } }], [{ c: { a: 'x' } }], 'multipart/form-data'],
  ['a body with a charset', { type: 'object', required: ['prompt'], properties: { prompt: text } }, [{ prompt: 'x' }], [{}], 'application/json; charset=utf-8'],
  ['a list in a query', { type: 'array', items: whole, maxItems: 2 }, [[1], [1, 2]], [['x', 1], 1], 'query'],
  ['a required member of another part', { allOf: [{ $ref: '#/components/schemas/Link' }, { type: 'object', required: ['url'] }] }, [{ url: 'x' }], [{}, { url: 1 }]],
  ['a required member without a description', { type: 'object', required: ['a'], properties: { b: text } }, [{ a: 1 }], [{ b: 'x' }]],
  ['members beside alternatives', { type: 'object', properties: { n: whole }, required: ['n'], oneOf: [{ properties: { a: text }, required: ['a'] }, { properties: { b: text }, required: ['b'] }] }, [{ n: 1, a: 'x' }, { n: 1, b: 'x' }], [{ n: 1 }, { a: 'x' }]],
  ['alternatives that require a member', { type: 'object', properties: { i: { type: 'object', properties: { url: text, id: text }, anyOf: [{ required: ['url'] }, { required: ['id'] }] } } }, [{ i: { url: 'x' } }, { i: { id: 'x' } }], [{ i: {} }]],
  ['keywords beside a reference', { $ref: '#/components/schemas/Link', required: ['url'] }, [{ url: 'x' }], [{}]],
  ['null beside an enum without null', { type: ['string', 'null'], enum: ['a'] }, ['a'], [null, 'b']],
  ['null as a constant', { const: null }, [null], ['x', {}]],
  ['a list of alternatives that are lists', { type: 'array', items: { anyOf: [{ type: 'array', items: whole }] } }, [[[1]], []], [[1], [['x']]]],
  ['a list whose first items are described', { type: 'array', prefixItems: [text, whole], items: whole }, [['a'], ['a', 1, 2], []], [[true]]],
  ['members without a name beside others', { type: 'object', properties: { a: text }, additionalProperties: whole }, [{ a: 'x', b: 1 }], [{ a: 1 }, { b: true }]],
  ['a part that is no object', { type: 'string', allOf: [{ enum: ['a', 'b'] }] }, ['a'], ['c', 1]],
] /* biome-ignore format: a table */,
)('%s: types and validator agree', async (what, schema, taken, refused, place = 'application/json') => {
  const isQuery = place === 'query'
  const document = {
    openapi: '3.1.0',
    info: { title: 'shape', version: '1' },
    paths: {
      '/x': {
        post: {
          ...(isQuery ? { parameters: [{ name: 'ids', in: 'query', schema }] } : {}),
          ...(isQuery ? {} : { requestBody: { required: true, content: { [place]: { schema } } } }),
          responses: {},
        },
      },
    },
    components: {
      schemas: {
        Done: variant({ type: 'string', enum: ['succeeded'] }),
        Failed: variant({ const: 'failed' }),
        Link: { type: 'object', properties: { url: text } },
      },
    },
  }
  const values = [...taken, ...refused]
  const expected = values.map((value) => taken.includes(value))
  const sites = sitesOf(document)
  const [check] = await checksOf(document, sites)
  const { types } = await render(what, document)
  const [question] = sites.map(({ type }) => ({ file: 'x.d.ts', type, values }))
  expect(values.map((value) => check?.loose(value))).toEqual(expected)
  expect(question && assignable({ 'x.d.ts': types }, [question])[0]).toEqual(expected)
})
