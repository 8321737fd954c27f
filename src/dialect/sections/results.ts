import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import {
  asLens,
  brokenPointers,
  firstItemParts,
  missingOperation,
  missingParameter,
  schemasOf,
} from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { forms, usageKeys } from '../words.ts'
import type { ContractedOperation } from './operations.ts'
import { count, fixed, headerName, itemLens, lensOf, operationKey } from './shared.ts'

const replyLens = lensOf(
  'id',
  'createdAt',
  'items',
  'background',
  'quality',
  'format',
  'size',
  'tier',
  'user',
  ...usageKeys,
)

export const results = z.strictObject({
  reply: z.strictObject({ lens: replyLens, fixed: fixed.optional() }),
  item: itemLens,
  forms: z.array(z.enum(forms)).min(1).meta({ description: 'Every form that a client must be ready for.' }),
  default: z.enum(forms),
  byResponseFormat: z.record(z.string(), z.enum(forms)).optional(),
  echo: z
    .enum(['asked', 'resolved'])
    .optional()
    .meta({ description: 'Whether an echoed auto stays auto or becomes the value used.' }),
  picture: z
    .strictObject({
      at: operationKey,
      task: z.string(),
      index: z.string(),
      ttl: count,
      expiry: z.strictObject({ parameter: z.string(), unit: z.enum(['seconds', 'milliseconds']) }).optional(),
      signature: z.strictObject({ parameter: z.string(), hex: z.int().min(8).max(64) }).optional(),
      auth: z.enum(['none', 'key']),
      fresh: z.boolean().meta({ description: 'Every query of the task signs a new link.' }),
      headers: z.record(headerName, z.string()).optional(),
    })
    .optional(),
})
export type Results = z.infer<typeof results>
export type ResultForm = (typeof forms)[number]

/** Checks the forms of results, the reply, and the operation that serves images. */
export function* checkResults(
  results: Results,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  yield* checkForms(results)
  const { reply, item, picture } = results
  const replies = schemasOf(
    contract,
    operations.filter(({ async }) => async !== 'always').map((operation) => operation.contract),
  )
  yield* brokenPointers(contract, ['results', 'reply', 'lens'], reply.lens, replies)
  yield* brokenPointers(contract, ['results', 'reply', 'fixed'], asLens(reply.fixed), replies)
  if (reply.lens.items !== undefined)
    yield* brokenPointers(contract, ['results', 'item'], item, replies, firstItemParts(reply.lens))
  if (picture) yield* checkPicture(picture, contract)
}

function* checkForms({ forms, default: usual, byResponseFormat = {}, picture }: Results): Generator<Fault> {
  const reason = 'is not one of results.forms'
  if (!forms.includes(usual)) yield fault(['results', 'default'], reason)
  for (const [value, form] of Object.entries(byResponseFormat))
    if (!forms.includes(form)) yield fault(['results', 'byResponseFormat', value], reason)
  if (picture === undefined && forms.some((form) => form === 'relative' || form === 'absolute'))
    yield fault(['results', 'picture'], 'is missing: a result that is a link needs the operation that serves it')
}

function* checkPicture(picture: NonNullable<Results['picture']>, contract: Contract): Generator<Fault> {
  const parts = ['results', 'picture']
  yield* missingOperation(contract, [...parts, 'at'], picture.at)
  for (const key of ['task', 'index'] as const)
    yield* missingParameter(contract, [...parts, key], picture.at, 'path', picture[key])
  for (const key of ['expiry', 'signature'] as const) {
    const name = picture[key]?.parameter
    if (name) yield* missingParameter(contract, [...parts, key, 'parameter'], picture.at, 'query', name)
  }
}
