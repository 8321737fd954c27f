import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** A process of `prism mock` that serves a document on a free port. */
export interface PrismCli {
  readonly url: string
  /** Number of operations that Prism lists at the start. */
  readonly served: number
  /** Exit code, once the process has ended and its output is read; null if a signal ended the process. */
  readonly ended: Promise<number | null>
  output(): string
  stop(): Promise<void>
}

const cli = createRequire(import.meta.url).resolve('@stoplight/prism-cli')

/** Starts `prism mock`. Resolves when Prism listens; rejects with the output if the process ends before that. */
export async function startPrismCli(document: unknown): Promise<PrismCli> {
  const folder = await mkdtemp(join(tmpdir(), 'proofsheet-prism-'))
  const file = join(folder, 'openapi.json')
  await writeFile(file, JSON.stringify(document))
  const child = spawn(process.execPath, [cli, 'mock', '--host', '127.0.0.1', '--port', '0', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const kill = () => child.kill('SIGKILL')
  // An interrupted test run must leave no process behind.
  process.once('exit', kill)
  const ended = once(child, 'close').then(async ([code]: (number | null)[]) => {
    process.off('exit', kill)
    await rm(folder, { recursive: true })
    return code ?? null
  })
  let output = ''
  const listening = new Promise<string>((resolve) => {
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += stripVTControlCharacters(text)
        const url = output.match(/Prism is listening on (http:\S+)\n/)?.[1]
        if (url) resolve(url)
      })
  })
  const early = ended.then((code) => {
    throw new Error(`prism mock ended with ${code} before it listened:\n${output}`)
  })
  // Once Prism has listened, its end is no error.
  early.catch(() => {})
  const url = await Promise.race([listening, early])
  return {
    url,
    served: [...output.matchAll(/info +[A-Z]+ +http:/g)].length,
    ended,
    output: () => output,
    async stop() {
      kill()
      await ended
    },
  }
}
