/**
 * Runs other people's code generators on a merged document and compiles what they write: `npm run generators`. `--only a,b` selects
 * generators, `--document FILE` names another document. The output is in `interop/generators/out/`. Exits with 1 if a generator or a
 * compiler fails; a generator whose language is missing is skipped with a message.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runToEnd, Unavailable } from './gateway.ts'

const home = join(import.meta.dirname, 'generators')
const root = join(import.meta.dirname, '..')
const tool = (name: string) => join(home, 'node_modules', '.bin', name)
const venv = join(home, '.venv')
const python = join(venv, 'bin', 'python')
const jar = join(home, 'jar', 'openapi-generator-cli-7.25.0.jar')
const goBin = join(home, 'go', 'bin')
const oapiCodegen = 'github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2'

/** A code generator with the compiler of its language. */
interface Generator {
  readonly name: string
  /** Installs what the generator needs. Throws Unavailable if the language is missing. */
  readonly install: () => Promise<void>
  /** Writes code from the document into a folder. */
  readonly write: (document: string, folder: string) => Promise<unknown>
  /** Compiles or imports the code. Rejects with the errors of the compiler. */
  readonly compile: (folder: string) => Promise<unknown>
}

const run = (cwd: string, program: string, ...args: string[]) => runToEnd(program, args, cwd)

/** Runs a program of a language. Throws Unavailable with the reason if there is no such program. */
const runOf = (language: string, cwd: string, program: string, ...args: string[]) =>
  run(cwd, program, ...args).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new Unavailable(`${language} is missing (${program})`) : error
  })

const once = (work: () => Promise<unknown>) => {
  let done: Promise<unknown> | undefined
  return async () => {
    done ??= work()
    await done
  }
}
const installNpm = once(() => run(home, 'npm', 'ci', '--ignore-scripts'))
const installJava = once(async () => {
  await runOf('Java', home, 'java', '-version')
  const artifact = '-Dartifact=org.openapitools:openapi-generator-cli:7.25.0'
  await runOf('Maven', home, 'mvn', '-q', 'dependency:copy', artifact, `-DoutputDirectory=${join(home, 'jar')}`)
})
const installPython = once(async () => {
  await runOf('Python', home, 'python3', '-m', 'venv', venv)
  await run(home, python, '-m', 'pip', 'install', '-q', '-r', 'requirements.txt')
})
const installGo = once(async () => {
  await runOf('Go', home, 'go', 'version')
  await run(home, 'env', `GOBIN=${goBin}`, 'go', 'install', oapiCodegen)
})

const compilerFlags =
  '--noEmit --strict --skipLibCheck --target es2022 --module esnext --moduleResolution bundler --lib es2023,dom,dom.iterable'
const compileTypeScript = (file: string) => (folder: string) =>
  run(home, tool('tsc'), ...compilerFlags.split(' '), join(folder, file))

const openapiGenerator = (name: string, compile: Generator['compile'], install: () => Promise<void>): Generator => ({
  name: `openapi-generator ${name}`,
  install: async () => {
    await installJava()
    await install()
  },
  write: (document, folder) => run(home, 'java', '-jar', jar, 'generate', '-i', document, '-g', name, '-o', folder),
  compile,
})

/** Imports every module of the package, because Python finds most faults only then. */
const importAll = `
import importlib, pkgutil, openapi_client
for module in pkgutil.walk_packages(openapi_client.__path__, 'openapi_client.'): importlib.import_module(module.name)
`

const generators: readonly Generator[] = [
  {
    name: 'openapi-typescript',
    install: installNpm,
    write: (document, folder) =>
      run(root, join(root, 'node_modules', '.bin', 'openapi-typescript'), document, '-o', join(folder, 'types.ts')),
    compile: compileTypeScript('types.ts'),
  },
  {
    name: '@hey-api/openapi-ts',
    install: installNpm,
    write: (document, folder) =>
      run(home, tool('openapi-ts'), '-i', document, '-o', folder, '-c', '@hey-api/client-fetch'),
    compile: compileTypeScript('index.ts'),
  },
  {
    name: 'orval',
    install: installNpm,
    write: (document, folder) =>
      run(home, tool('orval'), '--input', document, '--output', join(folder, 'api.ts'), '--client', 'fetch'),
    compile: compileTypeScript('api.ts'),
  },
  openapiGenerator('typescript-axios', compileTypeScript('index.ts'), installNpm),
  openapiGenerator('typescript-fetch', compileTypeScript('index.ts'), installNpm),
  openapiGenerator('python', (folder) => run(folder, python, '-c', importAll), installPython),
  {
    name: 'oapi-codegen',
    install: installGo,
    async write(document, folder) {
      await writeFile(join(folder, 'go.mod'), 'module client\n\ngo 1.24\n')
      const output = ['-o', join(folder, 'client.go')]
      return run(
        folder,
        join(goBin, 'oapi-codegen'),
        '-package',
        'client',
        '-generate',
        'types,client',
        ...output,
        document,
      )
    },
    async compile(folder) {
      await run(folder, 'go', 'mod', 'tidy')
      await run(folder, 'go', 'build', './...')
      return run(folder, 'go', 'vet', './...')
    },
  },
  {
    name: 'openapi-python-client',
    install: installPython,
    write: (document, folder) =>
      run(
        home,
        join(venv, 'bin', 'openapi-python-client'),
        ...`generate --overwrite --path ${document} --output-path ${folder}`.split(' '),
      ),
    compile: (folder) => run(folder, python, '-c', importAll.replaceAll('openapi_client', 'image_ap_is_merged_client')),
  },
  {
    name: 'datamodel-code-generator',
    install: installPython,
    write: (document, folder) =>
      run(
        home,
        join(venv, 'bin', 'datamodel-codegen'),
        ...`--input ${document} --input-file-type openapi --output-model-type pydantic_v2.BaseModel --output ${join(folder, 'models.py')}`.split(
          ' ',
        ),
      ),
    compile: (folder) => run(folder, python, 'models.py'),
  },
]

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: generators.map(({ name }) => name).join(',') },
    document: { type: 'string', default: join(root, 'openapi', 'merged.yaml') },
  },
})

/** Runs one generator and its compiler. Returns a line with the result. */
async function tryGenerator({ name, install, write, compile }: Generator): Promise<string> {
  const folder = join(home, 'out', name.replaceAll(/[^a-z-]+/g, '-'))
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  try {
    await install()
    await write(resolve(flags.document), folder)
    await compile(folder)
    return `${name}: compiles`
  } catch (error) {
    if (error instanceof Unavailable) return `${name}: skipped, because ${error.message}`
    process.exitCode = 1
    return `${name}: FAILS\n${(error as Error).message}`
  }
}

for (const generator of generators)
  if (flags.only.split(',').includes(generator.name)) console.log(await tryGenerator(generator))
