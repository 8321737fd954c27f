import { hash } from 'node:crypto'
import type { Job } from '../../src/engine/model/job.ts'
import type { Task } from '../../src/engine/model/task.ts'

let tasks = 0
/** Creates a task with an id that no other job has, because images are cached by task id; the count begins anew with the module. */
export const task = (
  job: Partial<Job>,
  id = `task_${tasks++}_${hash('sha256', JSON.stringify(job)).slice(0, 12)}`,
): Task => ({
  id,
  provider: 'any',
  world: 'any',
  number: 0,
  createdAt: 0,
  startsAt: 0,
  endsAt: 0,
  images: 1,
  partials: 0,
  job: {
    does: 'edit',
    prompt: 'A fox',
    model: 'any',
    n: 1,
    width: 400,
    height: 400,
    tier: undefined,
    format: 'png',
    compression: undefined,
    transparent: false,
    asked: {},
    form: undefined,
    references: [],
    mask: undefined,
    isAsync: false,
    partials: undefined,
    ...job,
  },
})
