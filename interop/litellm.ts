import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort, type GatewayPackage, runToEnd, startServer, Unavailable } from './gateway.ts'

const venv = join(import.meta.dirname, '.venv')
const bin = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin')
const masterKey = 'sk-interop-master-key-0123456789'

/** Python with the package and its proxy, once installed. */
export const litellmPython = join(bin, 'python')

/** Returns the version of the installed package. */
export const litellmVersion = async (): Promise<string> =>
  (await runToEnd(litellmPython, ['-c', printVersion], import.meta.dirname)).trim()

const printVersion = 'from importlib.metadata import version; print(version("litellm"))'

/** LiteLLM's proxy with one wildcard model. Callers use the master key, and the proxy sends its own key upstream. */
export const litellm: GatewayPackage = {
  name: 'litellm',
  async install() {
    if (existsSync(join(bin, 'litellm'))) return
    const run = (program: string, ...args: string[]) => runToEnd(program, args, import.meta.dirname)
    await run('python3', '-m', 'venv', venv).catch(async (error: Error) => {
      await rm(venv, { recursive: true, force: true })
      throw new Unavailable(
        `python3 with venv and pip is missing; on Debian: apt-get install python3-venv (${error.message.split('\n')[0]}).`,
      )
    })
    await run(join(bin, 'python'), '-m', 'pip', 'install', '-q', '-r', 'requirements.txt', '-c', 'constraints.txt')
  },
  async start({ baseUrl, key }) {
    const port = await findFreePort()
    const origin = `http://127.0.0.1:${port}`
    const folder = await mkdtemp(join(tmpdir(), 'proofsheet-litellm-'))
    await writeFile(join(folder, 'config.json'), JSON.stringify(toConfig(baseUrl, key), null, 2))
    const end = await startServer({
      program: join(bin, 'litellm'),
      args: ['--config', 'config.json', '--host', '127.0.0.1', '--port', String(port), '--telemetry', 'False'],
      cwd: folder,
      // The list of models is read from the package instead of the network.
      env: { LITELLM_LOCAL_MODEL_COST_MAP: 'True' },
      readyUrl: `${origin}/health/liveliness`,
    })
    const stop = async () => {
      await end()
      await rm(folder, { recursive: true, force: true })
    }
    return { version: await litellmVersion(), baseUrl: `${origin}/v1`, key: masterKey, stop }
  },
}

/** JSON is valid YAML. `files_settings` is documented as the way to serve `/v1/files`. */
const toConfig = (baseUrl: string, key: string) => ({
  model_list: [{ model_name: '*', litellm_params: { model: 'openai/*', api_base: baseUrl, api_key: key } }],
  files_settings: [{ custom_llm_provider: 'openai', api_base: baseUrl, api_key: key }],
  general_settings: { master_key: masterKey },
})
