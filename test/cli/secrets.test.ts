/** Commands against a gateway, or with a program, that repeats the API key. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { callCli } from '../support/call-cli.ts'
import { startCli } from '../support/cli.ts'

const key = 'sk-hush-hush-hush'
const env = { PROOFSHEET_KEY: key }
let home: string
let gateway: ListeningServer
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'proofsheet-secrets-'))
  gateway = await listen(
    async () => {
      const message = `${key} may not do that, nor may hush-hush-hush`
      const headers = { 'x-key': key, [`x-${key}`]: 'a' }
      return Response.json({ error: { message, type: key, [key]: key } }, { status: 400, headers })
    },
    { host: '127.0.0.1', port: 0 },
  )
})
afterAll(async () => {
  await gateway.close()
  await rm(home, { recursive: true })
})

test.each([
  ['verify', ['verify', 'openai', '--base-url'], ['--resume', 'verify.jsonl']],
  ['probe', ['probe'], ['--resume', 'probe.jsonl', '--max-images', '3']],
])('%s prints and stores no key that the gateway repeats', { timeout: 120_000 }, async (name, command, more) => {
  const reports = ['json', 'html', 'junit'].map((format) => `${format}=${name}.${format}`)
  const args = [...command, `${gateway.url}/v1`, ...more, '--report', ...reports]
  const { output } = await callCli(args, { cwd: home, env })
  expect(output).not.toContain('hush')
  for (const format of ['json', 'html', 'junit', 'jsonl']) {
    const text = await readFile(join(home, `${name}.${format}`), 'utf8')
    expect([format, text.length > 1000, text.includes('hush')]).toEqual([format, true, false])
  }
})

test('record stores and replay prints no key, not even one that only the environment has', async () => {
  const program = `
const { PROOFSHEET_BASE_URL: base, PROOFSHEET_KEY: key } = process.env
const headers = { 'content-type': 'application/json', authorization: 'Bearer ' + process.argv[2] }
const body = JSON.stringify({ prompt: process.argv[3] + ' for ' + key, [key]: process.argv[2] })
await fetch(base + '/images/generations?q=' + key + '&' + process.argv[2], { method: 'POST', headers, body })
`
  await writeFile(join(home, 'program.mjs'), program)
  const run = (command: readonly string[], header: string, prompt: string) =>
    startCli([...command, '--', process.execPath, 'program.mjs', header, prompt], { cwd: home, env }).ended
  const recorded = await run(['record', 'openai', '--base-url', `${gateway.url}/v1`, '--out', 'a.json'], key, 'a fox')
  expect(recorded.code).toBe(0)
  const cassette = await readFile(join(home, 'a.json'), 'utf8')
  expect([cassette.includes('a fox for sk-redacted-key-1'), cassette.includes('hush')]).toEqual([true, false])
  for (const header of [key, 'sk-of-another', 'sk-hush-0123456789abcdef']) {
    const missed = await run(['replay', 'a.json'], header, 'an owl')
    expect([missed.code, missed.output]).toEqual([1, expect.stringContaining('+  "prompt": "an owl for ')])
    expect(missed.output).not.toContain('hush')
  }
  expect((await run(['replay', 'a.json'], key, 'a fox')).code).toBe(0)
})
