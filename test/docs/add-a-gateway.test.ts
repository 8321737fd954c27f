import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callCli } from '../support/call-cli.ts'
import { startCli } from '../support/cli.ts'
import { decode } from '../support/images.ts'

/** Follows docs/guide/add-a-gateway.md word for word. */

const run = promisify(execFile)

let cwd: string
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'proofsheet-gateway-'))
})
afterAll(() => rm(cwd, { recursive: true }))

const page = await readFile(new URL('../../docs/guide/add-a-gateway.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)\n```$/gms)].map(([, language = '', text = '']) => ({
  language,
  text,
}))
const consoles = blocks.filter(({ language }) => language === 'console').map(({ text }) => text)

/** Splits a block into its commands, each with its output. */
const commandsOf = (text: string) =>
  text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [command = '', ...output] = part.trimEnd().split('\n')
      return { command, output: output.join('\n') }
    })

/** Runs `proofsheet` and returns its output. */
const proofsheet = async (command: string) => (await callCli(command.split(' ').slice(1), { cwd })).output.trimEnd()

test('the page leads from four samples to an image', async () => {
  const names = [...page.matchAll(/as `(\w+\.txt)`/g)].map(([, name = '']) => name)
  const samples = blocks.filter(({ language }) => language === 'sh' || language === 'http')
  expect(names).toEqual(['request.txt', 'submit.txt', 'poll.txt', 'error.txt'])
  for (const [index, name] of names.entries()) await writeFile(join(cwd, name), `${samples[index]?.text}\n`)

  const [init, faults, sound, serve, requests] = consoles.map(commandsOf)
  expect(await proofsheet(init?.[0]?.command ?? '')).toBe(init?.[0]?.output)

  const dialect = join(cwd, 'harbor', 'dialect.yaml')
  const states = blocks.find(({ language }) => language === 'yaml')?.text.trim() ?? ''
  await replace(dialect, /states: \{.*\}/, states)
  expect(await proofsheet(faults?.[0]?.command ?? '')).toBe(faults?.[0]?.output)
  const contract = join(cwd, 'harbor', 'openapi.yaml')
  await replace(contract, '- in_progress', '- drawing')
  await replace(contract, '- failed', '- lost')
  expect(await proofsheet(sound?.[0]?.command ?? '')).toBe(sound?.[0]?.output)

  const port = await findFreePort()
  const atPort = (text: string) => text.replaceAll('4010', String(port))
  const mock = startCli(
    atPort(serve?.[0]?.command ?? '')
      .split(' ')
      .slice(1),
    { cwd },
  )
  await mock.printed('Press Ctrl-C')
  let id = ''
  for (const { command, output } of requests ?? []) {
    const { stdout } = await run('bash', ['-c', atPort(command).replaceAll('job_…', id)])
    id ||= /job_[0-9a-f]+/.exec(stdout)?.[0] ?? ''
    expect(stdout.replaceAll(id, 'job_…')).toBe(atPort(output))
  }
  const image = await fetch(`http://127.0.0.1:${port}/generated/${id}/0`)
  expect(await decode(Buffer.from(await image.arrayBuffer()))).toMatchObject({ format: 'png' })
  mock.interrupt()
  await mock.ended
})

/** Finds a port that nothing uses. */
async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function replace(file: string, from: string | RegExp, to: string): Promise<void> {
  const text = await readFile(file, 'utf8')
  expect(text).toMatch(from)
  await writeFile(file, text.replace(from, to))
}
