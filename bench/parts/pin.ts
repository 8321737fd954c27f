import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The server has a core to itself; generator and runner share the other. */
export const serverCore = 0
const otherCore = 1

/** Why nothing is pinned, if so. */
export const whyUnpinned: string | undefined =
  availableParallelism() < 2 ? 'there is one core only' : tasksetAnswers() ? undefined : 'there is no taskset'

function tasksetAnswers(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The command on the server's core. taskset becomes the program, so its process id is the program's. */
export const onServerCore = (command: readonly string[]): string[] =>
  whyUnpinned ? [...command] : ['taskset', '-c', String(serverCore), ...command]

/** Moves this process to the other core, and with it every child that is not put on the server's. */
export function leaveServerCore(): void {
  if (!whyUnpinned) execFileSync('taskset', ['-acp', String(otherCore), String(process.pid)], { stdio: 'ignore' })
}
