/**
 * Lints the packed package: publint checks package.json against the files, and attw (Are the Types Wrong?) checks that every
 * entry has types for Node's ES modules and for bundlers. The package has no CommonJS build, so attw skips `require`.
 * `node scripts/lint-package.ts FILE.tgz` lints that file. Without an argument the script packs the repository.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Folder of this repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** Builds and packs the repository into `folder`. Returns the path of the tarball. */
export function pack(folder: string): string {
  const output = execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  // The build may print lines before the JSON of npm.
  const [packed] = JSON.parse(output.replace(/^[^[{]*/, '')) as { filename: string }[]
  if (!packed) throw new Error('npm pack listed no file: expected one tarball; run npm pack to see why.')
  return join(folder, packed.filename)
}

/** Lints a tarball. Prints what publint and attw report, and throws when either of them fails. */
export function lintPackage(tarball: string): void {
  const stdio = ['ignore', 'inherit', 'inherit'] as const
  execFileSync('publint', ['run', tarball, '--pack', 'false', '--strict'], { cwd: root, stdio: [...stdio] })
  const attw = [tarball, '--profile', 'esm-only', '--no-definitely-typed', '--no-emoji', '--no-summary']
  execFileSync('attw', attw, { cwd: root, stdio: [...stdio] })
}

if (import.meta.main) {
  const [file] = process.argv.slice(2)
  const folder = mkdtempSync(join(tmpdir(), 'proofsheet-package-'))
  try {
    lintPackage(file ?? pack(folder))
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}
