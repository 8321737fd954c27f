import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../bin/proofsheet.js', import.meta.url))

/** Starts `proofsheet` in a folder, with these environment variables and PATH alone. */
export function startCli(args: readonly string[], { cwd, env = {} }: { cwd: string; env?: Record<string, string> }) {
  const child = spawn(process.execPath, [main, ...args], {
    cwd,
    env: { PATH: process.env.PATH, NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const waiting: { readonly text: string; resolve(): void }[] = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      output += text
      for (const waiter of waiting) if (output.includes(waiter.text)) waiter.resolve()
    })
  return {
    interrupt: () => void child.kill('SIGINT'),
    kill: (signal: NodeJS.Signals) => void child.kill(signal),
    pid: child.pid ?? 0,
    /** Returns the output so far. */
    output: () => output,
    /** Resolves once the output has the text. */
    printed: (text: string) =>
      new Promise<void>((resolve) => (output.includes(text) ? resolve() : waiting.push({ text, resolve }))),
    ended: once(child, 'close').then(([code]: (number | null)[]) => ({ code, output })),
  }
}
