import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { eventStream } from '../../contract/media-types.ts'
import { responseSchemas, schemasAt } from '../../contract/walk.ts'
import { fieldParts } from '../body-field.ts'
import { asLens, brokenPointers, isSuccess } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { type Errors, errorLens } from './errors.ts'
import type { FieldRules } from './fields.ts'
import type { ContractedOperation } from './operations.ts'
import { count, echoPlaces, fixed, place, usagePlaces } from './shared.ts'

const eventLens = z
  .strictObject({
    type: place('the event type'),
    base64: place('the base64 text of the image'),
    url: place('the image link'),
    mediaType: place('the media type of the image', 'such as image/png'),
    createdAt: place('the time of the event', 'in seconds since 1970'),
    index: place('the number of the partial image', 'from 0'),
    ...echoPlaces,
    ...usagePlaces,
  })
  .meta({ title: 'Places in a stream event', description: 'Where the data of an event holds values.' })

/** Describes the events of one kind of operation. */
const eventNames = (kind: string) =>
  z
    .strictObject({
      partial: z.string().meta({
        title: `Event of a partial image (${kind})`,
        description: 'Name of the event that brings an unfinished image.',
      }),
      completed: z.string().meta({
        title: `Event of a finished image (${kind})`,
        description: 'Name of the event that brings a finished image.',
      }),
    })
    .meta({ title: `Stream events (${kind})`, description: `Names of the events of operations that ${kind}.` })

export const stream = z
  .strictObject({
    operations: z.array(z.enum(['generate', 'edit'])).meta({
      title: 'Operations that stream',
      description: 'generate: operations that generate images. edit: operations that edit images.',
    }),
    maxPartialImages: count.meta({
      title: 'Maximum number of partial images',
      description: 'Most unfinished images that a request may ask for before each image.',
    }),
    lens: eventLens,
    events: z
      .strictObject({ generate: eventNames('generate'), edit: eventNames('edit') })
      .meta({ title: 'Names of stream events', description: 'Names of the events, by kind of operation.' }),
    eventLines: z.boolean().optional().meta({
      title: 'Event lines of a stream',
      description: 'true: a line with event: names each event. false: events have data lines only. Default: true.',
    }),
    keepAlive: z
      .strictObject({
        comment: z
          .string()
          .regex(/^[^\r\n]+$/, 'expected one line of text')
          .meta({ title: 'Comment that keeps a stream open', description: 'Text of the comment line.' }),
        everySeconds: z.number().positive().meta({
          title: 'Time between two comments',
          description: 'Seconds without an event until a comment is sent.',
        }),
      })
      .optional()
      .meta({
        title: 'Comments of a stream',
        description: 'Comment lines that keep the connection open while no event is sent. Default: none.',
      }),
    error: z
      .strictObject({
        event: z
          .string()
          .meta({ title: 'Event of a failure', description: 'Name of the event that reports a failure.' }),
        lens: errorLens.optional().meta({
          title: 'Places in a failure event',
          description: 'Where the data of the event holds values. Default: the places of the error envelope.',
        }),
        fixed: fixed.optional(),
      })
      .meta({
        title: 'Failure in a stream',
        description: 'Event after the status 200: the error envelope with these constant members.',
      }),
    done: z.boolean().meta({
      title: 'End mark of a stream',
      description: 'true: a line with [DONE] ends the stream. false: the stream ends without a mark.',
    }),
  })
  .meta({ title: 'Streams', description: 'Server-sent events in place of one response.' })
export type Stream = z.infer<typeof stream>

/** Checks that requests can ask for each stream, and that the events of the contract have the members of the dialect. */
export function* checkStream(
  { stream, fields, errors }: { readonly stream: Stream; readonly fields: FieldRules; readonly errors: Errors },
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  const { names = [], json = [], multipart = [] } = fields.stream ?? {}
  const switches = [...names, ...json, ...multipart]
  for (const [index, does] of stream.operations.entries()) {
    const streaming = operations.filter((operation) => operation.does === does).map((operation) => operation.contract)
    const canAsk = streaming
      .flatMap(({ bodies }) => Object.values(bodies))
      .some((body) => switches.some((name) => schemasAt(contract.document, body, fieldParts(name)).length > 0))
    if (!canAsk) {
      yield fault(
        ['stream'],
        `no body of the ${does} operations has a field that asks for a stream: name the field in /fields/stream, or remove ${does} from /stream/operations`,
      )
      continue
    }
    const events = streaming.flatMap((operation) =>
      responseSchemas(contract.document, operation, isSuccess, eventStream),
    )
    if (events.length === 0) {
      yield fault(
        ['stream', 'operations', index],
        `no ${does} operation of the contract has a response of type ${eventStream}: remove ${does}, or add the response in overlay.yaml`,
      )
      continue
    }
    yield* checkEvents(stream, errors, contract, events, `${does} event`)
  }
}

/** Causes of failures after a stream has begun. Other envelopes never stand in an event. */
const failingCauses = ['moderated', 'upstreamLimited', 'upstreamFailed', 'unavailable', 'internal'] as const

function* checkEvents(
  { lens, error }: Stream,
  { envelopes, causes }: Errors,
  contract: Contract,
  events: readonly unknown[],
  kind: string,
): Generator<Fault> {
  yield* brokenPointers(contract, ['stream', 'lens'], lens, events, [], kind)
  yield* brokenPointers(contract, ['stream', 'error', 'fixed'], asLens(error.fixed), events, [], kind)
  if (error.lens) yield* brokenPointers(contract, ['stream', 'error', 'lens'], error.lens, events, [], kind)
  const [usual = ''] = Object.keys(envelopes)
  const used = new Set(failingCauses.map((cause) => causes[cause]?.envelope ?? usual))
  for (const [name, envelope] of error.lens ? [] : Object.entries(envelopes).filter(([key]) => used.has(key)))
    yield* brokenPointers(contract, ['errors', 'envelopes', name, 'lens'], envelope.lens, events, [], kind)
}
