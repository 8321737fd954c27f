import { checkWritable, createCassetteWriter } from '../cassettes/file/files.ts'
import { createRecorder } from '../cassettes/recorder.ts'
import { createSaver } from '../cassettes/save-on-change.ts'
import { findProvider } from '../dialect/provider.ts'
import { createScaledClock } from '../time/clock.ts'
import { serveProgram } from './gateway/serve-program.ts'
import { resolveBaseUrl } from './options/base-url.ts'

/** Flags of the command. */
export interface RecordFlags {
  baseUrl?: string
  out?: string
  port: number
}

/** Records a program. Returns the exit code. */
export async function record(id: string, command: string[], flags: RecordFlags): Promise<number> {
  const provider = await findProvider(id)
  const baseUrl = resolveBaseUrl(provider, flags)
  const clock = createScaledClock(1)
  const time = new Date(clock.now()).toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')
  const out = flags.out ?? `mocks/cassettes/${provider.id}/${time}.json`
  await checkWritable(out)
  const keys = [process.env.PROOFSHEET_KEY, process.env.PROOFSHEET_OTHER_KEY].flatMap((key) => key ?? [])
  const write = createCassetteWriter(out)
  // Each complete exchange is on the disk, and survives when this process is killed.
  const saver = createSaver(
    () => write(recorder.completeSoFar()),
    clock,
    (error) => console.error(`can't write ${out}: ${error.message}; the recording goes on in memory`),
  )
  const recorder = createRecorder({
    provider,
    baseUrl,
    fetch: (request) => fetch(request),
    clock,
    keys,
    onExchange: saver.request,
  })
  const { dialect } = provider
  const onListening = (localUrl: string) => {
    console.error(`Requests to ${localUrl} are recorded and sent to ${baseUrl}, which may charge for them.`)
  }
  try {
    return await serveProgram({
      dialect,
      baseUrl,
      fetch: recorder.fetch,
      port: flags.port,
      program: command,
      onListening,
    })
  } finally {
    const cassette = await recorder.cassette()
    await saver.idle()
    const { length } = cassette.exchanges
    if (length > 0) await write(cassette)
    console.error(
      length > 0 ? `Wrote ${length} exchanges to ${out}.` : 'No request arrived, so no cassette was written.',
    )
  }
}
