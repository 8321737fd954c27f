import { createKeyRemover } from '../../redaction/key-remover.ts'
import { createJsonLog } from './json-log.ts'
import type { Log, LogLevel, logFormats } from './log.ts'
import { createTextLog } from './text-log.ts'

/** Flags that decide what a server prints. */
export interface LogFlags {
  logLevel?: LogLevel
  logFormat: (typeof logFormats)[number]
  quiet: boolean
}

/**
 * Creates the log of a server. Without --log-level, a terminal and JSON get a line a request, and any other output gets
 * warnings, so that the output of a test run stays short. `secrets` never appear in a message.
 */
export async function createLog(
  { logLevel, logFormat, quiet }: LogFlags,
  secrets: readonly (string | undefined)[],
): Promise<Log> {
  const removeKeys = createKeyRemover(...secrets)
  const isJson = logFormat === 'json'
  const level = quiet ? 'error' : (logLevel ?? (isJson || process.stdout.isTTY ? 'info' : 'warn'))
  return isJson ? createJsonLog(level, removeKeys) : createTextLog(level, quiet, removeKeys)
}
