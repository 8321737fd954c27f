/**
 * Lints every contract with Redocly. Published documents are checked for their structure only. The documents that the mock serves
 * (upgraded, with overlay), the merged document and the admin API are checked with the recommended rules. Overlays are checked as
 * OpenAPI Overlay documents.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadContract } from '../src/contract/load.ts'
import { shippedFolder, shippedIds } from '../src/dialect/provider.ts'

const cache = '.cache/contracts'
mkdirSync(cache, { recursive: true })

const published: string[] = []
const effective: string[] = []
for (const id of await shippedIds()) {
  const folder = join(shippedFolder, id)
  published.push(join(folder, 'openapi.yaml'), join(folder, 'overlay.yaml'))
  const file = join(cache, `${id}.json`)
  writeFileSync(file, JSON.stringify((await loadContract(folder)).document, null, 2))
  effective.push(file)
}

const lint = (files: string[], rules: string) => {
  try {
    execFileSync('redocly', ['lint', ...files, `--extends=${rules}`, '--format=stylish'], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    })
  } catch {
    process.exitCode = 1
  }
}
lint(published, 'spec')
lint([...effective, 'openapi/admin.yaml'], 'recommended')
// Only x-providers refers to some schemas of the merged document.
lint(['openapi/merged.yaml', '--skip-rule=no-unused-components'], 'recommended')
