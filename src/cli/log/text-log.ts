import type { ExchangeSummary } from '../../engine/request/exchange-summary.ts'
import { includes, type Log, type LogLevel, levelOf, textOf } from './log.ts'

/**
 * Creates a log that prints lines for people: announcements and requests to standard output, warnings and errors to standard
 * error. `removeKeys` takes the known keys out of a text.
 */
export function createTextLog(level: LogLevel, isQuiet: boolean, removeKeys: (text: string) => string): Log {
  const printError = (from: LogLevel) => (text: string) => {
    if (includes(level, from)) console.error(removeKeys(text))
  }
  const error = printError('error')
  const announces = !isQuiet && level !== 'silent'
  return {
    announces,
    announce(message) {
      if (announces) console.log(message)
    },
    warn: printError('warn'),
    error: (thrown) => error(textOf(thrown)),
    exchange: includes(level, 'info')
      ? (summary) => {
          if (includes(level, levelOf(summary))) console.log(formatExchange(summary, level === 'debug'))
        }
      : undefined,
  }
}

/**
 * Formats an exchange as one short line: `POST /v1/images/generations 429 2 ms …9f2c [rate-limited] rateLimited`. With
 * `isDetailed`, the line also names the provider, the operation, the world and the task.
 */
export function formatExchange(summary: ExchangeSummary, isDetailed: boolean): string {
  const { method, path, status, durationMs, keyTail, scenario, refusal, provider, operation, world, task } = summary
  const details = [
    provider && `provider ${provider}`,
    operation && `operation ${operation}`,
    world && `world ${world}`,
    task && `task ${task}`,
  ]
  return [
    ...[method, path, status ?? 'broken', `${Math.round(durationMs)} ms`, keyTail],
    ...[scenario && `[${scenario}]`, refusal],
    ...(isDetailed ? details : []),
  ]
    .filter((part) => part !== undefined)
    .join(' ')
}
