import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'

/** Runs a program with more in its environment, and gives its exit code as a shell does. Rejects where it can't start. */
export async function runProgram([program = '', ...args]: readonly string[], env: Record<string, string>) {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  // At a terminal Ctrl-C reaches the program by itself; it ends first, and what it did is kept.
  const forwardSignal = (signal: NodeJS.Signals) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, forwardSignal)
  try {
    const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
    return code ?? 128 + constants.signals[signal ?? 'SIGTERM']
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, forwardSignal)
  }
}

/** Resolves at Ctrl-C. */
export const untilStopped = (): Promise<unknown> => Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
