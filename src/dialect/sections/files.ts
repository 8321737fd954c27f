import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { mediaTypes } from '../../contract/media-types.ts'
import { schemasAt } from '../../contract/walk.ts'
import {
  adviseOverlay,
  asLens,
  brokenPointers,
  findOperation,
  missingOperation,
  missingParameter,
  schemasOf,
} from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { idWords } from '../id-template.ts'
import { fixed, idTemplate, operationKey, pathPlace, place } from './shared.ts'

/** Describes an endpoint that manages files. */
const endpoint = (title: string) =>
  operationKey.meta({ title, description: 'Method and path in the OpenAPI document, such as POST /files.' })

export const files = z
  .strictObject({
    upload: endpoint('Endpoint that uploads a file'),
    field: z.string().meta({ title: 'Form field of the file', description: 'Name of the part that holds the file.' }),
    purpose: z
      .string()
      .meta({ title: 'Form field of the purpose', description: 'Name of the part that says what the file is for.' }),
    retrieve: endpoint('Endpoint that describes a file'),
    remove: endpoint('Endpoint that deletes a file'),
    file: pathPlace('the file id'),
    id: idTemplate.meta({ title: 'File ids', description: `Form of the ids of files: file-{hex:24}. ${idWords}` }),
    lens: z
      .strictObject({
        id: place('the file id'),
        createdAt: place('the time of the upload', 'in seconds since 1970'),
        bytes: place('the size of the file', 'in bytes'),
        name: place('the file name'),
        purpose: place('the purpose of the file'),
      })
      .meta({ title: 'Places in the description of a file', description: 'Where the response holds values.' }),
    fixed: fixed.optional(),
    removed: z
      .strictObject({
        lens: z
          .strictObject({ id: place('the id of the deleted file') })
          .meta({ title: 'Places in the reply to a deletion', description: 'Where the response holds values.' }),
        fixed: fixed.optional(),
      })
      .meta({ title: 'Reply to a deletion', description: 'Response to a request that deletes a file.' }),
  })
  .meta({
    title: 'Uploaded files',
    description: 'Images that a caller uploads first and then names by id in requests.',
  })
export type Files = z.infer<typeof files>

/** Checks the operations on files, the parts of the upload form, and the pointers into the responses. */
export function* checkFiles(files: Files, contract: Contract): Generator<Fault> {
  for (const key of ['upload', 'retrieve', 'remove'] as const)
    yield* missingOperation(contract, ['files', key], files[key])
  for (const key of ['retrieve', 'remove'] as const)
    yield* missingParameter(contract, ['files', 'file', 'name'], files[key], 'path', files.file.name)
  const [upload, retrieve, remove] = [files.upload, files.retrieve, files.remove].map((key) =>
    findOperation(contract, key),
  )
  const form = upload?.bodies[mediaTypes.multipart]
  for (const key of ['field', 'purpose'] as const)
    if (upload && schemasAt(contract.document, form, [files[key]]).length === 0)
      yield fault(
        ['files', key],
        `the form of ${files.upload} has no field ${files[key]}: ${adviseOverlay('the field')}`,
      )
  const { lens, fixed, removed } = files
  const stored = schemasOf(contract, [upload, retrieve])
  const deleted = schemasOf(contract, [remove])
  yield* brokenPointers(contract, ['files', 'lens'], lens, stored)
  yield* brokenPointers(contract, ['files', 'fixed'], asLens(fixed), stored)
  yield* brokenPointers(contract, ['files', 'removed', 'lens'], removed.lens, deleted)
  yield* brokenPointers(contract, ['files', 'removed', 'fixed'], asLens(removed.fixed), deleted)
}
