/** A gateway that repeats the API key wherever it can. No file of a run may contain the key, with or without prefix. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRecorder } from '../../src/cassettes/recorder.ts'
import { infer } from '../../src/conformance/infer/infer.ts'
import { openResumeFile } from '../../src/conformance/lab/resume-file.ts'
import { planProbes } from '../../src/conformance/plan.ts'
import type { RunEvent } from '../../src/conformance/report.ts'
import { run } from '../../src/conformance/run.ts'
import type { Handler } from '../../src/http/handler.ts'
import { probes } from '../../src/probes/probes.ts'
import { reports } from '../../src/reports/reports.ts'
import { serveGateway } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

const provider = await providerOf('dimilinks')
/** Probes that upload no large files. */
const planned = planProbes(probes, ['auth.*', 'errors.*', 'models.*', 'headers', 'results.*', 'tasks.*', 'links.*'])

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-echoes-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Echo = (key: string) => string
const echoes: readonly [what: string, echo: Echo][] = [
  ['whole', (key) => key],
  ['without prefix', (key) => key.replace('sk-', '')],
]

/** Wraps a gateway, so that every response repeats the keys: in a header, in errors, in members and in other texts. */
const repeating =
  (echo: Echo, keys: readonly string[]) =>
  (fetch: Handler): Handler =>
  async (request) => {
    const said = keys.map(echo).join(' and ')
    const response = await fetch(request)
    const headers = new Headers(response.headers)
    headers.set('x-account', said)
    headers.delete('content-length')
    const { status } = response
    if (!headers.get('content-type')?.includes('json')) return new Response(response.body, { status, headers })
    const text = (await response.text())
      .replaceAll(/("(?:message|status|object|size)":")/g, `$1${said} `)
      .replace(/^\{/, `{"${said}":"${said}","hint":["${said}"],`)
    return new Response(text, { status, headers })
  }

const secret = /right-and/

describe.each(echoes)('a gateway that repeats the key %s', (what, echo) => {
  test('puts it into no report, event, resume file or cassette of verify', async () => {
    const options = await serveGateway(provider)
    const { clock, baseUrl, key, otherKey } = options
    const path = join(folder, `verify ${what}`)
    const cache = await openResumeFile(path, { provider: provider.id, baseUrl, version: '1.0.0', key, otherKey })
    const echoing = repeating(echo, [key, otherKey])(options.fetch)
    const recorder = createRecorder({ provider, baseUrl, fetch: echoing, clock, keys: [key, otherKey] })
    const events: RunEvent[] = []
    const settings = { ...options, dialect: provider.dialect, probes: planned, failsFrom: 'may' } as const
    const report = await clock.runUntil(
      run({ ...settings, fetch: recorder.fetch, budget: 10, cache, onProgress: (event) => events.push(event) }),
    )
    await cache.close()
    expect(report.findings.filter(({ verdict }) => verdict === 'deviates')).not.toEqual([])
    for (const { render } of Object.values(reports)) expect(render([report])).not.toMatch(secret)
    expect(JSON.stringify(events)).not.toMatch(secret)
    expect(JSON.stringify((await recorder.cassette()).exchanges)).not.toMatch(secret)
    const lines = (await readFile(path, 'utf8')).split('\n')
    const bodies = lines.map((line) => Buffer.from(/"body":"(.*?)"/.exec(line)?.[1] ?? '', 'base64').toString('latin1'))
    expect(lines.length).toBeGreaterThan(50)
    expect([...lines, ...bodies].filter((text) => secret.test(text))).toEqual([])
  })

  test('puts it into no report or dialect of probe', async () => {
    const { clock, ...options } = await serveGateway(provider)
    const fetch = repeating(echo, [options.key, options.otherKey])(options.fetch)
    const inference = await clock.runUntil(infer({ ...options, clock, fetch, id: 'inferred', budget: 100 }))
    expect(JSON.stringify(inference)).not.toMatch(secret)
  })
})
