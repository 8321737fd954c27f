import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Report } from '../../src/conformance/report.ts'
import { renderJson } from '../../src/reports/json.ts'
import { sample } from '../reports/sample.ts'
import { callCli } from '../support/call-cli.ts'

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url))
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-compare-'))
})
afterAll(() => rm(folder, { recursive: true }))

const compare = (...args: readonly string[]) => callCli(['compare', ...args], { cwd: folder })

describe('proofsheet compare', { concurrent: true }, () => {
  test('compares an id with a folder, and lists migration issues, on screen and in files', async () => {
    const file = join(folder, 'sheet.json')
    const { code, output } = await compare(
      'dimilinks',
      path('test/fixtures/lumen'),
      '--against',
      'openai',
      '--report',
      `json=${file}`,
    )
    expect(code).toBe(0)
    expect(output).toMatch(/^ +DimiLinks +Lumen/m)
    expect(output).toMatch(/^Maximum number of reference images +9 +\d+/m)
    expect(output).toMatch(/^@ai-sdk\/openai 4, 3 +✗ generate, edit: c/m)
    expect(output).toContain('DimiLinks  Migrating from OpenAI: breaks 17, loses 11, differs 25')
    expect(output).toContain('breaks   A request has at most 9 reference images.')
    const reports = JSON.parse(await readFile(file, 'utf8')) as Report[]
    expect(reports.map(({ provider, moving }) => [provider.id, moving?.from])).toEqual([
      ['dimilinks', 'OpenAI'],
      ['lumen', 'OpenAI'],
    ])
  })

  test('shows only the traits that differ, and all with --all', async () => {
    const [some, all] = await Promise.all([compare('dimilinks', 'ezlink'), compare('dimilinks', 'ezlink', '--all')])
    expect(some.output).toMatch(/^EZLink AI API beside DimiLinks \(\d+\)\n≠ /)
    for (const { output } of [some, all]) expect(output).toMatch(/^Maximum number of reference images /m)
    expect(some.output).not.toMatch(/^Name of the API key /m)
    expect(all.output).toMatch(/^Name of the API key +Authorization +Authorization/m)
    expect(some.output).toMatch(/^\d+ traits are equal; --all shows them\.$/m)
  })

  test('a report of a run shows the observed values, and the documented values of the other traits', async () => {
    const [first] = sample().findings as [Report['findings'][number]]
    const file = join(folder, 'report.json')
    await writeFile(file, renderJson([sample({ provider: { id: 'dimilinks', name: 'DimiLinks' }, findings: [first] })]))
    const { code, output } = await compare(file, 'openai')
    expect(code).toBe(0)
    expect(output).toMatch(/^Maximum number of reference images +✗ 9 → 8 +16/m)
    expect(output).toMatch(/^Maximum size of a reference image +– 20971520 +52428800/m)
    expect(output).toContain('DimiLinks (dimilinks) https://acme.test/v1')
  })

  test.each([
    ['an unknown provider', ['nobody'], 'unknown provider "nobody"\n  expected one of'],
    [
      'a file that is not a report',
      [path('package.json')],
      'package.json is not a report\n  pass a file that verify wrote with --report json=FILE',
    ],
    ['an unknown report', ['openai', '--report', 'poem=x'], 'invalid --report "poem=x"\n  expected NAME=FILE'],
    ['no column', [], 'missing <column>\n  pass provider ids, '],
  ])('%s exits with 2', async (_, args, message) => {
    const { code, output } = await compare(...args)
    expect([code, output]).toEqual([2, expect.stringContaining(message)])
  })
})
