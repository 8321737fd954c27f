import { vi } from 'vitest'
import { runCli } from '../../src/cli/run-cli.ts'

interface Ended {
  readonly code: number
  readonly output: string
  /** Ends a server that the command has started, as SIGTERM would. Returns the exit code. */
  readonly stop?: () => Promise<number>
}

/** End of the last call: calls follow each other, because they share the folder, the environment and the output of the process. */
let last: Promise<unknown> = Promise.resolve()

/**
 * Runs `proofsheet` in this process, in a folder and with these environment variables, and returns its exit code and output. Starting
 * a program takes most of the time of a short command. Use `startCli` for Ctrl-C.
 */
export function callCli(args: readonly string[], place: { cwd: string; env?: Record<string, string> }): Promise<Ended> {
  return inTurn(() => run(args, place))
}

function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const call = last.then(act)
  last = call.catch(() => {})
  return call
}

async function stop(listeners: readonly NodeJS.SignalsListener[]): Promise<number> {
  const ended = Promise.withResolvers<number>()
  const spy = vi.spyOn(process, 'exit').mockImplementation((status) => ended.resolve(Number(status)) as never)
  for (const listener of listeners) listener('SIGTERM')
  return ended.promise.finally(() => spy.mockRestore())
}

async function run(args: readonly string[], { cwd, env = {} }: Parameters<typeof callCli>[1]): Promise<Ended> {
  let output = ''
  let code: number | undefined
  const [folder, environment, exitCode] = [process.cwd(), process.env, process.exitCode]
  const write = (text: string | Uint8Array) => {
    // Nothing is printed after the end of a process.
    if (code === undefined) output += text
    return true
  }
  const print = (...parts: unknown[]) => void write(`${parts.join(' ')}\n`)
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(print),
    vi.spyOn(console, 'error').mockImplementation(print),
    vi.spyOn(process.stdout, 'write').mockImplementation(write),
    vi.spyOn(process.stderr, 'write').mockImplementation(write),
    vi.spyOn(process, 'exit').mockImplementation((status) => {
      code ??= Number(status)
      throw new Error('the process has ended')
    }),
  ]
  const before = process.listeners('SIGTERM')
  process.env = { PATH: environment.PATH, ...env }
  process.chdir(cwd)
  process.exitCode = undefined
  try {
    await runCli(args)
    const stops = process.listeners('SIGTERM').filter((listener) => !before.includes(listener))
    const ended = { code: code ?? Number(process.exitCode ?? 0), output }
    return stops.length === 0 ? ended : { ...ended, stop: () => inTurn(() => stop(stops)) }
  } finally {
    process.exitCode = exitCode
    process.chdir(folder)
    process.env = environment
    for (const spy of spies) spy.mockRestore()
  }
}
