import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import type { Fault } from '../fault.ts'
import { type ContractedOperation, missingFields } from './operations.ts'
import { count, texts } from './shared.ts'

export const mask = z.strictObject({
  json: texts.optional(),
  multipart: texts.optional(),
  as: z
    .strictObject({
      json: z.enum(['mask', 'reference']).optional(),
      multipart: z.enum(['mask', 'reference']).optional(),
    })
    .meta({ description: 'What the gateway does with it.' }),
  needsReference: z.boolean(),
  format: z.enum(['png']).optional(),
  maxBytes: count.optional(),
  sameSize: z.boolean().optional().meta({ description: 'Must have the size of the first picture.' }),
  alpha: z.boolean().optional().meta({ description: 'Must have an alpha channel: transparent is where to edit.' }),
})
export type Mask = z.infer<typeof mask>

/** Checks that each field that carries the mask is a field of the contract. */
export function* checkMask(
  { json, multipart }: Mask,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  yield* missingFields(contract, operations, ['mask', 'json'], ['json'], json)
  yield* missingFields(contract, operations, ['mask', 'multipart'], ['multipart'], multipart)
}
