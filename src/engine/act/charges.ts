import type { Provider } from '../../dialect/provider.ts'
import type { Charge } from '../ledger/charge.ts'
import { chargeOf, type TimedTask } from '../ledger/charge-of.ts'
import type { MockContext } from '../mock-context.ts'
import type { Task } from '../model/task.ts'
import { stripPrefix, worldIdOf } from '../request/credential.ts'
import { listCreatingEntries, taskName } from './creating-entries.ts'
import { byAge, findTask, listTasks, stateOf } from './task-store.ts'

/** A charge with its task. */
export interface TaskCharge {
  readonly task: Task
  readonly charge: Charge
}

/**
 * Lists the charges of some worlds, or of all, in pages; within a page the oldest first. A ledger is no record of its own: the tasks
 * and the clock decide everything, so that snapshots and shared stores have the ledger already.
 */
export async function* listCharges(
  mock: MockContext,
  gateways: readonly Provider[],
  worlds: readonly string[] | undefined,
): AsyncGenerator<TaskCharge[]> {
  const entries = listCreatingEntries(mock)
  for (const world of worlds ?? [undefined])
    for await (const page of listTasks(mock, world)) {
      await mock.state.worlds.refresh([...new Set(page.map((task) => task.world))])
      yield await Promise.all(
        page.sort(byAge).map(async (task) => ({ task, charge: await describeCharge(mock, gateways, task, entries) })),
      )
    }
}

/** Lists all charges to an API key, or to all keys, the oldest first. */
export async function readCharges(
  mock: MockContext,
  gateways: readonly Provider[],
  key: string | undefined,
): Promise<Charge[]> {
  const charges: TaskCharge[] = []
  for await (const page of listCharges(mock, gateways, key === undefined ? undefined : worldsOfKey(gateways, key)))
    charges.push(...page)
  return charges.sort((a, b) => byAge(a.task, b.task)).map(({ charge }) => charge)
}

/** Returns the worlds of a key: several, if gateways read the key differently. */
const worldsOfKey = (gateways: readonly Provider[], key: string): string[] => [
  ...new Set(gateways.map(({ dialect: { auth } }) => worldIdOf(stripPrefix(key, auth.optionalPrefix)))),
]

async function describeCharge(
  mock: MockContext,
  gateways: readonly Provider[],
  task: Task,
  entries: ReadonlyMap<string, number>,
): Promise<Charge> {
  const rules = gateways.find(({ id }) => id === task.provider)?.dialect
  const repeated = task.repeats === undefined ? undefined : await findTask(mock, task.provider, task.repeats)
  const timed = (one: Task): TimedTask => ({ task: one, state: stateOf(mock, one) })
  // Two tasks of one request share its entry, which names the first task.
  const sibling = repeated?.number === task.number ? repeated : undefined
  const entry = entries.get(taskName(task)) ?? (sibling && entries.get(taskName(sibling)))
  return chargeOf(rules, timed(task), repeated && timed(repeated), entry)
}
