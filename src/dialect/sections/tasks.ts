import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import {
  asLens,
  brokenPointers,
  findOperation,
  firstItemParts,
  missingOperation,
  missingParameter,
  schemasOf,
} from '../contract-faults.ts'
import type { Fault } from '../fault.ts'
import { forms, usageKeys } from '../words.ts'
import { count, failureTemplate, fixed, type ItemLens, itemLens, lensOf, operationKey, status } from './shared.ts'

const taskLens = lensOf(
  'id',
  'state',
  'progress',
  'createdAt',
  'completedAt',
  'resultCreatedAt',
  'items',
  'model',
  'message',
  'errorCode',
  'errorMessage',
  'errorText',
  ...usageKeys,
)

const taskStates = ['queued', 'running', 'succeeded', 'failed'] as const
const poll = z.strictObject({
  at: operationKey,
  id: z.strictObject({ in: z.enum(['path', 'query']), name: z.string() }),
  lens: taskLens,
  fixed: fixed.optional(),
  errorText: failureTemplate.optional(),
  absent: fixed
    .optional()
    .meta({ description: 'What stands where the task has no value yet. Else the member is left out.' }),
  item: itemLens.optional().meta({ description: 'Where it differs from results.item.' }),
  form: z
    .enum(forms)
    .optional()
    .meta({ description: 'The form that its links take where none was asked for, or the asked one has no place.' }),
  states: z.record(z.enum(taskStates), z.string()),
  progress: z
    .strictObject({
      kind: z.enum(['integer', 'percent']),
      values: z.record(z.enum(taskStates), z.int().min(0).max(100)),
    })
    .optional(),
  time: z.enum(['seconds', 'milliseconds']),
  status: z
    .partialRecord(z.enum(taskStates), status)
    .optional()
    .meta({ description: 'HTTP status by state; 200 if not said.' }),
})
export const tasks = z.strictObject({
  id: z.strictObject({
    prefix: z.string(),
    hex: z.int().min(8).max(64).meta({ description: 'Number of hexadecimal digits.' }),
  }),
  polls: z.record(z.string(), poll).optional(),
  duration: z.strictObject({
    default: z.number().nonnegative(),
    byTier: z.record(z.string(), z.number().nonnegative()).optional(),
    queued: z.number().min(0).max(1).meta({ description: 'The share of the duration that is spent in the queue.' }),
  }),
  ownership: z.enum(['key', 'none']),
  keep: count.optional().meta({ description: 'Seconds after which a finished task is unknown.' }),
  advice: z
    .strictObject({ every: z.tuple([z.number(), z.number()]), giveUp: z.tuple([z.number(), z.number()]) })
    .optional()
    .meta({ description: 'The documented polling interval and give-up time.' }),
  partial: z
    .strictObject({ message: z.string() })
    .optional()
    .meta({ description: 'How a partial success is told: {succeeded} and {failed} are counts.' }),
})
export type Tasks = z.infer<typeof tasks>
export type Poll = z.infer<typeof poll>
export type TaskState = (typeof taskStates)[number]

/** Checks each poll against the contract; `resultItem` is the lens of images where a poll has no lens of its own. */
export function* checkTasks({ polls = {} }: Tasks, contract: Contract, resultItem: ItemLens): Generator<Fault> {
  for (const [name, { at, id, lens, fixed, absent, item = resultItem }] of Object.entries(polls)) {
    const parts = ['tasks', 'polls', name]
    yield* missingOperation(contract, [...parts, 'at'], at)
    yield* missingParameter(contract, [...parts, 'id', 'name'], at, id.in, id.name)
    const replies = schemasOf(contract, [findOperation(contract, at)])
    yield* brokenPointers(contract, [...parts, 'lens'], lens, replies)
    yield* brokenPointers(contract, [...parts, 'fixed'], asLens(fixed), replies)
    yield* brokenPointers(contract, [...parts, 'absent'], asLens(absent), replies)
    if (lens.items) yield* brokenPointers(contract, [...parts, 'item'], item, replies, firstItemParts(lens))
  }
}
