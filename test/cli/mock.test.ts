import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { callCli } from '../support/call-cli.ts'
import { drawImage } from '../support/images.ts'

const main = fileURLToPath(new URL('../../bin/proofsheet.js', import.meta.url))
const lumen = fileURLToPath(new URL('../fixtures/lumen', import.meta.url))

/** Starts the command and reads its banner. The caller has to call `stop`. */
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

const fail = (...flags: string[]) => callCli(flags, { cwd: tmpdir() })

test('the mock serves all providers and the first request of the first page, prints its speed, and stops on SIGTERM', async () => {
  const firstPage = await readFile(fileURLToPath(new URL('../../docs/guide/start.md', import.meta.url)), 'utf8')
  const [, curl = ''] = firstPage.match(/^\$ (curl [\s\S]*?')$/m) ?? []
  const { banner, url, stop } = await start('--port', '0')
  try {
    expect(banner[0]).toContain('(speed 60: a documented minute takes 1 s)')
    const bases = banner.slice(1, -1).map((line) => line.trim().split(/\s+/))
    expect(bases).toEqual([
      ['apigo', `${url}/apigo/v1`],
      ['apimart', `${url}/apimart/v1`],
      ['azure', `${url}/azure/openai`],
      ['bfl', `${url}/bfl`],
      ['dimilinks', `${url}/dimilinks/v1`],
      ['ezlink', `${url}/ezlink/v1`],
      ['fal', `${url}/fal`],
      ['gpt-best', `${url}/gpt-best`],
      ['openai', `${url}/openai/v1`],
      ['openrouter', `${url}/openrouter/api/v1`],
      ['sub2api', `${url}/sub2api/v1`],
      ['toapis', `${url}/toapis/v1`],
      ['together-ai', `${url}/together-ai/v1`],
      ['xai', `${url}/xai/v1`],
    ])
    const page = await fetch(url, { headers: { accept: 'text/html' } })
    expect(page.headers.get('content-type')).toContain('text/html')
    expect(await page.text()).toContain('<div id="app"></div>')
    const { providers } = (await (await fetch(url)).json()) as { providers: { curl: string }[] }
    expect(providers.map(({ curl }) => curl.split('/images')[0])).toEqual(
      bases.map(([, base]) => expect.stringContaining(`curl -X POST '${base}`)),
    )
    const { stdout } = await promisify(execFile)('sh', ['-c', curl.replace('http://127.0.0.1:4010', url)])
    expect(JSON.parse(stdout)).toMatchObject({ task_id: expect.stringMatching(/^img_/), data: [] })
  } finally {
    expect(await stop()).toBe(0)
  }
})

test('each sample request of the page works as printed', async () => {
  const { url, stop } = await start('--port', '0', '--speed', 'instant')
  try {
    const listing = await fetch(url, { headers: { accept: 'application/json' } })
    const { providers } = (await listing.json()) as { providers: { id: string; curl: string }[] }
    expect(providers).toHaveLength(14)
    for (const { id, curl } of providers) {
      const { stdout } = await promisify(execFile)('sh', ['-c', `${curl} -s`])
      expect({ id, keys: Object.keys(JSON.parse(stdout)) }).toEqual({ id, keys: expect.not.arrayContaining(['error']) })
    }
  } finally {
    await stop()
  }
})

test('a provider folder is served at the root, on a clock that the admin API advances', async () => {
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
    const poll = async () => (await send(`/api/2026/tickets?number=${ticket.number}`)).json() as Promise<Ticket>
    const phase = async () => (await poll()).ticket.phase
    expect((await send('/api/2026/colours')).headers.get('date')).toBe('Fri, 20 Nov 2026 00:00:00 GMT')
    expect(await phase()).toBe('WAITING')
    expect((await send('/_proofsheet/clock/advance?seconds=soon', { method: 'POST' })).status).toBe(400)
    expect((await send('/_proofsheet/clock/advance?seconds=10', { method: 'POST' })).status).toBe(200)
    expect(await phase()).toBe('DONE')
    expect((await send('/api/2026/colours', { headers: { 'x-lumen-key': 'c' } })).status).toBe(403)
  } finally {
    await stop()
  }
})

test('a fault in a scenario file is reported with file and line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-cli-'))
  const file = join(folder, 'lunch.yaml')
  await writeFile(file, 'about: Closed for lunch.\nsteps:\n  - delay: 1\n  - delay: soon\n')
  const failure = await fail('mock', '--provider', lumen, '--scenarios', file)
  await rm(folder, { recursive: true })
  expect(failure.output).toContain(`${file}:4: /steps/1/delay: `)
  expect(failure.code).toBe(2)
})

/** Serves one provider at the root, with instant tasks, while `use` runs. `send` gets a path, or posts JSON or a form. */
async function serve<T>(
  provider: string,
  flags: string[],
  use: (
    send: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Response>,
    output: string,
  ) => Promise<T>,
): Promise<T> {
  const args = ['mock', '--port', '0', '--speed', 'instant', '--provider', provider, ...flags]
  const { output, stop } = await callCli(args, { cwd: tmpdir() })
  const [url] = output.match(/http:\/\/\S+/) ?? []
  try {
    return await use((path, body, extraHeaders) => {
      const headers = new Headers({ authorization: 'Bearer k', 'x-lumen-key': 'k', ...extraHeaders })
      if (body === undefined) return fetch(`${url}${path}`, { headers })
      if (body instanceof FormData) return fetch(`${url}${path}`, { method: 'POST', headers, body })
      headers.set('content-type', 'application/json')
      return fetch(`${url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
    }, output)
  } finally {
    await stop?.()
  }
}

const lamp = ['/api/2026/pictures', { text: 'a lamp' }] as const
const fox = { prompt: 'a fox', model: 'gpt-image-2' }
/** Creates an edit whose image is a text file. */
function createEditWithText(): FormData {
  const body = new FormData()
  for (const [name, value] of Object.entries(fox)) body.append(name, value)
  body.append('image', new File(['a word'], 'a.png', { type: 'image/png' }))
  return body
}

describe.concurrent('a flag works as documented', () => {
  test('--scenario applies to all requests, or to the first', async () => {
    const statuses = (scenario: string) =>
      serve(lumen, ['--scenario', scenario], async (send) => [
        (await send(...lamp)).status,
        (await send(...lamp)).status,
        (await send(...lamp, { 'x-proofsheet-scenario': 'none' })).status,
      ])
    expect(await statuses('bad-gateway')).toEqual([502, 502, 202])
    expect(await statuses('bad-gateway;times=1')).toEqual([502, 202, 202])
  })

  test('--scenarios adds to the shipped scenarios', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'proofsheet-cli-'))
    const file = join(folder, 'tea.yaml')
    await writeFile(file, 'about: Tea.\nsteps:\n  - respond: { status: 418, body: tea }\n')
    const statuses = await serve(lumen, ['--scenarios', file, '--scenario', 'tea'], async (send) => [
      (await send(...lamp)).status,
      (await send(...lamp, { 'x-proofsheet-scenario': 'bad-gateway' })).status,
    ])
    await rm(folder, { recursive: true })
    expect(statuses).toEqual([418, 502])
  })

  test('--chaos takes a share or a percentage, and the same seed picks the same scenarios', async () => {
    const journal = (chaos: string, seed: string) =>
      serve(lumen, ['--chaos', chaos, '--seed', seed], async (send) => {
        // Some scenarios break the connection.
        for (let count = 0; count < 60; count++) await send(...lamp).catch(() => {})
        const { entries } = (await (await send('/_proofsheet/journal')).json()) as { entries: { scenario?: string }[] }
        return entries.map(({ scenario = '' }) => scenario)
      })
    const [share, percent, other] = await Promise.all([journal('0.3', 'a'), journal('30%', 'a'), journal('30%', 'b')])
    const applied = share.filter((name) => name !== '').length
    expect([share.length, applied > 5, applied < 35]).toEqual([60, true, true])
    expect(percent).toEqual(share)
    expect(other).not.toEqual(share)
  })

  test('--balance refuses requests that the balance of the key does not cover', async () => {
    const result = await serve('toapis', ['--balance', '0.015'], async (send) => {
      const generate = async () => {
        const { status } = await send(
          '/v1/images/generations',
          { model: 'gpt-image-2', prompt: 'a fox' },
          { authorization: 'Bearer k' },
        )
        return status
      }
      return [await generate(), await generate()]
    })
    expect(result).toEqual([200, 402])
  })

  test('--rate-limit refuses requests of a key above the limits of a window', async () => {
    const result = await serve('openai', ['--rate-limit', 'requests=2,images=3'], async (send) => {
      const generate = async (n: number, key = 'k') => {
        const { status, headers } = await send(
          '/v1/images/generations',
          { ...fox, n },
          { authorization: `Bearer ${key}` },
        )
        return [status, headers.get('x-ratelimit-remaining-requests')]
      }
      return [await generate(1), await generate(3), await generate(1), await generate(4, 'other')]
    })
    expect(result).toEqual([
      [200, '1'],
      [429, '0'],
      [429, '0'],
      [429, '1'],
    ])
  })

  test.each<[flags: string[], status: number]>([
    [[], 400],
    [['--file-checks', 'schema'], 200],
  ])('--file-checks: a file that is not an image, with %j: %i', async (flags, status) => {
    const response = await serve('openai', flags, (send) => send('/v1/images/edits', createEditWithText()))
    expect(response.status).toBe(status)
  })

  test.each<[flags: string[], route: number, model: number]>([
    [[], 404, 404],
    [['--legacy'], 200, 200],
  ])('--legacy: a retired route and a retired model, with %j: %i and %i', async (flags, route, model) => {
    const png = new Uint8Array(await drawImage())
    const body = new FormData()
    body.append('image', new File([png], 'a.png', { type: 'image/png' }))
    const statuses = await serve('openai', flags, async (send) => [
      (await send('/v1/images/variations', body)).status,
      (await send('/v1/images/generations', { ...fox, model: 'gpt-image-1' })).status,
    ])
    expect(statuses).toEqual([route, model])
  })

  test.each<[flags: string[], isNeeded: boolean, printed: RegExp | undefined]>([
    [[], false, undefined],
    [['--admin-token', 'hush-hush'], true, /X-Proofsheet-Token: TOKEN, with the token of --admin-token/],
    [['--host', '0.0.0.0', '--admin-token', 'hush-hush'], true, /X-Proofsheet-Token: TOKEN, with the token of /],
    [['--host', '0.0.0.0'], true, /^The admin API needs the header X-Proofsheet-Token: (?<drawn>[\w-]{32})$/m],
    [['--host', '0.0.0.0', '--no-admin'], false, undefined],
  ])('--admin-token: with %j a token is needed: %s', async (flags, isNeeded, printed) => {
    await serve('dimilinks', flags, async (send, output) => {
      expect(output.includes('hush-hush')).toBe(false)
      expect(output.includes('X-Proofsheet-Token')).toBe(isNeeded)
      if (printed) expect(output).toMatch(printed)
      const statusWith = async (headers: Record<string, string>) =>
        (await send('/_proofsheet/tasks', undefined, headers)).status
      const status = flags.includes('--no-admin') ? 404 : 200
      const token = printed?.exec(output)?.groups?.drawn ?? 'hush-hush'
      expect([await statusWith({}), await statusWith({ 'x-proofsheet-token': token })]).toEqual([
        isNeeded ? 401 : status,
        status,
      ])
      expect((await send('/_proofsheet/readyz')).status).toBe(200)
    })
  })

  test('--allowed-hosts lets a name with a dot ask', async () => {
    const flags = ['--allowed-hosts', 'mock.example', 'other.example']
    const statuses = await serve('dimilinks', flags, (_send, output) => {
      const [, port] = output.match(/http:\/\/127\.0\.0\.1:(\d+)/) ?? []
      const asked = ['mock.example', 'other.example:4010', 'third.example'].map(
        (host) =>
          new Promise((resolve, reject) => {
            const options = { port, path: '/_proofsheet/clock', headers: { host } }
            get(options, (response) => resolve(response.resume().statusCode)).on('error', reject)
          }),
      )
      return Promise.all(asked)
    })
    expect(statuses).toEqual([200, 200, 403])
  })

  test('--signing-key signs links in place of the seed', async () => {
    const makeLink = async (send: (path: string, body?: unknown) => Promise<Response>) => {
      const { data } = (await (await send('/v1/images/generations', fox)).json()) as { data: [{ url: string }] }
      return data[0].url
    }
    const link = await serve('dimilinks', ['--signing-key', 'k'], makeLink)
    const statusWith = (...flags: string[]) =>
      serve('dimilinks', flags, async (send) => {
        await makeLink(send)
        return (await send(link)).status
      })
    expect([await statusWith('--signing-key', 'k'), await statusWith()]).toEqual([200, 403])
  })

  test.each<[flags: string[], status: number]>([
    [[], 200],
    [['--no-admin'], 404],
  ])('--no-admin: /_proofsheet/, with %j: %i', async (flags, status) => {
    const statuses = await serve('dimilinks', flags, async (send) => [
      (await send('/_proofsheet/openapi.json')).status,
      (await send('/_proofsheet/clock/advance?seconds=1', {})).status,
      (await send('/v1/images/generations', fox)).status,
    ])
    expect(statuses).toEqual([status, status, 200])
  })

  test.each<[flags: string[], status: number, message: RegExp]>([
    [[], 200, /created/],
    [
      ['--fetch-references', 'images.example'],
      400,
      /Images from 127\.0\.0\.1 are not fetched; to fetch them, start the mock with --fetch/,
    ],
    [['--fetch-references', '*'], 400, /127\.0\.0\.1:1 has a private address, which is never fetched/],
  ])('--fetch-references: a link to this machine, with %j: %i', async (flags, status, message) => {
    const reply = await serve('dimilinks', flags, async (send) => {
      const response = await send('/v1/images/generations', { ...fox, image: 'http://127.0.0.1:1/a.png' })
      return { status: response.status, text: await response.text() }
    })
    expect(reply).toEqual({ status, text: expect.stringMatching(message) })
  })
})
