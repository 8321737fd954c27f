import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** `prism mock` of a document: a process of its own on a free port of this machine. */
export interface PrismCli {
  readonly url: string
  /** How many operations it says that it serves. */
  readonly served: number
  /** The code that it ended with, once it has ended and all that it wrote is read; null when a signal ended it. */
  readonly ended: Promise<number | null>
  output(): string
  stop(): Promise<void>
}

const cli = createRequire(import.meta.url).resolve('@stoplight/prism-cli')

/** Resolves when it listens. Rejects with what it wrote when it ends before that. */
export async function startPrismCli(document: unknown): Promise<PrismCli> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-prism-'))
  const file = join(folder, 'openapi.json')
  await writeFile(file, JSON.stringify(document))
  const child = spawn(process.execPath, [cli, 'mock', '--host', '127.0.0.1', '--port', '0', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  // A run that is cut short leaves no process behind.
  process.once('exit', kill)
  const ended = once(child, 'close').then(async ([code]: (number | null)[]) => {
    process.off('exit', kill)
    await rm(folder, { recursive: true })
    return code ?? null
  })
  let written = ''
  const listening = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        written += stripVTControlCharacters(text)
        const url = written.match(/Prism is listening on (http:\S+)\n/)?.[1]
        if (url) resolve(url)
      })
  })
  const early = ended.then((code) => {
    throw new Error(`prism mock ended with ${code} before it listened:\n${written}`)
  })
  // It ends later in every case; that is no fault then.
  early.catch(() => {})
  const url = await Promise.race([listening, early])
  return {
    url,
    served: [...written.matchAll(/info +[A-Z]+ +http:/g)].length,
    ended,
    output: () => written,
    async stop() {
      kill()
      await ended
    },
  }
}
