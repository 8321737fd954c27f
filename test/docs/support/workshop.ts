import { chmod, mkdir, rm, symlink, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '')

/** Folder of the folders in which readers follow a page. Lies in the repository, so that programs find the packages. */
export const workshop = `${root}/.cache/docs`

/**
 * Stands for the command of the package. Changes only what a test must, in variables that are weaker than the flags of a page: the
 * port of the mock, and the address of a gateway, which is a mock instead of the real gateway.
 */
const command = `#!/usr/bin/env bash
export PROOFSHEET_MOCK_PORT="$DOCS_PORT"
case "$1 $*" in
  *--cassette*) ;;
  verify*) export PROOFSHEET_VERIFY_BASE_URL="$DOCS_GATEWAY/$2/v1" ;;
  record*) export PROOFSHEET_RECORD_BASE_URL="$DOCS_GATEWAY/$2/v1" ;;
  probe*) set -- "\${@/https:\\/\\/gateway.example/$DOCS_GATEWAY/dimilinks}" ;;
esac
exec node ${root}/bin/proofsheet.js "$@"
`

/** Runs a command without asking a registry. Tests get more time, because pages are followed at the same time. */
const npx = `#!/usr/bin/env bash
if [ "$1" = vitest ]; then set -- "$@" --testTimeout 60000; fi
exec "$@"
`

/** Writes what readers have: `proofsheet` and `npx`, and the package, made of the sources. */
export async function prepareWorkshop(): Promise<void> {
  const bin = `${workshop}/bin`
  const installed = `${workshop}/node_modules/proofsheet`
  await rm(bin, { recursive: true, force: true })
  await rm(installed, { recursive: true, force: true })
  await mkdir(bin, { recursive: true })
  await mkdir(installed, { recursive: true })
  for (const [name, text] of Object.entries({ proofsheet: command, npx })) {
    await writeFile(`${bin}/${name}`, text)
    await chmod(`${bin}/${name}`, 0o755)
  }
  await symlink(`${root}/src`, `${installed}/src`)
  const entries = ['client', 'conformance', 'cassettes', 'nock', 'vitest'].map((name) => [
    `./${name}`,
    `./src/${name}.ts`,
  ])
  const exports = { '.': './src/index.ts', ...Object.fromEntries(entries) }
  await writeFile(`${installed}/package.json`, JSON.stringify({ name: 'proofsheet', type: 'module', exports }))
  await writeFile(`${workshop}/package.json`, JSON.stringify({ type: 'module', private: true }))
}
