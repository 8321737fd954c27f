import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))
const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))

/** Starts the command and reads its banner to the end. Whoever starts it stops it. */
async function start(...flags: string[]) {
  const child = spawn(process.execPath, [main, 'mock', ...flags], { stdio: ['ignore', 'pipe', 'inherit'] })
  const banner: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    banner.push(line)
    if (line.startsWith('Open ')) break
  }
  const [url = ''] = banner[0]?.match(/http:\/\/\S+/) ?? []
  const stop = async () => {
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    return (await exited)[0]
  }
  return { banner, url, stop }
}

async function fail(...flags: string[]) {
  const failure = await promisify(execFile)(process.execPath, [main, ...flags]).catch((error) => error)
  return { code: failure.code as number, told: String(failure.stderr) }
}

test('the mock serves all providers, says at what speed, and stops when told', async () => {
  const { banner, url, stop } = await start('--port', '0')
  try {
    expect(banner[0]).toContain('(speed 60: a documented minute takes 1 s)')
    const bases = banner.slice(1, -1).map((line) => line.trim().split(/\s+/))
    expect(bases).toEqual([
      ['apigo', `${url}/apigo/v1`],
      ['dimilinks', `${url}/dimilinks/v1`],
      ['ezlink', `${url}/ezlink/v1`],
      ['gpt-best', `${url}/gpt-best`],
      ['openai', `${url}/openai/v1`],
    ])
    const page = await fetch(url)
    expect(page.headers.get('content-type')).toContain('text/html')
    for (const [, base = ''] of bases) expect(await page.clone().text()).toContain(`curl &quot;${base}/`)
  } finally {
    expect(await stop()).toBe(0)
  }
})

test('each request that the page offers works as it is printed', async () => {
  const { url, stop } = await start('--port', '0', '--speed', 'instant')
  try {
    const listing = await fetch(url, { headers: { accept: 'application/json' } })
    const { providers } = (await listing.json()) as { providers: { id: string; curl: string }[] }
    expect(providers).toHaveLength(5)
    for (const { id, curl } of providers) {
      const { stdout } = await promisify(execFile)('sh', ['-c', `${curl} -s`])
      expect({ id, keys: Object.keys(JSON.parse(stdout)) }).toEqual({ id, keys: expect.not.arrayContaining(['error']) })
    }
  } finally {
    await stop()
  }
})

test('the first request of the README works as it is printed', async () => {
  const readme = await readFile(fileURLToPath(new URL('../../README.md', import.meta.url)), 'utf8')
  const [, curl = ''] = readme.match(/```sh\n(curl [\s\S]*?)```/) ?? []
  const { url, stop } = await start('--port', '0')
  try {
    const { stdout } = await promisify(execFile)('sh', ['-c', curl.replace('http://127.0.0.1:4010', url)])
    expect(JSON.parse(stdout)).toMatchObject({ task_id: expect.stringMatching(/^img_/), data: [] })
  } finally {
    await stop()
  }
})

test("a provider of one's own is served at the root from its folder, on a clock that is moved by hand", async () => {
  const { banner, url, stop } = await start('--port', '0', '--provider', lumen, '--clock', 'manual', '--keys', 'a,b')
  try {
    expect(banner[0]).toContain('the clock stands still')
    expect(banner[1]?.trim()).toBe(`lumen  ${url}/api/2026`)
    const send = (path: string, init: RequestInit = {}) =>
      fetch(`${url}${path}`, { headers: { 'x-lumen-key': 'b' }, ...init })
    const body = JSON.stringify({ text: 'a lamp' })
    const headers = { 'x-lumen-key': 'b', 'content-type': 'application/json' }
    type Ticket = { ticket: { number: string; phase: string } }
    const { ticket } = (await (await send('/api/2026/pictures', { method: 'POST', headers, body })).json()) as Ticket
    const look = async () => (await send(`/api/2026/tickets?number=${ticket.number}`)).json() as Promise<Ticket>
    const phase = async () => (await look()).ticket.phase
    expect(await phase()).toBe('WAITING')
    expect((await send('/_proofsheet/clock/advance?seconds=soon', { method: 'POST' })).status).toBe(400)
    expect((await send('/_proofsheet/clock/advance?seconds=10', { method: 'POST' })).status).toBe(200)
    expect(await phase()).toBe('DONE')
    expect((await send('/api/2026/colours', { headers: { 'x-lumen-key': 'c' } })).status).toBe(403)
  } finally {
    await stop()
  }
})

test.each<[what: string, flags: string[], told: RegExp]>([
  ['an unknown provider', ['mock', '--provider', 'nobody'], /there is no provider nobody: use apigo, dimilinks/],
  ['a port that is none', ['mock', '--port', '70000'], /'70000' is invalid.*from 0 to 65535/],
  ['a speed that is none', ['mock', '--speed', 'fast'], /'fast' is invalid.*from 0\.01 to 100000, or instant/],
  ['speed and a manual clock', ['mock', '--speed', '2', '--clock', 'manual'], /cannot be used with option '--speed/],
  ['an unknown flag', ['mock', '--fast'], /unknown option '--fast'/],
  ['an unknown command', ['mok'], /unknown command 'mok'[\s\S]*mock/],
])('%s is told and ends with 1 or 2', async (_what, flags, told) => {
  const failure = await fail(...flags)
  expect(failure.told).toMatch(told)
  expect(failure.code).toBeGreaterThan(0)
})

test('a port that is taken is told, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as { port: number }
  const failure = await fail('mock', '--provider', lumen, '--port', String(port))
  other.close()
  expect(failure.told).toContain(`port ${port} of 127.0.0.1 is taken: pick another with --port, or 0 for a free one`)
  expect(failure.code).toBe(1)
})
