import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { asLens, brokenPointers, schemasOf } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { cause } from './errors.ts'
import { type ContractedOperation, hasField } from './operations.ts'
import { failureTemplate, fixed, headerName, lensOf, status } from './shared.ts'

const submitLens = lensOf('id', 'createdAt', 'items')

const trigger = z.discriminatedUnion('in', [
  z.strictObject({ in: z.literal('query'), name: z.string(), equals: z.boolean() }),
  z.strictObject({ in: z.literal('header'), name: z.string(), token: z.string() }),
  z.strictObject({ in: z.literal('body'), name: z.string(), equals: z.boolean() }),
])
export const asynchronous = z.strictObject({
  triggers: z.array(trigger).optional(),
  precedence: z.array(z.enum(['query', 'header', 'body'])).optional(),
  submit: z.strictObject({
    status,
    lens: submitLens,
    fixed: fixed.optional(),
    headers: z.record(headerName, z.string()).optional(),
  }),
  refusedSubmit: z
    .strictObject({
      status,
      causes: z.array(cause).min(1),
      lens: lensOf('message'),
      fixed: fixed.optional(),
      message: failureTemplate.optional(),
    })
    .optional()
    .meta({ description: 'A submit that failed upstream for one of the causes is answered in a success status.' }),
})
export type Asynchronous = z.infer<typeof asynchronous>

/** Checks the triggers, their precedence, and the replies to a submit. */
export function* checkAsync(
  { triggers = [], precedence, submit, refusedSubmit }: Asynchronous,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  for (const [index, trigger] of triggers.entries())
    if (!hasTrigger(contract, operations, trigger))
      yield fault(['async', 'triggers', index], `no operation of the contract has ${trigger.name} in its ${trigger.in}`)
  if (precedence)
    for (const place of new Set(triggers.map((trigger) => trigger.in)))
      if (!precedence.includes(place)) yield fault(['async', 'precedence'], `leaves out ${place}, where a trigger is`)
  const submits = schemasOf(
    contract,
    operations.filter(({ async }) => async !== 'never').map((operation) => operation.contract),
  )
  for (const [name, reply] of Object.entries({ submit, refusedSubmit })) {
    yield* brokenPointers(contract, ['async', name, 'lens'], reply?.lens ?? {}, submits)
    yield* brokenPointers(contract, ['async', name, 'fixed'], asLens(reply?.fixed), submits)
  }
}

function hasTrigger(
  contract: Contract,
  operations: readonly ContractedOperation[],
  { in: place, name }: z.infer<typeof trigger>,
): boolean {
  if (place === 'body') return hasField(contract, operations, ['json', 'multipart'], name)
  return operations
    .filter(({ async }) => async === 'asked')
    .some(({ contract: { parameters } }) =>
      parameters.some((p) => p.in === place && String(p.name).toLowerCase() === name.toLowerCase()),
    )
}
