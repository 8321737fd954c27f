import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { eventStream } from '../../contract/media-types.ts'
import { responseSchemas, schemasAt } from '../../contract/walk.ts'
import { asLens, brokenPointers, isSuccess } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { usageKeys } from '../words.ts'
import type { Errors } from './errors.ts'
import type { Fields } from './fields.ts'
import type { ContractedOperation } from './operations.ts'
import { count, fixed, lensOf } from './shared.ts'

const eventLens = lensOf(
  'type',
  'base64',
  'createdAt',
  'index',
  'size',
  'quality',
  'background',
  'format',
  'user',
  ...usageKeys,
)

export const stream = z.strictObject({
  operations: z.array(z.enum(['generate', 'edit'])),
  partialMax: count,
  lens: eventLens,
  events: z.strictObject({
    generate: z.strictObject({ partial: z.string(), completed: z.string() }),
    edit: z.strictObject({ partial: z.string(), completed: z.string() }),
  }),
  error: z
    .strictObject({ event: z.string(), fixed: fixed.optional() })
    .meta({ description: 'The event of a failure after the 200: the error envelope with these members.' }),
  done: z.boolean().meta({ description: 'Whether a [DONE] line ends it.' }),
})
export type Stream = z.infer<typeof stream>

/** Checks that requests can ask for each stream, and that the contract's events hold what the dialect writes into them. */
export function* checkStream(
  { stream, fields, errors }: { readonly stream: Stream; readonly fields: Fields; readonly errors: Errors },
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  const { names = [], json = [], multipart = [] } = fields.stream ?? {}
  const switches = [...names, ...json, ...multipart]
  for (const [index, does] of stream.operations.entries()) {
    const streaming = operations.filter((operation) => operation.does === does).map((operation) => operation.contract)
    const canAsk = streaming
      .flatMap(({ bodies }) => Object.values(bodies))
      .some((body) => switches.some((name) => schemasAt(contract.document, body, [name]).length > 0))
    if (!canAsk) {
      yield fault(['stream'], `nothing asks for it in the bodies of ${does}`)
      continue
    }
    const events = streaming.flatMap((operation) =>
      responseSchemas(contract.document, operation, isSuccess, eventStream),
    )
    if (events.length === 0) {
      yield fault(['stream', 'operations', index], `the contract has no events of ${does}`)
      continue
    }
    for (const { pointer, message } of checkEvents(stream, errors, contract, events))
      yield { pointer, message: `${message} in the events of ${does}` }
  }
}

function* checkEvents(
  { lens, error }: Stream,
  { envelopes }: Errors,
  contract: Contract,
  events: readonly unknown[],
): Generator<Fault> {
  yield* brokenPointers(contract, ['stream', 'lens'], lens, events)
  yield* brokenPointers(contract, ['stream', 'error', 'fixed'], asLens(error.fixed), events)
  for (const [name, envelope] of Object.entries(envelopes))
    yield* brokenPointers(contract, ['errors', 'envelopes', name, 'lens'], envelope.lens, events)
}
