import { headerOf } from '../../http/incoming-message.ts'
import type { Scenarios } from '../../scenario/load.ts'
import type { Occasion, Scenario, Step } from '../../scenario/schema.ts'
import { askedInKey, askedInPrompt, none, readWish, type Wish, writeWish } from '../../scenario/wish.ts'
import { hexOf } from '../model/digest.ts'
import { Interruption } from '../model/interruption.ts'
import { Problem } from '../model/problem.ts'
import { second } from '../model/units.ts'
import type { Call } from './call.ts'
import type { World } from './worlds.ts'

/** What a scenario does to one request: its steps for the occasion, the later over the earlier; perhaps none. */
export interface Scene extends Omit<Step, 'on' | 'times'> {
  /** As it was asked for, so that what follows from the request meets the same. */
  readonly wish: string
  readonly takesEffect: boolean
}

export interface Stage {
  readonly scenarios: Scenarios
  /** In force where nothing nearer to the request says otherwise. */
  wish: Wish | undefined
  /** The share of requests, from 0 to 1, that meet a scenario by chance. */
  readonly chaos: number
  readonly seed: string
}

/** Finds the scene of a request and plays what comes before the answer: see `enter`. */
export type Meet = (occasion: Occasion, about: About) => undefined | Promise<Scene>

/** What a request is about, beside what it says by itself. */
interface About {
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
export function sceneOf(stage: Stage, call: Call, occasion: Occasion, about: About): Scene | undefined {
  const world = about.world ?? call.world
  const wish = wishOf(stage, call, world, about) ?? drawn(stage, call, world, occasion)
  if (!wish || wish === none) return undefined
  const scenario = stage.scenarios.get(wish.name)
  if (!scenario) throw unknown(stage, wish.name)
  const steps = scenario.steps.filter(
    (step, index) => (step.on ?? ['create']).includes(occasion) && takes(world, scenario, step, index, wish.times),
  )
  return Object.assign({ wish: writeWish(wish), takesEffect: steps.length > 0 }, ...steps)
}

function wishOf(
  stage: Stage,
  { request, key }: Call,
  world: World,
  { prompt = '', task }: About,
): Wish | typeof none | undefined {
  const header = headerOf(request, scenarioHeader)?.trim()
  const asked = header ?? askedInPrompt(prompt) ?? task ?? askedInKey(key ?? '')
  if (asked === undefined) return inForce(stage, world)
  if (asked === none) return none
  // What a task was made under may have gone since.
  if (asked === task && !stage.scenarios.has(readWish(task)?.name ?? '')) return undefined
  const wish = readWish(asked)
  if (!wish) throw unknown(stage, asked)
  return wish
}

function inForce(stage: Stage, world: World): Wish | typeof none | undefined {
  const wish = world.wish ?? stage.wish
  return wish?.name === none ? none : wish
}

const unknown = ({ scenarios }: Stage, name: string) =>
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

function takes(
  { taken }: World,
  { name }: Scenario,
  { times }: Step,
  index: number,
  wished: number | undefined,
): boolean {
  const limit = Math.min(times ?? Infinity, wished ?? Infinity)
  if (limit === Infinity) return true
  const key = `${name}/${index}`
  const count = taken.get(key) ?? 0
  if (count < limit) taken.set(key, count + 1)
  return count < limit
}

/** By chance, seeded: the same requests of a key in the same order meet the same. */
function drawn({ chaos, seed, scenarios }: Stage, call: Call, world: World, occasion: Occasion): Wish | undefined {
  if (chaos === 0) return undefined
  // A picture is fetched without a key, and counts for the key that made it.
  const number = world === call.world ? call.number : world.requests++
  const dice = (name: string) => Number.parseInt(hexOf(8, seed, name, world.id, number), 16) / 2 ** 32
  if (dice('chaos') >= chaos) return undefined
  const able = [...scenarios.values()].filter(
    (each) => each.chaos && each.steps.some(({ on = ['create'] }) => on.includes(occasion)),
  )
  const name = able[Math.floor(dice('scenario') * able.length)]?.name
  return name === undefined ? undefined : { name, times: undefined }
}

/** Lets the scene's time pass, but for a mock whose tasks take none, and throws what it puts in place of an answer: a Problem, or an Interruption. */
export async function enter(scene: Scene, { world, request }: Call, instant: boolean): Promise<void> {
  const { delay, respond, refuse } = scene
  if (delay && !instant) await world.clock.sleep(delay * second, request.signal)
  if (respond)
    throw new Interruption(new Response(respond.body, { status: respond.status, headers: { ...respond.headers } }))
  if (refuse) throw new Problem(refuse.cause, refuse.detail, undefined, { retryAfter: refuse.retryAfter })
}
