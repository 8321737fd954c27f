/** How the mock ends at a signal. */
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { startCli } from '../support/cli.ts'

/** Starts a mock with a synchronous request under way. Returns the program, and what comes of the request. */
async function startWithRequest(...flags: string[]) {
  const args = ['mock', '--port', '0', '--provider', 'dimilinks', ...flags]
  const program = startCli(args, { cwd: tmpdir() })
  await program.printed('Press Ctrl-C')
  const [url = ''] = program.output().match(/http:\/\/127\.0\.0\.1:\d+/) ?? []
  const generate = async () => {
    const headers = { authorization: 'Bearer sk-canary-0123456789', 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify({ prompt: 'a fox' }) }
    const response = await fetch(`${url}/v1/images/generations`, init)
    return { status: response.status, body: (await response.json()) as object }
  }
  const first = generate().catch(() => 'cut')
  const isWaiting = async () => {
    const { waiting } = (await (await fetch(`${url}/_proofsheet/clock`)).json()) as { waiting: number }
    return waiting === 1
  }
  while (!(await isWaiting()));
  return { program, url, first, generate }
}

describe.concurrent('a signal', () => {
  test('lets the request under way end, refuses new ones, and ends with 0; the log has no key', async () => {
    const { program, url, first, generate } = await startWithRequest(
      '--log-format',
      'json',
      '--keys',
      'sk-canary-0123456789',
    )
    // The list of processes shows no arguments.
    const command = process.platform === 'linux' ? await readFile(`/proc/${program.pid}/cmdline`, 'utf8') : ''
    expect(command.replaceAll('\0', '')).toBe(process.platform === 'linux' ? 'proofsheet mock' : '')
    program.kill('SIGTERM')
    await program.printed('Ending: 1 request has 10 s to be answered.')
    const ready = await fetch(`${url}/_proofsheet/readyz`)
    expect([ready.status, (await fetch(`${url}/_proofsheet/healthz`)).status]).toEqual([503, 200])
    expect(await generate()).toEqual({
      status: 503,
      body: { error: { message: 'The server is ending. Send the request again, after a second.' } },
    })
    expect(await first).toMatchObject({ status: 200, body: { data: [{ url: expect.any(String) }] } })
    const { code, output } = await program.ended
    expect(code).toBe(0)
    const lines = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
    expect(lines.filter(({ path }) => path === '/v1/images/generations')).toEqual([
      expect.objectContaining({ level: 'info', method: 'POST', status: 200, keyTail: '…6789', provider: 'dimilinks' }),
    ])
    expect(output).not.toContain('canary')
  })

  test('cuts the request after the grace', async () => {
    const { program, first } = await startWithRequest('--clock', 'manual', '--grace', '50ms')
    program.kill('SIGHUP')
    expect(await first).toBe('cut')
    expect(await program.ended).toEqual({
      code: 0,
      output: expect.stringContaining('Ending: 1 request has 0.05 s to be answered.'),
    })
  })

  test('that comes twice ends the program at once', async () => {
    const { program, first } = await startWithRequest('--clock', 'manual')
    program.kill('SIGINT')
    await program.printed('Ending')
    program.kill('SIGTERM')
    expect(await first).toBe('cut')
    expect((await program.ended).code).toBe(143)
  })
})
