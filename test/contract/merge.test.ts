import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { isNode, type Node, nodeAt } from '../../src/contract/document.ts'
import { findConflicts } from '../../src/contract/merge/conflicts.ts'
import { stripProviders } from '../../src/contract/merge/join.ts'
import { mergeContracts, narrowMerged, toPlainContracts } from '../../src/contract/merge/merge.ts'
import type { MergeSource } from '../../src/contract/merge/plain.ts'
import { renderMerged } from '../../src/contract/merge/render.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const run = (...flags: string[]) =>
  promisify(execFile)(process.execPath, [main, 'merge', ...flags], { maxBuffer: 2 ** 24 })

let sources: MergeSource[]
let merged: Node
beforeAll(async () => {
  sources = await Promise.all((await shippedIds()).map(findProvider))
  merged = mergeContracts(sources)
})

/** Every `example` and value of `examples` beside a schema, below a node of an operation. */
function* samples(node: unknown, path: readonly string[]): Generator<{ path: readonly string[]; value: unknown }> {
  if (!isNode(node)) return
  for (const [type, media] of Object.entries(nodeAt(node, 'content'))) {
    const at = [...path, 'content', type, 'schema']
    if (isNode(media) && media.example !== undefined) yield { path: at, value: media.example }
    for (const each of Object.values(nodeAt(media, 'examples')))
      if (isNode(each) && each.value !== undefined) yield { path: at, value: each.value }
  }
  for (const [key, child] of Object.entries(node)) if (key !== 'content') yield* samples(child, [...path, key])
}

describe('laws, on the shipped contracts', () => {
  test('order does not matter, to the byte', () => {
    expect(renderMerged(mergeContracts(sources.toReversed()))).toBe(renderMerged(merged))
  })

  test('a contract merged with itself says what it said', () => {
    for (const source of sources) {
      const [one] = toPlainContracts([source])
      const twice = mergeContracts([source, { ...source, id: 'twin' }])
      expect(narrowMerged(twice, source.id)).toEqual(one?.plain.operations)
      const once = mergeContracts([source])
      expect(stripProviders(nodeAt(twice, 'paths'))).toEqual(stripProviders(nodeAt(once, 'paths')))
      expect(findConflicts(twice).filter(({ values }) => Object.values(values).includes('absent'))).toEqual([])
    }
  })

  test("narrowed to a provider, the merged contract is that provider's", () => {
    for (const { id, plain } of toPlainContracts(sources)) expect(narrowMerged(merged, id)).toEqual(plain.operations)
  })

  test('every example of every provider is accepted', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    let count = 0
    for (const { id, plain } of toPlainContracts(sources))
      for (const [key, operation] of Object.entries(plain.operations)) {
        const [method = ''] = key.split(' ')
        const joined = nodeAt(nodeAt(nodeAt(merged, 'paths'), String(operation['x-path'])), method.toLowerCase())
        for (const sample of samples(operation, [])) {
          const schema = sample.path.reduce<unknown>((node, part) => nodeAt(node, part), joined)
          const accept = ajv.compile(schema as object)
          expect({ id, key, path: sample.path, fits: accept(sample.value), errors: accept.errors }).toMatchObject({
            fits: true,
          })
          count++
        }
      }
    expect(count).toBeGreaterThan(20)
  })
})

test('every operation, parameter and property says whose it is', () => {
  const nameless: string[] = []
  const visit = (node: unknown, path: string) => {
    if (!isNode(node)) return
    for (const [name, property] of Object.entries(nodeAt(node, 'properties')))
      if (isNode(property) && !isNode(property['x-providers'])) nameless.push(`${path}/properties/${name}`)
    // Alternatives that stay whole are told apart by the schema around them.
    for (const [key, child] of Object.entries(node))
      if (!['x-providers', 'anyOf', 'oneOf', 'allOf', 'not', 'if', 'then', 'else', 'example', 'examples'].includes(key))
        visit(child, `${path}/${key}`)
  }
  for (const [path, item] of Object.entries(nodeAt(merged, 'paths')))
    for (const [method, operation] of Object.entries(item as Node)) {
      if (method === 'servers') continue
      visit(operation, `${path}/${method}`)
      for (const each of [
        operation,
        ...(((operation as Node).parameters as unknown[]) ?? []),
        ...Object.values(nodeAt(operation, 'responses')),
      ])
        if (!isNode(each) || !isNode(each['x-providers'])) nameless.push(`${path}/${method}`)
    }
  expect(nameless).toEqual([])
})

test('servers with and without /v1 meet on one path', () => {
  const post = nodeAt(nodeAt(nodeAt(merged, 'paths'), '/images/generations'), 'post')
  expect(Object.keys(nodeAt(post, 'x-providers'))).toEqual(['apigo', 'dimilinks', 'ezlink', 'gpt-best', 'openai'])
  expect(nodeAt(merged, 'paths')).toHaveProperty(['/p/img/{task_id}/{idx}', 'get', 'servers'])
})

test('what the docs disagree about is in the list', () => {
  const at = (end: string) => findConflicts(merged).find((conflict) => conflict.pointer.endsWith(end))
  expect(
    at('/~1images~1generations/post/requestBody/content/application~1json/schema/properties/n')?.values,
  ).toMatchObject({
    dimilinks: { maximum: 4 },
  })
  expect(
    at('/~1images~1generations/post/requestBody/content/application~1json/schema/properties/image_urls')?.values,
  ).toMatchObject({
    dimilinks: {},
    ezlink: 'absent',
    openai: 'absent',
  })
})

describe('proofsheet merge', () => {
  test('writes the document that is committed', async () => {
    const { stdout, stderr } = await run()
    expect(stdout).toBe(await readFile(fileURLToPath(new URL('../../openapi/merged.yaml', import.meta.url)), 'utf8'))
    expect(stderr).toMatch(
      /merged apigo, dimilinks, ezlink, gpt-best, openai with \d+ conflicts; pass --report FILE to list them/,
    )
  })

  test('takes ids, folders and files, and writes the report', async () => {
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

  test.each<[what: string, flags: string[], told: string]>([
    ['a source that is not there', ['nobody'], 'unknown provider "nobody": expected one of'],
    ['two of one name', ['openai', 'openai'], 'two sources have the id openai: expected distinct ids'],
    [
      'a file that is no OpenAPI document',
      [fileURLToPath(new URL('../../package.json', import.meta.url))],
      'is not an OpenAPI 3 document',
    ],
  ])('%s is told', async (_what, flags, told) => {
    await expect(run(...flags)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(told) })
  })
})
