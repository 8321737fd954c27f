import type { Node } from '../contract/document.ts'
import type { Contract, ContractOperation } from '../contract/load.ts'
import { formatPointer, parsePointer } from '../contract/pointer.ts'
import { memberNames, responseSchemas, schemasAt } from '../contract/walk.ts'
import { findNearest } from '../values/nearest.ts'
import { type Fault, fault } from './fault.ts'
import type { Lens } from './lens.ts'
import { pointersOf } from './lens.ts'
import type { ListRule } from './words.ts'

/** Finds the contract's operation by its key, such as `GET /tasks/{task_id}`. */
export const findOperation = (contract: Contract, key: string): ContractOperation | undefined =>
  contract.operations.find(({ route }) => route === key)

/** Advises to correct the name in the dialect, or to add `what` to the contract. */
export const adviseOverlay = (what: string): string => `correct the name, or add ${what} in overlay.yaml`

/** Yields a fault when the contract has no operation of this key. */
export function* missingOperation(contract: Contract, parts: readonly string[], key: string): Generator<Fault> {
  if (findOperation(contract, key) === undefined)
    yield fault(parts, `the contract has no operation ${key}: ${adviseOverlay('the operation')}`, {
      kind: 'endpoint',
      example: findNearest(
        key,
        contract.operations.map(({ route }) => route),
      ),
    })
}

/** Yields a fault when the operation exists but has no such parameter. */
export function* missingParameter(
  contract: Contract,
  parts: readonly string[],
  key: string,
  place: 'path' | 'query',
  name: string,
): Generator<Fault> {
  const operation = findOperation(contract, key)
  if (operation && !operation.parameters.some((p) => p.in === place && p.name === name))
    yield fault(parts, `${key} has no ${place} parameter ${name}: ${adviseOverlay('the parameter')}`, {
      kind: 'place',
      example: findNearest(
        name,
        operation.parameters.filter((p) => p.in === place).map((p) => String(p.name)),
      ),
    })
}

export const isSuccess = (code: string): boolean => code.startsWith('2')

/** Lists the response schemas of the operations for the status codes that `accepts` selects; successes by default. */
export const schemasOf = (
  { document }: Contract,
  operations: readonly (ContractOperation | undefined)[],
  accepts: (code: string) => boolean = isSuccess,
): unknown[] => operations.flatMap((operation) => (operation ? responseSchemas(document, operation, accepts) : []))

/** Turns fixed members into a lens, because the contract must have a member at their pointers too. */
export const asLens = (members: Readonly<Record<string, unknown>> | undefined): Lens =>
  Object.fromEntries(Object.keys(members ?? {}).map((pointer) => [pointer, pointer]))

/** Returns the path to the first image at the place that a lens names: the first item of a list, or the one image. */
export const firstItemParts = (lens: Lens, list: ListRule = 'always'): string[] => [
  ...parsePointer([lens.items ?? ''].flat()[0] ?? ''),
  ...(list === 'never' ? [] : ['0']),
]

/** Yields a fault for each pointer of a lens that exists in none of the schemas. `kind` says what the schemas describe. */
export function* brokenPointers(
  { document }: Contract,
  parts: readonly string[],
  lens: Lens,
  schemas: readonly unknown[],
  prefix: readonly string[] = [],
  kind = 'response',
): Generator<Fault> {
  for (const [field, places] of Object.entries(lens))
    for (const pointer of pointersOf(places)) {
      const path = [...prefix, ...parsePointer(pointer)]
      if (schemas.every((schema) => schemasAt(document, schema, path).length === 0))
        yield fault(
          [...parts, field],
          `no ${kind} of the contract has a member at ${pointer || 'the root'}: correct the pointer, or add the member in overlay.yaml`,
          {
            kind: 'place',
            example: findNearest(
              pointer,
              schemas.flatMap((schema) => listPlaces(document, schema, prefix)),
            ),
          },
        )
    }
}

/** Parts of the longest pointers that are offered in place of a wrong one. */
const maxDepth = 4

/** Lists pointers to the members of a schema below a path, without the path. */
function listPlaces(document: Node, schema: unknown, prefix: readonly string[]): string[] {
  const below = (path: readonly string[]): string[] =>
    path.length === maxDepth
      ? []
      : memberNames(document, schema, [...prefix, ...path]).flatMap((name) => [
          formatPointer([...path, name]),
          ...below([...path, name]),
        ])
  return below([])
}
