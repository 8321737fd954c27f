import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { asLens, brokenPointers, isSuccess, schemasOf } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { causes } from '../words.ts'
import { fixed, lensOf, status } from './shared.ts'

export const cause = z.enum(causes)
export type Cause = z.infer<typeof cause>

const errorLens = lensOf('message', 'type', 'code', 'param')

export const errors = z.strictObject({
  envelopes: z
    .record(z.string(), z.strictObject({ lens: errorLens, fixed: fixed.optional() }))
    .meta({ description: 'The first is used where a cause names none.' }),
  causes: z.partialRecord(
    cause,
    z.strictObject({
      status,
      code: z.union([z.string(), z.int(), z.null()]).optional(),
      type: z.string().optional(),
      message: z.string().optional().meta({
        description:
          '{detail} is what went wrong, {json} the same inside of a JSON string, {value} the value at fault, {requestId} the id.',
      }),
      envelope: z.string().optional(),
      body: z.enum(['none']).optional(),
      task: z
        .strictObject({ code: z.string().optional(), message: z.string().optional() })
        .optional()
        .meta({ description: 'How a task says it that failed for this cause, where it differs.' }),
    }),
  ),
})
export type Errors = z.infer<typeof errors>

/** Checks the envelopes, and that causes without a row have one to fall back to. */
export function* checkErrors({ envelopes, causes: rows }: Errors, contract: Contract): Generator<Fault> {
  const failures = schemasOf(contract, contract.operations, (code) => !isSuccess(code))
  for (const [name, { lens, fixed }] of Object.entries(envelopes)) {
    yield* brokenPointers(contract, ['errors', 'envelopes', name, 'lens'], lens, failures)
    yield* brokenPointers(contract, ['errors', 'envelopes', name, 'fixed'], asLens(fixed), failures)
  }
  if (Object.keys(envelopes).length === 0) yield fault(['errors', 'envelopes'], 'names no envelope')
  for (const fallback of ['badField', 'internal'] as const)
    if (rows[fallback] === undefined)
      yield fault(['errors', 'causes', fallback], 'is missing: other causes fall back to it')
  for (const [name, { envelope }] of Object.entries(rows))
    if (envelope !== undefined && !(envelope in envelopes))
      yield fault(['errors', 'causes', name, 'envelope'], `there is no envelope ${envelope}`)
}
