import { constants } from 'node:os'

/** Signals that end a program: Ctrl-C, a request to end, and the end of the terminal. */
export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Ends the process with code 0 after `stop`, at the first signal; at once, with 128 + the number of the signal, at the second.
 * `onError` gets an error of `stop`, after which the code is 1.
 */
export function stopOnSignal(stop: () => Promise<unknown>, onError: (error: unknown) => void): void {
  let isStopping = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (isStopping) process.exit(128 + constants.signals[signal])
    isStopping = true
    void stop()
      .then(
        () => 0,
        (error: unknown) => {
          onError(error)
          return 1
        },
      )
      .then((code) => {
        for (const one of endSignals) process.off(one, onSignal)
        process.exit(code)
      })
  }
  for (const signal of endSignals) process.on(signal, onSignal)
}

/**
 * Lets the end of the standard input act as SIGTERM: a pipe ends with the program that holds its other side, however that program
 * ends. npm and npx hand their standard input on, but not their signals.
 */
export function stopWithStdin(announce: (text: string) => void): void {
  const stop = () => {
    announce('The standard input has ended.')
    process.emit('SIGTERM', 'SIGTERM')
  }
  process.stdin.once('end', stop).once('error', stop).resume()
}
