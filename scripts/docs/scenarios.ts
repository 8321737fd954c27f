import { effectiveCause } from '../../src/dialect/names.ts'
import type { Provider } from '../../src/dialect/provider.ts'
import type { Cause } from '../../src/dialect/schema.ts'
import { findMember } from '../../src/dialect/titles.ts'
import type { Scenarios } from '../../src/scenario/load.ts'
import type { Scenario, Step } from '../../src/scenario/schema.ts'
import { showSeconds } from '../../src/values/amounts.ts'
import { block, code, joinParts, pageHead, sentence } from './markdown.ts'

/** Groups of scenarios, each with the effect that its scenarios have. */
const groups: readonly [title: string, effect: keyof Step][] = [
  ['Refusals', 'refuse'],
  ['Pages of a proxy', 'respond'],
  ['Lost answers', 'lost'],
  ['Tasks and results', 'task'],
  ['Links', 'links'],
  ['Late answers', 'answer'],
  ['Images of a response', 'items'],
  ['Broken responses', 'cut'],
  ['Callbacks', 'callback'],
]

/** Renders the reference of the shipped scenarios: name, one sentence, and what happens. */
export function renderScenarios(scenarios: Scenarios, providers: readonly Provider[]): string {
  const all = [...scenarios.values()]
  return joinParts([
    pageHead('mocks/scenarios', 'Scenarios', `${all.length} faults of a gateway that a test can ask the mock for.`),
    ['# Scenarios'],
    [
      `The mock has ${all.length} scenarios. A request selects one by a header, in its prompt or by its key; \`NAME;times=2\` limits the scenario to`,
      'the first two requests of a key:',
    ],
    block(
      'sh',
      [
        'curl http://127.0.0.1:4010/openai/v1/images/generations -H "Authorization: Bearer sk-any" \\',
        '  -H "X-Proofsheet-Scenario: rate-limited;times=2" -H "Content-Type: application/json" \\',
        `  -d '{"model":"gpt-image-2","prompt":"A red fox"}'`,
      ].join('\n'),
    ),
    [
      '| place | example |',
      '| --- | --- |',
      '| header | `X-Proofsheet-Scenario: slow` |',
      '| prompt | `A red fox [proofsheet:slow]` |',
      '| API key | `sk-proofsheet-slow` |',
      '| the whole mock | `proofsheet mock --scenario slow`, or `PUT /_proofsheet/scenario` of the [admin API](./admin-api.md) |',
      '| a share of the requests | `proofsheet mock --chaos 5%` picks among the scenarios that say _chaos_ |',
    ],
    ...groups.flatMap(([title, effect]) => [
      [`## ${title}`],
      ...all.filter((scenario) => effectOf(scenario) === effect).map((scenario) => renderScenario(scenario, providers)),
    ]),
    ['Your own scenarios are YAML files: [Add a scenario](../develop/adding-a-scenario.md).'],
  ])
}

/** Returns the first effect of a scenario in the order of the groups. Throws if no group has the effect. */
function effectOf({ name, steps }: Scenario): keyof Step {
  const effect = groups.find(([, effect]) => steps.some((step) => step[effect] !== undefined))?.[1]
  if (effect === undefined)
    throw new Error(`${name}: no group of scripts/docs/scenarios.ts has an effect of this scenario`)
  return effect
}

function renderScenario({ name, about, chaos, steps }: Scenario, providers: readonly Provider[]): string[] {
  const effects = steps.flatMap(describeStep)
  const causes = steps.flatMap(({ refuse }) => refuse?.cause ?? [])
  return [
    `### ${name}`,
    '',
    sentence(about),
    '',
    ...effects.map((effect) => `- ${effect}`),
    ...causes.map((cause) => `- Status: ${describeStatuses(cause, providers)}.`),
    ...(chaos ? ['- _chaos_'] : []),
  ]
}

const nouns: Readonly<Record<string, string>> = {
  create: 'requests for images',
  poll: 'polls',
  image: 'downloads of images',
  other: 'other requests',
}
const cuts: Readonly<Record<NonNullable<Step['cut']>, string>> = {
  reset: 'The connection is reset before the response.',
  truncated: 'The connection breaks in the middle of the body.',
  half: 'The response states the length of the whole body, and the connection breaks in the middle of the body.',
  malformed: 'The body ends in the middle as if it were complete.',
  empty: 'The response has no body.',
}

const itemFaults: Readonly<Record<NonNullable<Step['items']>, string>> = {
  empty: 'The list of images is empty.',
  null: 'The link or the base64 text of each image is null.',
  object: 'The link or the base64 text of each image is an object.',
  array: 'The link or the base64 text of each image is a list.',
  emptyText: 'The link or the base64 text of each image is an empty text.',
  odd: 'The link or the base64 text of each image is null, an object, a list or an empty text, in turn.',
}

const callbackFaults: Readonly<Record<NonNullable<Step['callback']>, string>> = {
  twice: 'The second delivery follows the first at once.',
  late: 'Other callbacks of the key may come before.',
  outOfOrder: 'A callback that waits lets the next one pass.',
  badSignature: 'A receiver that verifies nothing takes the callback.',
  never: 'The gateway would have sent it at the end of the task.',
}

/** Describes the effects of a step in sentences. */
function describeStep(step: Step): string[] {
  const { on = ['create'], times, from, delay, refuse, respond, task, answer, lost, links, items, cut, callback } = step
  const kinds = on.map((kind) => nouns[kind]).join(' and ')
  const scope = [
    ...(times === undefined ? [] : [` The first ${times} of a key.`]),
    ...(from === undefined ? [] : [` From ${showSeconds(from)} after the first request of a key.`]),
  ].join('')
  return [
    `Applies to ${kinds}.${scope}`,
    ...(delay === undefined ? [] : [`The response comes ${showSeconds(delay)} later.`]),
    ...(refuse === undefined
      ? []
      : [
          `The request is refused as _${titleOf(refuse.cause)}_, in the gateway's own error format: ${code(refuse.detail)}`,
          ...(refuse.retryAfter === undefined ? [] : [`\`Retry-After\`: ${showSeconds(refuse.retryAfter)}.`]),
        ]),
    ...(respond === undefined ? [] : [`The response has the status ${respond.status} and a page of HTML.`]),
    ...describeTask(task),
    ...(answer === undefined
      ? []
      : [`The response begins ${showSeconds(answer.after)} after the request at the earliest.`]),
    ...(lost === undefined ? [] : [describeLoss(lost)]),
    ...(links === undefined
      ? []
      : [links === 'expired' ? 'The first links have expired.' : `The form of results is ${code(links)}.`]),
    ...(items === undefined ? [] : [itemFaults[items]]),
    ...(cut === undefined ? [] : [cuts[cut]]),
    ...(callback === undefined ? [] : [callbackFaults[callback]]),
  ]
}

function describeLoss({ idle, respond }: NonNullable<Step['lost']>): string {
  const time =
    idle === 0 ? 'As soon as the task is stored' : `After ${showSeconds(idle)} without a byte of the response`
  return respond === undefined
    ? `${time} the connection breaks. The task goes on.`
    : `${time} the client gets the status ${respond.status} and a page of HTML, or the connection breaks in the middle of a stream. The task goes on.`
}

function describeTask(task: Step['task']): string[] {
  if (task === undefined) return []
  const { duration, lasts, stuck, fails, images, partials, twice, size, format, model } = task
  const part =
    fails?.at === 0 ? 'at once' : fails?.at === undefined ? 'at its end' : `after ${fails.at * 100} % of its time`
  return [
    ...(duration === undefined ? [] : [`The task takes ${duration} times as long as documented.`]),
    ...(lasts === undefined ? [] : [`The task takes ${showSeconds(lasts)} at least.`]),
    ...(stuck === undefined ? [] : [`The task stays ${stuck}.`]),
    ...(fails === undefined ? [] : [`The task fails ${part} as _${titleOf(fails.cause)}_: ${code(fails.detail)}`]),
    ...(images === undefined ? [] : [`The result has ${showDifference(images, 'image')} than requested.`]),
    ...(twice ? ['The gateway makes two tasks.'] : []),
    ...(size ? ['The image has half of the width and height.'] : []),
    ...(format ? ['The image has another format.'] : []),
    ...(model ? ['The response names another model.'] : []),
    ...(partials === undefined ? [] : [`A stream has ${showDifference(partials, 'partial image')} than requested.`]),
  ]
}

const showDifference = (number: number, noun: string) =>
  `${Math.abs(number)} ${noun}${Math.abs(number) === 1 ? '' : 's'} ${number < 0 ? 'fewer' : 'more'}`

const titleOf = (cause: Cause) => findMember(`/errors/causes/${cause}`)?.title.replace(/^Refusal: /, '') ?? cause

/** Lists the statuses of a refusal, each with its gateways, the most frequent first: `402 (APIMart, ToAPIs), 429 (OpenAI)`. */
function describeStatuses(cause: Cause, providers: readonly Provider[]): string {
  const byStatus = Map.groupBy(
    providers,
    ({ dialect }) => dialect.errors.causes[effectiveCause(dialect, cause)]?.status,
  )
  const lists = [...byStatus].toSorted(([, a], [, b]) => b.length - a.length)
  if (lists.length === 1) return `${lists[0]?.[0]} at every gateway`
  return lists.map(([status, list]) => `${status} (${list.map(({ dialect }) => dialect.name).join(', ')})`).join(', ')
}
