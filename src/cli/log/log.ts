import type { ExchangeSummary } from '../../engine/request/exchange-summary.ts'

/** Levels of messages, from the fewest messages to the most. */
export const logLevels = ['silent', 'error', 'warn', 'info', 'debug'] as const
export type LogLevel = (typeof logLevels)[number]

/** Forms of messages: lines for people, or an object of JSON a line for programs. */
export const logFormats = ['text', 'json'] as const

/** Prints what a server has to say. Every message is free of keys. */
export interface Log {
  /** False if `announce` prints nothing. */
  readonly announces: boolean
  /** Prints a message that every user wants to see, such as the address of the server. `fields` are for programs. */
  announce(message: string, fields?: object): void
  warn(message: string): void
  error(error: unknown): void
  /** Prints a line about a request; undefined if the level excludes such lines. */
  readonly exchange: ((summary: ExchangeSummary) => void) | undefined
}

/** Tests for a level that includes messages of another level. */
export const includes = (level: LogLevel, of: LogLevel): boolean => logLevels.indexOf(level) >= logLevels.indexOf(of)

/** Returns the level of an exchange: questions that a cluster asks all the time are for those who look for faults. */
export const levelOf = ({ path }: ExchangeSummary): 'info' | 'debug' =>
  /^\/_proofsheet\/(healthz|readyz|metrics)$/.test(path) ? 'debug' : 'info'

/** Returns the text of an error: its stack if the error has one. */
export const textOf = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error)
