import { writeId } from '../../dialect/id-template.ts'
import { createKeyRemover } from '../../redaction/key-remover.ts'
import { mayContainKey } from '../../redaction/secret-names.ts'
import type { MockContext } from '../mock-context.ts'
import { digestOf } from '../model/digest.ts'
import type { Job } from '../model/job.ts'
import { jobRecord, type Task, type TaskPlan, taskKey, taskRecord } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import { countKey } from '../request/worlds.ts'
import { takeLostTask } from './lost-answers.ts'

/** Stores a task for the job under a new id. A prompt that contains the key of the caller is stored without the key. */
export async function writeTask(mock: MockContext, call: Call, received: Job, plan: TaskPlan): Promise<Task> {
  const { seed } = mock.config
  const { store } = mock.state
  const { provider, world } = call
  const { id: idTemplate } = provider.dialect.tasks
  // The id takes the first free number, so the same seed and the same requests give the same ids.
  // The id contains a hash of the job: the image cache relies on equal ids meaning equal images.
  const receivedText = jobRecord(received)
  const hasKey = mayContainKey(receivedText, call.key)
  const job = hasKey ? createKeyRemover(call.key)(received) : received
  const jobText = hasKey ? jobRecord(job) : receivedText
  const request = `${seed} ${provider.id} ${world.id} ${jobText}`
  let { repeats } = plan
  const counter = countKey(world, 'equal', request)
  for (;;) {
    // Count before writing, so that equal requests that arrive together get different numbers.
    const number = (await store.add(counter, 1)) - 1
    // Only a request after an equal one can repeat a task, so the usual request reads nothing more.
    if (number > 0) repeats ??= await takeLostTask(mock, call, jobText)
    const record = taskRecord({ ...plan, repeats }, jobText)
    const id = writeId(idTemplate, {
      digits: (length) => digestOf(length, `${request} ${number}`),
      time: plan.createdAt,
    })
    if (!(await store.putIfAbsent(taskKey({ provider: provider.id, id }), record, world.id))) continue
    mock.state.feed.tellChange(['tasks'], [world.id])
    return { id, provider: provider.id, ...plan, repeats, job }
  }
}
