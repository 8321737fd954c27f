import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { runToEnd, Unavailable } from '../gateway.ts'
import { litellm, litellmPython, litellmVersion } from '../litellm.ts'
import { type Job, key, prompt, type RealClient, type Result } from './client.ts'

const installed = join(import.meta.dirname, '.installed')

/** Runs a program that reads the jobs and prints the results. */
async function runProgram(
  [program = '', ...args]: readonly string[],
  env: Record<string, string>,
  given: { readonly jobs: readonly Job[]; readonly file: string },
): Promise<Result[]> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify({ ...given, key, prompt }))
  const [results] = await Promise.all([json(child.stdout), once(child, 'close')])
  return results as Result[]
}

/** Installs into a folder that exists only if the installation is complete. Throws Unavailable if a program is missing. */
async function install(folder: string, what: string, run: (folder: string) => Promise<unknown>): Promise<void> {
  if (existsSync(folder)) return
  const unfinished = `${folder}.unfinished`
  await rm(unfinished, { recursive: true, force: true })
  await mkdir(unfinished, { recursive: true })
  await run(unfinished).catch((error: Error) => {
    throw new Unavailable(`${what} cannot be installed (${error.message.split('\n')[0]}).`)
  })
  await rename(unfinished, folder)
}

async function createPythonClient(version: string, file: string): Promise<RealClient> {
  const folder = join(installed, `openai-python-${version}`)
  await install(folder, `openai ${version} for Python`, (target) =>
    runToEnd('python3', ['-m', 'pip', 'install', '-q', '--target', target, `openai==${version}`], installed),
  )
  const command = ['python3', join(import.meta.dirname, 'call.py')]
  return {
    name: 'openai for Python',
    major: Number(version.split('.')[0]),
    version,
    run: (jobs) => runProgram(command, { PYTHONPATH: folder }, { jobs, file }),
  }
}

/** Creates the client of LiteLLM's library, which lies in the environment of its proxy. */
export async function createLiteLlmClient(): Promise<RealClient> {
  await litellm.install()
  return {
    name: 'LiteLLM, image_generation',
    major: 1,
    version: await litellmVersion(),
    run: (jobs) =>
      runProgram(
        [litellmPython, join(import.meta.dirname, 'call_litellm.py')],
        { LITELLM_LOCAL_MODEL_COST_MAP: 'True' },
        { jobs, file: '' },
      ),
  }
}

/** Creates a client from a Go module. `source` is its file in the folder `go`. */
async function createGoClient(
  name: string,
  source: string,
  module: string,
  version: string,
  file: string,
): Promise<RealClient> {
  const sources = join(import.meta.dirname, 'go')
  const folder = join(installed, `${source}-${version}`)
  await install(folder, `${module} ${version}`, async (target) => {
    const code = await readFile(join(sources, `${source}.go.txt`), 'utf8')
    await writeFile(join(target, 'send.go'), code.replaceAll('MODULE', module))
    await copyFile(join(sources, 'main.go.txt'), join(target, 'main.go'))
    await writeFile(join(target, 'go.mod'), `module interop\n\ngo 1.24\n\nrequire ${module} v${version}\n`)
    await runToEnd('go', ['build', '-mod=mod', '-o', 'client', '.'], target)
  })
  return {
    name,
    major: Number(version.split('.')[0]),
    version,
    run: (jobs) => runProgram([join(folder, 'client')], {}, { jobs, file }),
  }
}

const pythonVersions = ['3.57.0', '2.54.0', '1.109.1']

/** The name of each Go client, its source, its module, and its newest version. */
const goModules = [
  ['openai for Go', 'openai', 'github.com/openai/openai-go/v3', '3.99.0'],
  ['openai for Go', 'openai', 'github.com/openai/openai-go/v2', '2.7.1'],
  ['openai for Go', 'openai', 'github.com/openai/openai-go', '1.12.0'],
  ['go-openai', 'go-openai', 'github.com/sashabaranov/go-openai', '1.43.0'],
] as const

/** Creates the clients for Python and Go. `file` is the PNG that edits send. */
export const createProgramClients = (file: string): Promise<RealClient>[] => [
  ...pythonVersions.map((version) => createPythonClient(version, file)),
  ...goModules.map(([name, source, module, version]) => createGoClient(name, source, module, version, file)),
]
