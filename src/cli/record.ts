import { Command } from 'commander'
import { writeCassette } from '../cassettes/file/files.ts'
import type { Cassette } from '../cassettes/file/schema.ts'
import { createRecorder } from '../cassettes/recorder.ts'
import { findProvider } from '../dialect/provider.ts'
import { createScaledClock } from '../time/clock.ts'
import { withExitCode } from './exit-codes.ts'
import { serveProgram } from './gateway/serve-program.ts'
import { resolveBaseUrl } from './options/base-url.ts'
import { parsePort } from './options/parse-port.ts'

interface Flags {
  baseUrl?: string
  out?: string
  port: number
}

export const recordCommand = new Command('record')
  .description('record what a program asks of a gateway, and what that answers, without keys')
  .argument('<id>', 'the id of a provider, or the path of a provider folder')
  .argument('[command...]', 'after --: the program to run; without one it records until Ctrl-C')
  .option('--base-url <url>', 'where its image operations lie; the documented one when not given')
  .option('--out <file>', 'where the cassette goes; mocks/cassettes/<id>/<time>.json when not given')
  .option('--port <number>', 'where to listen on 127.0.0.1; 0 picks a free one', parsePort, 0)
  .action(withExitCode(record))

async function record(id: string, command: string[], flags: Flags): Promise<number> {
  const provider = await findProvider(id)
  const baseUrl = resolveBaseUrl(provider, flags)
  const clock = createScaledClock(1)
  const time = new Date(clock.now()).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')
  const out = flags.out ?? `mocks/cassettes/${provider.id}/${time}.json`
  const keys = [process.env.PROOFSHEET_KEY, process.env.PROOFSHEET_OTHER_KEY].flatMap((key) => key ?? [])
  const recorder = createRecorder({ provider, baseUrl, fetch: (request) => fetch(request), clock, keys })
  const { dialect } = provider
  const onOpen = (localUrl: string) => {
    console.error(`What is sent to ${localUrl} goes to ${baseUrl}, which may charge for it, and is recorded.`)
  }
  try {
    return await serveProgram({
      dialect,
      baseUrl,
      fetch: recorder.fetch,
      port: flags.port,
      program: command,
      onListening: onOpen,
    })
  } finally {
    await saveCassette(await recorder.cassette(), out)
  }
}

async function saveCassette(cassette: Cassette, out: string): Promise<void> {
  const { length } = cassette.exchanges
  if (length > 0) await writeCassette(out, cassette)
  console.error(length > 0 ? `${length} exchanges are in ${out}.` : 'Nothing was asked, and nothing is written.')
}
