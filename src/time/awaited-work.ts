import { backgroundClock } from './background-clock.ts'
import { nextTurn } from './next-turn.ts'
import { systemClock } from './system-clock.ts'

/** Longest time of the machine for which a move waits for work, in ms. */
const workMs = 1000

/** Work that resolves, after its end or after the longest time, with the work that followed in the next turn of the event loop. */
type Work = Promise<readonly Work[]>

/** Creates the list of work for which moves wait. */
export function createAwaitedWork() {
  const pending = new Set<Work>()
  const collections = new Set<Work[]>()
  /** Collects the work that is added from now on. */
  const collect = () => {
    const added: Work[] = []
    collections.add(added)
    return {
      end(): readonly Work[] {
        collections.delete(added)
        return added
      },
    }
  }
  const watch = async (work: Promise<unknown>): Work => {
    const enough = new AbortController()
    const collectNext = async () => {
      // Code that waited for the work may start more.
      const added = collect()
      await nextTurn()
      return added.end()
    }
    const tooLate = backgroundClock.sleep(workMs, enough.signal).then(
      () => [],
      () => [],
    )
    const followers = await Promise.race([work.then(collectNext, collectNext), tooLate])
    enough.abort()
    return followers
  }
  return {
    pending: (): readonly Work[] => [...pending],
    collect,
    add(work: Promise<unknown>): void {
      const watched = watch(work)
      for (const added of collections) added.push(watched)
      pending.add(watched)
      void watched.then(() => pending.delete(watched))
    },
    /** Resolves when the work and all that followed from the work has ended. Keeps the process alive meanwhile. */
    async untilDone(awaited: readonly Work[]): Promise<void> {
      let left = awaited
      while (left.length > 0) {
        const enough = new AbortController()
        systemClock.sleep(2 * workMs, enough.signal).catch(() => {})
        left = (await Promise.all(left)).flat()
        enough.abort()
      }
    },
  }
}
