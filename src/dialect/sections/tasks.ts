import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import {
  adviseOverlay,
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
import { pointersOf } from '../lens.ts'
import { templateWords } from '../reply-template.ts'
import { type StateWord, wordsOf } from '../state-words.ts'
import { resultForms } from '../words.ts'
import { cause, causeWords } from './errors.ts'
import { hasNamedPlace } from './operations.ts'
import {
  bodyName,
  count,
  countPlaces,
  failureTemplate,
  fixed,
  formWords,
  type ItemLens,
  idTemplate,
  itemLens,
  jsonTexts,
  linkPlaces,
  listRule,
  nestedWords,
  operationKey,
  place,
  pointer,
  queryPlace,
  responseHeaders,
  status,
  timeForm,
  usagePlaces,
} from './shared.ts'

const taskLens = z
  .strictObject({
    id: place('the task id'),
    state: place('the task state', 'in the words of `states`'),
    progress: place('the progress'),
    createdAt: place('the time when the task was created', 'in the form of `time`'),
    completedAt: place('the time when the task ended', 'in the form of `time`'),
    resultCreatedAt: place('the time when the result was created', 'in the form of `time`'),
    expiresAt: place('the end of the time for which the task is kept', 'in the form of `time`'),
    httpStatus: place('the HTTP status that a waiting caller would have got', '200 or that of the failure'),
    items: place('the list of images', 'or to the one image'),
    firstUrl: place('the link of the first image', 'beside the list'),
    ...linkPlaces,
    model: place('the model id'),
    message: place('the message of a partial success'),
    ...countPlaces,
    errorCode: place('the error code'),
    errorType: place('the error type'),
    errorMessage: place('the error message'),
    errorText: place('the failure text', 'as its template joins it'),
    ...usagePlaces,
  })
  .meta({ title: 'Places in a task', description: 'Where the response to a poll holds values.' })

/** States that every task can have. */
const usualStates = ['queued', 'running', 'succeeded', 'failed'] as const
export const taskStates = [...usualStates, 'cancelled', 'expired'] as const
const stateWords =
  'queued: waits to start. running: is being worked on. succeeded: ended with images. failed: ended without images. cancelled: ended by the caller. expired: no longer kept.'
const stateWord = z.union([z.string(), z.number()])
/** Describes the words for one state. */
const wordsFor = (state: string, rest = '') =>
  z.union([stateWord, z.array(stateWord).min(1)]).meta({
    title: `Word for a task that ${state}`,
    description: `Text or number of the gateway for this state, or a list: the gateway writes the first, and clients read all.${rest}`,
  })
/** Says where a request holds the task id. */
const taskIdPlace = (request: string) =>
  z
    .strictObject({
      in: z.enum(['path', 'query']).meta({
        title: 'Place of the task id in the request',
        description: 'path: a parameter of the path. query: a parameter of the query.',
      }),
      name: z.string().meta({
        title: 'Parameter with the task id',
        description: 'Name of the parameter that holds the task id.',
      }),
    })
    .default({ in: 'path', name: 'id' })
    .meta({
      title: 'Task id in the request',
      description: `How ${request} names its task. Default: the only parameter of the endpoint in the contract.`,
    })

/** Describes the reply to a request that cancels a task in a state. */
const cancelReply = (state: string) =>
  z
    .strictObject({
      status: status.default(200).meta({
        title: `Status of the reply that cancels a task that ${state}`,
        description: 'HTTP status of the response. Default: 200.',
      }),
      fixed: fixed.optional(),
    })
    .exactOptional()
    .meta({
      title: `Reply that cancels a task that ${state}`,
      description: 'Response to the request. Default: the refusal taskNotCancellable.',
    })

const poll = z
  .strictObject({
    at: operationKey.meta({
      title: 'Endpoint of the poll',
      description: 'Method and path in the OpenAPI document, such as GET /tasks/{task_id}.',
    }),
    id: taskIdPlace('a poll'),
    lens: taskLens,
    jsonTexts,
    list: listRule,
    fixed: fixed.optional(),
    fixedByState: z
      .partialRecord(
        z.enum(taskStates),
        fixed.meta({
          title: 'Constant members of a task in a state',
          description: `Further members with the same value in every task of this state, by JSON pointer. Texts may have parts that differ: ${templateWords}`,
        }),
      )
      .optional()
      .meta({
        title: 'Constant members of a task by state',
        description: `Further constant members, by state, such as succeeded: { /result/type: image }. ${stateWords}`,
      }),
    headers: responseHeaders.optional().meta({
      title: 'Headers of the reply to a poll',
      description: 'Further headers of every response that describes a task, by name.',
    }),
    headersByState: z
      .partialRecord(
        z.enum(taskStates),
        responseHeaders.meta({
          title: 'Headers of a poll in a task state',
          description: 'Further response headers in this state, by name.',
        }),
      )
      .optional()
      .meta({
        title: 'Headers of polls by task state',
        description: `Further response headers, by state, such as running: { Retry-After: '3' }. ${stateWords}`,
      }),
    errorText: failureTemplate.optional(),
    whenAbsent: fixed.optional().meta({
      title: 'Values before there is one',
      description: 'Values of members, by JSON pointer, while the task has none yet. Default: the member is left out.',
    }),
    item: itemLens.optional().meta({
      title: 'Places in an image of a task',
      description: 'Where an item of the list holds values. Default: the places of `results.item`.',
    }),
    form: z
      .enum(resultForms)
      .optional()
      .meta({
        title: 'Form of results of a task',
        description: `Form where the request chose none, or one that the document has no place for. ${formWords} Default: the general form.`,
      }),
    states: z
      .strictObject({
        queued: wordsFor('waits', ' Default: the word for running, or queued.').default('queued'),
        running: wordsFor('runs', ' Default: the word for queued, or running.').default('running'),
        succeeded: wordsFor('has images', ' Default: succeeded.').default('succeeded'),
        failed: wordsFor('failed', ' Default: failed.').default('failed'),
        cancelled: wordsFor('was cancelled', ' Default: the gateway has no such state.').exactOptional(),
        expired: wordsFor('is no longer kept', ' Default: such a task is refused as unknown.').exactOptional(),
      })
      .prefault({})
      .meta({ title: 'Words for task states', description: `Words of the gateway for each state. ${stateWords}` }),
    statesByCause: z
      .partialRecord(
        cause,
        stateWord.meta({
          title: 'Word for a failed task by cause',
          description: 'Text or number of the gateway for a task that failed for this cause.',
        }),
      )
      .optional()
      .meta({
        title: 'Words for failed tasks by cause',
        description: `Words in place of the word for a failed task, such as moderated: Content Moderated. ${causeWords} Default: the word for a failed task.`,
      }),
    progress: z
      .strictObject({
        kind: z.enum(['integer', 'percent']).meta({
          title: 'Form of the progress',
          description: 'integer: a number such as 50. percent: a text such as 50%.',
        }),
        values: z
          .record(
            z.enum(usualStates),
            z
              .int()
              .min(0)
              .max(100)
              .meta({ title: 'Progress in a task state', description: 'Progress in this state, in percent.' }),
          )
          .meta({ title: 'Progress by task state', description: `Progress in percent, by state. ${stateWords}` }),
      })
      .optional()
      .meta({ title: 'Progress of a task', description: 'How the response reports the progress.' }),
    time: timeForm('a task').default('seconds'),
    status: z
      .partialRecord(
        z.enum(taskStates),
        status.meta({ title: 'Status of a poll in a task state', description: 'HTTP status in this state.' }),
      )
      .optional()
      .meta({
        title: 'Status of polls by task state',
        description: `HTTP status of the response, by state. ${stateWords} Default: 200.`,
      }),
  })
  .meta({ title: 'Poll', description: 'An endpoint that reports the state of a task. Its name is free.' })
const taskList = z
  .strictObject({
    at: operationKey.meta({
      title: 'Endpoint of the list',
      description: 'Method and path in the OpenAPI document, such as POST /tasks/batch.',
    }),
    ids: z
      .strictObject({
        in: z.enum(['query', 'body']).meta({
          title: 'Place of the task ids in the request',
          description: 'query: a parameter of the query. body: a field of a JSON body.',
        }),
        name: bodyName.meta({
          title: 'Name of the task ids',
          description: `Name of the parameter or of the field. ${nestedWords('/filter/ids')}`,
        }),
        separator: z.string().min(1).optional().meta({
          title: 'Separator of task ids',
          description:
            'Text between two ids in one text. Default: a list in the body, and a parameter for each id in the query.',
        }),
        max: z.int().positive().optional().meta({
          title: 'Maximum number of task ids',
          description: 'Ids that a request may name; more are refused. Default: no limit.',
        }),
        unknown: z.enum(['ignore', 'reject']).optional().meta({
          title: 'Unknown task ids in a list',
          description:
            'ignore: the list leaves the task out. reject: the refusal of the cause unknownTask. Default: ignore.',
        }),
      })
      .optional()
      .meta({
        title: 'Task ids of the request',
        description: 'Where a request names the tasks. Default: the list has all tasks of the key, the newest first.',
      }),
    page: z
      .strictObject({
        size: z.int().positive().default(20).meta({
          title: 'Tasks on a page',
          description: 'Number of tasks in a response to a request that names no number. Default: 20.',
        }),
        maxSize: z.int().positive().optional().meta({
          title: 'Most tasks on a page',
          description: 'Largest number that a request may name; a larger one means this number. Default: no limit.',
        }),
        limit: z.strictObject(queryPlace('the number of tasks')).optional().meta({
          title: 'Number of tasks in the request',
          description: 'Where a request names the number of tasks on a page. Default: no request can.',
        }),
        next: z
          .strictObject({
            ...queryPlace('the page'),
            unit: z.enum(['page', 'task']).meta({
              title: 'Value that names a page',
              description: 'page: the number of the page, from 1. task: the id of the last task on the page before.',
            }),
          })
          .optional()
          .meta({
            title: 'Page in the request',
            description: 'Where a request names a page after the first. Default: there is one page.',
          }),
      })
      .optional()
      .meta({
        title: 'Pages of a list',
        description: 'How a list without ids is divided. Default: one page has all tasks.',
      }),
    lens: z
      .strictObject({
        items: place('the list of tasks'),
        total: place('the number of tasks', 'on all pages'),
        hasMore: place('the flag of a further page', 'true if another page follows'),
      })
      .meta({ title: 'Places in a list of tasks', description: 'Where the response holds values.' }),
    fixed: fixed.optional(),
    poll: z.string().meta({
      title: 'Form of a task in the list',
      description: 'Name of the poll in `polls` whose document is the form of each item.',
    }),
    part: pointer.optional().meta({
      title: 'Part of a poll in the list',
      description: 'JSON pointer to the part of the document that is an item: /data. Default: the whole document.',
    }),
  })
  .meta({ title: 'List of tasks', description: 'An endpoint that reports several tasks. Its name is free.' })
const interval = (title: string, description: string) => z.tuple([z.number(), z.number()]).meta({ title, description })
export const tasks = z
  .strictObject({
    id: idTemplate.default('{hex:32}').meta({
      title: 'Task ids',
      description: `Form of the ids of tasks: img_{hex:24}. ${idWords} Default: {hex:32}.`,
    }),
    polls: z
      .record(z.string(), poll)
      .optional()
      .meta({
        title: 'Endpoints to poll tasks',
        description: 'Endpoints that report the state of a task, by a free name.',
        examples: [
          {
            task: {
              at: 'GET /tasks/{id}',
              lens: { id: '/id', state: '/status', items: '/data' },
              states: { queued: 'queued', running: 'running', succeeded: 'succeeded', failed: 'failed' },
            },
          },
        ],
      }),
    lists: z
      .record(z.string(), taskList)
      .optional()
      .meta({
        title: 'Endpoints that list tasks',
        description:
          'Endpoints that report several tasks in one response, by a free name: those that a request names, or all. A request counts as one poll. Default: no endpoint.',
        examples: [
          {
            several: {
              at: 'POST /tasks/batch',
              ids: { in: 'body', name: 'task_ids', max: 100 },
              lens: { items: '/data' },
              poll: 'task',
            },
          },
        ],
      }),
    result: z
      .strictObject({
        at: operationKey.meta({
          title: 'Endpoint of the result',
          description: 'Method and path in the OpenAPI document, such as GET /tasks/{task_id}/result.',
        }),
        id: taskIdPlace('the request'),
      })
      .optional()
      .meta({
        title: 'Result of a task',
        description:
          'Endpoint that answers as a request without a task would, with the document of `results.reply`. Before the end it has the refusal taskUnfinished, after a failure the refusal of its cause. Default: a poll has the images.',
        examples: [{ at: 'GET /tasks/{id}/result' }],
      }),
    cancel: z
      .strictObject({
        at: operationKey.meta({
          title: 'Endpoint that cancels a task',
          description: 'Method and path in the OpenAPI document, such as POST /tasks/{task_id}/cancel.',
        }),
        id: taskIdPlace('the request'),
        replies: z
          .strictObject({ queued: cancelReply('waits'), running: cancelReply('runs') })
          .default({ queued: { status: 200 }, running: { status: 200 } })
          .meta({
            title: 'Replies that cancel a task',
            description: 'Response by the state of the task. queued: waits to start. running: is being worked on.',
          }),
      })
      .optional()
      .meta({
        title: 'Cancelling a task',
        description: 'Endpoint that ends a task before it has images. Default: no task can be cancelled.',
        examples: [{ at: 'POST /tasks/{id}/cancel' }],
      }),
    duration: z
      .strictObject({
        seconds: z.number().nonnegative().default(60).meta({
          title: 'Duration of a task',
          description: 'Seconds from the request to the end of the task. Default: 60.',
        }),
        secondsByTier: z
          .record(
            z.string(),
            z.number().nonnegative().meta({
              title: 'Duration of a task in a tier',
              description: 'Seconds that a task of this resolution tier takes.',
            }),
          )
          .optional()
          .meta({ title: 'Duration of tasks by tier', description: 'Seconds that a task takes, by resolution tier.' }),
        queuedShare: z.number().min(0).max(1).default(0.1).meta({
          title: 'Share of time in the queue',
          description: 'Share of the duration that the task waits before it runs, from 0 to 1. Default: 0.1.',
        }),
      })
      .prefault({})
      .meta({ title: 'Duration of tasks', description: 'How long the mock works on a task, in seconds.' }),
    otherKeys: z.enum(['accept', 'hide', 'reject']).default('hide').meta({
      title: 'Polls with another API key',
      description:
        'What a poll gets with another API key than the key that created the task. accept: the task. hide: the refusal of an unknown task. reject: the refusal of a wrong key. Default: hide.',
    }),
    retentionSeconds: count.optional().meta({
      title: 'Lifetime of a finished task',
      description: 'Seconds after its end until the task is unknown. Default: no end.',
    }),
    polling: z
      .strictObject({
        everySeconds: interval('Advised polling interval', 'Shortest and longest time between two polls, in seconds.'),
        giveUpSeconds: interval('Advised time to give up', 'Shortest and longest time to poll one task, in seconds.'),
      })
      .optional()
      .meta({ title: 'Advice on polling', description: 'Documented polling interval and time to give up.' }),
    partial: z
      .strictObject({
        message: z.string().meta({
          title: 'Message of a partial success',
          description: 'Template of the message: {succeeded} and {failed} are numbers of images.',
        }),
      })
      .optional()
      .meta({ title: 'Partial success', description: 'How a task reports that some of its images failed.' }),
  })
  .meta({ title: 'Asynchronous tasks', description: 'Requests that are worked on while the caller polls.' })
export type Tasks = z.infer<typeof tasks>
export type Poll = z.infer<typeof poll>
export type TaskList = z.infer<typeof taskList>
export type TaskState = (typeof taskStates)[number]

/** Checks each poll against the contract; `resultItem` is the lens of images for a poll without its own lens. */
export function* checkTasks(
  { polls = {}, result, cancel, retentionSeconds }: Tasks,
  contract: Contract,
  resultItem: ItemLens,
): Generator<Fault> {
  for (const [name, poll] of Object.entries(polls)) {
    const { at, id, lens, list, fixed, fixedByState = {}, whenAbsent, item = resultItem } = poll
    const parts = ['tasks', 'polls', name]
    yield* checkWords(poll, parts)
    yield* checkSharedWord(poll, parts, result !== undefined)
    if (cancel && poll.states.cancelled === undefined)
      yield fault(
        [...parts, 'states'],
        'no word for a cancelled task: add cancelled, because /tasks/cancel cancels tasks',
        {
          example: 'cancelled',
        },
      )
    if (lens.expiresAt !== undefined) yield* needsRetention(retentionSeconds, [...parts, 'lens', 'expiresAt'])
    yield* missingOperation(contract, [...parts, 'at'], at)
    yield* missingParameter(contract, [...parts, 'id', 'name'], at, id.in, id.name)
    const replies = schemasOf(contract, [findOperation(contract, at)])
    yield* brokenPointers(contract, [...parts, 'lens'], lens, replies)
    yield* brokenPointers(contract, [...parts, 'fixed'], asLens(fixed), replies)
    yield* checkJsonTexts(contract, parts, poll, replies)
    for (const [state, members] of Object.entries(fixedByState))
      yield* brokenPointers(contract, [...parts, 'fixedByState', state], asLens(members), replies)
    yield* brokenPointers(contract, [...parts, 'whenAbsent'], asLens(whenAbsent), replies)
    if (lens.items) yield* brokenPointers(contract, [...parts, 'item'], item, replies, firstItemParts(lens, list))
  }
}

/** Checks the endpoints of the result and of the cancellation, and the replies of the latter. */
export function* checkTaskRoutes({ result, cancel }: Tasks, contract: Contract): Generator<Fault> {
  for (const [name, route] of Object.entries({ result, cancel })) {
    if (!route) continue
    yield* missingOperation(contract, ['tasks', name, 'at'], route.at)
    yield* missingParameter(contract, ['tasks', name, 'id', 'name'], route.at, route.id.in, route.id.name)
  }
  if (!cancel) return
  if (Object.keys(cancel.replies).length === 0)
    yield fault(['tasks', 'cancel', 'replies'], 'missing: add the reply of a state, or remove /tasks/cancel')
  const replies = schemasOf(contract, [findOperation(contract, cancel.at)])
  for (const [state, reply] of Object.entries(cancel.replies))
    yield* brokenPointers(contract, ['tasks', 'cancel', 'replies', state, 'fixed'], asLens(reply.fixed), replies)
}

/** Checks the endpoints that list tasks: their places in requests and responses, and the form of an item. */
export function* checkTaskLists({ lists = {}, polls = {} }: Tasks, contract: Contract): Generator<Fault> {
  for (const [name, list] of Object.entries(lists)) {
    const { at, ids, page, lens, fixed, part = '' } = list
    const parts = ['tasks', 'lists', name]
    yield* missingOperation(contract, [...parts, 'at'], at)
    const operation = findOperation(contract, at)
    if (ids && operation && !hasNamedPlace(contract, [{ contract: operation }], ids))
      yield fault([...parts, 'ids', 'name'], `${at} has no ${ids.name} in its ${ids.in}: ${adviseOverlay('it')}`)
    if (ids && page)
      yield fault([...parts, 'page'], 'a list of the tasks that a request names has no pages: remove page or ids')
    for (const [member, entry] of Object.entries({ limit: page?.limit, next: page?.next }))
      if (entry) yield* missingParameter(contract, [...parts, 'page', member, 'name'], at, entry.in, entry.name)
    if (page?.maxSize !== undefined && page.size > page.maxSize)
      yield fault([...parts, 'page', 'size'], `${page.size} is more than the most tasks on a page, ${page.maxSize}`, {
        example: page.maxSize,
      })
    if (lens.items === undefined)
      yield fault([...parts, 'lens', 'items'], 'missing: add the pointer to the list of tasks', { example: '/data' })
    const replies = schemasOf(contract, [operation])
    yield* brokenPointers(contract, [...parts, 'lens'], lens, replies)
    yield* brokenPointers(contract, [...parts, 'fixed'], asLens(fixed), replies)
    const poll = polls[list.poll]
    if (!poll) yield unlisted([...parts, 'poll'], list.poll, '/tasks/polls', Object.keys(polls))
    else if (lens.items !== undefined) yield* checkListItem(contract, [...parts, 'part'], poll, part, replies, lens)
  }
}

/** Checks that an item of the list has the places of the poll below the part. */
function* checkListItem(
  contract: Contract,
  parts: readonly string[],
  poll: Poll,
  part: string,
  replies: readonly unknown[],
  lens: TaskList['lens'],
): Generator<Fault> {
  const inItem = Object.entries(poll.lens).flatMap(([field, places]) =>
    pointersOf(places).flatMap((place) =>
      place === part || place.startsWith(`${part}/`) ? [[field, place.slice(part.length)] as const] : [],
    ),
  )
  const [broken] = brokenPointers(contract, [], Object.fromEntries(inItem), replies, firstItemParts(lens))
  if (inItem.length === 0) yield fault(parts, `the poll has no values below ${part}: correct the pointer`)
  else if (broken) yield fault(parts, `an item is no part of the poll: ${broken.message}`)
}

/** Yields a fault if one word stands for success and failure, and no result shows which. */
function* checkSharedWord({ states }: Poll, parts: readonly string[], hasResult: boolean): Generator<Fault> {
  const shared = wordsOf(states.failed).find((word) => wordsOf(states.succeeded).includes(word))
  if (shared !== undefined && !hasResult)
    yield fault(
      [...parts, 'states', 'failed'],
      `${shared} is also the word for a task with images: use two words, or add /tasks/result, which shows the failure`,
    )
}

/** Yields a fault if a document tells the end of a task of which the dialect states no end. */
export function* needsRetention(retentionSeconds: number | undefined, parts: readonly string[]): Generator<Fault> {
  if (retentionSeconds === undefined)
    yield fault(
      parts,
      'the dialect does not say how long a task is kept: add /tasks/retentionSeconds, or remove the pointer',
    )
}

/** Yields a fault for each word that stands for an unfinished and for a finished task, because no client could tell them apart. */
function* checkWords({ states, statesByCause = {} }: Poll, parts: readonly string[]): Generator<Fault> {
  const open = [...wordsOf(states.queued), ...wordsOf(states.running)]
  const { queued: _, running: __, ...ended } = states
  const isTaken = (word: StateWord) => open.includes(word)
  for (const [state, entry] of Object.entries(ended)) {
    const word = wordsOf(entry).find(isTaken)
    if (word !== undefined)
      yield fault([...parts, 'states', state], `${word} is also the word for an unfinished task: use two words`)
  }
  for (const [name, word] of Object.entries(statesByCause))
    if (isTaken(word) || wordsOf(states.succeeded).includes(word))
      yield fault(
        [...parts, 'statesByCause', name],
        `${word} is also the word for a task that has not failed: use two words`,
      )
}
