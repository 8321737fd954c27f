import { update } from '../../stores/store.ts'
import { amountOf, isPaid } from '../ledger/charge-of.ts'
import { roundAmount } from '../ledger/price.ts'
import type { MockContext } from '../mock-context.ts'
import type { Job } from '../model/job.ts'
import { Problem } from '../model/problem.ts'
import type { TaskPlan } from '../model/task.ts'
import { refuseFindings } from '../read/refuse-findings.ts'
import type { Call, ServedProvider } from '../request/call.ts'
import { applyScenario } from '../request/scenario-effects.ts'
import { countKey, type Steered } from '../request/worlds.ts'
import type { Action } from './action.ts'
import { listTasks, stateOf } from './task-store.ts'

/** Counters are whole numbers, so amounts are counted in millionths. */
const toMillionths = (amount: number): number => Math.round(amount * 1e6)

/** Reports the balance of the key. */
export const serveBalance: Action<'balance'> = async (mock, call, { balance }, _body, log) => {
  refuseFindings(call.provider.dialect, log.findings)
  await applyScenario(mock, call, log, 'other', {})
  const { paid } = await sumUp(mock, call.provider, call.world.id)
  return { kind: 'balance', balance, limit: mock.config.balance, used: paid }
}

/** Sums up the charges of a world at a gateway: those that were refunded, and the others. */
async function sumUp(
  mock: MockContext,
  { id, dialect }: Pick<ServedProvider, 'id' | 'dialect'>,
  world: string,
): Promise<{ readonly paid: number; readonly refunded: number }> {
  let [paid, refunded] = [0, 0]
  for await (const page of listTasks(mock, world))
    for (const task of page) {
      if (task.provider !== id) continue
      const amount = amountOf(dialect, task)
      if (isPaid(dialect, { task, state: stateOf(mock, task) })) paid += amount
      else refunded += amount
    }
  return { paid: roundAmount(paid), refunded: roundAmount(refunded) }
}

/**
 * Takes the price of a planned task from the balance of the key, and calls `next`, after whose failure the price is given back.
 * Throws noBalance. Returns undefined if the balance has no limit.
 *
 * Two numbers decide, of which the store adds the first in one step: everything that was taken, and the known refunds. The tasks are
 * read only when these do not cover the price, because a task may have failed since.
 */
export async function withBalance<T>(
  mock: MockContext,
  call: Call,
  job: Job,
  { images }: Pick<TaskPlan, 'images'>,
  next: () => Promise<T>,
): Promise<T> {
  const { balance } = mock.config
  if (balance === undefined) return next()
  const { store } = mock.state
  const { provider, world } = call
  const price = toMillionths(amountOf(provider.dialect, { job, images }))
  const takenKey = countKey(world, 'taken', provider.id)
  const taken = await store.add(takenKey, price)
  const giveBack = () => store.add(takenKey, -price)
  if (!(await covers(mock, call, taken, toMillionths(balance)))) {
    await giveBack()
    throw new Problem('noBalance', `The balance does not cover the price of ${price / 1e6}.`)
  }
  return next().catch(async (error: unknown) => {
    await giveBack()
    throw error
  })
}

/** Tests whether the balance covers everything that was taken, without refunds. */
async function covers(mock: MockContext, call: Call, taken: number, balance: number): Promise<boolean> {
  if (taken <= balance) return true
  const { provider, world } = call
  const { store } = mock.state
  const key = countKey(world, 'refunded', provider.id)
  if (taken - Number((await store.get(key)) ?? 0) <= balance) return true
  const { refunded } = await sumUp(mock, provider, world.id)
  const known = await update(store, key, (before) => String(Math.max(Number(before ?? 0), toMillionths(refunded))))
  return taken - Number(known) <= balance
}

/** Counts anew what worlds have taken from their balance, after their tasks were restored from a snapshot. */
export async function recountBalances(
  mock: MockContext,
  served: readonly ServedProvider[],
  worlds: readonly Steered[],
): Promise<void> {
  if (mock.config.balance === undefined) return
  for (const world of worlds)
    for (const provider of served) {
      const { paid, refunded } = await sumUp(mock, provider, world.id)
      await mock.state.store.add(countKey(world, 'taken', provider.id), toMillionths(paid + refunded))
    }
}
