import { type ChildProcess, spawn } from 'node:child_process'
import { bench } from './paths.ts'
import { pinToServerCore } from './pin.ts'

/** Runs a program of ours on the server's core. Returns the message that the program sends. */
export async function runProgram(program: string, ...args: string[]): Promise<unknown> {
  const [file = '', ...rest] = pinToServerCore([process.execPath, program, ...args])
  const child: ChildProcess = spawn(file, rest, { cwd: bench, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  try {
    return await nextMessage(child)
  } finally {
    child.kill('SIGKILL')
  }
}

/** Waits for the next message of a child process. Rejects if the process ends without one. */
export const nextMessage = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      reject(new Error(`${child.spawnfile} ended with ${code ?? signal} before it sent a message`)),
    )
  })
