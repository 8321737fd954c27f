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
import { count, fixed, idTemplate, operationKey, pathPlace, place } from './shared.ts'

/** Describes an endpoint that manages files. */
const endpoint = (title: string) =>
  operationKey.meta({ title, description: 'Method and path in the OpenAPI document, such as POST /files.' })

export const files = z
  .strictObject({
    upload: endpoint('Endpoint that uploads a file'),
    field: z.string().meta({ title: 'Form field of the file', description: 'Name of the part that holds the file.' }),
    purpose: z.string().optional().meta({
      title: 'Form field of the purpose',
      description: 'Name of the part that says what the file is for. Default: no such part.',
    }),
    formats: z
      .array(z.enum(['png', 'jpeg', 'webp', 'gif']))
      .min(1)
      .optional()
      .meta({
        title: 'Formats of uploads',
        description:
          'Formats that an upload may have, by its bytes: png, jpeg, webp, gif. Default: an upload may be any file.',
      }),
    maxBytes: count.optional().meta({
      title: 'Largest upload',
      description: 'Largest size of an upload in bytes. Default: the limit of reference images.',
    }),
    retrieve: endpoint('Endpoint that describes a file').optional(),
    remove: endpoint('Endpoint that deletes a file').optional(),
    file: pathPlace('the file id').optional(),
    id: idTemplate.optional().meta({
      title: 'File ids',
      description: `Form of the ids of files: file-{hex:24}. ${idWords} Default: {hex:32}.`,
    }),
    link: z
      .strictObject({
        path: idTemplate.meta({
          title: 'Path of the link to an upload',
          description: `Form of the path of the link: /uploads/{seconds}_{hex:8}. ${idWords}`,
        }),
        ttlSeconds: count.optional().meta({
          title: 'Lifetime of the link to an upload',
          description: 'Seconds for which a request may name the link. Default: no documented end.',
        }),
      })
      .optional()
      .meta({
        title: 'Link to an upload',
        description: 'Link that the reply to an upload gives, for requests to name. Default: requests name the id.',
      }),
    lens: z
      .strictObject({
        id: place('the file id'),
        createdAt: place('the time of the upload', 'in seconds since 1970'),
        bytes: place('the size of the file', 'in bytes'),
        name: place('the file name'),
        purpose: place('the purpose of the file'),
        mediaType: place('the media type of the file'),
        url: place('the link to the file'),
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
      .optional()
      .meta({ title: 'Reply to a deletion', description: 'Response to a request that deletes a file.' }),
  })
  .meta({
    title: 'Uploaded files',
    description: 'Images that a caller uploads first and then names by id or by link in requests.',
  })
export type Files = z.infer<typeof files>

/** Checks the operations on files, the parts of the upload form, and the pointers into the responses. */
export function* checkFiles(files: Files, contract: Contract): Generator<Fault> {
  const { lens, fixed, removed, file, link } = files
  for (const key of ['upload', 'retrieve', 'remove'] as const) {
    const operation = files[key]
    if (operation !== undefined) yield* missingOperation(contract, ['files', key], operation)
  }
  for (const key of ['retrieve', 'remove'] as const) {
    const operation = files[key]
    if (operation === undefined) continue
    if (file) yield* missingParameter(contract, ['files', 'file', 'name'], operation, 'path', file.name)
    else yield fault(['files', 'file'], `missing: name the parameter of ${operation} that holds the file id`)
  }
  if (link && lens.url === undefined)
    yield fault(['files', 'lens', 'url'], 'missing: add the pointer to the link, because uploads have a link')
  if (lens.url !== undefined && !link)
    yield fault(['files', 'link'], 'missing: add the form of the link, because the reply has a place of it')
  const [upload, retrieve, remove] = [files.upload, files.retrieve, files.remove].map((key) =>
    key === undefined ? undefined : findOperation(contract, key),
  )
  const form = upload?.bodies[mediaTypes.multipart]
  for (const key of ['field', 'purpose'] as const) {
    const name = files[key]
    if (upload && name !== undefined && schemasAt(contract.document, form, [name]).length === 0)
      yield fault(['files', key], `the form of ${files.upload} has no field ${name}: ${adviseOverlay('the field')}`)
  }
  const stored = schemasOf(contract, [upload, retrieve])
  const deleted = schemasOf(contract, [remove])
  yield* brokenPointers(contract, ['files', 'lens'], lens, stored)
  yield* brokenPointers(contract, ['files', 'fixed'], asLens(fixed), stored)
  if (!removed) return
  yield* brokenPointers(contract, ['files', 'removed', 'lens'], removed.lens, deleted)
  yield* brokenPointers(contract, ['files', 'removed', 'fixed'], asLens(removed.fixed), deleted)
}
