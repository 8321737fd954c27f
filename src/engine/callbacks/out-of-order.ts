/** Holds callbacks back until another callback of the same world was delivered. */
export interface OutOfOrder {
  /** Resolves when another callback of the world was delivered, or after `wait`; at once if a callback waits already. */
  hold(world: string, wait: () => Promise<void>): Promise<void>
  /** Tells that a callback of the world was sent. */
  release(world: string): void
}

export function createOutOfOrder(): OutOfOrder {
  const held = new Map<string, () => void>()
  return {
    async hold(world, wait) {
      if (held.has(world)) return
      const { promise, resolve } = Promise.withResolvers<void>()
      held.set(world, resolve)
      await Promise.race([promise, wait()]).finally(() => {
        if (held.get(world) === resolve) held.delete(world)
      })
    },
    release(world) {
      held.get(world)?.()
      held.delete(world)
    },
  }
}
