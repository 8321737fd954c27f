import { z } from 'zod'
import type { Contract, ContractOperation } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { memberNames, schemasAt } from '../../contract/walk.ts'
import { findNearest } from '../../values/nearest.ts'
import { fieldParts, isPointerName } from '../body-field.ts'
import { adviseOverlay, findOperation, missingOperation } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { cause, causeWords } from './errors.ts'
import { operationKey } from './shared.ts'

const imageOperation = {
  model: z.string().optional().meta({
    title: 'Default model of the operation',
    description: 'Model of a request that names none. Default: the default model of the provider.',
  }),
  does: z.enum(['generate', 'edit']).meta({
    title: 'Kind of operation',
    description: 'generate: makes images from a prompt. edit: changes reference images.',
  }),
  bodies: z
    .array(z.enum(['json', 'multipart']))
    .min(1)
    .default(['json'])
    .meta({
      title: 'Encodings of the request body',
      description: 'json: application/json. multipart: multipart/form-data. Default: those of the contract.',
    }),
  async: z.enum(['never', 'asked', 'always']).default('never').meta({
    title: 'Asynchronous processing',
    description:
      'never: the response holds the images. asked: a request can ask for a task to poll. always: every request creates a task to poll. Default: never without the section async, asked with triggers, always otherwise.',
  }),
  references: z.enum(['require', 'accept', 'reject']).default('reject').meta({
    title: 'Reference images of the operation',
    description:
      'require: a request needs at least one. accept: a request may have some. reject: a request with one is refused. Default: require where the operation edits; otherwise accept if the section references names a field, and reject if it names none.',
  }),
  prompt: z.enum(['none']).optional().meta({
    title: 'Operation without a prompt',
    description:
      'none: the operation has no prompt. Default: the operation has a prompt within the limits of `prompt`.',
  }),
}
const at = operationKey.meta({
  title: 'Endpoint of the operation',
  description: 'Method and path in the OpenAPI document, such as POST /images/generations.',
})
const operation = z.discriminatedUnion('does', [
  z.strictObject({ at, ...imageOperation }),
  z.strictObject({
    at,
    does: z
      .literal('reject')
      .meta({ title: 'Kind of operation', description: 'reject: every request to the operation is refused.' }),
    cause: cause.meta({
      title: 'Cause of the refusal',
      description: `Cause that the response gives to every request. ${causeWords}`,
    }),
    legacy: z.strictObject(imageOperation).optional().meta({
      title: 'Operation before its retirement',
      description: 'Behaviour before the operation was retired; the mock has that behaviour with --legacy.',
    }),
  }),
])

export const operations = z
  .record(
    z.string(),
    operation.meta({
      title: 'Image operation',
      description: 'An endpoint that makes images or refuses to. Its name is free and appears in pointers only.',
    }),
  )
  .meta({
    title: 'Image operations',
    description: 'Endpoints that make images, by a free name.',
    examples: [{ generate: { at: 'POST /images/generations', does: 'generate' } }],
  })
export type Operations = z.infer<typeof operations>
type Operation = Operations[string]
export type ImageOperation = Extract<Operation, { does: 'generate' | 'edit' }>
export type Encoding = ImageOperation['bodies'][number]

/** Operation that generates or edits images, with the path of its description in the dialect. */
export type PlacedOperation = ImageOperation & { readonly parts: readonly string[] }
/** Such an operation with its description in the contract. */
export type ContractedOperation = PlacedOperation & HasContract
interface HasContract {
  readonly contract: ContractOperation
}

/** Lists the operations that generate or edit images; a retired operation as it was before its retirement. */
export const imageOperationsOf = (all: Operations): PlacedOperation[] =>
  Object.entries(all).flatMap(([name, operation]) => {
    if (operation.does !== 'reject') return [{ parts: ['operations', name], ...operation }]
    return operation.legacy ? [{ parts: ['operations', name, 'legacy'], at: operation.at, ...operation.legacy }] : []
  })

/** Lists the image operations that the contract has. */
export const contractedOperations = (all: Operations, contract: Contract): ContractedOperation[] =>
  imageOperationsOf(all).flatMap((operation) => {
    const contracted = findOperation(contract, operation.at)
    return contracted ? [{ ...operation, contract: contracted }] : []
  })

/** Checks that the contract has each operation, and accepts each encoding of its body. */
export function* checkOperations(all: Operations, contract: Contract): Generator<Fault> {
  for (const [name, { at }] of Object.entries(all)) yield* missingOperation(contract, ['operations', name, 'at'], at)
  for (const operation of contractedOperations(all, contract))
    for (const encoding of operation.bodies)
      if (operation.contract.bodies[mediaTypes[encoding]] === undefined)
        yield fault(
          ['operations'],
          `the contract accepts no ${mediaTypes[encoding]} for ${operation.at}: correct the bodies, or add the media type in overlay.yaml`,
          { kind: 'place' },
        )
}

/** Lists the encodings that can carry a field of this name: only JSON has nested fields. */
const carriersOf = (name: string, encodings: readonly Encoding[]): readonly Encoding[] =>
  isPointerName(name) ? encodings.filter((encoding) => encoding === 'json') : encodings

/** Tests whether a body of one of the operations has the field. */
const hasField = (
  contract: Contract,
  all: readonly HasContract[],
  encodings: readonly Encoding[],
  name: string,
): boolean => hasPlace(contract, all, carriersOf(name, encodings), fieldParts(name.replace('{n}', '1')))

/** Place where a request names a value: a member of the body, a parameter of the query, or a header. */
interface NamedPlace {
  readonly in: 'body' | 'query' | 'header'
  readonly name: string
}

/** Tests whether one of the operations has the member in a body, or the parameter. */
export const hasNamedPlace = (
  contract: Contract,
  all: readonly HasContract[],
  { in: place, name }: NamedPlace,
): boolean =>
  place === 'body'
    ? hasField(contract, all, ['json', 'multipart'], name)
    : all.some(({ contract: { parameters } }) =>
        parameters.some((p) => p.in === place && String(p.name).toLowerCase() === name.toLowerCase()),
      )

/** Tests whether a body of one of the operations has a value at the path. */
export const hasPlace = (
  { document }: Contract,
  all: readonly HasContract[],
  encodings: readonly Encoding[],
  path: readonly string[],
): boolean =>
  all.some(({ contract: { bodies } }) =>
    encodings.some((encoding) => {
      const schema = bodies[mediaTypes[encoding]]
      return schema && schemasAt(document, schema, path).length > 0
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
      yield fault(
        [...parts, index],
        `no ${carriersOf(name, encodings).join(' or ')} body of the contract has the field ${name}: ${adviseOverlay('the field')}`,
        { kind: 'place', example: nearestField(contract, all, encodings, name, parts) },
      )
}

/** Finds the field of the bodies that has the canonical name, or else the one whose name differs least. */
function nearestField(
  { document }: Contract,
  all: readonly ContractedOperation[],
  encodings: readonly Encoding[],
  name: string,
  [section, canonical]: readonly string[],
): string | undefined {
  const names = all.flatMap(({ contract: { bodies } }) =>
    encodings.flatMap((encoding) => memberNames(document, bodies[mediaTypes[encoding]], [])),
  )
  return section === 'fields' && names.includes(canonical ?? '') ? canonical : findNearest(name, names)
}
