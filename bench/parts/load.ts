import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { WireRequest } from './requests.ts'
import { hasWrk, loadWithWrk } from './wrk.ts'

/** What the generator is to do to a server. */
export interface LoadJob {
  readonly port: number
  /** The server's process, whose CPU is watched. */
  readonly pid: number
  readonly connections: number
  /** Seconds that are thrown away first. */
  readonly warmUp: number
  readonly seconds: number
  /** Sent over and over; of several, each connection goes through a part. */
  readonly requests: readonly WireRequest[]
}

export interface Load {
  /** Answers of 2xx a second. */
  readonly perSecond: number
  /** The server's share of its core. Undefined where there is no /proc. */
  readonly cpu: number | undefined
  /** Answers of any other kind, errors and timeouts. */
  readonly bad: number
}

const program = fileURLToPath(new URL('../programs/generator.ts', import.meta.url))

/** Runs the load in a process of its own, on the core that is not the server's. */
export async function load(job: LoadJob): Promise<Load> {
  if (hasWrk) return loadWithWrk(job)
  const child = fork(program, { serialization: 'advanced' })
  try {
    child.send(job)
    return (await reply(child)) as Load
  } finally {
    child.kill('SIGKILL')
  }
}

/** The next message of a child. Rejects when it ends without one. */
export const reply = (child: ChildProcess): Promise<unknown> =>
  new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`${child.spawnfile} ended with ${code ?? signal}`)))
  })
