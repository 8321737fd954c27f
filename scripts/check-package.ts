/**
 * Checks the package as users get it: packs and lints the tarball, compares the notices of bundled packages with the committed ones, installs the package in a project outside of this repository,
 * generates and measures a client for every provider there, compares the prebuilt providers with their files, compiles the
 * clients in strict modes for Node, browsers, Deno and Bun, runs the example tests, and starts the mock from the installed command.
 */
import { deepEqual } from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findProvider, shippedIds } from '../src/dialect/provider.ts'
import { checkClientSize } from './client-size.ts'
import { lintPackage, pack, root } from './lint-package.ts'

const project = mkdtempSync(join(tmpdir(), 'proofsheet-user-'))
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, { cwd: project, stdio: ['ignore', 'pipe', 'inherit'], encoding: 'utf8' })

// The values of the package are compared with values that are computed anew.
rmSync(join(root, '.cache/compiled'), { recursive: true, force: true })
try {
  const tarball = pack(project)
  lintPackage(tarball)
  execFileSync('git', ['diff', '--exit-code', '--stat', 'THIRD_PARTY_NOTICES'], { cwd: root, stdio: 'inherit' })
  writeFileSync(join(project, 'package.json'), '{ "name": "user", "private": true, "type": "module" }')
  run(
    'npm',
    'install',
    '--silent',
    '--no-audit',
    tarball,
    'openapi-fetch',
    'typescript@5.9',
    'openapi-typescript@7',
    'typescript-7@npm:typescript@7',
    '@types/node@24',
    '@types/bun',
    'nock',
    'openai',
    'vitest',
  )
  const bin = join(project, 'node_modules/proofsheet/bin/proofsheet.js')
  const node = process.execPath
  const ids = await shippedIds()
  for (const id of ids) {
    process.stdout.write(run(node, bin, 'generate', '--provider', id, '--out', join('clients', id)))
    run(node, bin, 'generate', '--provider', id, '--out', join('clients-ts', id), '--extension', '.ts')
  }
  for (const id of ids) await checkClientSize(id, join(project, 'clients', id, 'client.ts'))
  const readInstalled = (id: string): unknown =>
    JSON.parse(
      run(
        node,
        '--input-type=module',
        '--eval',
        `import { findProvider } from 'proofsheet'
        const { dialect, contract } = await findProvider('${id}')
        console.log(JSON.stringify([contract.isSound === true, dialect, contract.document]))`,
      ),
    )
  for (const id of ids) {
    const { dialect, contract } = await findProvider(id)
    const expected = JSON.parse(JSON.stringify([dialect, contract.document])) as unknown[]
    deepEqual(readInstalled(id), [true, ...expected])
    // A provider whose file has changed is loaded from the files.
    appendFileSync(join(project, `node_modules/proofsheet/openapi/providers/${id}/dialect.yaml`), '\n# changed\n')
    deepEqual(readInstalled(id), [false, ...expected])
  }
  console.log(`the prebuilt providers ${ids.join(', ')} equal their files`)
  // The program with the mock runs on Node; the clients must also compile without Node's types.
  const base = { strict: true, noEmit: true, module: 'nodenext', target: 'es2022', skipLibCheck: true }
  const strictest = {
    ...base,
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    noUncheckedIndexedAccess: true,
    verbatimModuleSyntax: true,
  }
  const bundled = { ...strictest, module: 'preserve', moduleResolution: 'bundler' }
  const dom = ['es2022', 'dom', 'dom.iterable']
  const [clients, clientsInTs] = [['clients'], ['clients-ts']]
  const configs = {
    'node.json': { compilerOptions: { ...strictest, lib: ['es2022'], types: ['node'] }, include: clients },
    'browser.json': { compilerOptions: { ...bundled, lib: dom, types: [] }, include: clients },
    'deno.json': {
      compilerOptions: { ...bundled, allowImportingTsExtensions: true, lib: dom, types: [] },
      include: clientsInTs,
    },
    'bun.json': {
      compilerOptions: { ...bundled, allowImportingTsExtensions: true, lib: ['esnext'], types: ['bun'] },
      include: clientsInTs,
    },
    // The types of the package itself are checked too.
    'types.json': { compilerOptions: { ...base, skipLibCheck: false, types: ['node'] }, include: ['types.ts'] },
    'use.json': { compilerOptions: { ...base, lib: ['es2024'], types: ['node'] }, include: ['use.ts', '*.test.ts'] },
  }
  for (const [name, config] of Object.entries(configs)) writeFileSync(join(project, name), JSON.stringify(config))
  writeFileSync(
    join(project, 'types.ts'),
    ['', '/cassettes', '/client', '/conformance', '/nock', '/vitest']
      .map((entry, index) => `export * as entry${index} from 'proofsheet${entry}'\n`)
      .join(''),
  )
  writeFileSync(
    join(project, 'use.ts'),
    `import { createManualClock, createMock, findProvider } from 'proofsheet'
import { createRecorder } from 'proofsheet/cassettes'
import { createImageClient } from 'proofsheet/client'
import { verify } from 'proofsheet/conformance'
const mock = await createMock({ providers: [await findProvider('dimilinks')], clock: createManualClock(), speed: Infinity })
const client = createImageClient({ provider: 'dimilinks', apiKey: 'k', baseUrl: 'http://mock/dimilinks/v1', fetch: mock.fetch })
const { data, error } = await client.submit('generate', { prompt: 'a fox', resolution: '4k' })
if (error) throw new Error(error.message)
console.log(data.id)
const provider = await findProvider('dimilinks')
const baseUrl = 'http://mock/dimilinks/v1'
const recorder = createRecorder({ provider, baseUrl, fetch: mock.fetch, clock: createManualClock() })
const report = await verify({ provider, baseUrl, key: 'k', fetch: recorder.fetch, only: ['auth.key'] })
const { exchanges } = await recorder.cassette()
if (report.exchanges.length !== exchanges.length) throw new Error('the recorder missed an exchange')
console.log(report.findings.map(({ verdict }) => verdict).join(' '))\n`,
  )
  // The example tests run as in a user's project, with imports from the package.
  const examples = new URL('../examples/tests/', import.meta.url)
  for (const name of readdirSync(examples)) {
    const text = readFileSync(new URL(name, examples), 'utf8')
    const adapted = text.replaceAll(/'..\/..\/src\/(cassettes|client|conformance|nock|vitest).ts'/g, "'proofsheet/$1'")
    writeFileSync(join(project, name), adapted.replaceAll("'../../src/index.ts'", "'proofsheet'"))
  }
  process.stdout.write(run(node, 'node_modules/vitest/vitest.mjs', 'run'))
  for (const compiler of ['typescript', 'typescript-7'])
    for (const name of Object.keys(configs)) run(node, `node_modules/${compiler}/bin/tsc`, '-p', name)
  console.log(`the clients of ${ids.join(', ')} compile outside of the repository, with TypeScript 5.9 and 7`)
  console.log(`in process: ${run(node, 'use.ts').trim()}`)

  const mock = spawn(node, [bin, 'mock', '--port', '0'], { cwd: project, stdio: ['ignore', 'pipe', 'inherit'] })
  const [banner] = (await once(createInterface({ input: mock.stdout }), 'line')) as [string]
  const url = banner.match(/http:\/\/\S+/)?.[0]
  const { status } = await fetch(`${url}/dimilinks/v1/models`, { headers: { authorization: 'Bearer k' } })
  mock.kill()
  if (status !== 200) throw new Error(`the installed mock returned ${status}: expected 200`)
  console.log(`the installed mock works: ${banner}`)
} finally {
  rmSync(project, { recursive: true })
}
