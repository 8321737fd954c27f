import type { Contract, ContractOperation } from '../contract/load.ts'
import { parsePointer } from '../contract/pointer.ts'
import { responseSchemas, schemasAt } from '../contract/walk.ts'
import { type Fault, fault } from './fault.ts'
import type { Lens } from './lens.ts'
import { pointersOf } from './lens.ts'

/** Finds the contract's operation by its key, such as `GET /tasks/{task_id}`. */
export const findOperation = (contract: Contract, key: string): ContractOperation | undefined =>
  contract.operations.find(({ route }) => route === key)

/** Yields a fault when the contract has no operation of this key. */
export function* missingOperation(contract: Contract, parts: readonly string[], key: string): Generator<Fault> {
  if (findOperation(contract, key) === undefined) yield fault(parts, `the contract has no ${key}`)
}

/** Yields a fault when the operation exists and lacks the parameter. */
export function* missingParameter(
  contract: Contract,
  parts: readonly string[],
  key: string,
  place: 'path' | 'query',
  name: string,
): Generator<Fault> {
  const operation = findOperation(contract, key)
  if (operation && !operation.parameters.some((p) => p.in === place && p.name === name))
    yield fault(parts, `${key} has no ${place} parameter ${name}`)
}

export const isSuccess = (code: string): boolean => code.startsWith('2')

/** Lists the response schemas of the operations for the status codes that `accepts` takes. */
export const schemasOf = (
  { document }: Contract,
  operations: readonly (ContractOperation | undefined)[],
  accepts: (code: string) => boolean = isSuccess,
): unknown[] => operations.flatMap((operation) => (operation ? responseSchemas(document, operation, accepts) : []))

/** Turns fixed members into a lens, because their pointers must lead somewhere too. */
export const asLens = (members: Readonly<Record<string, unknown>> | undefined): Lens =>
  Object.fromEntries(Object.keys(members ?? {}).map((pointer) => [pointer, pointer]))

/** Gives the parts that lead to the first item of the list that a lens names. */
export const firstItemParts = (lens: Lens): string[] => [...parsePointer([lens.items ?? ''].flat()[0] ?? ''), '0']

/** Yields a fault for each pointer of a lens that leads nowhere in any of the schemas. */
export function* brokenPointers(
  { document }: Contract,
  parts: readonly string[],
  lens: Lens,
  schemas: readonly unknown[],
  prefix: readonly string[] = [],
): Generator<Fault> {
  for (const [field, places] of Object.entries(lens))
    for (const pointer of pointersOf(places)) {
      const path = [...prefix, ...parsePointer(pointer)]
      if (schemas.every((schema) => schemasAt(document, schema, path).length === 0))
        yield fault([...parts, field], `the contract has nothing at ${pointer || 'the empty pointer'}`)
    }
}
