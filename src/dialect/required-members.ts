import { listAt, type Node, nodeAt } from '../contract/document.ts'
import { type Contract, resolveRef } from '../contract/load.ts'
import { parsePointer } from '../contract/pointer.ts'
import { responseKeyOf } from '../contract/responses.ts'
import { responseSchemas } from '../contract/walk.ts'
import { type Fault, fault } from './fault.ts'
import { pointersOf } from './lens.ts'
import { envelopeNameAt } from './names.ts'
import type { Dialect } from './schema.ts'
import type { ContractedOperation } from './sections/operations.ts'

/**
 * Yields a fault for each cause without a code or a type that the contract requires. The mock writes other required members as the
 * contract names them, but nobody could guess a code.
 */
export function* checkRequiredMembers(
  { errors }: Dialect,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  for (const [cause, row] of Object.entries(errors.causes)) {
    const [usual = ''] = row.envelope === undefined ? Object.keys(errors.envelopes) : [row.envelope]
    const { lens = {}, fixed = {} } = errors.envelopes[usual] ?? {}
    const written = operations.filter(({ at }) => envelopeNameAt(errors, row.envelope, at) === usual)
    const schemas = written.flatMap(({ contract: operation }) => {
      const key = responseKeyOf(operation.node, row.status)
      return responseSchemas(contract.document, operation, (code) => code === key)
    })
    if (row.body === 'none' || schemas.length === 0) continue
    for (const member of ['code', 'type'] as const) {
      const pointer = pointersOf(lens[member]).find((place) => !(place in fixed))
      const isRequired = (schema: Node) => requires(contract.document, schema, parsePointer(pointer ?? ''))
      if (pointer !== undefined && row[member] === undefined && schemas.every(isRequired))
        yield fault(
          ['errors', 'causes', cause, member],
          `missing, but the contract requires ${pointer} in responses with ${row.status}: add the ${member}, fix ${pointer} in the envelope, or correct the schema in overlay.yaml`,
        )
    }
  }
}

/** Tests whether every document of a schema with the object around a member has the member. */
function requires(document: Node, start: unknown, [name = '', ...inner]: readonly string[]): boolean {
  const node = resolveRef(document, start)
  const own =
    inner.length === 0
      ? listAt(node, 'required').includes(name)
      : requires(document, nodeAt(node, 'properties')[name], inner)
  return own || listAt(node, 'allOf').some((part) => requires(document, part, [name, ...inner]))
}
