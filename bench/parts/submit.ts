import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { nextMessage } from './child.ts'
import type { WireRequest } from './requests.ts'

/** Submissions, each with its own prompt. */
export interface SubmitJob {
  readonly port: number
  readonly request: WireRequest
  /** Pattern whose first group is the id of the task in a response. */
  readonly id: RegExp
  /** Number of the first prompt; the prompts are `fox 0000001` and so on. */
  readonly first: number
  readonly count: number
  /** Number of ids to return, picked at random with a fixed seed. */
  readonly sample: number
}

const program = fileURLToPath(new URL('../programs/submitter.ts', import.meta.url))

/** Creates the tasks. Returns the ids of a sample of them. Throws if a submission fails. */
export async function submitMany(job: SubmitJob): Promise<readonly string[]> {
  const child = fork(program, { serialization: 'advanced' })
  try {
    child.send(job)
    const result = (await nextMessage(child)) as { ids: readonly string[]; bad: number }
    if (result.bad > 0)
      throw new Error(`${result.bad} of ${job.count} submissions failed: expected status 2xx and a task id`)
    return result.ids
  } finally {
    child.kill('SIGKILL')
  }
}
