import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { planProbes, totalCost } from '../../src/conformance/plan.ts'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { probes } from '../../src/probes/probes.ts'
import { conformanceSuite } from '../../src/vitest.ts'
import { judge, recording, serveGateway, unnumbered } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'

/** Every mock conforms to its own documents, for no more pictures than the plan says. */

/** Pictures that a gateway charges, and how many it may. */
const charged: Readonly<Record<string, { spent: number; budget: number }>> = {
  apigo: { spent: 7, budget: 8 },
  dimilinks: { spent: 10, budget: 10 },
  ezlink: { spent: 7, budget: 8 },
  'gpt-best': { spent: 7, budget: 8 },
  openai: { spent: 7, budget: 8 },
}

/** What a run had no money or time for is not in its recording. */
const outOfBudgetIsNotRecorded = (finding: Finding): Finding =>
  finding.note?.startsWith('out of budget') ? { ...finding, note: 'not in the recording' } : finding

for (const [id, images] of Object.entries(charged)) {
  const provider = await providerOf(id)
  const { around, cassette } = recording(provider)
  const { key, otherKey, ...gateway } = await serveGateway(provider, around)
  Object.assign(process.env, { [`KEY_OF_${id}`]: key, [`OTHER_KEY_OF_${id}`]: otherKey })
  let report: Report
  conformanceSuite(id, {
    ...gateway,
    keyEnv: `KEY_OF_${id}`,
    otherKeyEnv: `OTHER_KEY_OF_${id}`,
    maxImages: images.budget,
    failsFrom: 'may',
    onReport: (each) => {
      report = each
    },
  })

  describe(`${id}, as a whole`, () => {
    test('costs what the plan says', () => {
      expect(report.images).toEqual(images)
      expect(totalCost(planProbes(probes), provider.dialect)).toBe(images.spent)
    })

    test('has nothing that the docs do not tell', () => {
      const strange = report.findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')
      expect(strange).toEqual([])
    })

    test('is judged the same from a recording, which costs nothing', async () => {
      const judged = await judge(await cassette(), provider)
      expect(judged.findings.map(unnumbered)).toEqual(report.findings.map(outOfBudgetIsNotRecorded).map(unnumbered))
      expect(judged.images.spent).toBe(0)
    })

    test('has no invariant that no test is named for', () => {
      const named = new Map(probes.map((probe) => [probe.id, probe.invariants ?? []]))
      const kept = report.findings.filter(({ kind }) => kind === 'invariant')
      expect(kept.filter(({ probe, trait }) => !named.get(probe)?.includes(trait))).toEqual([])
    })
  })
}

describe("in somebody's own tests", () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  /** Runs a file of tests that verifies a gateway which takes four references and says 403 to those without a key. */
  async function runTests(...flags: string[]) {
    const folder = await mkdtemp(join(tmpdir(), 'proofsheet-suite-'))
    const [told, askedFile] = [join(folder, 'told.json'), join(folder, 'asked')]
    // Nothing of the run that this test belongs to.
    const ours = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST|NODE_ENV)/.test(name))
    const env = { ...Object.fromEntries(ours), ASKED_FILE: askedFile }
    const config = 'test/fixtures/suite/vitest.config.ts'
    const args = ['run', '--config', config, '--reporter', 'json', '--outputFile', told, ...flags]
    // It fails, as it should.
    await promisify(execFile)(`${root}/node_modules/.bin/vitest`, args, { cwd: root, env }).catch(() => {})
    const { testResults } = JSON.parse(await readFile(told, 'utf8')) as {
      testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[]
    }
    const asked = Number(await readFile(askedFile, 'utf8'))
    await rm(folder, { recursive: true })
    const all = testResults.flatMap(({ assertionResults }) => assertionResults)
    const failed = all.filter(({ status }) => status === 'failed')
    return {
      all,
      asked,
      failed: failed.map(({ fullName }) => fullName),
      messages: failed.flatMap((each) => each.failureMessages),
    }
  }

  test('what deviates fails under its name, with what shows it', async () => {
    const { failed, messages, all, asked } = await runTests()
    expect(failed).toEqual([
      'dimilinks conforms auth.key /errors/causes/missingKey/status',
      'dimilinks conforms references.max /references/max',
    ])
    expect(messages[0]?.split('\n    at ')[0]).toBe(
      [
        'NonConformance: /errors/causes/missingKey/status (HTTP status of the refusal [missingKey]) deviates: documented 401, observed 403',
        'documented  401',
        'observed    403',
        'source      ERR (documented)',
        'evidence    #2',
        '',
        '#2 POST http://gateway.test/v1/images/generations',
        '  "{"',
        'answered 403',
        '  {',
        '    "error": {',
        '      "message": "The API key is missing: send the header Authorization: Bearer KEY.",',
        '      "type": "authentication_error",',
        '      "code": "missing_api_key"',
        '    }',
        '  }',
      ].join('\n'),
    )
    expect(messages.join('\n')).not.toContain('right-and-known')
    expect(asked).toBeGreaterThan(100)
    // What only pictures show was not paid for.
    const unseen = all.filter(({ fullName }) => fullName.endsWith('tasks.course a task comes to an end'))
    expect(unseen.map(({ status }) => status)).toEqual(['skipped'])
  })

  test('only what is to run is asked for', async () => {
    const { all, failed, asked } = await runTests('-t', 'auth\\.')
    expect(failed).toEqual(['dimilinks conforms auth.key /errors/causes/missingKey/status'])
    const passed = all.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName)
    expect(passed.every((name) => name.startsWith('dimilinks conforms auth.'))).toBe(true)
    expect(asked).toBeLessThan(20)
  })
})
