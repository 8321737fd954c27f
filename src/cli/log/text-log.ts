import { styleText } from 'node:util'
import { createExchangeFormatter } from './exchange-line.ts'
import { includes, type Log, type LogLevel, levelOf, textOf } from './log.ts'

/**
 * Creates a log that prints lines for people: announcements and requests to standard output, warnings and errors to standard
 * error. `removeKeys` takes the known keys out of a text.
 */
export function createTextLog(level: LogLevel, isQuiet: boolean, removeKeys: (text: string) => string): Log {
  const printError = (from: LogLevel, style: 'red' | 'yellow') => (text: string) => {
    if (includes(level, from)) console.error(styleText(style, removeKeys(text), { stream: process.stderr }))
  }
  const error = printError('error', 'red')
  const format = createExchangeFormatter(level === 'debug', process.stdout)
  const announces = !isQuiet && level !== 'silent'
  return {
    announces,
    announce(message) {
      if (announces) console.log(message)
    },
    warn: printError('warn', 'yellow'),
    error: (thrown) => error(textOf(thrown)),
    exchange: includes(level, 'info')
      ? (summary) => {
          if (includes(level, levelOf(summary))) console.log(format(summary))
        }
      : undefined,
  }
}
