import { LRUCache } from 'lru-cache'
import { formatSelection, parseSelection } from '../../scenario/selection.ts'
import { type Store, update } from '../../stores/store.ts'
import { backgroundClock } from '../../time/background-clock.ts'
import {
  type Anchor,
  type AnchoredClock,
  anchorAt,
  type Clock,
  type ClockState,
  createSteerableClock,
  movedState,
  type SteerableClock,
  timeOf,
} from '../../time/clock.ts'
import { maxWorlds, rootId, type Steered, type World, type Worlds } from './worlds.ts'

/** Interval at which a process with waiting requests looks for clocks that another process moved, in ms of real time. */
const followEveryMs = 100
/** Worlds with work in the background alone that are looked at together, because such work may last for days. */
const restingAtOnce = 10

/** State of a world or of the mock, as JSON in the store. */
interface StoredState {
  readonly clock: ClockState
  /** Relation of the mock's clock to the machine's; absent in a world, and for a clock of the user. */
  readonly anchor?: Anchor | undefined
  /** Secret that signs links, in the state of the mock. */
  readonly secret?: string | undefined
  readonly selection?: string | undefined
  readonly selections: number
  /** Number of resets of all worlds before this state was written. The state of a world from before a reset does not count. */
  readonly generation: number
  /** Number of resets since then. */
  readonly resets: number
}

type WritableSteered = Steered & {
  /** Text of the state in the store as this process saw the state last. */
  text?: string | undefined
  state: Pick<StoredState, 'generation' | 'resets'>
  /** Settles when this process has finished its last change. */
  lastChange?: Promise<void>
}

/** A state that this process has written. */
interface WrittenState {
  readonly text: string
  /** Texts that this process knew before: the one in the store, and none while the process was ahead of it. */
  readonly earlier: readonly (string | undefined)[]
}

/** Tests for a world in which a request waits, and not only work in the background. */
const isAwaited = ({ clock }: World) => clock.msUntilNext() !== undefined

const initialState: Omit<StoredState, 'generation'> = { clock: { offset: 0, movedBy: 0 }, selections: 0, resets: 0 }
const keyOf = (id: string) => `world:${id}`
const numberKey = ({ id, epoch }: Steered) => `number:${id}:${epoch}`
const epochOf = ({ generation, resets }: Pick<StoredState, 'generation' | 'resets'>) => `${generation}.${resets}`

/** Parts of a mock that shares its worlds. */
export interface Sharing {
  readonly store: Store
  /** Clock of the mock. */
  readonly clock: SteerableClock
  /** Clock below the clock of the mock, when it runs by the machine's clock: the store says how. */
  readonly base?: AnchoredClock | undefined
  /** True if the speed in the store stays, since this mock ends tasks at once. */
  readonly keepsSpeed: boolean
  /** Secret of this process, which becomes the secret of all when the store has none. */
  readonly secret: string
  /** Real time, by which a process looks for changes. */
  readonly realClock: Pick<Clock, 'sleep'>
}

/**
 * Keeps the worlds in a store that several processes share, and that outlives them. The first process decides where the clock
 * of the mock starts; a later process goes on from there, at its own speed if its speed is another one. Returns the secret of
 * the store too. Throws StoreUnavailable when the store cannot be reached.
 */
export async function createSharedWorlds({
  store,
  clock,
  base,
  keepsSpeed,
  secret: ownSecret,
  realClock,
}: Sharing): Promise<{ worlds: Worlds; secret: string }> {
  const root: WritableSteered = {
    id: rootId,
    clock,
    selection: undefined,
    selections: 0,
    epoch: '0.0',
    state: { generation: 0, resets: 0 },
  }
  const known = new LRUCache<string, World & WritableSteered>({
    max: maxWorlds,
    dispose: (world) => world.clock.resume(),
  })
  const sleeping = new Set<World>()
  let isFollowing = false
  let secret = ownSecret

  const stateOf = (steered: WritableSteered): StoredState => ({
    clock: steered.clock.state(),
    ...(steered === root ? { secret, ...(base && { anchor: base.anchor() }) } : {}),
    ...(steered.selection ? { selection: formatSelection(steered.selection) } : {}),
    selections: steered.selections,
    generation: root.state.generation,
    resets: steered.state.resets,
  })
  const apply = (steered: WritableSteered, state: StoredState) => {
    if (steered === root) {
      secret = state.secret ?? secret
      if (base && state.anchor) base.follow(state.anchor)
    }
    steered.clock.restore(state.clock)
    steered.selection = state.selection === undefined ? undefined : parseSelection(state.selection)
    steered.selections = state.selections
    steered.state = { generation: state.generation, resets: state.resets }
    steered.epoch = epochOf(state)
  }
  const takeOver = (steered: WritableSteered, text: string | undefined) => {
    const isOutdated = steered !== root && steered.state.generation !== root.state.generation
    if (text === steered.text && !isOutdated) return
    steered.text = text
    const stored = text === undefined ? undefined : (JSON.parse(text) as StoredState)
    const { generation } = root.state
    apply(
      steered,
      steered === root || stored?.generation === generation
        ? (stored ?? stateOf(root))
        : { ...initialState, generation },
    )
  }
  const of = (id: string): World & WritableSteered => {
    const existing = known.get(id)
    if (existing) return existing
    const own = createSteerableClock(clock)
    const world: World & WritableSteered = {
      id,
      clock: {
        ...own,
        sleep(ms, signal) {
          sleeping.add(world)
          void follow()
          return own.sleep(ms, signal)
        },
        rest(ms, signal) {
          sleeping.add(world)
          void follow()
          return own.rest(ms, signal)
        },
      },
      selection: undefined,
      selections: 0,
      epoch: `${root.state.generation}.0`,
      state: { generation: root.state.generation, resets: 0 },
      requestPrefix: undefined,
    }
    known.set(id, world)
    return world
  }
  const refresh = async (ids: readonly string[]): Promise<void> => {
    // Each state is taken over as soon as it arrives, so that an older state never comes after a newer one.
    const fetchState = (steered: WritableSteered) =>
      store.get(keyOf(steered.id)).then((text) => takeOver(steered, text))
    await Promise.all([root, ...ids.map(of)].map(fetchState))
    // The state of the mock has expired although the mock is in use.
    if (root.text === undefined) await store.replace(keyOf(rootId), undefined, JSON.stringify(stateOf(root)))
  }
  /** Takes over moves of clocks by other processes while requests of this process wait. */
  const follow = async (): Promise<void> => {
    if (isFollowing) return
    isFollowing = true
    for (;;) {
      await ([...sleeping].some(isAwaited) ? realClock : backgroundClock).sleep(followEveryMs)
      for (const world of sleeping) if (world.clock.sleeperCount() === 0) sleeping.delete(world)
      if (sleeping.size === 0) break
      const [awaited, resting] = [[...sleeping].filter(isAwaited), [...sleeping].filter((world) => !isAwaited(world))]
      const first = resting.slice(0, restingAtOnce)
      // The last of the set has its turn last.
      for (const world of first) if (sleeping.delete(world)) sleeping.add(world)
      // While the store is away, requests wait by the clock as it was.
      await refresh([...awaited, ...first].map(({ id }) => id)).catch(() => {})
    }
    isFollowing = false
  }
  /**
   * Runs changes of one state by this process one after the other, so that each sees the clock where the last one left it. A
   * world follows the clock and the resets of the mock, so the mock is brought up to date before.
   */
  const inTurn = (steered: Steered, run: (writable: WritableSteered) => Promise<void>): Promise<void> => {
    const writable = steered === root ? root : of(steered.id)
    const turn = (writable.lastChange ?? Promise.resolve())
      .catch(() => {})
      .then(() => (writable === root ? undefined : refresh([])))
      .then(() => run(writable))
    writable.lastChange = turn
    return turn
  }
  /** Writes a state to the store. `toNext` gets the steered object in its stored state, and returns the new state. */
  const write = async (
    writable: WritableSteered,
    toNext: (current: WritableSteered) => StoredState,
  ): Promise<WrittenState> => {
    let earlier: WrittenState['earlier'] = []
    const text = await update(store, keyOf(writable.id), (before) => {
      takeOver(writable, before)
      const next = JSON.stringify(toNext(writable))
      earlier = [before, writable.text]
      return next
    })
    return { text, earlier }
  }
  /** Takes over a state that this process has written, unless the process has seen a later one in the meantime. */
  const takeOverWritten = (writable: WritableSteered, { text, earlier }: WrittenState) => {
    if (earlier.includes(writable.text)) takeOver(writable, text)
  }
  const changeState = (steered: Steered, toNext: (current: WritableSteered) => StoredState): Promise<void> =>
    inTurn(steered, async (writable) => takeOverWritten(writable, await write(writable, toNext)))
  const change: Worlds['change'] = (steered, apply) =>
    changeState(steered, (current) => {
      apply(current)
      // Until the store has the change, this process has gone ahead of the text that it knows.
      current.text = undefined
      return stateOf(current)
    })
  const renew: Worlds['renew'] = (steered) =>
    changeState(steered, (current) => ({ ...stateOf(current), resets: current.state.resets + 1 }))
  const advance: Worlds['advance'] = (steered, ms) =>
    inTurn(steered, async (writable) => {
      const written = await write(writable, (current) => ({
        ...stateOf(current),
        clock: movedState(current.clock.state(), ms),
      }))
      const { clock: moved } = JSON.parse(written.text) as StoredState
      // Requests of this process wake one after the other.
      await writable.clock.advanceTo(moved)
      takeOverWritten(writable, written)
    })

  const own = base?.anchor()
  /** Lets the time go on from where it was, at the speed of this process. A clock that was stopped by its kind alone runs again. */
  const continueTime = ({ anchor, clock: { frozenAt, offset, movedBy } }: StoredState) => {
    if (base && own && anchor) base.follow(anchorAt(timeOf(anchor), own.speed))
    else if (base && own && frozenAt !== undefined) {
      base.follow(anchorAt(frozenAt, own.speed))
      clock.restore({ offset: 0, movedBy })
    } else if (!base && anchor && frozenAt === undefined)
      clock.restore({ frozenAt: timeOf(anchor) + offset, offset, movedBy })
  }
  await changeState(root, (state) => {
    const stored = state.text === undefined ? undefined : (JSON.parse(state.text) as StoredState)
    const isOfOtherKind = stored?.anchor?.speed !== own?.speed && !(keepsSpeed && own && stored?.anchor)
    if (stored && isOfOtherKind) continueTime(stored)
    return stateOf(state)
  })
  const worlds: Worlds = {
    root,
    of,
    async enter(id) {
      const world = of(id)
      const { epoch } = world
      // Most requests find their world unchanged, so that the number can be asked for at once.
      const [count] = await Promise.all([store.add(numberKey(world), 1), refresh([id])])
      return { world, number: (epoch === world.epoch ? count : await store.add(numberKey(world), 1)) - 1 }
    },
    refresh,
    countRequest: async (world) => (await store.add(numberKey(world), 1)) - 1,
    change,
    advance,
    renew,
    async forget(ids) {
      if (ids)
        for (const id of ids)
          await changeState(of(id), ({ state: { resets } }) => ({
            ...initialState,
            generation: root.state.generation,
            resets: resets + 1,
          }))
      else {
        known.clear()
        await changeState(root, (state) => ({ ...stateOf(state), generation: state.state.generation + 1, resets: 0 }))
      }
      if (ids) await renew(root)
    },
    all: () => [...known.values()],
  }
  return { worlds, secret }
}
