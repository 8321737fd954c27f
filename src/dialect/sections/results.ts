import { z } from 'zod'
import type { Contract, ContractOperation } from '../../contract/load.ts'
import {
  asLens,
  brokenPointers,
  findOperation,
  firstItemParts,
  missingOperation,
  missingParameter,
  schemasOf,
} from '../contract-faults.ts'
import { type Fault, fault, unlisted } from '../fault.ts'
import { idWords } from '../id-template.ts'
import { checkJsonTexts } from '../json-texts.ts'
import { templateWords } from '../reply-template.ts'
import { resultForms } from '../words.ts'
import {
  acceptOrReject,
  count,
  countPlaces,
  echoPlaces,
  fixed,
  formWords,
  idTemplate,
  itemLens,
  jsonTexts,
  linkPlaces,
  listRule,
  operationKey,
  pathPlace,
  place,
  queryPlace,
  responseHeaders,
  timeForm,
  usagePlaces,
} from './shared.ts'
import type { Tasks } from './tasks.ts'

const replyLens = z
  .strictObject({
    id: place('the task id'),
    createdAt: place('the time when the images were made', 'in the form of `time`'),
    items: place('the list of images', 'or to the one image'),
    ...echoPlaces,
    tier: place('the resolution tier'),
    ...linkPlaces,
    ...countPlaces,
    ...usagePlaces,
  })
  .meta({ title: 'Places in a reply', description: 'Where the response with the images holds values.' })

const image = z.strictObject({
  at: operationKey.meta({
    title: 'Endpoint that serves images',
    description: 'Method and path in the OpenAPI document, such as GET /images/{task_id}/{index}.',
  }),
  task: pathPlace('the task id of a link'),
  index: pathPlace('the number of the image', ', from 0'),
  ttlSeconds: count.optional().meta({
    title: 'Lifetime of result links',
    description: 'Seconds for which a link works. Default: no end.',
  }),
  expiry: z
    .strictObject({
      ...queryPlace('the end of a link'),
      unit: timeForm('a link').default('seconds'),
    })
    .optional()
    .meta({ title: 'End of a link', description: 'How a link says when it ends. Default: the link does not say.' }),
  signature: z
    .strictObject({
      ...queryPlace('the signature of a link'),
      form: idTemplate.meta({ title: 'Form of signatures', description: `Text of a signature. ${idWords}` }),
    })
    .optional()
    .meta({ title: 'Signature of a link', description: 'How a link is signed. Default: the link is not signed.' }),
  withoutKey: acceptOrReject.default('accept').meta({
    title: 'Result link without an API key',
    description:
      'accept: a link works without a key. reject: a link needs the key that created the task. Default: accept.',
  }),
  resignedOnPoll: z.boolean().default(false).meta({
    title: 'New link at every poll',
    description:
      'true: each poll gives a link that ends after its lifetime from then on. false: the link ends after its lifetime from the end of the task. Default: false.',
  }),
  headers: responseHeaders
    .optional()
    .meta({ title: 'Headers of image responses', description: 'Further response headers, by name.' }),
})

export const results = z
  .strictObject({
    reply: z
      .strictObject({
        lens: replyLens,
        jsonTexts,
        list: listRule,
        fixed: fixed.optional(),
        time: timeForm('a reply').optional(),
      })
      .default({ lens: {} })
      .meta({ title: 'Reply with images', description: 'Response that holds the images themselves or links to them.' }),
    item: itemLens.default({}).meta({
      title: 'Places in an image',
      description:
        'Where an item of the list of images holds values. With a place for an error, an image that failed has an item too; without one, the list is shorter.',
    }),
    itemFixed: fixed.optional().meta({
      title: 'Constant members of an image',
      description: `Further members of every image in replies and polls, by JSON pointer, such as /name: image-{index}.png. Texts may have parts that differ: ${templateWords}`,
    }),
    forms: z
      .array(z.enum(resultForms))
      .min(1)
      .default(['absolute'])
      .meta({
        title: 'Forms of results',
        description: `Every form that a client must be ready for. ${formWords} Default: absolute for an image with a place for a link, base64 for an image with a place for base64 text.`,
      }),
    default: z
      .enum(resultForms)
      .default('absolute')
      .meta({
        title: 'Default form of results',
        description: `Form where neither the request nor the model chooses. ${formWords} Default: the first of the forms.`,
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
    image: image.optional().meta({
      title: 'Result links',
      description:
        'Operation that serves the images to which results link. Default: where results are links, GET /generated/{task_id}/{index}, which the mock adds to the contract.',
    }),
  })
  .meta({ title: 'Results of a request', description: 'Form in which a caller gets the images.' })
export type Results = z.infer<typeof results>
export type ResultForm = (typeof resultForms)[number]

/** Checks the forms of results, the reply of the operations that have one, and the operation that serves images. */
export function* checkResults(
  results: Results,
  contract: Contract,
  operations: readonly ContractOperation[],
): Generator<Fault> {
  yield* checkForms(results)
  const { reply, item, image } = results
  const replies = schemasOf(contract, operations)
  yield* brokenPointers(contract, ['results', 'reply', 'lens'], reply.lens, replies)
  yield* brokenPointers(contract, ['results', 'reply', 'fixed'], asLens(reply.fixed), replies)
  yield* checkJsonTexts(contract, ['results', 'reply'], reply, replies)
  if (reply.lens.items !== undefined)
    yield* brokenPointers(contract, ['results', 'item'], item, replies, firstItemParts(reply.lens, reply.list))
  if (image) yield* checkImage(image, contract)
  yield* needsLifetime(results, ['results', 'reply', 'lens'], reply.lens)
  yield* needsLifetime(results, ['results', 'item'], item)
}

/** Checks that a reply or a poll with images has the constant members of an image. */
export function* checkItemFixed(
  { results: { itemFixed, reply }, tasks: { polls = {} } }: { readonly results: Results; readonly tasks: Tasks },
  contract: Contract,
  operations: readonly ContractOperation[],
): Generator<Fault> {
  if (itemFixed === undefined) return
  const documents = [
    { lens: reply.lens, list: reply.list, schemas: schemasOf(contract, operations) },
    ...Object.values(polls).map(({ at, lens, list }) => ({
      lens,
      list,
      schemas: schemasOf(contract, [findOperation(contract, at)]),
    })),
  ].filter(({ lens, schemas }) => lens.items !== undefined && schemas.length > 0)
  for (const { lens, list, schemas } of documents)
    yield* brokenPointers(contract, ['results', 'itemFixed'], asLens(itemFixed), schemas, firstItemParts(lens, list))
}

/** Yields a fault if a document tells the end of links of which the dialect states no end. */
export function* needsLifetime(
  { image }: Results,
  parts: readonly string[],
  lens: { readonly linkExpiresAt?: unknown; readonly linkTtlSeconds?: unknown },
): Generator<Fault> {
  for (const member of ['linkExpiresAt', 'linkTtlSeconds'] as const)
    if (lens[member] !== undefined && image?.ttlSeconds === undefined) yield lifetimeFault([...parts, member])
}

const lifetimeFault = (parts: readonly string[]) =>
  fault(parts, 'the dialect does not say how long a link works: add /results/image/ttlSeconds, or remove the member', {
    example: 3600,
  })

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
  if (image.expiry !== undefined && image.ttlSeconds === undefined) yield lifetimeFault([...parts, 'expiry'])
  yield* missingOperation(contract, [...parts, 'at'], image.at)
  for (const key of ['task', 'index'] as const)
    yield* missingParameter(contract, [...parts, key, 'name'], image.at, 'path', image[key].name)
  for (const key of ['expiry', 'signature'] as const) {
    const name = image[key]?.name
    if (name) yield* missingParameter(contract, [...parts, key, 'name'], image.at, 'query', name)
  }
}
