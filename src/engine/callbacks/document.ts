import { type LensPointers, pointersOf, writePointer } from '../../dialect/lens.ts'
import type { Poll } from '../../dialect/schema.ts'
import type { Callbacks } from '../../dialect/sections/callbacks.ts'
import type { MockContext } from '../mock-context.ts'
import { failureProblem, type Task } from '../model/task.ts'
import { renderProblem } from '../render/refusal.ts'
import { render } from '../render/render.ts'
import { withRequiredMembers } from '../render/required-members.ts'
import { Call, type Role } from '../request/call.ts'

/** Writes the body of a callback: a document in the state that the task has now. `call` is the request that created the task. */
export async function renderDocument(mock: MockContext, call: Call, task: Task, callbackId: string): Promise<unknown> {
  const { callbacks, tasks, async } = call.provider.dialect
  const [poll] = Object.values(tasks.polls ?? {})
  const { document, body } = callbacks ?? {}
  if (document === 'other' && body) return renderOther(mock, call, task, callbackId, body)
  if (document === 'reply') return renderReply(mock, call, task)
  const id = poll?.lens.id ?? async?.submit.lens.id
  if (document === 'id' || !poll) return write({}, id, task.id)
  const asPoll = callAs(mock, call, poll.at, { does: 'poll', poll })
  const reply = await render(mock, asPoll, { kind: 'polled', task, poll, isExpired: false })
  return withRequiredMembers(asPoll, reply).json
}

const write = (document: unknown, pointers: LensPointers, value: unknown): unknown =>
  pointersOf(pointers).reduce((written, pointer) => writePointer(written, pointer, value), document)

/** Writes a document of its own in the way of a poll. */
async function renderOther(
  mock: MockContext,
  call: Call,
  task: Task,
  callbackId: string,
  { lens, states = {}, ...rest }: NonNullable<Callbacks['body']>,
): Promise<unknown> {
  const { callbackId: idPlace, reply: replyPlace, ...ofTask } = lens
  const poll = {
    at: '',
    id: { in: 'path', name: '' },
    ...rest,
    lens: ofTask,
    states: { ...ownNames, ...states },
  } as Poll
  const { json } = await render(mock, call, { kind: 'polled', task, poll, isExpired: false })
  const withReply = replyPlace === undefined ? json : write(json, replyPlace, await renderReply(mock, call, task))
  return write(withReply, idPlace, callbackId)
}

const ownNames = {
  queued: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'cancelled',
  expired: 'expired',
}

/** Writes the reply of a synchronous request, or the refusal that it would have got. */
async function renderReply(mock: MockContext, call: Call, task: Task): Promise<unknown> {
  const { result } = call.provider.dialect.tasks
  const asResult = result ? callAs(mock, call, result.at, { does: 'result', id: result.id }) : call
  const reply = task.fails
    ? renderProblem(asResult, failureProblem(task.fails))
    : await render(mock, asResult, { kind: 'finished', task })
  return withRequiredMembers(asResult, reply).json
}

/** Returns the call as a request to another operation, because required members depend on the operation. */
function callAs({ config, state }: MockContext, call: Call, at: string, role: Role): Call {
  const { provider, world, number } = call
  const operation = provider.contract.operations.find(({ route }) => route === at) ?? call.operation
  return new Call(provider, { operation, role }, call, { world, number }, { worlds: state.worlds, seed: config.seed })
}
