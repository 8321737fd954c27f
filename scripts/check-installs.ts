/**
 * Installs the packed package with several package managers on several versions of Node, and uses the package there: without a
 * warning, with at most 15 packages and 45 MB. An old Node must say in one line what is needed. All pairs with `--all`.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { used, useProgram, verifyProgram } from './installs/programs.ts'
import { pack } from './lint-package.ts'

const limits = { packages: 15, megabytes: 45 }
const nodes = ['22.18.0', '24', '26'] as const
const oldNode = '20'

/** Package managers: their commands to install a tarball, and the command that runs a program of the project. */
const managers = {
  npm: { install: (file: string) => [['npm', 'install', file]], run: ['npx', '--no'] },
  pnpm: { install: (file: string) => [['npx', '-y', 'pnpm@12.21.0', 'add', file]], run: ['npx', '-y', 'pnpm@12.21.0', 'exec'] },
  yarn1: { install: (file: string) => [['npx', '-y', 'yarn@1.22.22', 'add', file]], run: ['npx', '-y', 'yarn@1.22.22', '-s', 'run'] },
  yarn4: {
    install: (file: string) => [[...yarn4, 'add', `proofsheet@file:${file}`]],
    run: yarn4Run(),
  },
}
const yarn4 = ['npx', '-y', '-p', '@yarnpkg/cli-dist@4.18.1', 'yarn']
function yarn4Run() {
  return ['npx', '-y', '-p', '@yarnpkg/cli-dist@4.18.1', 'yarn']
}
