import { Command } from 'commander'
import { readCassette } from '../cassettes/file/files.ts'
import { createReplay } from '../cassettes/replay.ts'
import { findProvider } from '../dialect/provider.ts'
import { createKeyRemover } from '../redaction/key-remover.ts'
import { exitCodes, withExitCode } from './exit-codes.ts'
import { serveProgram } from './gateway/serve-program.ts'
import { parsePort } from './options/parse-port.ts'

interface Flags {
  provider?: string
  port: number
}

export const replayCommand = new Command('replay')
  .description('serve recorded responses to a program; fail if a request is not in the cassette')
  .argument('<file>', 'cassette that record wrote')
  .argument('[command...]', 'program to run, after --; without a program, serve until Ctrl-C')
  .option('--provider <folder>', 'provider folder, if the provider is not shipped')
  .option('--port <number>', 'port on 127.0.0.1; 0 picks a free port', parsePort, 0)
  .action(withExitCode(replay))

async function replay(file: string, command: string[], flags: Flags): Promise<number> {
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
