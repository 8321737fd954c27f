import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test, vi } from 'vitest'
import { main } from '../../examples/dimilinks-4k.ts'
import { createManualClock } from '../../src/index.ts'
import { decode } from '../support/images.ts'
import { serve } from './serve.ts'

const png4k = { format: 'png', width: 3840, height: 2160 }

/** Runs an example without printing. Returns its result and the lines that it would print. */
async function captureLines<T>(run: () => Promise<T>): Promise<{ result: T; lines: string[] }> {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    const result = await run()
    return { result, lines: print.mock.calls.map(([line]) => String(line)) }
  } finally {
    print.mockRestore()
  }
}

test('the example fetches a 4K image from a mock that runs 3600 times as fast', async () => {
  const door = await serve(['dimilinks'], { speed: 3600 })
  try {
    const { result, lines } = await captureLines(() => main(door.url, 3600))
    expect(lines.at(-2)).toMatch(/^img_[0-9a-f]{24}: succeeded, 100%$/)
    expect(lines.at(-1)).toBe(result)
    expect(await decode(await readFile(result))).toMatchObject(png4k)
    await rm(dirname(result), { recursive: true })
  } finally {
    await door.close()
  }
})

test('the example polls until the task ends, and fetches the image from the origin without the key', async () => {
  const clock = createManualClock()
  const requests: string[] = []
  // Every poll takes one minute of the clock, so that the requests do not depend on the speed of the machine.
  const door = await serve(['dimilinks'], { clock }, (next) => async (request) => {
    const { pathname } = new URL(request.url)
    requests.push(`${pathname.replace(/img_[0-9a-f]{24}/, 'ID')} ${request.headers.get('authorization') ?? 'no key'}`)
    const reply = await next(request)
    if (pathname.startsWith('/dimilinks/v1/tasks/')) await clock.advance(60_000)
    return reply
  })
  try {
    const { result, lines } = await captureLines(() => main(door.url, Infinity))
    expect(lines.slice(0, -1).map((line) => line.replace(/^img_[0-9a-f]{24}: /, ''))).toEqual([
      'queued, 0%',
      'in_progress, 50%',
      'in_progress, 50%',
      'succeeded, 100%',
    ])
    const poll = '/dimilinks/v1/tasks/ID Bearer sk-test'
    expect(requests).toEqual([
      '/dimilinks/v1/images/generations Bearer sk-test',
      ...[poll, poll, poll, poll],
      '/p/img/ID/0 no key',
    ])
    await rm(dirname(result), { recursive: true })
  } finally {
    await door.close()
  }
})

test('the example gives up after the documented ten minutes', async () => {
  const door = await serve(['dimilinks'], { clock: createManualClock() })
  try {
    await expect(captureLines(() => main(door.url, Infinity))).rejects.toThrow(
      /^img_[0-9a-f]{24} has not ended after 600 s: /,
    )
  } finally {
    await door.close()
  }
})

test('the example runs as a program', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-test-'))
  const door = await serve(['dimilinks'], { speed: 3600 })
  try {
    const file = fileURLToPath(new URL('../../examples/dimilinks-4k.ts', import.meta.url))
    const env = { PATH: process.env.PATH, TMPDIR: folder, PROOFSHEET_URL: door.url, PROOFSHEET_SPEED: '3600' }
    const { stdout } = await promisify(execFile)(process.execPath, [file], { env, timeout: 25_000 })
    expect(await decode(await readFile(stdout.trim().split('\n').at(-1) ?? ''))).toMatchObject(png4k)
  } finally {
    await door.close()
    await rm(folder, { recursive: true })
  }
})
