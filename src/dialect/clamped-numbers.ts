import type { Contract } from '../contract/load.ts'
import { mediaTypes } from '../contract/media-types.ts'
import { schemasAt } from '../contract/walk.ts'
import { fieldParts } from './body-field.ts'
import { type Fault, fault } from './fault.ts'
import type { Dialect } from './schema.ts'
import type { ContractedOperation } from './sections/operations.ts'

const bounds = ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']

/** Yields a fault if the contract refuses numbers of images that the gateway changes into the nearest one that it makes. */
export function* checkClampedNumbers(
  { images, fields }: Dialect,
  { document }: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  if (images.n.outOfRange !== 'clamp') return
  const { names = [], json = [], multipart = [] } = fields.n ?? {}
  for (const name of new Set([...names, ...json, ...multipart])) {
    const schemas = operations.flatMap(({ contract: { bodies } }) =>
      Object.values(mediaTypes).flatMap((type) => schemasAt(document, bodies[type] ?? {}, fieldParts(name))),
    )
    const bound = bounds.find((keyword) => schemas.some((schema) => schema[keyword] !== undefined))
    if (bound !== undefined)
      yield fault(
        ['images', 'n', 'outOfRange'],
        `the contract has a ${bound} of ${name}, so it refuses a number that the gateway would change: remove it in overlay.yaml, or write reject`,
      )
  }
}
