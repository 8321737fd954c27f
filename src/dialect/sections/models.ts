import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { formatPointer } from '../../contract/pointer.ts'
import { brokenPointers, findOperation, missingOperation, missingParameter, schemasOf } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { matchesPattern } from '../pattern.ts'
import { resultForms } from '../words.ts'
import { canonicalField, fieldWords } from './fields.ts'
import type { ContractedOperation } from './operations.ts'
import { acceptOrReject, count, formWords, operationKey, pathPlace, place, texts } from './shared.ts'

export const models = z
  .strictObject({
    default: z.string().optional().meta({
      title: 'Default model',
      description: 'Id of the model of a request that names none. Default: none.',
    }),
    unknown: acceptOrReject.default('accept').meta({
      title: 'Unknown models',
      description:
        'accept: every id is accepted. reject: an id that matches none of the known models is refused. Default: accept.',
    }),
    list: operationKey.optional().meta({
      title: 'Endpoint that lists the models',
      description:
        'Method and path in the OpenAPI document, such as GET /models. The list names the models that the gateway serves, and no other known model. The mock answers with the example of the contract.',
    }),
    place: pathPlace('the model').optional(),
    retrieve: z
      .strictObject({
        at: operationKey.meta({
          title: 'Endpoint that describes a model',
          description: 'Method and path in the OpenAPI document, such as GET /models/{model}.',
        }),
        model: pathPlace('the model id'),
        lens: z
          .strictObject({ id: place('the model id') })
          .meta({ title: 'Places in the description of a model', description: 'Where the response holds values.' }),
      })
      .optional()
      .meta({
        title: 'Description of a model',
        description: 'Operation that describes one model. The mock answers with the example of the contract.',
      }),
    known: z
      .array(
        z
          .strictObject({
            match: z.string().meta({
              title: 'Model id',
              description: 'Id of the model; * stands for any text.',
            }),
            retired: z.iso.date().optional().meta({
              title: 'Retirement of the model',
              description: 'Date from which on the model is refused, YYYY-MM-DD.',
            }),
            rejects: z
              .array(canonicalField)
              .optional()
              .meta({
                title: 'Fields that the model refuses',
                description: `Fields that a request to the model must not have. ${fieldWords}`,
              }),
            accepts: z
              .partialRecord(
                canonicalField,
                texts.meta({
                  title: 'Values that the model accepts',
                  description: 'Only values of this field that the model accepts.',
                }),
              )
              .optional()
              .meta({
                title: 'Fields with fewer values for the model',
                description: `Accepted values by field, where they are fewer than in the contract. ${fieldWords}`,
              }),
            omittedFromEcho: z.array(z.string()).optional().meta({
              title: 'Quality values left out of the reply',
              description: 'Values of quality that the reply does not repeat, because it has no word for them.',
            }),
            maxImages: count.optional().meta({
              title: 'Maximum number of images of the model',
              description: 'Most images of a request to the model. Default: the general limit.',
            }),
            form: z
              .enum(resultForms)
              .optional()
              .meta({
                title: 'Form of results of the model',
                description: `Form of the results where the request does not choose. ${formWords} Default: the general form.`,
              }),
          })
          .meta({ title: 'Known model', description: 'Models of an id or a pattern, and what holds for them.' }),
      )
      .min(1)
      .default([{ match: '*' }])
      .meta({
        title: 'Known models',
        description:
          'Models that the provider documents. Default: those in the enum, the default and the examples of the contract, or any.',
      }),
  })
  .meta({ title: 'Models of the provider', description: 'Models that a request can name.' })
export type Models = z.infer<typeof models>

/** Checks the default model, and the operations that list the models and describe one model. */
export function* checkModels(
  models: Models,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  const { retrieve, list } = models
  yield* unknownModel(models, ['models', 'default'], models.default)
  if (models.place) {
    const { name } = models.place
    for (const { at, parts } of operations)
      if (!at.includes(`{${name}}`))
        yield fault(
          ['models', 'place', 'name'],
          `the path of ${formatPointer([...parts, 'at'])} has no parameter {${name}}: correct the name, or remove /models/place`,
        )
  }
  if (list !== undefined) yield* missingOperation(contract, ['models', 'list'], list)
  if (retrieve === undefined) return
  const parts = ['models', 'retrieve']
  yield* missingOperation(contract, [...parts, 'at'], retrieve.at)
  yield* missingParameter(contract, [...parts, 'model', 'name'], retrieve.at, 'path', retrieve.model.name)
  const replies = schemasOf(contract, [findOperation(contract, retrieve.at)])
  yield* brokenPointers(contract, [...parts, 'lens'], retrieve.lens, replies)
}

/** Yields a fault when the gateway would refuse this model as unknown. */
export function* unknownModel(
  { unknown: policy, known }: Models,
  parts: readonly string[],
  model: string | undefined,
): Generator<Fault> {
  if (model === undefined || policy === 'accept' || known.some(({ match }) => matchesPattern(match, model))) return
  yield fault(parts, `${model} matches no model of /models/known: add the model, or set /models/unknown to accept`)
}
