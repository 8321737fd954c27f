import { Command } from 'commander'
import { readCassette } from '../cassettes/file/files.ts'
import { createReplay } from '../cassettes/replay.ts'
import { findProvider } from '../dialect/provider.ts'
import { exitCodes, withExitCode } from './exit-codes.ts'
import { serveProgram } from './gateway/serve-program.ts'
import { parsePort } from './options/parse-port.ts'

interface Flags {
  provider?: string
  port: number
}

export const replayCommand = new Command('replay')
  .description('answer a program from a cassette; fails when it asks for what is not in it')
  .argument('<file>', 'a cassette that record has written')
  .argument('[command...]', 'after --: the program to run; without one it answers until Ctrl-C')
  .option('--provider <folder>', 'the folder of the provider, where it is one of your own')
  .option('--port <number>', 'where to listen on 127.0.0.1; 0 picks a free one', parsePort, 0)
  .action(withExitCode(replay))

async function replay(file: string, command: string[], flags: Flags): Promise<number> {
  const cassette = await readCassette(file)
  const provider = await findProvider(flags.provider ?? cassette.provider)
  const { fetch, misses } = createReplay(cassette, { provider })
  const { dialect } = provider
  const onOpen = (localUrl: string) =>
    console.error(`${localUrl} is answered from ${file}: nothing is sent to ${cassette.baseUrl}.`)
  const code = await serveProgram({
    dialect,
    baseUrl: cassette.baseUrl,
    fetch,
    port: flags.port,
    program: command,
    onListening: onOpen,
  })
  for (const miss of misses) console.error(miss)
  return misses.length > 0 ? exitCodes.deviates : code
}
