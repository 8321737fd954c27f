import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { callCli } from '../support/call-cli.ts'
import { findFreePort } from '../support/free-port.ts'
import { providerOf } from '../support/provider.ts'

let folder: string
let door: ListeningServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-callbacks-'))
  const mock = await createMock({ providers: [await providerOf('gpt-best')], atRoot: true, speed: 'instant' })
  door = await listen(mock.fetch, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await door.close()
  await rm(folder, { recursive: true })
})

const verify = (...args: string[]) =>
  callCli(['verify', 'gpt-best', '--base-url', door.url, '--max-images', '20', '--only', 'tasks.callbacks', ...args], {
    cwd: folder,
    env: { PROOFSHEET_KEY: 'sk-any' },
  })

test('a gateway with a way in shows its callbacks on a local port', async () => {
  const port = await findFreePort()
  const { code, output } = await verify('--callback-url', `http://127.0.0.1:${port}/in`, '--report', 'json=report.json')
  expect([code, output]).toEqual([0, expect.stringMatching(/^Verdict +passes$/m)])
  const { findings } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'))
  const names = findings.map(({ trait, verdict }: { trait: string; verdict: string }) => `${verdict} ${trait}`)
  expect(names).toContain('conforms /callbacks/url/0/name')
}, 60_000)

test('an address without a port needs the port, and a text is no address', async () => {
  expect(await verify('--callback-url', 'https://tunnel.example')).toMatchObject({
    output: expect.stringContaining('--callback-url names no port'),
  })
  expect(await verify('--callback-url', 'tunnel')).toMatchObject({
    output: expect.stringContaining('tunnel is no http or https URL'),
  })
})
