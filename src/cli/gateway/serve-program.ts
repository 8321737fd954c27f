import { type RewriteOriginsOptions, rewriteOrigins } from '../../cassettes/rewrite-origins.ts'
import { listen } from '../../doors/port.ts'
import { explainListenError } from '../parts/explain-listen-error.ts'
import { runProgram, untilStopped } from './run-program.ts'

export interface ServeProgramOptions extends RewriteOriginsOptions {
  /** Port to listen on; 0 picks a free port. */
  readonly port: number
  /** Command and arguments; empty to serve until Ctrl-C. */
  readonly program: readonly string[]
  /** Called with the local base URL before the program starts. */
  readonly onListening: (baseUrl: string) => void
}

const host = '127.0.0.1'

/** Serves a gateway on a local port while the program runs, or until Ctrl-C. Returns the exit code of the program. */
export async function serveProgram({ port, program, onListening, ...gateway }: ServeProgramOptions): Promise<number> {
  const door = await listen(rewriteOrigins(gateway), { host, port }).catch((error: Error) => {
    throw explainListenError(error, host, port)
  })
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
