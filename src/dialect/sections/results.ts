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
import { type Fault, fault, unlisted } from '../fault.ts'
import { resultForms } from '../words.ts'
import type { ContractedOperation } from './operations.ts'
import {
  count,
  echoPlaces,
  fixed,
  formWords,
  itemLens,
  operationKey,
  place,
  responseHeaders,
  timeWords,
  usagePlaces,
} from './shared.ts'

const replyLens = z
  .strictObject({
    id: place('the task id'),
    createdAt: place('the time when the images were made', 'in seconds since 1970'),
    items: place('the list of images'),
    ...echoPlaces,
    tier: place('the resolution tier'),
    ...usagePlaces,
  })
  .meta({ title: 'Places in a reply', description: 'Where the response with the images holds values.' })

const image = z.strictObject({
  at: operationKey.meta({
    title: 'Endpoint that serves images',
    description: 'Method and path in the OpenAPI document, such as GET /images/{task_id}/{index}.',
  }),
  task: z.string().meta({
    title: 'Path parameter with the task id of a link',
    description: 'Name of the path parameter that holds the task id.',
  }),
  index: z.string().meta({
    title: 'Path parameter with the number of the image',
    description: 'Name of the path parameter that holds the number of the image in its task, from 0.',
  }),
  ttl: count.meta({ title: 'Lifetime of result links', description: 'Seconds for which a link works.' }),
  expiry: z
    .strictObject({
      parameter: z.string().meta({
        title: 'Query parameter with the end of a link',
        description: 'Name of the query parameter that holds the time at which the link ends.',
      }),
      unit: z.enum(['seconds', 'milliseconds']).meta({
        title: 'Unit of the end of a link',
        description: timeWords,
      }),
    })
    .optional()
    .meta({ title: 'End of a link', description: 'How a link says when it ends. Default: the link does not say.' }),
  signature: z
    .strictObject({
      parameter: z.string().meta({
        title: 'Query parameter with the signature of a link',
        description: 'Name of the query parameter that holds the signature.',
      }),
      hex: z.int().min(8).max(64).meta({
        title: 'Length of signatures',
        description: 'Number of hexadecimal digits.',
      }),
    })
    .optional()
    .meta({ title: 'Signature of a link', description: 'How a link is signed. Default: the link is not signed.' }),
  auth: z.enum(['none', 'key']).meta({
    title: 'API key for result links',
    description: 'none: a link works without a key. key: a link needs the key that created the task.',
  }),
  fresh: z.boolean().meta({
    title: 'New link at every poll',
    description:
      'true: each poll gives a link that ends after its lifetime from then on. false: the link ends after its lifetime from the end of the task.',
  }),
  headers: responseHeaders
    .optional()
    .meta({ title: 'Headers of image responses', description: 'Further response headers, by name.' }),
})

export const results = z
  .strictObject({
    reply: z
      .strictObject({ lens: replyLens, fixed: fixed.optional() })
      .meta({ title: 'Reply with images', description: 'Response that holds the images themselves or links to them.' }),
    item: itemLens.meta({
      title: 'Places in an image',
      description: 'Where an item of the list of images holds values.',
    }),
    forms: z
      .array(z.enum(resultForms))
      .min(1)
      .meta({
        title: 'Forms of results',
        description: `Every form that a client must be ready for. ${formWords}`,
      }),
    default: z.enum(resultForms).meta({
      title: 'Default form of results',
      description: `Form where neither the request nor the model chooses. ${formWords}`,
    }),
    byResponseFormat: z
      .record(
        z.string(),
        z.enum(resultForms).meta({
          title: 'Form of results of a response format',
          description: `Form that this value of the response format asks for. ${formWords}`,
        }),
      )
      .optional()
      .meta({
        title: 'Form of results by response format',
        description: 'Values of the response format field, with the form of each. Other values are refused.',
      }),
    echo: z.enum(['asked', 'resolved']).optional().meta({
      title: 'Repeated settings',
      description:
        'How a reply repeats auto. asked: as the request has it. resolved: as the value that was used. Default: asked.',
    }),
    image: image
      .optional()
      .meta({ title: 'Result links', description: 'Operation that serves the images to which results link.' }),
  })
  .meta({ title: 'Results of a request', description: 'Form in which a caller gets the images.' })
export type Results = z.infer<typeof results>
export type ResultForm = (typeof resultForms)[number]

/** Checks the forms of results, the reply, and the operation that serves images. */
export function* checkResults(
  results: Results,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  yield* checkForms(results)
  const { reply, item, image } = results
  const replies = schemasOf(
    contract,
    operations.filter(({ async }) => async !== 'always').map((operation) => operation.contract),
  )
  yield* brokenPointers(contract, ['results', 'reply', 'lens'], reply.lens, replies)
  yield* brokenPointers(contract, ['results', 'reply', 'fixed'], asLens(reply.fixed), replies)
  if (reply.lens.items !== undefined)
    yield* brokenPointers(contract, ['results', 'item'], item, replies, firstItemParts(reply.lens))
  if (image) yield* checkImage(image, contract)
}

function* checkForms({ forms, default: usual, byResponseFormat = {}, image }: Results): Generator<Fault> {
  const list = '/results/forms'
  if (!forms.includes(usual)) yield unlisted(['results', 'default'], usual, list, forms)
  for (const [value, form] of Object.entries(byResponseFormat))
    if (!forms.includes(form)) yield unlisted(['results', 'byResponseFormat', value], form, list, forms)
  if (image === undefined && forms.some((form) => form === 'relative' || form === 'absolute'))
    yield fault(['results', 'image'], 'missing: add the operation that serves images, because some results are links')
}

function* checkImage(image: NonNullable<Results['image']>, contract: Contract): Generator<Fault> {
  const parts = ['results', 'image']
  yield* missingOperation(contract, [...parts, 'at'], image.at)
  for (const key of ['task', 'index'] as const)
    yield* missingParameter(contract, [...parts, key], image.at, 'path', image[key])
  for (const key of ['expiry', 'signature'] as const) {
    const name = image[key]?.parameter
    if (name) yield* missingParameter(contract, [...parts, key, 'parameter'], image.at, 'query', name)
  }
}
