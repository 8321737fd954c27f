import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { type Fault, fault } from '../fault.ts'
import { canonicalFields } from '../words.ts'
import { type ContractedOperation, missingFields } from './operations.ts'
import { texts } from './shared.ts'

export const canonicalField = z.enum(canonicalFields)
export type CanonicalField = z.infer<typeof canonicalField>

const several = z.enum(['first', 'last', 'refuse'])

const field = z
  .strictObject({
    names: texts.optional().meta({ description: 'Names in JSON and in multipart, in the order in which they win.' }),
    json: texts.optional(),
    multipart: texts.optional(),
    several: several.optional().meta({ description: 'What happens when several aliases are sent; first if not said.' }),
    absentWhenEmpty: texts.optional().meta({ description: 'Names whose empty value is as if they were not sent.' }),
  })
  .refine((f) => f.names !== undefined || f.json !== undefined || f.multipart !== undefined, {
    message: 'names no field: give names, json or multipart',
  })

export const fields = z.partialRecord(canonicalField, field)
export type Fields = z.infer<typeof fields>

/** Checks that each alias is a field of the contract, and that the prompt has a name. */
export function* checkFields(
  all: Fields,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  for (const [canonical, { names, json, multipart }] of Object.entries(all)) {
    const parts = ['fields', canonical]
    yield* missingFields(contract, operations, [...parts, 'names'], ['json', 'multipart'], names)
    yield* missingFields(contract, operations, [...parts, 'json'], ['json'], json)
    yield* missingFields(contract, operations, [...parts, 'multipart'], ['multipart'], multipart)
  }
  if (all.prompt === undefined) yield fault(['fields', 'prompt'], 'is missing')
}
