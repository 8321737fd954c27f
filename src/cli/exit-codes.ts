import { KeyRefused } from '../conformance/check-gateway.ts'
import { Interrupted } from '../conformance/lab/pacing.ts'
import { Unreachable } from '../conformance/lab/send.ts'

/** Exit codes of the commands. */
export const exitCodes = {
  conforms: 0,
  deviates: 1,
  misuse: 2,
  unreachable: 3,
  tooLittleSeen: 4,
  drifts: 5,
  interrupted: 130,
}

/** Makes a command's action from a function that returns the exit code. Prints an error, whose class decides the exit code. */
export const withExitCode =
  <Args extends unknown[]>(act: (...args: Args) => Promise<number>) =>
  async (...args: Args): Promise<void> => {
    process.exitCode = await act(...args).catch((error: Error) => {
      console.error(error.message)
      if (error instanceof Interrupted) return exitCodes.interrupted
      return error instanceof Unreachable || error instanceof KeyRefused ? exitCodes.unreachable : exitCodes.misuse
    })
  }
