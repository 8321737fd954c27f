import { headerOf } from '../../http/incoming-message.ts'
import type { Scenarios } from '../../scenario/load.ts'
import type { RequestKind, Scenario, Step } from '../../scenario/schema.ts'
import {
  formatSelection,
  noScenario,
  parseSelection,
  type ScenarioSelection,
  selectionInKey,
  selectionInPrompt,
} from '../../scenario/selection.ts'
import { msPerSecond } from '../../time/units.ts'
import { digestOfParts } from '../model/digest.ts'
import { Interruption } from '../model/interruption.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from './call.ts'
import type { World } from './worlds.ts'

/** What a scenario does to one request: its steps for the occasion, the later over the earlier; perhaps none. */
export interface ScenarioEffects extends Omit<Step, 'on' | 'times'> {
  /** As it was asked for, so that what follows from the request meets the same. */
  readonly selection: string
  readonly takesEffect: boolean
}

export interface ScenarioState {
  readonly scenarios: Scenarios
  /** In force where nothing nearer to the request says otherwise. */
  selection: ScenarioSelection | undefined
  /** The share of requests, from 0 to 1, that meet a scenario by chance. */
  readonly chaos: number
  readonly seed: string
}

/** Finds the scene of a request and plays what comes before the answer: see `enter`. */
export type ApplyScenario = (requestKind: RequestKind, context: ScenarioContext) => undefined | Promise<ScenarioEffects>

/** What a request is about, beside what it says by itself. */
interface ScenarioContext {
  readonly prompt?: string
  /** The wish under which the task was made that it asks for. */
  readonly task?: string | undefined
  /** The world of that task, where it is not the caller's. */
  readonly world?: World | undefined
}

/** The header by which a request asks for a scenario. */
export const scenarioHeader = 'x-proofsheet-scenario'

/**
 * The scene that a request meets. The nearest wish counts: header, prompt, the scenario of the task that is asked for, key,
 * what is in force for the key, for all, and then chance. Throws an Interruption for a name that there is not.
 */
export function effectsOf(
  state: ScenarioState,
  call: Call,
  requestKind: RequestKind,
  context: ScenarioContext,
): ScenarioEffects | undefined {
  const world = context.world ?? call.world
  const selection = selectionOf(state, call, world, context) ?? drawSelection(state, call, world, requestKind)
  if (!selection || selection === noScenario) return undefined
  const scenario = state.scenarios.get(selection.name)
  if (!scenario) throw unknownScenario(state, selection.name)
  const steps = scenario.steps.filter(
    (step, index) =>
      (step.on ?? ['create']).includes(requestKind) && takesEffect(world, scenario, step, index, selection.times),
  )
  return Object.assign({ selection: formatSelection(selection), takesEffect: steps.length > 0 }, ...steps)
}

function selectionOf(
  state: ScenarioState,
  { request, key }: Call,
  world: World,
  { prompt = '', task }: ScenarioContext,
): ScenarioSelection | typeof noScenario | undefined {
  const header = headerOf(request, scenarioHeader)?.trim()
  const text = header ?? selectionInPrompt(prompt) ?? task ?? selectionInKey(key ?? '')
  if (text === undefined) return selectionInForce(state, world)
  if (text === noScenario) return noScenario
  // What a task was made under may have gone since.
  if (text === task && !state.scenarios.has(parseSelection(task)?.name ?? '')) return undefined
  const selection = parseSelection(text)
  if (!selection) throw unknownScenario(state, text)
  return selection
}

function selectionInForce(state: ScenarioState, world: World): ScenarioSelection | typeof noScenario | undefined {
  const selection = world.selection ?? state.selection
  return selection?.name === noScenario ? noScenario : selection
}

const unknownScenario = ({ scenarios }: ScenarioState, name: string) =>
  new Interruption(
    Response.json(
      {
        error: {
          message: `There is no scenario "${name}". There are ${[...scenarios.keys()].join(', ')}; ask for one as NAME, or as NAME;times=2 for the first two requests only.`,
        },
      },
      { status: 400 },
    ),
  )

function takesEffect(
  { stepCounts }: World,
  { name }: Scenario,
  { times }: Step,
  index: number,
  selectedTimes: number | undefined,
): boolean {
  const limit = Math.min(times ?? Infinity, selectedTimes ?? Infinity)
  if (limit === Infinity) return true
  const key = `${name}/${index}`
  const count = stepCounts.get(key) ?? 0
  if (count < limit) stepCounts.set(key, count + 1)
  return count < limit
}

/** By chance, seeded: the same requests of a key in the same order meet the same. */
function drawSelection(
  { chaos, seed, scenarios }: ScenarioState,
  call: Call,
  world: World,
  requestKind: RequestKind,
): ScenarioSelection | undefined {
  if (chaos === 0) return undefined
  // A picture is fetched without a key, and counts for the key that made it.
  const number = world === call.world ? call.number : world.requestCount++
  const roll = (name: string) => Number.parseInt(digestOfParts(8, seed, name, world.id, number), 16) / 2 ** 32
  if (roll('chaos') >= chaos) return undefined
  const candidates = [...scenarios.values()].filter(
    (candidate) => candidate.chaos && candidate.steps.some(({ on = ['create'] }) => on.includes(requestKind)),
  )
  const name = candidates[Math.floor(roll('scenario') * candidates.length)]?.name
  return name === undefined ? undefined : { name, times: undefined }
}

/** Lets the scene's time pass, but for a mock whose tasks take none, and throws what it puts in place of an answer: a Problem, or an Interruption. */
export async function applyEffects(
  effects: ScenarioEffects,
  { world, request }: Call,
  instant: boolean,
): Promise<void> {
  const { delay, respond, refuse } = effects
  if (delay && !instant) await world.clock.sleep(delay * msPerSecond, request.signal)
  if (respond)
    throw new Interruption(new Response(respond.body, { status: respond.status, headers: { ...respond.headers } }))
  if (refuse) throw new Problem(refuse.cause, refuse.detail, undefined, { retryAfter: refuse.retryAfter })
}
