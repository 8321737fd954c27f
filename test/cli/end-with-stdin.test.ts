/** A mock that ends with the program that started it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

/** Starts a mock through a shell that stays between, as npx does. `lines` are read until the shell and the mock have ended. */
function startThroughShell(stdin: 'pipe' | 'ignore', ...flags: string[]) {
  const command = `"$0" bin/proofsheet.js mock --port 0 --provider openai ${flags.join(' ')}; true`
  const shell: ChildProcess = spawn('sh', ['-c', command, process.execPath], { stdio: [stdin, 'pipe', 'inherit'] })
  if (!shell.stdout) throw new Error('expected the standard output as a pipe')
  const lines = createInterface({ input: shell.stdout })
  const listens = new Promise<void>((resolve) => lines.on('line', (line) => line.includes('Press Ctrl-C') && resolve()))
  const printed: string[] = []
  lines.on('line', (line) => void printed.push(line))
  return { shell, listens, printed, ended: once(shell, 'close') }
}

test('ends although the shell between was killed, once the standard input ends', async () => {
  const { shell, listens, printed, ended } = startThroughShell('pipe', '--end-with-stdin')
  await listens
  shell.kill('SIGKILL')
  // The event close waits until the mock has closed its output too.
  shell.stdin?.end()
  await ended
  expect(printed.at(-1)).toBe('The standard input has ended.')
})

test('ends at once with a standard input that is empty', async () => {
  const { printed, ended } = startThroughShell('ignore', '--end-with-stdin')
  await ended
  expect(printed).toContain('The standard input has ended.')
})

test('without the flag the mock does not care', async () => {
  const { shell, listens, printed } = startThroughShell('ignore', '& echo "pid $!"; wait')
  await listens
  process.kill(Number(printed.find((line) => line.startsWith('pid '))?.slice(4)), 'SIGTERM')
  await once(shell, 'close')
  expect(printed).not.toContain('The standard input has ended.')
})
