import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { brokenPointers, findOperation, missingOperation, missingParameter, schemasOf } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { matches } from '../pattern.ts'
import { forms } from '../words.ts'
import { canonicalField } from './fields.ts'
import { count, lensOf, operationKey, texts } from './shared.ts'

export const models = z.strictObject({
  default: z.string().optional(),
  unknown: z.enum(['accepted', 'refused']),
  retrieve: z
    .strictObject({ at: operationKey, parameter: z.string(), lens: lensOf('id') })
    .optional()
    .meta({
      description: 'The operation that tells of one model: the example of the contract, under the id asked for.',
    }),
  known: z
    .array(
      z.strictObject({
        match: z.string().meta({ description: 'An id; * stands for any text.' }),
        retired: z.iso.date().optional(),
        refuses: z.array(canonicalField).optional(),
        takes: z
          .partialRecord(canonicalField, texts)
          .optional()
          .meta({ description: 'The only values that it takes, where they are fewer than in the contract.' }),
        unechoed: z
          .array(z.string())
          .optional()
          .meta({ description: 'Values that a reply has no word for and leaves out.' }),
        maxImages: count.optional(),
        form: z.enum(forms).optional().meta({ description: 'The form of its results, where it differs.' }),
      }),
    )
    .min(1),
})
export type Models = z.infer<typeof models>

/** Checks the default model, and the operation that describes one model. */
export function* checkModels(models: Models, contract: Contract): Generator<Fault> {
  const { retrieve } = models
  yield* unknownModel(models, ['models', 'default'], models.default)
  if (retrieve === undefined) return
  const parts = ['models', 'retrieve']
  yield* missingOperation(contract, [...parts, 'at'], retrieve.at)
  yield* missingParameter(contract, [...parts, 'parameter'], retrieve.at, 'path', retrieve.parameter)
  const replies = schemasOf(contract, [findOperation(contract, retrieve.at)])
  yield* brokenPointers(contract, [...parts, 'lens'], retrieve.lens, replies)
}

/** Yields a fault when the gateway would refuse this model as unknown. */
export function* unknownModel(
  { unknown: policy, known }: Models,
  parts: readonly string[],
  model: string | undefined,
): Generator<Fault> {
  if (model === undefined || policy === 'accepted' || known.some(({ match }) => matches(match, model))) return
  yield fault(parts, 'is not one of models.known, and unknown models are refused')
}
