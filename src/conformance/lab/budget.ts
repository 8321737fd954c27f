import { OutOfBudget } from '../../probes/run-errors.ts'

/** Images that a run may charge: a ceiling that holds while several requests are under way. */
export interface ImageBudget {
  /** Returns the number of images charged so far. A response that is missing or ambiguous counts as charged. */
  spent(): number
  /** Returns the number of images that are neither charged nor held. */
  left(): number
  /**
   * Holds images for a request that might be charged. Waits for the requests under way if they hold the images that are
   * missing. Throws OutOfBudget if the images are charged already.
   */
  hold(images: number): Promise<void>
  /** Releases held images, and adds the images that were charged. */
  settle(held: number, charged: number): void
}

/** Creates a budget of `total` images, of which earlier runs charged `alreadySpent`. */
export function createImageBudget(total: number, alreadySpent: number): ImageBudget {
  let spent = alreadySpent
  let held = 0
  let waiting: (() => void)[] = []
  const left = () => Math.max(0, total - spent - held)
  return {
    left,
    spent: () => spent,
    async hold(images) {
      while (images > left()) {
        if (held === 0)
          throw new OutOfBudget(`images needed for the request: ${images}, left in the budget: ${left()}`, 'images')
        await new Promise<void>((wake) => waiting.push(wake))
      }
      held += images
    },
    settle(images, charged) {
      held -= images
      spent += charged
      const woken = waiting
      waiting = []
      for (const wake of woken) wake()
    },
  }
}
