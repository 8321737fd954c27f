import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { reply } from './load.ts'
import type { WireRequest } from './requests.ts'

/** Submissions, each with a prompt of its own. */
export interface SubmitJob {
  readonly port: number
  readonly request: WireRequest
  /** The id of the task in an answer. */
  readonly id: RegExp
  /** The prompts are `fox 0000001` and so on. */
  readonly first: number
  readonly count: number
  /** How many of the ids are told, picked by seeded chance. */
  readonly told: number
}

const program = fileURLToPath(new URL('../programs/submitter.ts', import.meta.url))

/** Makes the tasks and gives ids of some. Throws when a submission was not answered well. */
export async function submitMany(job: SubmitJob): Promise<readonly string[]> {
  const child = fork(program, { serialization: 'advanced' })
  try {
    child.send(job)
    const told = (await reply(child)) as { ids: readonly string[]; bad: number }
    if (told.bad > 0) throw new Error(`${told.bad} of ${job.count} submissions were not answered well`)
    return told.ids
  } finally {
    child.kill('SIGKILL')
  }
}
