import { type ChildProcess, spawn } from 'node:child_process'
import { reply } from './load.ts'
import { bench } from './paths.ts'
import { onServerCore } from './pin.ts'

/** Runs one of our programs on the server's core, and gives what it tells. */
export async function tell(program: string, ...args: string[]): Promise<unknown> {
  const [file = '', ...rest] = onServerCore([process.execPath, program, ...args])
  const child: ChildProcess = spawn(file, rest, { cwd: bench, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  try {
    return await reply(child)
  } finally {
    child.kill('SIGKILL')
  }
}
