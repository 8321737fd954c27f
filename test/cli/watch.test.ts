import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../bin/proofsheet.js', import.meta.url))
const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))

let folder: string
let stops: (() => void)[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-watch-'))
  stops = []
})
afterEach(async () => {
  for (const stop of stops) stop()
  await rm(folder, { recursive: true })
})

/** Starts the mock with --watch. `line` waits for the next line of stdout or stderr that matches a pattern. */
async function start(...flags: string[]) {
  const child = spawn(process.execPath, [main, 'mock', '--watch', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  stops.push(() => child.kill('SIGKILL'))
  const lines: string[] = []
  const waiting = new Set<() => void>()
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on('line', (line) => {
      lines.push(line)
      for (const look of waiting) look()
    })
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const index = lines.findIndex((text) => pattern.test(text))
        if (index < 0) return void waiting.add(look)
        waiting.delete(look)
        resolve(lines.splice(0, index + 1).at(-1) as string)
      }
      look()
    })
  const [url = ''] = (await line(/^Proofsheet mock at/)).match(/http:\S+(?= )/) ?? []
  await line(/^Open /)
  const end = async () => {
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    return exited
  }
  return { url, line, end }
}

const submit = (url: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/api/2026/pictures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-lumen-key': 'k', ...headers },
    body: JSON.stringify({ text: 'a lamp' }),
  })

test('a changed provider is served; a broken provider is reported with its file, and not served', async () => {
  await cp(lumen, folder, { recursive: true })
  const file = join(folder, 'dialect.yaml')
  const dialect = await readFile(file, 'utf8')
  const withDelay = (seconds: number) => dialect.replace('Retry-After: "3"', `Retry-After: "${seconds}"`)
  const { url, line, end } = await start('--provider', folder)
  const retryAfter = async () => (await submit(url)).headers.get('retry-after')
  expect(await retryAfter()).toBe('3')

  await writeFile(file, withDelay(7))
  await line(/^Reloaded the providers\.$/)
  expect(await retryAfter()).toBe('7')

  await writeFile(file, withDelay(8).replace('otherKeys: hide', 'otherKeys: nobody'))
  await line(/^Reload failed, so the previous version is still served:$/)
  expect(await line(/dialect/)).toMatch(`${file}:50: /tasks/otherKeys: `)
  expect(await retryAfter()).toBe('7')

  await writeFile(file, withDelay(9))
  await line(/^Reloaded the providers\.$/)
  expect(await retryAfter()).toBe('9')
  const { tasks } = (await (await fetch(`${url}/_proofsheet/tasks`)).json()) as { tasks: object[] }
  expect(tasks).toHaveLength(4)
  expect(await end()).toEqual([0, null])
})

test('a changed scenario takes effect; a broken scenario is reported with file and line, and has no effect', async () => {
  const file = join(folder, 'lunch.yaml')
  const lunch = (status: number | string) =>
    writeFile(file, `about: Closed for lunch.\nsteps:\n  - respond: { status: ${status}, body: lunch }\n`)
  await lunch(503)
  const { url, line, end } = await start('--provider', lumen, '--scenarios', file)
  const status = async () => (await submit(url, { 'x-proofsheet-scenario': 'lunch' })).status
  expect(await status()).toBe(503)

  await lunch(504)
  await line(/^Reloaded the scenarios\.$/)
  expect(await status()).toBe(504)

  await lunch('none')
  await line(/^Reload failed, so the previous version is still served:$/)
  expect(await line(/lunch/)).toMatch(`${file}:3: /steps/0/respond/status: `)
  expect(await status()).toBe(504)

  await lunch(502)
  await line(/^Reloaded the scenarios\.$/)
  expect(await status()).toBe(502)
  expect(await end()).toEqual([0, null])
})

test('a scenario file added to a folder takes effect, and a deleted file does not', async () => {
  const { url, line, end } = await start('--provider', lumen, '--scenarios', folder)
  const status = async () => (await submit(url, { 'x-proofsheet-scenario': 'tea' })).status
  expect(await status()).toBe(400)
  await writeFile(join(folder, 'tea.yaml'), 'about: Tea.\nsteps:\n  - respond: { status: 418, body: tea }\n')
  await line(/^Reloaded the scenarios\.$/)
  expect(await status()).toBe(418)
  await rm(join(folder, 'tea.yaml'))
  await line(/^Reloaded the scenarios\.$/)
  expect(await status()).toBe(400)
  expect(await end()).toEqual([0, null])
})
