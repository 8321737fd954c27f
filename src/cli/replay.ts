import { readCassette } from '../cassettes/file/files.ts'
import { createReplay } from '../cassettes/replay.ts'
import { findProvider } from '../dialect/provider.ts'
import { createKeyRemover } from '../redaction/key-remover.ts'
import { exitCodes } from './exit-codes.ts'
import { serveProgram } from './gateway/serve-program.ts'

/** Flags of the command. */
export interface ReplayFlags {
  provider?: string
  port: number
}

/** Serves a recording. Returns the exit code. */
export async function replay(file: string, command: string[], flags: ReplayFlags): Promise<number> {
  const cassette = await readCassette(file)
  const provider = await findProvider(flags.provider ?? cassette.provider)
  const { fetch, misses } = createReplay(cassette, { provider })
  const { dialect } = provider
  const onListening = (localUrl: string) =>
    console.error(`${localUrl} serves the responses of ${file}; nothing is sent to ${cassette.baseUrl}.`)
  const code = await serveProgram({
    dialect,
    baseUrl: cassette.baseUrl,
    fetch,
    port: flags.port,
    program: command,
    onListening,
  })
  const removeKeys = createKeyRemover(process.env.PROOFSHEET_KEY, process.env.PROOFSHEET_OTHER_KEY)
  for (const miss of misses) console.error(removeKeys(miss))
  return misses.length > 0 ? exitCodes.deviates : code
}
