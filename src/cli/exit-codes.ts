import { Interrupted } from '../conformance/lab/runner.ts'
import { Unreachable } from '../conformance/lab/send.ts'
import { KeyRefused } from '../conformance/run.ts'

/** How it ends. */
export const exitCodes = { conforms: 0, deviates: 1, misuse: 2, unreachable: 3, interrupted: 130 }

/** The action of a command: `act` gives the exit code, or throws what becomes one. */
export const withExitCode =
  <Given extends unknown[]>(act: (...given: Given) => Promise<number>) =>
  async (...given: Given): Promise<void> => {
    process.exitCode = await act(...given).catch((error: Error) => {
      console.error(error.message)
      if (error instanceof Interrupted) return exitCodes.interrupted
      return error instanceof Unreachable || error instanceof KeyRefused ? exitCodes.unreachable : exitCodes.misuse
    })
  }
