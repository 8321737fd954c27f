import { createOneOrigin, type OneOriginOptions } from '../../cassettes/rewrite-origins.ts'
import { listen } from '../../doors/port.ts'
import { runCommand, stopped } from './run-program.ts'

export interface ServeOptions extends OneOriginOptions {
  /** 0 picks a free one. */
  readonly port: number
  readonly command: readonly string[]
  /** Told where it listens before anything runs. */
  readonly onOpen: (baseUrl: string) => void
}

/** Serves a gateway on a port of this machine while the command runs, or until Ctrl-C; gives the exit code of the command. */
export async function serveCommand({ port, command, onOpen, ...gateway }: ServeOptions): Promise<number> {
  const door = await listen(createOneOrigin(gateway), { host: '127.0.0.1', port })
  const here = `${door.url}${new URL(gateway.baseUrl).pathname.replace(/\/$/, '')}`
  onOpen(here)
  try {
    if (command.length > 0) return await runCommand(command, { PROOFSHEET_BASE_URL: here, OPENAI_BASE_URL: here })
    await stopped()
    return 0
  } finally {
    await door.close()
  }
}
