/** Scripts of `proofsheet completion`, run by the shells that are on this machine. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { callCli } from '../support/call-cli.ts'

const run = promisify(execFile)
let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'proofsheet-completion-'))
  await writeFile(join(cwd, 'spec.yaml'), '')
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, output } = await callCli(['completion', shell], { cwd })
    expect(code).toBe(0)
    await writeFile(join(cwd, `script.${shell}`), output)
  }
})
afterAll(() => rm(cwd, { recursive: true }))

const has = (shell: string) =>
  run(shell, ['-c', 'true']).then(
    () => true,
    () => false,
  )

/** Lines with the cursor at their end, and their completions. */
const rows: readonly [line: string, ...words: string[]][] = [
  ['proofsheet ve', 'verify'],
  ['proofsheet mock --prov', '--provider'],
  ['proofsheet mock --provider op', 'openai', 'openrouter'],
  ['proofsheet mock --scenario slo', 'slow'],
  ['proofsheet mock --judge ', 'contract', 'dialect'],
  ['proofsheet verify open', 'openai', 'openrouter'],
  ['proofsheet verify openai --report ht', 'html='],
  ['proofsheet generate --spec sp', 'spec.yaml'],
  ['proofsheet completion ', 'bash', 'fish', 'zsh'],
  ['proofsheet help ex', 'exit-codes'],
  ['proofsheet mock --port '],
]

describe('bash', () => {
  /** Completes the last word of a line. */
  async function complete(line: string): Promise<string[]> {
    const script = `source script.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _proofsheet; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout } = await run('bash', ['-c', script, 'bash', ...line.split(' ')], { cwd })
    return stdout.split('\n').filter(Boolean).sort()
  }

  test.each(rows)('%s', async (line, ...words) => {
    expect(await complete(line)).toEqual(words)
  })

  test.each([
    ['proofsheet mock --provider openai fa', ['fal']],
    ['proofsheet verify openai --report html=a ju', ['junit=']],
    ['proofsheet mock --strict ', []],
    ['proofsheet record openai -- npm --pro', []],
  ])('%s', async (line, words) => {
    expect(await complete(line)).toEqual(words)
  })
})

describe.skipIf(!(await has('fish')))('fish', () => {
  test.each(rows)('%s', async (line, ...words) => {
    const { stdout } = await run('fish', ['-c', 'source script.fish; complete -C $argv[1]', line], { cwd })
    const completions = stdout.split('\n').map((each) => each.split('\t')[0] ?? '')
    // fish completes files where nothing else fits.
    const found = completions.filter((each) => each !== '' && !/^script\.|\/$/.test(each)).sort()
    expect(found.filter((each) => words.length > 0 || each !== 'spec.yaml')).toEqual(words)
  })
})

describe.skipIf(!(await has('zsh')))('zsh', () => {
  /** Returns what the script hands to the functions of zsh that complete. */
  const hand = async (line: string) => {
    const stubs = `compdef() { :; }; _describe() { print -rl -- "\${(@P)2}"; }; _arguments() { print -rl -- "$@"; }`
    const script = `${stubs}; source script.zsh; words=("$@"); CURRENT=$#; _proofsheet`
    return (await run('zsh', ['-f', '-c', script, 'zsh', ...line.split(' ')], { cwd })).stdout.split('\n')
  }

  test('completes commands', async () => {
    expect(await hand('proofsheet ve')).toContain('verify:verify that a gateway behaves as documented')
  })

  test('completes flags, values and arguments', async () => {
    const mock = await hand('proofsheet mock --pro')
    expect(mock).toContainEqual(expect.stringMatching(/^\*--provider\[.*\]:value:\{compadd -- apigo .* xai; _files\}$/))
    expect(mock).toContain(
      '--judge[judge of requests\\: the dialect and the contract, or the published schema alone]:value:(dialect contract)',
    )
    const verify = await hand('proofsheet verify x')
    expect(verify).toContainEqual(
      expect.stringMatching(/^\*--report\[.*\]:value:\{compadd -S '' -- annotations= html= /),
    )
    expect(verify).toContainEqual(expect.stringMatching(/^\*:argument:\{compadd -- apigo .*; _files\}$/))
  })
})
