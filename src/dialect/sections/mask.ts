import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import type { Fault } from '../fault.ts'
import { type ContractedOperation, missingFields } from './operations.ts'
import { acceptOrReject, bodyNames, count, formNames, nestedWords } from './shared.ts'

const use = z.enum(['mask', 'reference']).optional()
const useWords = 'mask: it marks where to edit. reference: it is one more reference image. Default: mask.'

export const mask = z
  .strictObject({
    json: bodyNames.optional().meta({
      title: 'JSON fields of the mask',
      description: `Names of the field in a JSON body; a request sends one. ${nestedWords('/input/mask')}`,
    }),
    multipart: formNames.optional().meta({
      title: 'Form fields of the mask',
      description: 'Names of the part in a multipart form; a request sends one.',
    }),
    as: z
      .strictObject({
        json: use.meta({ title: 'Use of a mask in JSON', description: useWords }),
        multipart: use.meta({ title: 'Use of a mask in multipart', description: useWords }),
      })
      .prefault({})
      .meta({ title: 'Use of the mask', description: 'What the gateway does with the mask, by encoding of the body.' }),
    withoutReference: acceptOrReject.default('reject').meta({
      title: 'Mask without a reference image',
      description:
        'accept: a mask without a reference image is accepted. reject: such a mask is refused. Default: reject.',
    }),
    format: z
      .enum(['png'])
      .optional()
      .meta({ title: 'Format of the mask', description: 'png: the mask must be a PNG file. Default: every format.' }),
    maxBytes: count
      .optional()
      .meta({ title: 'Maximum size of the mask', description: 'Most bytes of the mask. Default: no limit.' }),
    otherSize: acceptOrReject.optional().meta({
      title: 'Mask of another size than the image',
      description:
        'accept: width and height may differ from those of the first reference image. reject: they must be equal. Default: accept.',
    }),
    withoutAlpha: acceptOrReject.optional().meta({
      title: 'Mask without transparency',
      description:
        'accept: the mask need not have an alpha channel. reject: the mask must have one, whose transparent parts are edited. Default: accept.',
    }),
  })
  .meta({ title: 'Edit mask', description: 'Image that marks which part of the first reference image to edit.' })
export type MaskRules = z.infer<typeof mask>

/** Checks that each field of the mask is a field of the contract. */
export function* checkMask(
  { json, multipart }: MaskRules,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  yield* missingFields(contract, operations, ['mask', 'json'], ['json'], json)
  yield* missingFields(contract, operations, ['mask', 'multipart'], ['multipart'], multipart)
}
