import { includes, type Log, type LogLevel, levelOf, textOf } from './log.ts'

/** Creates a log that prints objects of JSON to standard output, one a line. `removeKeys` takes the known keys out of a text. */
export async function createJsonLog(level: LogLevel, removeKeys: (text: string) => string): Promise<Log> {
  const { pino } = await import('pino')
  const logger = pino({ level, formatters: { level: (label) => ({ level: label }) } }, process.stdout)
  return {
    announces: includes(level, 'info'),
    announce: (message, fields = {}) => logger.info(fields, message.trim()),
    warn: (message) => logger.warn(removeKeys(message)),
    error: (error) => logger.error(removeKeys(textOf(error))),
    exchange: includes(level, 'info')
      ? ({ method, path, durationMs, ...rest }) =>
          logger[levelOf({ method, path, durationMs, ...rest })](
            { method, path, durationMs: Math.round(durationMs * 1000) / 1000, ...rest },
            'request',
          )
      : undefined,
  }
}
