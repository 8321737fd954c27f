import { z } from 'zod'
import type { Contract, ContractOperation } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { schemasAt } from '../../contract/walk.ts'
import { findOperation, missingOperation } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { cause } from './errors.ts'
import { operationKey } from './shared.ts'

const imageOperation = {
  model: z.string().optional().meta({ description: 'The default model here, where it is not that of models.' }),
  does: z.enum(['generate', 'edit']),
  bodies: z.array(z.enum(['json', 'multipart'])).min(1),
  async: z.enum(['never', 'asked', 'always']),
  references: z.enum(['required', 'optional', 'none']),
  prompt: z
    .enum(['none'])
    .optional()
    .meta({ description: 'It has no prompt. Else it has, and prompt says its limits.' }),
}
const operation = z.discriminatedUnion('does', [
  z.strictObject({ at: operationKey, ...imageOperation }),
  z.strictObject({
    at: operationKey,
    does: z.literal('refuse'),
    cause,
    legacy: z
      .strictObject(imageOperation)
      .optional()
      .meta({ description: 'What it did before it was retired; the mock does it with --legacy.' }),
  }),
])

export const operations = z.record(z.string(), operation)
export type Operations = z.infer<typeof operations>
export type Operation = Operations[string]
export type ImageOperation = Extract<Operation, { does: 'generate' | 'edit' }>
export type Encoding = ImageOperation['bodies'][number]

/** An operation that generates or edits images, and where the dialect describes that operation. */
export type PlacedOperation = ImageOperation & { readonly parts: readonly string[] }
/** The same operation beside its description in the contract. */
export type ContractedOperation = PlacedOperation & { readonly contract: ContractOperation }

/** Lists the operations that generate or edit images; a retired operation as it was before. */
export const imageOperationsOf = (all: Operations): PlacedOperation[] =>
  Object.entries(all).flatMap(([name, operation]) => {
    if (operation.does !== 'refuse') return [{ parts: ['operations', name], ...operation }]
    return operation.legacy ? [{ parts: ['operations', name, 'legacy'], at: operation.at, ...operation.legacy }] : []
  })

/** Lists the image operations that the contract has. */
export const contractedOperations = (all: Operations, contract: Contract): ContractedOperation[] =>
  imageOperationsOf(all).flatMap((operation) => {
    const found = findOperation(contract, operation.at)
    return found ? [{ ...operation, contract: found }] : []
  })

/** Checks that the contract has each operation, with each body in which the dialect says the request may be sent. */
export function* checkOperations(all: Operations, contract: Contract): Generator<Fault> {
  for (const [name, { at }] of Object.entries(all)) yield* missingOperation(contract, ['operations', name, 'at'], at)
  for (const operation of contractedOperations(all, contract))
    for (const encoding of operation.bodies)
      if (operation.contract.bodies[mediaTypes[encoding]] === undefined)
        yield fault(['operations'], `${operation.at} of the contract takes no ${mediaTypes[encoding]}`)
}

/** Tells if a body of one of the operations has the field. */
export const hasField = (
  { document }: Contract,
  all: readonly ContractedOperation[],
  encodings: readonly Encoding[],
  name: string,
): boolean =>
  all.some(({ contract: { bodies } }) =>
    encodings.some((encoding) => {
      const schema = bodies[mediaTypes[encoding]]
      return schema && schemasAt(document, schema, [name.replace('{n}', '1')]).length > 0
    }),
  )

/** Yields a fault for each name that no body of the operations has as a field. */
export function* missingFields(
  contract: Contract,
  all: readonly ContractedOperation[],
  parts: readonly string[],
  encodings: readonly Encoding[],
  names: readonly string[] = [],
): Generator<Fault> {
  for (const [index, name] of names.entries())
    if (!hasField(contract, all, encodings, name))
      yield fault([...parts, index], `no ${encodings.join(' or ')} body of the contract has the field ${name}`)
}
