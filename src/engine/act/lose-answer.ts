import type { Step } from '../../scenario/schema.ts'
import { msPerSecond } from '../../time/units.ts'
import type { MockContext } from '../mock-context.ts'
import { ConnectionReset, Interruption } from '../model/interruption.ts'
import type { Task } from '../model/task.ts'
import type { Call } from '../request/call.ts'
import { noteLostAnswer } from './lost-answers.ts'

/**
 * Waits until the proxy gives up, and throws the page of the proxy, or ConnectionReset without a page. The loss is noted before, so
 * that the next request of the client is known as a repeat.
 */
export async function loseAnswer(
  mock: MockContext,
  { world: { clock }, request }: Call,
  task: Task,
  { idle, respond }: NonNullable<Step['lost']>,
): Promise<never> {
  if (!mock.config.instant && idle > 0)
    await clock.sleep(task.createdAt + idle * msPerSecond - clock.now(), request.signal)
  await noteLostAnswer(mock, task)
  if (respond)
    throw new Interruption(new Response(respond.body, { status: respond.status, headers: { ...respond.headers } }))
  throw new ConnectionReset()
}
