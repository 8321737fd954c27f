import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import { endSignals } from '../end-signals.ts'
import { mistake } from '../mistake.ts'

/**
 * Runs a program with extra environment variables. Returns its exit code, or 128 + n after signal n, as a shell does. Rejects
 * if the program cannot start.
 */
export async function runProgram([program = '', ...args]: readonly string[], env: Record<string, string>) {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...env } })
  // A terminal sends Ctrl-C to the program too. The program ends first, so that its requests are recorded.
  const forwardSignal = (signal: NodeJS.Signals) => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  }
  for (const signal of endSignals) process.on(signal, forwardSignal)
  try {
    const [code, signal] = (await once(child, 'close').catch((error: Error) => {
      throw mistake(
        `can't start the program: ${error.message}`,
        'pass a program that exists after --, as in -- npm test',
      )
    })) as [number | null, NodeJS.Signals | null]
    return code ?? 128 + constants.signals[signal ?? 'SIGTERM']
  } finally {
    for (const signal of endSignals) process.off(signal, forwardSignal)
  }
}

/** Resolves at a signal to end, such as that of Ctrl-C. */
export const untilStopped = (): Promise<unknown> => Promise.race(endSignals.map((signal) => once(process, signal)))
