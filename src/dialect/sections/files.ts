import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { schemasAt } from '../../contract/walk.ts'
import {
  asLens,
  brokenPointers,
  findOperation,
  missingOperation,
  missingParameter,
  schemasOf,
} from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { fixed, lensOf, operationKey } from './shared.ts'

const fileLens = lensOf('id', 'createdAt', 'bytes', 'name', 'purpose')

export const files = z
  .strictObject({
    upload: operationKey,
    field: z.string().meta({ description: 'The part of the form that holds the file.' }),
    purpose: z.string().meta({ description: 'The part that says what it is for.' }),
    retrieve: operationKey,
    remove: operationKey,
    parameter: z.string().meta({ description: 'The path parameter that names a file.' }),
    id: z.strictObject({ prefix: z.string(), hex: z.int().min(8).max(64) }),
    lens: fileLens,
    fixed: fixed.optional(),
    removed: z.strictObject({ lens: lensOf('id'), fixed: fixed.optional() }),
  })
  .meta({ description: 'Pictures that are uploaded first and named by id in requests.' })
export type Files = z.infer<typeof files>

/** Checks the operations on files: the form of an upload has the parts, and the replies hold what their lenses name. */
export function* checkFiles(files: Files, contract: Contract): Generator<Fault> {
  for (const key of ['upload', 'retrieve', 'remove'] as const)
    yield* missingOperation(contract, ['files', key], files[key])
  for (const key of ['retrieve', 'remove'] as const)
    yield* missingParameter(contract, ['files', 'parameter'], files[key], 'path', files.parameter)
  const [upload, retrieve, remove] = [files.upload, files.retrieve, files.remove].map((key) =>
    findOperation(contract, key),
  )
  const form = upload?.bodies[mediaTypes.multipart]
  for (const key of ['field', 'purpose'] as const)
    if (upload && schemasAt(contract.document, form, [files[key]]).length === 0)
      yield fault(['files', key], `the form of ${files.upload} has no field ${files[key]}`)
  const { lens, fixed, removed } = files
  const stored = schemasOf(contract, [upload, retrieve])
  const deleted = schemasOf(contract, [remove])
  yield* brokenPointers(contract, ['files', 'lens'], lens, stored)
  yield* brokenPointers(contract, ['files', 'fixed'], asLens(fixed), stored)
  yield* brokenPointers(contract, ['files', 'removed', 'lens'], removed.lens, deleted)
  yield* brokenPointers(contract, ['files', 'removed', 'fixed'], asLens(removed.fixed), deleted)
}
