import { execFileSync } from 'node:child_process'
import { availableParallelism } from 'node:os'

/** The core of the server. Generator and runner share the other core. */
export const serverCore = 0
const otherCore = 1
/** Number of cores before this process moves to one. */
const cores = availableParallelism()

/** Reason why no process is pinned, undefined if processes are pinned. */
export const unpinnedReason: string | undefined =
  cores < 2 ? 'the machine has one core' : hasTaskset() ? undefined : 'taskset is not installed'

function hasTaskset(): boolean {
  try {
    execFileSync('taskset', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Pins a command to the server's core. taskset becomes the program, so the process id stays that of the program. */
export const pinToServerCore = (command: readonly string[]): string[] =>
  unpinnedReason ? [...command] : ['taskset', '-c', String(serverCore), ...command]

/** Lets a command use every core, although this process has moved to one. */
export const unpinned = (command: readonly string[]): string[] =>
  unpinnedReason ? [...command] : ['taskset', '-c', `0-${cores - 1}`, ...command]

/** Moves this process to the other core, and with it every child process that is not pinned to the server's core. */
export function leaveServerCore(): void {
  if (!unpinnedReason) execFileSync('taskset', ['-acp', String(otherCore), String(process.pid)], { stdio: 'ignore' })
}
