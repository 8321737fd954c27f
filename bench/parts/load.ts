import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nextMessage } from './child.ts'
import type { Load, LoadJob } from './load-job.ts'
import { hasWrk, loadWithWrk } from './wrk.ts'

const program = fileURLToPath(new URL('../programs/generator.ts', import.meta.url))

/** Runs a load in a process of its own, on the core that the server does not use. */
export async function load(job: LoadJob): Promise<Load> {
  if (hasWrk) return loadWithWrk(job)
  const child = fork(program, { serialization: 'advanced' })
  try {
    child.send(job)
    return (await nextMessage(child)) as Load
  } finally {
    child.kill('SIGKILL')
  }
}
