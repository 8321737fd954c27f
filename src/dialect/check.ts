import type { Contract } from '../contract/load.ts'
import { parsePointer } from '../contract/pointer.ts'
import { lostPartsOf } from '../contract/reach.ts'
import { checkAgreement } from './agreement.ts'
import { checkClampedNumbers } from './clamped-numbers.ts'
import { findOperation } from './contract-faults.ts'
import { type Fault, fault } from './fault.ts'
import { listNamedOperations } from './named-operations.ts'
import { checkRequiredMembers } from './required-members.ts'
import type { Dialect } from './schema.ts'
import { checkAsync, checkWait } from './sections/async.ts'
import { checkAuth } from './sections/auth.ts'
import { checkCallbacks } from './sections/callbacks.ts'
import { checkCharges } from './sections/charges.ts'
import { checkErrors } from './sections/errors.ts'
import { checkFields } from './sections/fields.ts'
import { checkFiles } from './sections/files.ts'
import { checkIdempotency } from './sections/idempotency.ts'
import { checkImages } from './sections/images.ts'
import { checkLimits } from './sections/limits.ts'
import { checkMask } from './sections/mask.ts'
import { checkModels } from './sections/models.ts'
import { type ContractedOperation, checkOperations, contractedOperations } from './sections/operations.ts'
import { checkReferences } from './sections/references.ts'
import { checkItemFixed, checkResults } from './sections/results.ts'
import { checkSources } from './sections/sources.ts'
import { checkStream } from './sections/stream.ts'
import { checkTaskLists, checkTaskRoutes, checkTasks } from './sections/tasks.ts'
import { checkWrittenValues } from './written-values.ts'

/** Lists the faults of a dialect, one line per fault: JSON pointer into the dialect, colon, message. Empty when sound. */
export const checkDialect = (dialect: Dialect, contract: Contract): string[] =>
  listFaults(dialect, contract).map(({ pointer, message }) => `${pointer}: ${message}`)

/** Lists the faults of a dialect. */
export const listFaults = (dialect: Dialect, contract: Contract): Fault[] => [...checkSections(dialect, contract)]

function* checkSections(dialect: Dialect, contract: Contract): Generator<Fault> {
  const { mask, async, callbacks, stream, files, fields, errors, limits, idempotency, charges } = dialect
  const operations = contractedOperations(dialect.operations, contract)
  yield* checkSources(dialect)
  yield* checkAuth(dialect.auth)
  yield* checkOperations(dialect.operations, contract)
  yield* checkFields(fields, contract, operations)
  yield* checkReferences(dialect.references, contract, operations)
  if (mask) yield* checkMask(mask, contract, operations)
  yield* checkImages(dialect.images)
  yield* checkModels(dialect.models, contract, operations)
  if (async) yield* checkAsync(async, contract, operations)
  yield* checkWait(dialect, contract, operations)
  yield* checkTasks(dialect.tasks, contract, dialect.results.item)
  yield* checkTaskRoutes(dialect.tasks, contract)
  yield* checkTaskLists(dialect.tasks, contract)
  const replying = replyOperations(dialect, contract, operations)
  yield* checkResults(dialect.results, contract, replying)
  yield* checkItemFixed(dialect, contract, replying)
  yield* checkErrors(errors, contract)
  if (callbacks) yield* checkCallbacks(callbacks, contract, operations)
  if (limits) yield* checkLimits(limits, dialect.operations)
  if (idempotency) yield* checkIdempotency(idempotency, contract, operations)
  if (stream) yield* checkStream({ stream, fields, errors }, contract, operations)
  if (files) yield* checkFiles(files, contract)
  if (charges) yield* checkCharges(charges, contract)
  yield* checkAgreement(dialect)
  yield* checkWrittenValues(dialect, contract)
  yield* checkReadable(dialect, contract)
  yield* checkRequiredMembers(dialect, contract, operations)
  yield* checkClampedNumbers(dialect, contract, operations)
}

/** Lists the operations that answer with `results.reply`: those that create images at once or after a wait, and the result of a task. */
const replyOperations = ({ async, tasks }: Dialect, contract: Contract, operations: readonly ContractedOperation[]) => [
  ...operations
    .filter(({ async: mode }) => mode !== 'always' || async?.wait?.document === 'reply')
    .map((operation) => operation.contract),
  ...[findOperation(contract, tasks.result?.at ?? '') ?? []].flat(),
]

const toJsonPath = (pointer: string): string =>
  `$${parsePointer(pointer)
    .map((part) => `['${part}']`)
    .join('')}`

/** Yields a fault for each part of the published document that a named operation needs and that nobody can read. */
function* checkReadable(dialect: Dialect, contract: Contract): Generator<Fault> {
  for (const { parts, key } of listNamedOperations(dialect)) {
    const operation = findOperation(contract, key)
    for (const { pointer, message } of operation ? lostPartsOf(contract, operation) : [])
      yield fault(
        parts,
        `${key} of the contract cannot be read: ${message} (#${pointer}): correct it in overlay.yaml`,
        {
          kind: 'contract',
          action: `{ target: "${toJsonPath(pointer)}", remove: true, description: WHY, x-source: { page: DOCS, basis: inferred } }`,
        },
      )
  }
}
