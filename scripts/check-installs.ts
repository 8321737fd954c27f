/**
 * Installs the packed package with several package managers on several versions of Node, and uses the package there: without a
 * warning, with at most 15 packages and 45 MB. An old Node must say in one line which Node is needed. `--all` tries all pairs, also those
 * with Yarn 4, which reads registries and certificates from settings of its own.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { used, useProgram, verified, verifyProgram } from './installs/programs.ts'
import { pack } from './lint-package.ts'

const limits = { packages: 15, megabytes: 45 }
const nodes = ['22.18.0', '24', '26']
const oldNode = '20'

/** Package managers: the command that installs a tarball, and the command that runs a program of the project. */
const pnpm = ['npx', '-y', 'pnpm@12.21.0']
const yarn1 = ['npx', '-y', 'yarn@1.22.22']
const yarn4 = ['npx', '-y', '-p', '@yarnpkg/cli-dist@4.18.1', 'yarn']
const managers = {
  npm: { install: (tarball: string) => ['npm', 'install', tarball], run: ['npm', 'exec', '--no', '--'] },
  pnpm: { install: (tarball: string) => [...pnpm, 'add', tarball], run: [...pnpm, 'exec'] },
  yarn1: { install: (tarball: string) => [...yarn1, 'add', tarball], run: [...yarn1, '-s', 'run'] },
  yarn4: { install: (tarball: string) => [...yarn4, 'add', `proofsheet@file:${tarball}`], run: yarn4 },
}
/** Yarn 4 says so of every project with ES modules; Yarn 1 says so of a project without a licence, and npm of its own version. */
const foreignWarnings = /YN0092|Done with warnings|No license field|npm warn cli|npm warn Unknown .* config/

const folder = mkdtempSync(join(tmpdir(), 'proofsheet-installs-'))

/** Runs a command on a version of Node, and returns its exit code and outputs. */
function run(command: readonly string[], { node, cwd }: { node: string; cwd: string }) {
  const [file = '', ...args] = command
  const PATH = [join(folder, 'nodes', node, 'node_modules/.bin'), process.env.PATH].join(delimiter)
  const { status, stdout, stderr } = spawnSync(file, args, { cwd, encoding: 'utf8', env: { ...process.env, PATH } })
  return { status, stdout, stderr }
}

function expectOutput(title: string, seen: ReturnType<typeof run>, expected: ReturnType<typeof run>): void {
  if (JSON.stringify(seen) !== JSON.stringify(expected))
    throw new Error(`${title}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(seen)}`)
}

function newProject(name: string): string {
  const project = join(folder, name)
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "name": "user", "private": true, "type": "module" }')
  writeFileSync(join(project, 'yarn.lock'), '')
  return project
}

function installNode(node: string): void {
  const cwd = join(folder, 'nodes', node)
  mkdirSync(cwd, { recursive: true })
  writeFileSync(join(cwd, 'package.json'), '{ "private": true, "allowScripts": { "node": true } }')
  execFileSync('npm', ['install', '--silent', `node@${node}`], { cwd, stdio: 'inherit' })
}

/** Lists the folders of all packages in `node_modules`. */
function packagesIn(modules: string): string[] {
  return readdirSync(modules).flatMap((name) => {
    const path = join(modules, name)
    if (name.startsWith('.')) return []
    if (name.startsWith('@')) return readdirSync(path).map((inner) => join(path, inner))
    const nested = join(path, 'node_modules')
    return [path, ...(statSync(nested, { throwIfNoEntry: false }) ? packagesIn(nested) : [])]
  })
}

function megabytesOf(path: string): number {
  return Number(execFileSync('du', ['-sk', path], { encoding: 'utf8' }).split('\t')[0]) / 1024
}

function checkPair(node: string, manager: keyof typeof managers, tarball: string): string {
  const cwd = newProject(`${node}-${manager}`)
  const { install, run: exec } = managers[manager]
  const installed = run(install(tarball), { node, cwd })
  const output = `${installed.stdout}${installed.stderr}`
  const warnings = output.split('\n').filter((line) => /warn|deprecated/i.test(line) && !foreignWarnings.test(line))
  if (installed.status !== 0 || warnings.length > 0)
    throw new Error(`${manager} on Node ${node} ended with ${installed.status} and printed:\n${output}`)
  writeFileSync(join(cwd, 'use.js'), useProgram)
  const title = `${manager} on Node ${node}`
  // Yarn 4 has no node_modules, and its own Node finds the packages.
  expectOutput(title, run([...(manager === 'yarn4' ? exec : []), 'node', 'use.js'], { node, cwd }), {
    status: 0,
    stdout: used,
    stderr: '',
  })
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  const asked = run([...exec, 'proofsheet', '--version'], { node, cwd })
  expectOutput(title, asked, { status: 0, stdout: `${version}\n`, stderr: '' })
  if (manager !== 'npm') return `${title}: works without a warning`
  const modules = join(cwd, 'node_modules')
  const [packages, megabytes] = [packagesIn(modules).length, megabytesOf(modules)]
  if (packages > limits.packages || megabytes > limits.megabytes)
    throw new Error(`${title}: ${packages} packages and ${megabytes.toFixed(1)} MB; at most ${JSON.stringify(limits)}`)
  return `${title}: works without a warning, ${packages} packages, ${megabytes.toFixed(1)} MB`
}

function checkOldNode(cwd: string): string {
  const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    engines: { node: string }
  }
  const seen = run(['node', 'node_modules/proofsheet/bin/proofsheet.js', 'mock'], { node: oldNode, cwd })
  const required = engines.node.replace('>=', '')
  if (
    seen.status !== 2 ||
    !seen.stderr.startsWith(`Proofsheet needs Node ${required} or newer`) ||
    /\n./.test(seen.stderr)
  )
    throw new Error(`Node ${oldNode} got no line that names Node ${required}: ${JSON.stringify(seen)}`)
  return `Node ${oldNode}: ${seen.stderr.trim()}`
}

try {
  const all = process.argv.includes('--all')
  const tarball = pack(folder)
  for (const node of [...nodes, oldNode]) installNode(node)
  for (const manager of Object.keys(managers) as (keyof typeof managers)[])
    for (const node of nodes)
      if (all || manager === 'npm' || (node === nodes[0] && manager !== 'yarn4'))
        console.log(checkPair(node, manager, tarball))
  const cwd = join(folder, `${nodes[0]}-npm`)
  console.log(checkOldNode(cwd))
  writeFileSync(join(cwd, 'verify.js'), verifyProgram)
  const seen = run(['node', 'verify.js'], { node: nodes[0] ?? '', cwd })
  expectOutput('verification with the installed package', seen, { status: 0, stdout: verified, stderr: '' })
  console.log(`verification with the installed package: ${verified.trim()}`)
} finally {
  rmSync(folder, { recursive: true })
}
