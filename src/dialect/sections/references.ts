import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import type { Fault } from '../fault.ts'
import { type ContractedOperation, missingFields } from './operations.ts'
import { count, texts } from './shared.ts'

const referenceForms = z.array(z.enum(['http', 'data', 'base64', 'file_id'])).min(1)
export const references = z.strictObject({
  max: count,
  maxBytes: count.optional(),
  formats: z
    .array(z.enum(['png', 'jpeg', 'webp', 'gif']))
    .min(1)
    .optional()
    .meta({ description: 'Formats taken, judged by content. Any picture when not said.' }),
  several: z
    .enum(['concatenate', 'first', 'refuse'])
    .meta({ description: 'What happens when references arrive under several aliases.' }),
  json: z
    .strictObject({
      fields: texts,
      shapes: z.array(z.enum(['string', 'array', 'object'])).min(1),
      items: z.array(z.enum(['string', 'object'])).min(1),
      members: z.strictObject({ url: z.string(), fileId: z.string().optional() }).optional(),
      accepts: referenceForms,
      dedupe: z.enum(['value', 'none']),
    })
    .optional(),
  multipart: z
    .strictObject({
      fields: texts.meta({ description: '`{n}` stands for a number: image_{n}' }),
      text: z.enum(['ignored', 'reference', 'refused']).meta({ description: 'What a text part under such a name is.' }),
      contentTypes: texts
        .optional()
        .meta({ description: 'Content-Types of a part that are taken; any when not said.' }),
      dedupe: z.enum(['nameAndSize', 'none']),
    })
    .optional(),
  inPrompt: z.array(z.enum(['generate', 'edit'])).meta({ description: 'Where URLs inside the prompt are references.' }),
})
export type References = z.infer<typeof references>

/** Checks that each field that carries references is a field of the contract. */
export function* checkReferences(
  { json, multipart }: References,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  yield* missingFields(contract, operations, ['references', 'json', 'fields'], ['json'], json?.fields)
  yield* missingFields(contract, operations, ['references', 'multipart', 'fields'], ['multipart'], multipart?.fields)
}
