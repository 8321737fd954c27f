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
import { type Store, update } from '../../stores/store.ts'
import { msPerSecond } from '../../time/units.ts'
import { digestOfParts } from '../model/digest.ts'
import { Interruption } from '../model/interruption.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from './call.ts'
import { countKey, type World, type Worlds } from './worlds.ts'

/** Effects of a scenario on one request: the matching steps, merged, where later steps override earlier ones. Can be empty. */
export interface ScenarioEffects extends Omit<Step, 'on' | 'times' | 'from'> {
  /** Selection as the caller wrote it, so that later requests about the same task get the same scenario. */
  readonly selection: string
  readonly takesEffect: boolean
}

/** Settings that decide which scenario a request gets. */
interface ScenarioSettings {
  readonly config: { readonly seed: string; readonly chaos: number; readonly instant: boolean }
  readonly state: { readonly scenarios: Scenarios; readonly store: Store; readonly worlds: Worlds }
}

/** Facts about a request that the request itself does not contain. */
interface ScenarioContext {
  readonly prompt?: string
  /** Scenario selection under which the requested task was created. */
  readonly task?: string | undefined
  /** World of that task, when the world differs from the caller's. */
  readonly world?: World | undefined
}

/** Name of the header that selects a scenario. */
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
): Promise<ScenarioEffects | undefined> | undefined {
  const world = context.world ?? call.world
  const selection = selectionOf(settings, call, world, context)
  if (selection === noScenario || (!selection && settings.config.chaos === 0)) return undefined
  return applySelected(settings, call, log, requestKind, { world, selection })
}

async function applySelected(
  settings: ScenarioSettings,
  call: Call,
  log: { effects?: ScenarioEffects },
  requestKind: RequestKind,
  { world, selection: selected }: { world: World; selection: ScenarioSelection | undefined },
): Promise<ScenarioEffects | undefined> {
  const selection = selected ?? (await drawSelection(settings, call, world, requestKind))
  if (!selection) return undefined
  const scenario = settings.state.scenarios.get(selection.name)
  if (!scenario) throw createUnknownScenario(settings, selection.name)
  const steps: Step[] = []
  for (const [index, step] of scenario.steps.entries())
    if (
      (step.on ?? ['create']).includes(requestKind) &&
      (await takesEffect(settings, world, scenario, step, index, selection.times))
    )
      steps.push(step)
  const effects = { selection: formatSelection(selection), takesEffect: steps.length > 0, ...mergeSteps(steps) }
  if (effects.takesEffect) log.effects = effects
  return delayOrReplace(effects, call, settings.config.instant)
}

const mergeSteps = (steps: readonly Step[]): Omit<Step, 'on' | 'times' | 'from'> => Object.assign({}, ...steps)

function selectionOf(
  settings: ScenarioSettings,
  { request, key }: Call,
  world: World,
  { prompt = '', task }: ScenarioContext,
): ScenarioSelection | typeof noScenario | undefined {
  const header = headerOf(request, scenarioHeader)?.trim()
  const text = header ?? selectionInPrompt(prompt) ?? task ?? selectionInKey(key ?? '')
  if (text === undefined) return findDefaultSelection(settings, world)
  if (text === noScenario) return noScenario
  // The scenario of a task may have been removed since the task was created.
  if (text === task && !settings.state.scenarios.has(parseSelection(task)?.name ?? '')) return undefined
  const selection = parseSelection(text)
  if (!selection) throw createUnknownScenario(settings, text)
  return selection
}

function findDefaultSelection(
  settings: ScenarioSettings,
  world: World,
): ScenarioSelection | typeof noScenario | undefined {
  const selection = world.selection ?? settings.state.worlds.root.selection
  return selection?.name === noScenario ? noScenario : selection
}

const createUnknownScenario = ({ state: { scenarios } }: ScenarioSettings, name: string) =>
  new Interruption(
    Response.json(
      {
        error: {
          message: `Unknown scenario "${name}": expected NAME, or NAME;times=2 for the first two requests only. NAME must be one of ${[...scenarios.keys()].join(', ')}.`,
        },
      },
      { status: 400 },
    ),
    `Unknown scenario "${name}".`,
  )

async function takesEffect(
  { state: { store, worlds } }: ScenarioSettings,
  world: World,
  { name }: Scenario,
  { times, from }: Step,
  index: number,
  selectedTimes: number | undefined,
): Promise<boolean> {
  const counted = (what: string, ...names: number[]) =>
    countKey(world, what, world.selections, worlds.root.selections, name, ...names)
  if (from !== undefined) {
    const now = world.clock.now()
    const firstAt = Number(await update(store, counted('first'), (before) => before ?? String(now)))
    if (now < firstAt + from * msPerSecond) return false
  }
  const limit = Math.min(times ?? Infinity, selectedTimes ?? Infinity)
  if (limit === Infinity) return true
  const key = counted('step', index)
  let count = 0
  await update(store, key, (before) => {
    count = Number(before ?? 0)
    return count < limit ? String(count + 1) : before
  })
  return count < limit
}

/** Draws a scenario by chance. The seed makes the draw repeatable: equal requests of a key in equal order get equal scenarios. */
async function drawSelection(
  { config: { chaos, seed }, state: { scenarios, worlds } }: ScenarioSettings,
  call: Call,
  world: World,
  requestKind: RequestKind,
): Promise<ScenarioSelection | undefined> {
  if (chaos === 0) return undefined
  // An image is fetched without a key, so the fetch counts in the world of the task.
  const number = world === call.world ? call.number : await worlds.countRequest(world)
  const roll = (name: string) => Number.parseInt(digestOfParts(8, seed, name, world.id, number), 16) / 2 ** 32
  if (roll('chaos') >= chaos) return undefined
  const candidates = [...scenarios.values()].filter(
    (candidate) => candidate.chaos && candidate.steps.some(({ on = ['create'] }) => on.includes(requestKind)),
  )
  const name = candidates[Math.floor(roll('scenario') * candidates.length)]?.name
  return name === undefined ? undefined : { name, times: undefined }
}

/** Waits for the delay, unless `instant` is set, and throws the Problem or the Interruption that replaces the reply. */
async function delayOrReplace(
  effects: ScenarioEffects,
  { world, request, key = '' }: Call,
  instant: boolean,
): Promise<ScenarioEffects> {
  const { delay, respond, refuse } = effects
  if (delay && !instant) await world.clock.sleep(delay * msPerSecond, request.signal)
  if (respond)
    throw new Interruption(new Response(respond.body, { status: respond.status, headers: { ...respond.headers } }))
  if (refuse)
    throw new Problem(refuse.cause, refuse.detail.replaceAll('{key}', key), undefined, {
      retryAfter: refuse.retryAfter,
    })
  return effects
}
