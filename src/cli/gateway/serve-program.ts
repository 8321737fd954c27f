import { type RewriteOriginsOptions, rewriteOrigins } from '../../cassettes/rewrite-origins.ts'
import { listen } from '../../doors/port.ts'
import { runProgram, untilStopped } from './run-program.ts'

export interface ServeProgramOptions extends RewriteOriginsOptions {
  /** 0 picks a free one. */
  readonly port: number
  readonly program: readonly string[]
  /** Told where it listens before anything runs. */
  readonly onListening: (baseUrl: string) => void
}

/** Serves a gateway on a port of this machine while the command runs, or until Ctrl-C; gives the exit code of the command. */
export async function serveProgram({ port, program, onListening, ...gateway }: ServeProgramOptions): Promise<number> {
  const door = await listen(rewriteOrigins(gateway), { host: '127.0.0.1', port })
  const localUrl = `${door.url}${new URL(gateway.baseUrl).pathname.replace(/\/$/, '')}`
  onListening(localUrl)
  try {
    if (program.length > 0)
      return await runProgram(program, { PROOFSHEET_BASE_URL: localUrl, OPENAI_BASE_URL: localUrl })
    await untilStopped()
    return 0
  } finally {
    await door.close()
  }
}
