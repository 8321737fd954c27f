import { listAt, type Node } from '../contract/document.ts'
import type { Contract } from '../contract/load.ts'
import { parsePointer } from '../contract/pointer.ts'
import { schemasAt } from '../contract/walk.ts'
import { findOperation, schemasOf } from './contract-faults.ts'
import { type Fault, fault } from './fault.ts'
import { type LensPointers, pointersOf } from './lens.ts'
import type { Dialect, Poll } from './schema.ts'
import { imageOperationsOf } from './sections/operations.ts'

/** Checks that the contract lets the gateway write the state words and the times of the dialect. */
export function* checkWrittenValues(dialect: Dialect, contract: Contract): Generator<Fault> {
  const { operations, tasks, results } = dialect
  const creates = imageOperationsOf(operations).map(({ at }) => at)
  yield* checkTime(
    contract,
    creates,
    ['results', 'reply', 'lens'],
    results.reply.lens.createdAt,
    'seconds',
    'createdAt',
  )
  for (const [name, poll] of Object.entries(tasks.polls ?? {}))
    yield* checkPoll(contract, ['tasks', 'polls', name], poll)
}

const timeFields = ['createdAt', 'completedAt', 'resultCreatedAt', 'expiresAt'] as const

function* checkPoll(contract: Contract, parts: readonly string[], { at, lens, states, time }: Poll): Generator<Fault> {
  for (const field of timeFields) yield* checkTime(contract, [at], [...parts, 'lens'], lens[field], time, field)
  const words = pointersOf(lens.state).flatMap((pointer) => wordsAt(leavesAt(contract, [at], pointer)) ?? [])
  if (words.length === 0) return
  for (const [state, stated] of Object.entries(states)) {
    // The first of several words is the one that a mock writes; the others are only read.
    const [word] = [stated].flat()
    if (word !== undefined && !words.includes(word))
      yield fault(
        [...parts, 'states', state],
        `the contract has no state ${word}: expected one of ${words.join(', ')}, or add the word in overlay.yaml`,
        { example: words[0] },
      )
  }
}

/** Yields a fault where the contract has another type than the unit of a time is written in. */
function* checkTime(
  contract: Contract,
  routes: readonly string[],
  parts: readonly string[],
  places: LensPointers,
  unit: string,
  field: string,
): Generator<Fault> {
  if (unit !== 'seconds' && unit !== 'milliseconds') return
  for (const pointer of pointersOf(places)) {
    const leaves = leavesAt(contract, routes, pointer)
    const types = leaves.flatMap(({ type }) => [type].flat())
    if (leaves.length === 0 || types.some((type) => type === undefined || type === 'number' || type === 'integer'))
      continue
    yield fault(
      [...parts, field],
      `the contract has a ${types.filter((type) => type !== 'null').join(' or ')} at ${pointer}, but the time is written in ${unit}, as a number: correct the pointer or the unit of the time, or correct the type in overlay.yaml`,
    )
  }
}

const compositions = ['allOf', 'anyOf', 'oneOf'] as const

/** Lists the schemas at a pointer of the successes of operations, without those that only combine others. */
const leavesAt = (contract: Contract, routes: readonly string[], pointer: string): Node[] =>
  schemasOf(
    contract,
    routes.map((route) => findOperation(contract, route)),
  )
    .flatMap((schema) => schemasAt(contract.document, schema, parsePointer(pointer)))
    .filter((schema) => compositions.every((key) => listAt(schema, key).length === 0))

/** Lists the values that the schemas accept; undefined if one of them accepts every value of a type. */
function wordsAt(leaves: readonly Node[]): unknown[] | undefined {
  const sets = leaves.map((schema) => ('const' in schema ? [schema.const] : listAt(schema, 'enum')))
  return sets.some((set) => set.length === 0) ? undefined : [...new Set(sets.flat())]
}
