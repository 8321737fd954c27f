import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/conformance/report.ts'
import { renderJson } from '../../src/reports/json.ts'
import { sample } from '../reports/sample.ts'

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-compare-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function compare(...args: readonly string[]) {
  const child = spawn(process.execPath, [path('src/cli/main.ts'), 'compare', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let told = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (told += text))
  const [code] = await once(child, 'close')
  return { code, told }
}

describe('proofsheet compare', { concurrent: true }, () => {
  test('an id and a folder side by side, and what moving means, on screen and in files', async () => {
    const file = join(folder, 'sheet.json')
    const { code, told } = await compare(
      'dimilinks',
      path('test/fixtures/lumen'),
      '--against',
      'openai',
      '--report',
      `json=${file}`,
    )
    expect(code).toBe(0)
    expect(told).toMatch(/^ +DimiLinks +Lumen/m)
    expect(told).toMatch(/^\/references\/max +– 9 +– \d+/m)
    expect(told).toMatch(/^@ai-sdk\/openai +✗ generate, edit: a relative URL/m)
    expect(told).toContain('DimiLinks  Moving from OpenAI: breaks 17, loses 11, differs 25')
    expect(told).toContain('breaks   At most 9 pictures are taken along.')
    const reports = JSON.parse(await readFile(file, 'utf8')) as Report[]
    expect(reports.map(({ provider, moving }) => [provider.id, moving?.from])).toEqual([
      ['dimilinks', 'OpenAI'],
      ['lumen', 'OpenAI'],
    ])
  })

  test('only what differs', async () => {
    const { told } = await compare('dimilinks', 'ezlink', '--differing')
    expect(told).toMatch(/^\/references\/max /m)
    expect(told).not.toMatch(/^\/auth\/header /m)
  })

  test('a report of a run shows what was seen, and what its dialect documents beside that', async () => {
    const [first] = sample().findings as [Report['findings'][number]]
    const file = join(folder, 'report.json')
    await writeFile(file, renderJson([sample({ provider: { id: 'dimilinks', name: 'DimiLinks' }, findings: [first] })]))
    const { code, told } = await compare(file, 'openai')
    expect(code).toBe(0)
    expect(told).toMatch(/^\/references\/max +✗ 9 → 8 +– 16/m)
    expect(told).toMatch(/^\/references\/maxBytes +– 20971520 +– 52428800/m)
    expect(told).toContain('DimiLinks (dimilinks) https://acme.test/v1')
  })

  test.each([
    ['a provider that is not', ['nobody'], 'unknown provider "nobody": expected one of'],
    [
      'a file that is no report',
      [path('package.json')],
      'package.json is no report: verify writes one with --report json=FILE',
    ],
    ['a report that is not', ['openai', '--report', 'poem=x'], '--report takes NAME=FILE'],
    ['nothing', [], "missing required argument 'column'"],
  ])('%s: 2', async (_, args, said) => {
    const { code, told } = await compare(...args)
    expect([code, told]).toEqual([2, expect.stringContaining(said)])
  })
})
