/**
 * Runs the examples for Python, Go and Java with the mock of this repository, and checks that they leave no server behind. A language
 * that this machine lacks is named in a line. `-- python go` runs some of them.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const venv = join(root, '.cache/examples-python')
const python = join(venv, 'bin/python')
/** Stands in the environment of each program that an example starts. */
const mark = `proofsheet-examples-${process.pid}`

interface Language {
  /** Program without which the language is missing. */
  readonly program: string
  readonly install?: () => unknown
  readonly test: readonly [string, ...string[]]
}

const languages: Readonly<Record<string, Language>> = {
  python: {
    program: 'python3',
    install: () => {
      const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: 'inherit' })
      if (!existsSync(python)) run('python3', '-m', 'venv', venv)
      run(python, '-m', 'pip', 'install', '--quiet', '-r', join(root, 'examples/python/requirements.txt'))
    },
    test: [python, '-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider'],
  },
  go: { program: 'go', test: ['go', 'test', '-count=1', './...'] },
  java: { program: 'mvn', test: ['mvn', '-B', '-q', 'test'] },
}

/** Lists the processes whose environment has the mark, on Linux. */
function findLeftovers(): string[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').includes(mark)
    } catch {
      return false
    }
  })
}

/** Runs the tests of a language. Returns true if they pass and leave nothing behind. */
function runTests(name: string, { program, install, test: [command, ...args] }: Language): boolean {
  if (spawnSync('which', [program]).status !== 0) {
    console.log(`${name}: skipped, because ${program} is not installed`)
    return true
  }
  install?.()
  const startedAt = performance.now()
  const { status } = spawnSync(command, args, {
    cwd: join(root, 'examples', name),
    env: { ...process.env, PROOFSHEET_COMMAND: `${process.execPath} ${root}/bin/proofsheet.js`, EXAMPLES_MARK: mark },
    stdio: 'inherit',
  })
  const leftovers = findLeftovers()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${name}: ${status === 0 ? 'passed' : 'failed'} after ${seconds} s`)
  if (leftovers.length > 0) console.log(`${name}: the tests left the processes ${leftovers.join(', ')}: expected none`)
  return status === 0 && leftovers.length === 0
}

const chosen = process.argv.slice(2)
const unknown = chosen.filter((name) => !languages[name])
if (unknown.length > 0) {
  console.error(`unknown language ${unknown.join(', ')}: expected ${Object.keys(languages).join(', ')}`)
  process.exit(2)
}
const results = Object.entries(languages)
  .filter(([name]) => chosen.length === 0 || chosen.includes(name))
  .map(([name, language]) => runTests(name, language))
if (results.includes(false)) process.exitCode = 1
