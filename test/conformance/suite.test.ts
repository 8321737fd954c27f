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

/* Each mock conforms to its own documents, and the run charges no more images than planned. */

/** Numbers of images that a run charges and may charge. */
const charged: Readonly<Record<string, { spent: number; budget: number }>> = {
  apigo: { spent: 7, budget: 8 },
  dimilinks: { spent: 10, budget: 10 },
  ezlink: { spent: 7, budget: 8 },
  'gpt-best': { spent: 7, budget: 8 },
  openai: { spent: 7, budget: 8 },
}

/** Changes the note of a trait that was out of budget, because its requests are missing from the cassette. */
const toCassetteFinding = ({ lacked: _, ...finding }: Finding): Finding =>
  finding.note?.startsWith('out of budget')
    ? { ...finding, note: 'not in the cassette', limitedBy: 'cassette' }
    : finding

/** The long run takes all. */
const sampled = Object.entries(charged).filter(([id]) => process.env.LONG || id === 'dimilinks')

for (const [id, images] of sampled) {
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
    onReport: (finished) => {
      report = finished
    },
  })

  describe(`${id}, as a whole`, () => {
    test('costs what the plan says', () => {
      expect(report.images).toEqual(images)
      expect(totalCost(planProbes(probes), provider.dialect)).toBe(images.spent)
    })

    test('conforms or is not observed in every finding', () => {
      const others = report.findings.filter(({ verdict }) => verdict !== 'conforms' && verdict !== 'not observed')
      expect(others).toEqual([])
    })

    test('is judged the same from a cassette, without charges', async () => {
      const judged = await judge(await cassette(), provider)
      expect(judged.findings.map(unnumbered)).toEqual(report.findings.map(toCassetteFinding).map(unnumbered))
      expect(judged.images.spent).toBe(0)
    })

    test('reports only invariants that its probes list', () => {
      const invariantsByProbe = new Map(probes.map((probe) => [probe.id, probe.invariants ?? []]))
      const invariants = report.findings.filter(({ kind }) => kind === 'invariant')
      expect(invariants.filter(({ probe, trait }) => !invariantsByProbe.get(probe)?.includes(trait))).toEqual([])
    })
  })
}

describe('in the tests of a user', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  /** Runs a test file that verifies a gateway with two deviations: four reference images, and 403 for a missing key. */
  async function runTests(...flags: string[]) {
    const folder = await mkdtemp(join(tmpdir(), 'proofsheet-suite-'))
    const [resultsFile, countFile] = [join(folder, 'results.json'), join(folder, 'asked')]
    // Removes the variables of the run that this test belongs to.
    const variables = Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST|NODE_ENV)/.test(name))
    const env = { ...Object.fromEntries(variables), ASKED_FILE: countFile }
    const config = 'test/fixtures/suite/vitest.config.ts'
    const args = ['run', '--config', config, '--reporter', 'json', '--outputFile', resultsFile, ...flags]
    // The run fails, because the gateway deviates.
    await promisify(execFile)(`${root}/node_modules/.bin/vitest`, args, { cwd: root, env }).catch(() => {})
    const { testResults } = JSON.parse(await readFile(resultsFile, 'utf8')) as {
      testResults: { assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[]
    }
    const requestCount = Number(await readFile(countFile, 'utf8'))
    await rm(folder, { recursive: true })
    const all = testResults.flatMap(({ assertionResults }) => assertionResults)
    const failed = all.filter(({ status }) => status === 'failed')
    return {
      all,
      requestCount,
      failed: failed.map(({ fullName }) => fullName),
      messages: failed.flatMap(({ failureMessages }) => failureMessages),
    }
  }

  test('a deviation fails the test of its trait, with its evidence', async () => {
    const { failed, messages, all, requestCount } = await runTests()
    expect(failed).toEqual([
      'dimilinks conforms auth.key /errors/causes/missingKey/status',
      'dimilinks conforms references.max /references/max',
    ])
    expect(messages[0]?.split('\n    at ')[0]).toBe(
      [
        'NonConformance: Missing API key: the HTTP status of the refusal is 403; DimiLinks documents 401',
        '/errors/causes/missingKey/status (HTTP status of the refusal [missingKey])',
        'documented  401',
        'observed    403',
        'source      Errors (documented)',
        'evidence    #3',
        '',
        '#3 POST http://gateway.test/v1/images/generations',
        '  "{"',
        'response 403',
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
    expect(requestCount).toBeGreaterThan(100)
    // Traits that only images show are skipped, because the run may not charge any.
    const taskTests = all.filter(({ fullName }) => fullName.endsWith('tasks.lifecycle a task ends'))
    expect(taskTests.map(({ status }) => status)).toEqual(['skipped'])
  })

  test('only the probes of selected tests send requests', async () => {
    const { all, failed, requestCount } = await runTests('-t', 'auth\\.')
    expect(failed).toEqual(['dimilinks conforms auth.key /errors/causes/missingKey/status'])
    const passed = all.filter(({ status }) => status === 'passed').map(({ fullName }) => fullName)
    expect(passed.every((name) => name.startsWith('dimilinks conforms auth.'))).toBe(true)
    expect(requestCount).toBeLessThan(20)
  })
})
