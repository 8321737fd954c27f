import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadScenarios } from '../../src/scenario/load.ts'
import { other, sample } from '../reports/sample.ts'
import { ask, generations, under } from '../scenario/gateways.ts'
import { verifyMock } from '../support/gateway.ts'
import { startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'
import { renderCsv } from './examples/csv.ts'
import { schemeCaseProbe } from './examples/scheme-case.ts'

/** Follows the examples of the pages docs/develop/adding-a-*.md. */

const readText = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8')

/** Lists the code blocks of a page in a language. */
const blocksOf = (page: string, language: string): string[] =>
  [...page.matchAll(/^```(\w*)\n(.*?)^```$/gms)].filter(([, name]) => name === language).map(([, , code = '']) => code)

const withoutImports = (code: string) => code.replaceAll(/^import .*\n/gm, '').trimStart()

test('the scenario of the page loads and takes effect', async () => {
  const [yaml = ''] = blocksOf(await readText('docs/develop/adding-a-scenario.md'), 'yaml')
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-docs-'))
  await writeFile(join(folder, 'crowded.yaml'), yaml)
  const mock = await startMock(['openai'], { scenarios: await loadScenarios([folder]) })
  await rm(folder, { recursive: true })
  const timed = async (headers: Record<string, string>) => {
    const startedAt = mock.clock.now()
    const { status, headers: replyHeaders } = await mock.sendFor(
      1000,
      generations('openai'),
      ask('openai', {}, headers),
    )
    return [status, replyHeaders.get('retry-after'), (mock.clock.now() - startedAt) / 1000]
  }
  expect(await timed({})).toEqual([200, null, 60])
  expect(await timed(under('crowded'))).toEqual([429, '5', 0])
  expect(await timed(under('crowded'))).toEqual([200, null, 120])
})

test('the report of the page renders the lines of the page', async () => {
  const page = await readText('docs/develop/adding-a-report.md')
  expect(blocksOf(page, 'ts')).toEqual([withoutImports(await readText('test/docs/examples/csv.ts'))])
  expect(blocksOf(page, 'csv')).toEqual([renderCsv([sample(), other()])])
})

test('the probe of the page observes a gateway with the made-up trait, and a gateway without it', async () => {
  const page = await readText('docs/develop/adding-a-probe.md')
  expect(blocksOf(page, 'ts')[1]).toBe(withoutImports(await readText('test/docs/examples/scheme-case.ts')))
  const openai = await providerOf('openai')
  const refusesLowerCase: Parameters<typeof verifyMock>[1] = {
    around: (fetch) => async (request) =>
      request.headers.get('authorization')?.startsWith('bearer ') ? Response.json({}, { status: 401 }) : fetch(request),
  }
  const findings = []
  for (const options of [{}, refusesLowerCase])
    findings.push(...(await verifyMock(openai, { ...options, probes: [schemeCaseProbe] })).findings)
  expect(findings).toMatchObject([
    { trait: '/auth/schemeCase', verdict: 'conforms' },
    { trait: '/auth/schemeCase', verdict: 'deviates', level: 'must', observed: 'exact' },
  ])
  expect(findings[1]?.documented).toBeUndefined()
})

test('the page about probes shows auth.key as in the source', async () => {
  const [code = ''] = blocksOf(await readText('docs/develop/adding-a-probe.md'), 'ts')
  expect(await readText('src/probes/areas/auth.ts')).toContain(code)
})
