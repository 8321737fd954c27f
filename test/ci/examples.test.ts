/** The files in examples/ci, which users copy. */
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { readAction } from './run-action.ts'

interface GithubStep {
  readonly uses?: string
  readonly with?: Readonly<Record<string, unknown>>
}

const read = async (name: string): Promise<unknown> => parse(await readFile(`examples/ci/${name}`, 'utf8'))

test('github.yml uses the action with inputs that the action has', async () => {
  const { jobs } = (await read('github.yml')) as { jobs: Record<string, { steps: readonly GithubStep[] }> }
  const { inputs } = await readAction()
  const steps = Object.values(jobs).flatMap(({ steps }) => steps)
  const uses = steps.filter(({ uses }) => uses?.includes('/proofsheet@'))
  expect(uses.map((step) => step.with?.mode)).toEqual(['mock', 'verify'])
  expect(uses.flatMap((step) => Object.keys(step.with ?? {})).filter((name) => !inputs[name])).toEqual([])
})

test('gitlab.yml has a job with a mock and a job that verifies, in commands that a shell can read', async () => {
  const { image, ...jobs } = (await read('gitlab.yml')) as { image: string } & Record<string, { script: string[] }>
  const lines = Object.values(jobs).flatMap((job) => job.script)
  expect([image, Object.keys(jobs)]).toEqual(['node:24-slim', ['test', 'verify']])
  expect(lines.filter((line) => spawnSync('bash', ['-n', '-c', line]).status !== 0)).toEqual([])
  expect(lines.flatMap((line) => /\.bin\/proofsheet (\w+)/.exec(line)?.[1] ?? [])).toEqual(['mock', 'verify'])
})
