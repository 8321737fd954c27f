import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort, type GatewayPackage, runToEnd, startServer } from './gateway.ts'

const packageFolder = join(import.meta.dirname, 'node_modules/@portkey-ai/gateway')

/** Portkey's gateway. Headers of each request select the provider and its host, and the caller's key goes to the provider. */
export const portkey: GatewayPackage = {
  name: 'portkey',
  async install() {
    // The install script patches packages for development; the published program is already bundled.
    if (!existsSync(packageFolder)) await runToEnd('npm', ['ci', '--ignore-scripts'], import.meta.dirname)
  },
  async start({ baseUrl, key, otherKey }) {
    const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { version: string }
    const port = await findFreePort()
    const origin = `http://127.0.0.1:${port}`
    const program = join(packageFolder, 'build/start-server.js')
    const stop = await startServer({
      program: process.execPath,
      args: [program, '--headless', `--port=${port}`],
      cwd: packageFolder,
      readyUrl: origin,
    })
    const headers = { 'x-portkey-provider': 'openai', 'x-portkey-custom-host': baseUrl }
    return { version, baseUrl: `${origin}/v1`, key, otherKey, headers, stop }
  },
}
