import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { fieldParts } from '../body-field.ts'
import { adviseOverlay } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { matchesPattern } from '../pattern.ts'
import { type ContractedOperation, hasPlace, missingFields } from './operations.ts'
import { bodyName, bodyNames, constant, count, formNames, nestedWords, texts } from './shared.ts'

const format = z.enum(['png', 'jpeg', 'webp', 'gif'])

export const references = z
  .strictObject({
    max: count.default(16).meta({
      title: 'Maximum number of reference images',
      description: 'Most reference images in a request, links in the prompt included. Default: 16.',
    }),
    maxBytes: count.optional().meta({
      title: 'Maximum size of a reference image',
      description: 'Most bytes of one reference image. Default: no limit.',
    }),
    formats: z.array(format).min(1).optional().meta({
      title: 'Formats of reference images',
      description: 'File formats that are accepted, judged by content: png, jpeg, webp, gif. Default: every format.',
    }),
    byModel: z
      .record(
        z.string(),
        z
          .strictObject({
            max: count.optional().meta({
              title: 'Maximum number of reference images for a model',
              description: 'Most reference images in a request for the model. Default: the general limit.',
            }),
            maxBytes: count.optional().meta({
              title: 'Maximum size of a reference image for a model',
              description: 'Most bytes of one reference image. Default: the general limit.',
            }),
            formats: z.array(format).min(1).optional().meta({
              title: 'Formats of reference images for a model',
              description: 'File formats that the model accepts: png, jpeg, webp, gif. Default: the general formats.',
            }),
          })
          .meta({
            title: 'Limits of reference images of a model',
            description: 'Limits that replace the general limits for models that match this pattern.',
          }),
      )
      .optional()
      .meta({
        title: 'Limits of reference images by model',
        description: 'Limits by model id; * in an id stands for any text. The first pattern that matches counts.',
      }),
    several: z.enum(['concatenate', 'first', 'reject']).default('concatenate').meta({
      title: 'Reference images under several names',
      description:
        'concatenate: all count, in the order of the names. first: those under the first name count. reject: the request is refused. Default: concatenate.',
    }),
    json: z
      .strictObject({
        fields: bodyNames.meta({
          title: 'JSON fields of reference images',
          description: `Names of the fields, in the order in which their images count. ${nestedWords('/input/images')}`,
        }),
        shapes: z
          .array(z.enum(['string', 'array', 'object']))
          .min(1)
          .default(['string', 'array'])
          .meta({
            title: 'JSON types of the field',
            description:
              'string: one image as text. array: a list of images. object: one image as an object. Without array, several images fill the fields in order, one each. Default: those of the contract.',
          }),
        items: z
          .array(z.enum(['string', 'object']))
          .min(1)
          .default(['string'])
          .meta({
            title: 'JSON types in a list',
            description: 'string: an image as text. object: an image as an object. Default: those of the contract.',
          }),
        members: z
          .strictObject({
            url: bodyName.meta({
              title: 'Member with the link',
              description: `Name of the member that holds a link, a data URL or base64 text. ${nestedWords('/image_url/url', 'the object')}`,
            }),
            fileId: bodyName.optional().meta({
              title: 'Member with the file id',
              description: `Name of the member that holds a file id. ${nestedWords('/file/id', 'the object')}`,
            }),
          })
          .optional()
          .meta({
            title: 'Members of an image object',
            description: 'Names of the members of a reference image that is an object. Default: the member url alone.',
          }),
        fixed: z
          .record(
            bodyName,
            constant.meta({
              title: 'Constant value of an image object',
              description: 'Value of the member with this name; an object with another value is refused.',
            }),
          )
          .optional()
          .meta({
            title: 'Constant members of an image object',
            description: `Members that a reference image as an object must have beside the link or the file id, with their values: type: image_url. ${nestedWords('/image_url/detail', 'the object')} Default: none.`,
          }),
        accepts: z
          .array(z.enum(['http', 'data', 'base64', 'file_id']))
          .min(1)
          .default(['http', 'data'])
          .meta({
            title: 'Forms of reference images',
            description:
              'http: a link. data: a data URL. base64: base64 text. file_id: the id of an uploaded file. Default: http and data.',
          }),
        dedupe: z.enum(['value', 'none']).default('none').meta({
          title: 'Repeated images in JSON',
          description: 'value: equal values count once. none: each one counts. Default: none.',
        }),
      })
      .optional()
      .meta({ title: 'Reference images in JSON', description: 'How a JSON body carries reference images.' }),
    multipart: z
      .strictObject({
        fields: formNames.meta({
          title: 'Form fields of reference images',
          description:
            'Names of the parts, in the order in which their images count; {n} stands for a number: image_{n}.',
        }),
        text: z.enum(['ignore', 'accept', 'reject']).default('reject').meta({
          title: 'Text in place of a file',
          description:
            'Meaning of a text part under such a name. ignore: no image. accept: the link of an image. reject: an error. Default: reject.',
        }),
        contentTypes: texts.optional().meta({
          title: 'Content types of files',
          description: 'Values of Content-Type of a part that are accepted. Default: every value.',
        }),
        dedupe: z.enum(['nameAndSize', 'none']).default('none').meta({
          title: 'Repeated files in a form',
          description:
            'nameAndSize: files with equal file name and number of bytes count once. none: each file counts. Default: none.',
        }),
      })
      .optional()
      .meta({ title: 'Reference images in multipart', description: 'How a multipart form carries reference images.' }),
    urlsInPrompt: z
      .array(z.enum(['generate', 'edit']))
      .default([])
      .meta({
        title: 'Links in the prompt as reference images',
        description:
          'Operations in which a link inside the prompt is a reference image. generate: operations that generate. edit: operations that edit. Default: none.',
      }),
  })
  .meta({ title: 'Reference images', description: 'Images that a request sends for the model to work from.' })
export type ReferenceRules = z.infer<typeof references>

/** Checks that each field of reference images is a field of the contract, and that an image object has the members. */
export function* checkReferences(
  rules: ReferenceRules,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  const { json, multipart } = rules
  yield* checkModels(rules)
  yield* missingFields(contract, operations, ['references', 'json', 'fields'], ['json'], json?.fields)
  yield* missingFields(contract, operations, ['references', 'multipart', 'fields'], ['multipart'], multipart?.fields)
  if (!json) return
  const { fields, members = { url: 'url' }, fixed = {} } = json
  if (![...json.shapes, ...json.items].includes('object')) {
    if (json.fixed)
      yield fault(
        ['references', 'json', 'fixed'],
        'no reference image is an object: add object to items, or remove fixed',
      )
    return
  }
  const named = [
    ...Object.entries(json.members ?? {}).map(([member, name]) => ({ parts: ['members', member], name })),
    ...Object.keys(fixed).map((name) => ({ parts: ['fixed', name], name })),
  ]
  for (const { parts, name } of named)
    if (name !== undefined && !fields.some((field) => hasMember(contract, operations, field, name)))
      yield fault(
        ['references', 'json', ...parts],
        `no image object of the contract has the member ${name}: ${adviseOverlay('the member')}`,
      )
  for (const name of Object.keys(fixed))
    if (Object.values(members).includes(name))
      yield fault(['references', 'json', 'fixed', name], `${name} holds the image: name another member, or remove it`)
}

/** Checks that no model has more reference images than the fields of one image can carry, and that each pattern can count. */
function* checkModels(rules: ReferenceRules): Generator<Fault> {
  const { json, multipart } = rules
  const hasFieldsOfOne = json && !multipart && !json.shapes.includes('array')
  const most = hasFieldsOfOne ? json.fields.length : Number.POSITIVE_INFINITY
  const patterns = Object.entries(rules.byModel ?? {})
  for (const [index, [pattern, { max = 0 }]] of patterns.entries()) {
    if (max > most)
      yield fault(
        ['references', 'byModel', pattern, 'max'],
        `${max} reference images do not fit into the ${most} fields of one image each: lower the limit, or add fields`,
      )
    const earlier = patterns.slice(0, index).find(([other]) => matchesPattern(other, pattern))
    if (earlier)
      yield fault(
        ['references', 'byModel', pattern],
        `${earlier[0]} stands before and matches every model of ${pattern}: put ${pattern} first, or remove it`,
      )
  }
}

/** Tests whether an image object under the field, by itself or in a list, has the member. */
const hasMember = (
  contract: Contract,
  operations: readonly ContractedOperation[],
  field: string,
  member: string,
): boolean =>
  [[], ['0']].some((index) =>
    hasPlace(contract, operations, ['json'], [...fieldParts(field), ...index, ...fieldParts(member)]),
  )
