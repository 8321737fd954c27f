import { execFile } from 'node:child_process'
import { globSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createGenerateCommand } from '../../src/cli/commands/generate.ts'
import { clientFiles } from '../../src/client/client-files.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { decode } from '../support/images.ts'
import { startMock } from '../support/mock.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const main = join(root, 'bin/proofsheet.js')
const start = (...flags: string[]) => promisify(execFile)(process.execPath, [main, 'generate', ...flags])

/** Runs the command in this process. Returns what the command prints. */
async function run(...flags: string[]): Promise<string> {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  const error = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    await createGenerateCommand().parseAsync(flags, { from: 'user' })
    return [log, error].flatMap(({ mock }) => mock.calls.flat()).join('\n')
  } finally {
    log.mockRestore()
    error.mockRestore()
  }
}
const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))
const quarry = fileURLToPath(new URL('../fixtures/quarry', import.meta.url))

// Inside the repository, so that the imports of openapi-fetch resolve; outside of src, so that no others resolve.
let folder: string
beforeAll(async () => {
  await mkdir(join(root, '.cache'), { recursive: true })
  folder = await mkdtemp(join(root, '.cache/generated-'))
  for (const id of await shippedIds()) await writeClient('js', id)
  // The clients for Deno and Bun differ in the ends of imports alone.
  await writeClient('ts', 'dimilinks')
})

async function writeClient(style: 'js' | 'ts', id: string): Promise<void> {
  await writeFiles(join(folder, style, id), await clientFiles(await findProvider(id), `.${style}`))
}

async function writeFiles(out: string, files: Record<string, string>): Promise<void> {
  await mkdir(join(out, 'runtime'), { recursive: true })
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(out, name), text)))
}
afterAll(() => rm(folder, { recursive: true }))

function createProgram(files: string[], options: ts.CompilerOptions): ts.Program {
  const target = ts.ScriptTarget.ES2022
  return ts.createProgram(files, { strict: true, noEmit: true, skipDefaultLibCheck: true, target, ...options })
}

const errorsOf = (program: ts.Program): string[] =>
  ts
    .getPreEmitDiagnostics(program)
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`)

/** Compiles the files and returns the errors of the compiler. */
const compile = (files: string[], options: ts.CompilerOptions) => errorsOf(createProgram(files, options))

const clients = async (style: string) => (await shippedIds()).map((id) => join(folder, style, id, 'client.ts'))

describe('the generated client of each provider', () => {
  const strictest = {
    exactOptionalPropertyTypes: true,
    noPropertyAccessFromIndexSignature: true,
    noUncheckedIndexedAccess: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    erasableSyntaxOnly: true,
    verbatimModuleSyntax: true,
  }
  const modern = { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext }
  const bundled = { module: ts.ModuleKind.Preserve, moduleResolution: ts.ModuleResolutionKind.Bundler }

  test('compiles in Node', async () => {
    expect(
      compile(await clients('js'), {
        ...modern,
        ...strictest,
        skipLibCheck: true,
        types: ['node'],
        lib: ['lib.es2022.d.ts'],
      }),
    ).toEqual([])
  })

  test('compiles for the browser, without the types of Node, and for Deno and Bun, with imports that end in .ts', async () => {
    const lib = ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts']
    // No shipped gateway needs all parts of the runtime.
    const runtime = globSync('src/client/runtime/*.ts', { cwd: root }).map((file) => join(root, file))
    const callbacks = ['toapis', 'fal'].map((id) => join(folder, 'js', id, 'callbacks.ts'))
    const files = [...(await clients('js')), ...callbacks, join(folder, 'ts/dimilinks/client.ts'), ...runtime]
    const options = { ...bundled, ...strictest, skipLibCheck: true, types: [], lib, allowImportingTsExtensions: true }
    expect(compile(files, options)).toEqual([])
  })

  test('is under 50 lines beside its runtime, imports openapi-fetch and its own files, and no built-in', async () => {
    for (const file of await clients('js')) {
      expect((await readFile(file, 'utf8')).split('\n').length).toBeLessThan(50)
      const names = await readdir(join(file, '..'), { recursive: true })
      const texts = await Promise.all(
        names.filter((name) => name.endsWith('.ts')).map((name) => readFile(join(file, '..', name), 'utf8')),
      )
      const libraries = texts.flatMap((text) =>
        [...text.matchAll(/^(?:import|export)[^']* from '([^']+)'/gm)].flatMap(([, name = '']) =>
          /^\.\/(runtime\/)?[a-z-]+\.js$/.test(name) ? [] : [name],
        ),
      )
      expect(libraries).toEqual(['openapi-fetch'])
      expect(texts.join('')).not.toMatch(/'node:|\brequire\(|\bprocess\.|\bBuffer\b/)
    }
  })

  test('a field that the gateway lacks does not compile, and an editor shows docs and limits', async () => {
    const file = join(folder, 'js', 'use.ts')
    await writeFile(
      file,
      `import { createImageClient, type Gateway } from './ezlink/client.js'
const client = createImageClient({ apiKey: 'k' })
void client.submit('generate', { prompt: 'x', resolution: '2k' })
void client.submit('generate', { prompt: 'x' })
export declare const fields: Gateway['edit']
export const methods = client\n`,
    )
    const options = { ...modern, skipLibCheck: true, types: ['node'], lib: ['lib.es2022.d.ts'] }
    const program = createProgram([file], options)
    expect(errorsOf(program)).toEqual([expect.stringContaining("'resolution' does not exist")])
    const checker = program.getTypeChecker()
    const source = program.getSourceFile(file) as ts.SourceFile
    const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source) as ts.Symbol)
    const docsOf = (name: string, member: string) => {
      const symbol = exported.find((one) => one.name === name) as ts.Symbol
      const property = checker.getTypeOfSymbol(symbol).getProperty(member) as ts.Symbol
      return ts.displayPartsToString(property.getDocumentationComment(checker))
    }
    expect(docsOf('methods', 'submit')).toMatch(/^Requests images after checking the documented limits/)
    expect(docsOf('methods', 'wait')).toMatch(/^Waits for the images of `submit`/)
    expect(docsOf('methods', 'bytes')).toMatch(/^Fetches the bytes of an image/)
    expect(docsOf('methods', 'stream')).toMatch(/^Requests images as a stream/)
    expect(docsOf('fields', 'references')).toBe(
      'Reference images, sent under the names of the gateway. Limit: at most 16 images.',
    )
    const n = checker.getTypeOfSymbol(exported.find((one) => one.name === 'fields') as ts.Symbol).getProperty('n')
    const tags = n?.getJsDocTags(checker).map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`)
    expect(tags?.join(' ')).toContain('Limit: 1 to 10.')
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
  const use = `import { createImageClient } from './client.ts'
export const bodies: unknown[] = []
const fetch = async (request: Request) => {
  bodies.push(await request.json())
  return Response.json({ output: { results: [{ url: 'https://img.example/b.png' }] } })
}
const client = createImageClient({ apiKey: 'k', fetch })
const input = { prompt: 'a fox' }
const image = 'https://img.example/a.png'
const images = { input, references: [image, image], mask: image }
export const accepted = await client.submit('generate', images, { task: false })
export const tooMany = await client.submit('generate', { input, parameters: { n: 9 } })
export const tooLong = await client.submit('generate', { input: { prompt: 'a'.repeat(201) } })\n`
  await writeFiles(out, { ...(await clientFiles(await findProvider(quarry), '.ts')), 'use.ts': use })
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
  expect(tooMany.error.message).toBe('quarry: parameters.n: 9; expected 1 to 4.')
  expect(tooLong.error.message).toBe('quarry: input.prompt: 201 characters; expected 0 to 200.')
})

describe('proofsheet generate', () => {
  test('writes no changes the second time, and --check reports stale files', async () => {
    const out = join(folder, 'js', 'openai')
    const flags = ['--provider', 'openai', '--out', out]
    const { exitCode } = process
    expect(await run(...flags, '--check')).toContain('is up to date')
    const stale = '// Generated by proofsheet generate. Do not edit.\r\nstale'
    await writeFile(join(out, 'client.ts'), stale)
    expect(await run(...flags, '--check')).toBe(
      `stale files: ${join(out, 'client.ts')}\n  run the same command without --check to update them`,
    )
    expect(process.exitCode).toBe(1)
    process.exitCode = exitCode
    expect(await readFile(join(out, 'client.ts'), 'utf8')).toBe(stale)
    expect(await run(...flags)).toBe(
      `wrote ${join(out, 'client.ts')}\nnext:\n  npm install openapi-fetch\n` +
        `  import { createImageClient } from '${join(out, 'client.js')}'`,
    )
  })

  test('overwrites no file that it did not write, unless told to', async () => {
    const out = join(folder, 'js', 'taken')
    await mkdir(out, { recursive: true })
    await writeFile(join(out, 'client.ts'), 'my own client')
    const flags = ['--provider', 'xai', '--out', out]
    await expect(run(...flags)).rejects.toThrow(
      `files that this command did not write: ${join(out, 'client.ts')}\n  choose another --out, or pass --force to overwrite them`,
    )
    expect(await readdir(out)).toEqual(['client.ts'])
    expect(await readFile(join(out, 'client.ts'), 'utf8')).toBe('my own client')
    expect(await run(...flags, '--force')).toMatch(/^wrote \d+ files to .*taken\nnext:\n/)
    expect(await run(...flags, '--check')).toContain('is up to date')
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
    expect((await readdir(whole)).sort()).toEqual(['client.ts', 'dialect.ts', 'runtime', 'types.ts'])
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
    ['neither provider nor document', ['--out', 'x'], 'the client has no source\n  pass --provider ID, or --spec FILE'],
    ['nowhere to write', ['--provider', 'openai'], 'missing --out\n  pass --out <folder>'],
    ['an unknown provider', ['--provider', 'nobody', '--out', 'x'], 'unknown provider "nobody"\n  expected one of'],
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
    await expect(start(...flags)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(message) })
  })
})
