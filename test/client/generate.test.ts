import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clientFiles } from '../../src/client/client-files.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { decode } from '../support/images.ts'
import { startMock } from '../support/mock.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const main = join(root, 'src/cli/main.ts')
const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const quarry = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))
const run = (...flags: string[]) => promisify(execFile)(process.execPath, [main, 'generate', ...flags])

// Inside the repository, so that the imports of openapi-fetch resolve; outside of src, so that no others resolve.
let folder: string
beforeAll(async () => {
  await mkdir(join(root, '.cache'), { recursive: true })
  folder = await mkdtemp(join(root, '.cache/generated-'))
  for (const id of await shippedIds()) await writeClient('js', id)
  // The clients for Deno differ in the ends of imports alone.
  await writeClient('ts', 'dimilinks')
})

async function writeClient(style: 'js' | 'ts', id: string): Promise<void> {
  const out = join(folder, style, id)
  await mkdir(out, { recursive: true })
  const files = Object.entries(await clientFiles(await findProvider(id), `.${style}`))
  await Promise.all(files.map(([name, text]) => writeFile(join(out, name), text)))
}
afterAll(() => rm(folder, { recursive: true }))

/** Compiles the files and returns the errors of the compiler. */
function compile(files: string[], options: ts.CompilerOptions): string[] {
  const target = ts.ScriptTarget.ES2022
  const program = ts.createProgram(files, { strict: true, noEmit: true, skipDefaultLibCheck: true, target, ...options })
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)
}

const clients = async (style: string) => (await shippedIds()).map((id) => join(folder, style, id, 'client.ts'))

describe('the generated client of each provider', () => {
  const strictest = { exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, verbatimModuleSyntax: true }
  const modern = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }
  const bundled = { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }

  test('compiles under strict in Node', async () => {
    expect(
      compile(await clients('js'), { ...modern, ...strictest, types: ['node'], lib: ['lib.es2022.d.ts'] }),
    ).toEqual([])
  })

  test('compiles for the browser, without the types of Node, and for Deno, with imports that end in .ts', async () => {
    const lib = ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']
    const files = [...(await clients('js')), join(folder, 'ts/dimilinks/client.ts')]
    expect(
      compile(files, { ...bundled, skipLibCheck: true, types: [], lib, allowImportingTsExtensions: true }),
    ).toEqual([])
  })

  test('is under 100 lines, imports openapi-fetch and its own files, and no built-in', async () => {
    for (const file of await clients('js')) {
      const text = await readFile(file, 'utf8')
      expect(text.split('\n').length).toBeLessThan(100)
      const folderText = await Promise.all(
        (await readdir(join(file, '..'))).map((name) => readFile(join(file, '..', name), 'utf8')),
      )
      const specifiers = folderText.flatMap((source) =>
        [...source.matchAll(/^(?:import|export) .* from '([^']+)'/gm)].map(([, specifier]) => specifier),
      )
      expect([...new Set(specifiers)].sort()).toEqual(['./dialect.js', './types.js', 'openapi-fetch'])
      expect(folderText.join('')).not.toMatch(/'node:|\brequire\(|\bprocess\.|\bBuffer\b/)
    }
  })

  test('a field that the gateway lacks does not compile', async () => {
    const file = join(folder, 'js', 'use.ts')
    await writeFile(
      file,
      `import { createImageClient } from './ezlink/client.js'
const client = createImageClient({ apiKey: 'k' })
void client.submit('generate', { prompt: 'x', resolution: '2k' })
void client.submit('generate', { prompt: 'x' })\n`,
    )
    const errors = compile([file], { ...modern, skipLibCheck: true, types: ['node'], lib: ['lib.es2022.d.ts'] })
    expect(errors).toEqual([expect.stringContaining("'resolution' does not exist")])
  })

  test('fetches an image: the client for Deno runs without compilation', async () => {
    const mock = await startMock(['dimilinks'], { speed: Number.POSITIVE_INFINITY })
    const { createImageClient } = await import(pathToFileURL(join(folder, 'ts/dimilinks/client.ts')).href)
    const options = { apiKey: 'k', baseUrl: 'http://mock/dimilinks/v1', fetch: mock.fetch, clock: mock.clock }
    const client = createImageClient(options)
    const submitted = await client.submit('generate', { prompt: 'x', resolution: '2k' })
    const { data } = await client.wait(submitted.data)
    const { data: bytes } = await client.bytes(data[0])
    expect(await decode(Buffer.from(bytes))).toMatchObject({ width: 2048, height: 2048 })
  })
})

test('a generated client sends images and mask inside the objects of the body, and checks nested fields', async () => {
  const out = join(folder, 'ts', 'quarry')
  await mkdir(out, { recursive: true })
  const use = `import { createImageClient } from './client.ts'
export const bodies: unknown[] = []
const fetch = async (request: Request) => {
  bodies.push(await request.json())
  return Response.json({ output: { results: [{ url: 'https://img.example/b.png' }] } })
}
const client = createImageClient({ apiKey: 'k', fetch })
const input = { prompt: 'a fox' }
const image = 'https://img.example/a.png'
export const accepted = await client.submit('generate', { input, references: [image, image], mask: image })
export const tooMany = await client.submit('generate', { input, parameters: { n: 9 } })
export const tooLong = await client.submit('generate', { input: { prompt: 'a'.repeat(201) } })\n`
  const files = { ...(await clientFiles(await findProvider(quarry), '.ts')), 'use.ts': use }
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(out, name), text)))
  const options = {
    skipLibCheck: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  const lib = ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']
  expect(compile([join(out, 'use.ts')], { ...options, types: [], lib, allowImportingTsExtensions: true })).toEqual([])

  const { accepted, tooMany, tooLong, bodies } = await import(pathToFileURL(join(out, 'use.ts')).href)
  const object = { image_url: { url: 'https://img.example/a.png' } }
  expect(bodies).toEqual([{ input: { prompt: 'a fox', images: [object, object], mask: object } }])
  expect(accepted.data).toEqual({ images: [{ url: 'https://img.example/b.png', index: 0 }] })
  expect(tooMany.error.message).toBe('quarry: parameters.n is 9; it must be from 1 to 4.')
  expect(tooLong.error.message).toBe('quarry: input.prompt has 201 characters; the limit is 200.')
})

describe('proofsheet generate', () => {
  test('writes no changes the second time, and --check reports stale files', async () => {
    const out = join(folder, 'js', 'openai')
    const flags = ['--provider', 'openai', '--out', out]
    expect((await run(...flags, '--check')).stdout).toContain('is up to date')
    await writeFile(join(out, 'client.ts'), 'edited')
    await expect(run(...flags, '--check')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(
        `stale files: ${join(out, 'client.ts')}; run the same command without --check to update them`,
      ),
    })
    expect(await readFile(join(out, 'client.ts'), 'utf8')).toBe('edited')
    expect((await run(...flags)).stdout).toContain(`wrote ${join(out, 'client.ts')}; the client needs openapi-fetch`)
    expect((await run(...flags, '--check')).stdout).toContain('is up to date')
  })

  test('accepts a document with a dialect, or a document alone', async () => {
    const spec = join(lumen, 'openapi.yaml')
    const bare = join(folder, 'js', 'bare')
    await run('--spec', spec, '--out', bare)
    expect((await readdir(bare)).sort()).toEqual(['client.ts', 'types.ts'])
    const whole = join(folder, 'js', 'lumen')
    const effective = join(folder, 'lumen.json')
    await writeFile(effective, JSON.stringify((await findProvider(lumen)).contract.document))
    await run('--spec', effective, '--dialect', join(lumen, 'dialect.yaml'), '--out', whole)
    expect((await readdir(whole)).sort()).toEqual(['client.ts', 'dialect.ts', 'types.ts'])
    const options = {
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: ['node'],
      lib: ['lib.es2022.d.ts'],
      skipLibCheck: true,
    }
    expect(compile([join(bare, 'client.ts'), join(whole, 'client.ts')], options)).toEqual([])
  })

  test.each<[what: string, flags: string[], told: string]>([
    [
      'neither provider nor document',
      ['--out', 'x'],
      'missing source of the client: pass --provider ID or --spec FILE',
    ],
    ['nowhere to write', ['--provider', 'openai'], "required option '--out <folder>' not specified"],
    ['an unknown provider', ['--provider', 'nobody', '--out', 'x'], 'unknown provider "nobody": expected one of'],
    [
      'a dialect that does not fit',
      [
        '--spec',
        join(lumen, 'openapi.yaml'),
        '--dialect',
        join(root, 'openapi/providers/openai/dialect.yaml'),
        '--out',
        'x',
      ],
      'the contract has no operation POST /images/generations',
    ],
  ])('%s is an error', async (_what, flags, message) => {
    await expect(run(...flags)).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining(message) })
  })
})
