import { listAt, type Node } from '../contract/document.ts'
import type { Contract } from '../contract/load.ts'
import { parsePointer } from '../contract/pointer.ts'
import { schemasAt } from '../contract/walk.ts'
import { defined } from '../values/defined.ts'
import { findOperation, firstItemParts, schemasOf } from './contract-faults.ts'
import { type Fault, fault } from './fault.ts'
import { type Lens, pointersOf } from './lens.ts'
import type { Dialect, Poll } from './schema.ts'
import { imageOperationsOf } from './sections/operations.ts'
import { type TimeForm, timeFields } from './times.ts'

/** Checks that the contract lets the gateway write the state words and the times of the dialect. */
export function* checkWrittenValues(dialect: Dialect, contract: Contract): Generator<Fault> {
  const { operations, async, tasks, results } = dialect
  const creates = imageOperationsOf(operations)
  const atOnce = creates.filter((operation) => operation.async !== 'always')
  const replies = [...atOnce, ...[tasks.result ?? []].flat()].map(({ at }) => at)
  const { time, lens, list } = results.reply
  yield* checkTimes(contract, replies, ['results', 'reply', 'lens'], lens, time)
  yield* checkItemTimes(contract, replies, ['results', 'item'], { lens, list, item: results.item, time })
  const submits = creates.filter((operation) => operation.async !== 'never').map(({ at }) => at)
  if (async) yield* checkTimes(contract, submits, ['async', 'submit', 'lens'], async.submit.lens, async.submit.time)
  for (const [name, poll] of Object.entries(tasks.polls ?? {}))
    yield* checkPoll(contract, ['tasks', 'polls', name], poll)
}

function* checkPoll(contract: Contract, parts: readonly string[], poll: Poll): Generator<Fault> {
  const { at, lens, list, states, item, time } = poll
  yield* checkTimes(contract, [at], [...parts, 'lens'], lens, time)
  if (item) yield* checkItemTimes(contract, [at], [...parts, 'item'], { lens, list, item, time })
  const words = pointersOf(lens.state).flatMap(
    (pointer) => wordsAt(leavesAt(contract, [at], parsePointer(pointer))) ?? [],
  )
  if (words.length === 0) return
  const used: readonly unknown[] = Object.values(states).flat()
  const unused = words.find((word) => !used.includes(word))
  for (const [state, stated] of Object.entries(states)) {
    // The first of several words is the one that a mock writes; the others are only read.
    const [word] = [stated].flat()
    if (word !== undefined && !words.includes(word))
      yield fault(
        [...parts, 'states', state],
        `the contract has no state ${word}: expected one of ${words.join(', ')}, or add the word in overlay.yaml`,
        defined({ example: unused }),
      )
  }
}

/** Checks the times in the images of a document. */
function* checkItemTimes(
  contract: Contract,
  routes: readonly string[],
  parts: readonly string[],
  { lens, list, item, time }: Pick<Poll, 'lens' | 'list'> & { item: Lens; time: TimeForm | undefined },
): Generator<Fault> {
  if (lens.items !== undefined) yield* checkTimes(contract, routes, parts, item, time, firstItemParts(lens, list))
}

/** Yields a fault for each time of which the contract has another type than its form. */
function* checkTimes(
  contract: Contract,
  routes: readonly string[],
  parts: readonly string[],
  lens: Lens,
  form: TimeForm = 'seconds',
  prefix: readonly string[] = [],
): Generator<Fault> {
  const isNumber = form === 'seconds' || form === 'milliseconds'
  const accepted = [undefined, ...(isNumber ? ['number', 'integer'] : ['string'])]
  for (const field of timeFields)
    for (const pointer of pointersOf(lens[field])) {
      const leaves = leavesAt(contract, routes, [...prefix, ...parsePointer(pointer)])
      const types = leaves.flatMap(({ type }) => [type as string | undefined].flat())
      if (leaves.length === 0 || types.some((type) => accepted.includes(type))) continue
      yield fault(
        [...parts, field],
        `the contract has the type ${types.filter((type) => type !== 'null').join(' or ')} at ${pointer}, but the time is a ${isNumber ? 'number' : 'text'} of the form ${form}: correct the pointer or the form of the time, or correct the type in overlay.yaml`,
      )
    }
}

const compositions = ['allOf', 'anyOf', 'oneOf'] as const

/** Lists the schemas at a pointer of the successes of operations, without those that only combine others. */
const leavesAt = (contract: Contract, routes: readonly string[], path: readonly string[]): Node[] =>
  schemasOf(
    contract,
    routes.map((route) => findOperation(contract, route)),
  )
    .flatMap((schema) => schemasAt(contract.document, schema, path))
    .filter((schema) => compositions.every((key) => listAt(schema, key).length === 0))

/** Lists the values that the schemas accept; undefined if one of them accepts every value of a type. */
function wordsAt(leaves: readonly Node[]): unknown[] | undefined {
  const sets = leaves.map((schema) => ('const' in schema ? [schema.const] : listAt(schema, 'enum')))
  return sets.some((set) => set.length === 0) ? undefined : [...new Set(sets.flat())]
}
