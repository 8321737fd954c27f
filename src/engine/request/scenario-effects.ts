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

/** Settings that decide which scenario a request gets. */
interface ScenarioSettings {
  readonly config: { readonly seed: string; readonly chaos: number; readonly instant: boolean }
  readonly state: { readonly scenarios: Scenarios; readonly selection: ScenarioSelection | undefined }
}

/** What a request is about, beside what it says by itself. */
interface ScenarioContext {
  readonly prompt?: string
  /** The wish under which the task was made that it asks for. */
  readonly task?: string | undefined
  /** The world of that task, where it is not the caller's. */
  readonly world?: World | undefined
}

/** The header by which a request asks for a scenario. */
const scenarioHeader = 'x-proofsheet-scenario'

/**
 * Selects the scenario of a request, logs its effects, and applies those that come before the reply: waits for its delay, then
 * throws the Problem or the Interruption that replaces the reply. Returns undefined when the request gets no scenario. The
 * nearest selection wins: header, prompt, scenario of the task that the request names, key, selection of the key, selection of
 * the mock, chance. Throws an Interruption for an unknown scenario.
 */
export function applyScenario(
  settings: ScenarioSettings,
  call: Call,
  log: { effects?: ScenarioEffects },
  requestKind: RequestKind,
  context: ScenarioContext,
): Promise<ScenarioEffects> | undefined {
  const effects = effectsOf(settings, call, requestKind, context)
  if (effects?.takesEffect) log.effects = effects
  return effects && delayOrReplace(effects, call, settings.config.instant)
}

function effectsOf(
  settings: ScenarioSettings,
  call: Call,
  requestKind: RequestKind,
  context: ScenarioContext,
): ScenarioEffects | undefined {
  const world = context.world ?? call.world
  const selection = selectionOf(settings, call, world, context) ?? drawSelection(settings, call, world, requestKind)
  if (!selection || selection === noScenario) return undefined
  const scenario = settings.state.scenarios.get(selection.name)
  if (!scenario) throw unknownScenario(settings, selection.name)
  const steps = scenario.steps.filter(
    (step, index) =>
      (step.on ?? ['create']).includes(requestKind) && takesEffect(world, scenario, step, index, selection.times),
  )
  return Object.assign({ selection: formatSelection(selection), takesEffect: steps.length > 0 }, ...steps)
}

function selectionOf(
  settings: ScenarioSettings,
  { request, key }: Call,
  world: World,
  { prompt = '', task }: ScenarioContext,
): ScenarioSelection | typeof noScenario | undefined {
  const header = headerOf(request, scenarioHeader)?.trim()
  const text = header ?? selectionInPrompt(prompt) ?? task ?? selectionInKey(key ?? '')
  if (text === undefined) return selectionInForce(settings, world)
  if (text === noScenario) return noScenario
  // What a task was made under may have gone since.
  if (text === task && !settings.state.scenarios.has(parseSelection(task)?.name ?? '')) return undefined
  const selection = parseSelection(text)
  if (!selection) throw unknownScenario(settings, text)
  return selection
}

function selectionInForce(settings: ScenarioSettings, world: World): ScenarioSelection | typeof noScenario | undefined {
  const selection = world.selection ?? settings.state.selection
  return selection?.name === noScenario ? noScenario : selection
}

const unknownScenario = ({ state: { scenarios } }: ScenarioSettings, name: string) =>
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
  { config: { chaos, seed }, state: { scenarios } }: ScenarioSettings,
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

/** Waits for the delay, unless tasks take no time, and throws the Problem or the Interruption that replaces the reply. */
async function delayOrReplace(
  effects: ScenarioEffects,
  { world, request }: Call,
  instant: boolean,
): Promise<ScenarioEffects> {
  const { delay, respond, refuse } = effects
  if (delay && !instant) await world.clock.sleep(delay * msPerSecond, request.signal)
  if (respond)
    throw new Interruption(new Response(respond.body, { status: respond.status, headers: { ...respond.headers } }))
  if (refuse) throw new Problem(refuse.cause, refuse.detail, undefined, { retryAfter: refuse.retryAfter })
  return effects
}
