import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { isNode, type Node, nodeAt } from '../../src/contract/document.ts'
import { findConflicts } from '../../src/contract/merge/conflicts.ts'
import { stripProviders } from '../../src/contract/merge/join.ts'
import { mergeContracts, narrowMerged, toPlainContracts } from '../../src/contract/merge/merge.ts'
import { type MergeSource, normalizedRoute } from '../../src/contract/merge/plain.ts'
import { renderMerged } from '../../src/contract/merge/render.ts'
import { formatPointer } from '../../src/contract/pointer.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { firstDifference } from '../support/same-contract.ts'

const main = fileURLToPath(new URL('../../bin/proofsheet.js', import.meta.url))
const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const run = (...flags: string[]) =>
  promisify(execFile)(process.execPath, [main, 'merge', ...flags], { maxBuffer: 2 ** 24 })

let sources: MergeSource[]
let merged: Node
beforeAll(async () => {
  sources = await Promise.all((await shippedIds()).map(findProvider))
  merged = mergeContracts(sources)
})

/** Yields each value of `example` and `examples` below a node, with the path of the schema beside the value. */
function* samples(node: unknown, path: readonly string[]): Generator<{ path: readonly string[]; value: unknown }> {
  if (!isNode(node)) return
  for (const [type, media] of Object.entries(nodeAt(node, 'content'))) {
    const schemaPath = [...path, 'content', type, 'schema']
    if (isNode(media) && media.example !== undefined) yield { path: schemaPath, value: media.example }
    for (const example of Object.values(nodeAt(media, 'examples')))
      if (isNode(example) && example.value !== undefined) yield { path: schemaPath, value: example.value }
  }
  for (const [key, child] of Object.entries(node)) if (key !== 'content') yield* samples(child, [...path, key])
}

/** Returns the fields of a form with a list of one in place of each value that the schema wants as a list: both are sent alike. */
const withLists = (fields: unknown, errors: ErrorObject[] | null | undefined): unknown =>
  Object.fromEntries(
    Object.entries(fields as Node).map(([name, value]) => [
      name,
      errors?.some(({ instancePath, params }) => instancePath === `/${name}` && params.type === 'array')
        ? [value]
        : value,
    ]),
  )

describe('laws, on the shipped contracts', () => {
  test('contracts in another order give the same bytes', () => {
    expect(renderMerged(mergeContracts(sources.toReversed()))).toBe(renderMerged(merged))
  })

  test('a contract merged with itself is unchanged', () => {
    for (const source of sources) {
      const [original] = toPlainContracts([source])
      const twice = mergeContracts([source, { ...source, id: 'twin' }])
      expect(original && firstDifference(narrowMerged(twice, source.id), original.plain)).toBe(undefined)
      const once = mergeContracts([source])
      expect(stripProviders(nodeAt(twice, 'paths'))).toEqual(stripProviders(nodeAt(once, 'paths')))
      expect(findConflicts(twice)).toEqual([])
    }
  })

  test("narrowed to a provider, the merged contract is that provider's", () => {
    for (const { id, plain } of toPlainContracts(sources))
      expect([id, firstDifference(narrowMerged(merged, id), plain)]).toEqual([id, undefined])
  })

  test('the merged contract accepts every example of every provider', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false }).addSchema(merged, 'merged')
    const pointers = new Map(
      Object.entries(nodeAt(merged, 'paths')).flatMap(([path, item]) =>
        Object.entries(item as Node).map(([method, operation]) => {
          const base = nodeAt({ operation }, 'operation').servers === undefined ? '/v1' : ''
          return [normalizedRoute(method.toUpperCase(), `${base}${path}`), formatPointer(['paths', path, method])]
        }),
      ),
    )
    let count = 0
    for (const { id, plain } of toPlainContracts(sources))
      for (const [key, operation] of Object.entries(plain.operations))
        for (const sample of samples({ ...operation, callbacks: {} }, [])) {
          const accept = ajv.compile({ $ref: `merged#${pointers.get(key)}${formatPointer(sample.path)}` })
          expect({
            id,
            key,
            path: sample.path,
            fits: accept(sample.value) || accept(withLists(sample.value, accept.errors)),
            errors: accept.errors,
          }).toMatchObject({
            fits: true,
          })
          count++
        }
    expect(count).toBeGreaterThan(20)
  })
})

test('every list of providers has their ids, every operation has such a list, and no description has other heads', () => {
  const ids = sources.map(({ id }) => id)
  const lists: string[][] = []
  const heads: string[] = []
  const visit = (node: unknown, key: string) => {
    if (Array.isArray(node)) for (const item of node) visit(item, key)
    if (!isNode(node) || key === 'x-providers' || key.startsWith('example')) return
    if (isNode(node['x-providers'])) lists.push(Object.keys(node['x-providers']))
    // Joined descriptions are paragraphs that each begin with the ids of their providers.
    if (
      isNode(node['x-providers']) &&
      typeof node.description === 'string' &&
      /^[\w-]+(, [\w-]+)*: /.test(node.description)
    )
      heads.push(...(node.description.split('\n\n')[0]?.split(': ')[0]?.split(', ') ?? []))
    for (const [name, child] of Object.entries(node)) visit(child, name)
  }
  visit(nodeAt(merged, 'paths'), 'paths')
  visit(nodeAt(merged, 'components'), 'components')
  expect([...new Set(lists.flat())].sort()).toEqual(ids.toSorted())
  expect(heads.filter((head) => /^\d*$/.test(head))).toEqual([])
  const operations = Object.values(nodeAt(merged, 'paths')).flatMap((item) => Object.values(item as Node))
  expect(operations.filter((operation) => Object.keys(nodeAt(operation, 'x-providers')).length === 0)).toEqual([])
})

test('servers with and without /v1 share one path', () => {
  const post = nodeAt(nodeAt(nodeAt(merged, 'paths'), '/images/generations'), 'post')
  expect(Object.keys(nodeAt(post, 'x-providers'))).toEqual([
    'apigo',
    'apimart',
    'dimilinks',
    'ezlink',
    'gpt-best',
    'openai',
    'sub2api',
    'toapis',
    'together-ai',
    'xai',
  ])
  expect(nodeAt(merged, 'paths')).toHaveProperty(['/p/img/{task_id}/{idx}', 'get', 'servers'])
})

test('the differences between the documents are conflicts', () => {
  const conflictAt = (end: string) => findConflicts(merged).find((conflict) => conflict.pointer.endsWith(end))
  expect(conflictAt('/schemas/GenerateRequest/properties/n')?.values).toMatchObject({
    apigo: { maximum: 10 },
    dimilinks: { default: 1 },
  })
  expect(conflictAt('/schemas/GenerateRequest/properties/image_urls')?.values).toMatchObject({
    dimilinks: {},
    ezlink: 'absent',
    openai: 'absent',
  })
})

describe('proofsheet merge', () => {
  test('writes the committed document', async () => {
    const { stdout, stderr } = await run()
    expect(stdout).toBe(await readFile(fileURLToPath(new URL('../../openapi/merged.yaml', import.meta.url)), 'utf8'))
    expect(stderr).toMatch(
      /merged apigo, apimart, azure, bfl, dimilinks, ezlink, fal, gpt-best, openai, openrouter, sub2api, toapis, together-ai, xai with \d+ conflicts; pass --report FILE to list them/,
    )
  })

  test('accepts ids, folders and files, and writes the report', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
    try {
      const file = join(folder, 'mine.yaml')
      const info = { title: 'Mine', version: '1' }
      const responses = { 200: { description: 'ok' } }
      await writeFile(file, JSON.stringify({ openapi: '3.0.0', info, paths: { '/v1/models': { get: { responses } } } }))
      const [out, report] = [join(folder, 'out.yaml'), join(folder, 'report.md')]
      await run('openai', lumen, file, '--out', out, '--report', report)
      const written = parse(await readFile(out, 'utf8'))
      expect(Object.keys(written['x-providers'])).toEqual(['lumen', 'mine', 'openai'])
      expect(Object.keys(written.paths['/models'].get['x-providers'])).toEqual(['mine', 'openai'])
      expect(await readFile(report, 'utf8')).toContain(
        '### /~1models/get/responses/401\n\n- openai: as merged\n- mine: absent',
      )
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test('says that one source has nothing to compare, and what is left out', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'proofsheet-'))
    try {
      const file = join(folder, 'mine.json')
      const info = { title: 'Mine', version: '1' }
      await writeFile(file, JSON.stringify({ openapi: '3.1.0', info, paths: {}, webhooks: { done: { post: {} } } }))
      const { stderr } = await run(file)
      expect(stderr).toBe('mine: left out the webhook "done"\nmerged mine: one source, nothing to compare\n')
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  test.each<[name: string, flags: string[], message: string]>([
    ['a missing file', ['missing.yaml'], 'missing.yaml: no such file'],
    ['an unknown source', ['nobody'], 'unknown provider "nobody"'],
    ['two sources of one name', ['openai', 'openai'], 'two sources have the id openai'],
    [
      'a file that is not an OpenAPI document',
      [fileURLToPath(new URL('../../package.json', import.meta.url))],
      'not an OpenAPI 3 document',
    ],
  ])('refuses %s', async (_name, flags, message) => {
    await expect(run(...flags)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
  })
})
