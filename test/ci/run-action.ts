import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>
  readonly outputs: Readonly<Record<string, { readonly value: string }>>
  readonly runs: {
    readonly steps: readonly {
      readonly id?: string
      readonly if?: string
      readonly shell: string
      readonly run: string
      readonly env: Readonly<Record<string, string>>
    }[]
  }
}

export const readAction = async (): Promise<Action> => parse(await readFile(join(root, 'action.yml'), 'utf8')) as Action

/** Creates a folder with a program `npm` that installs the command of this repository, and notes its arguments. */
async function createRunner(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-action-'))
  const bin = join(folder, 'proofsheet/node_modules/.bin')
  const command = `#!/bin/sh\necho "$@" > ${folder}/arguments\nexec ${process.execPath} ${root}/bin/proofsheet.js "$@"`
  const npm = `#!/bin/sh\necho "$@" > ${folder}/npm\ncase "$@" in *missing*) exit 1;; esac\nmkdir -p ${bin}\ncp ${folder}/command ${bin}/proofsheet\n`
  await mkdir(join(folder, 'path'))
  await writeFile(join(folder, 'command'), command)
  await writeFile(join(folder, 'path/npm'), npm)
  await chmod(join(folder, 'command'), 0o755)
  await chmod(join(folder, 'path/npm'), 0o755)
  return folder
}

/** Replaces the expressions of GitHub that action.yml uses. Throws for any other. */
const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (expression, name: string) => {
    if (!Object.hasOwn(values, name))
      throw new Error(`${expression} is unknown: expected ${Object.keys(values).join(', ')}`)
    return values[name] ?? ''
  })

const withPrefix = (prefix: string, values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]))

/** Runs the steps of action.yml as GitHub's runner does: in bash, with files for outputs and the summary. */
export async function runAction(given: Readonly<Record<string, string>>) {
  const { inputs, outputs, runs } = await readAction()
  for (const name of Object.keys(given)) if (!inputs[name]) throw new Error(`action.yml has no input ${name}`)
  const folder = await createRunner()
  const file = (name: string) => join(folder, name)
  const read = (name: string) => readFile(file(name), 'utf8').catch(() => '')
  const values: Record<string, string> = withPrefix(
    'inputs.',
    Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, given[name] ?? input.default ?? ''])),
  )
  let [code, log] = [0, '']
  for (const { id = '', if: condition, shell, run, env } of runs.steps) {
    const [, input = '', expected] = /^inputs\.([\w-]+) == '(\w+)'$/.exec(condition ?? '') ?? []
    if (condition !== undefined && (expected === undefined || values[`inputs.${input}`] !== expected)) continue
    if (shell !== 'bash' || run.includes('${{'))
      throw new Error(`a step runs ${shell} with an expression in its script`)
    await writeFile(file('output'), '')
    const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: `${file('path')}:${dirname(process.execPath)}:${process.env.PATH}`,
        NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
        GITHUB_ACTION_PATH: root,
        GITHUB_OUTPUT: file('output'),
        GITHUB_STEP_SUMMARY: file('summary'),
        RUNNER_TEMP: folder,
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value, values)])),
      },
    })
    const printed = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    log += printed[0] + printed[1]
    const pairs = (await read('output')).trimEnd().split('\n').filter(Boolean)
    for (const pair of pairs) {
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      values[`steps.${id}.outputs.${name}`] = value
    }
    code = Number(printed[2][0])
    if (code !== 0) break
  }
  // A step that did not run has no outputs.
  const known = (value: string) => fill(value, { ...withPrefix('', emptyOutputs(outputs)), ...values })
  return {
    code,
    log,
    folder,
    read,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, known(value)])),
  }
}

const emptyOutputs = (outputs: Action['outputs']): Record<string, string> =>
  Object.fromEntries(Object.values(outputs).map(({ value }) => [value.replace(/^\$\{\{ | \}\}$/g, ''), '']))
