import { OutOfBudget } from '../../probes/run-errors.ts'

/** Images that a run may charge: a ceiling that holds while several requests are under way. */
export interface ImageBudget {
  /** Returns the number of images charged so far. A response that is missing or ambiguous counts as charged. */
  spent(): number
  /** Returns the number of images that are neither charged nor held. */
  left(): number
  /**
   * Holds images for a request that might be charged, and leaves `reserve` images for later requests. Waits for the requests
   * under way if they hold the images that are missing. Throws OutOfBudget if the images are charged already.
   */
  hold(images: number, reserve?: number): Promise<void>
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
    async hold(images, reserve = 0) {
      // A free request needs no image of the reserve.
      while (images > 0 && images > left() - reserve) {
        if (held === 0) {
          const kept = reserve > 0 ? `, of which ${reserve} are kept for later requests` : ''
          throw new OutOfBudget(
            `images needed for the request: ${images}, left in the budget: ${left()}${kept}`,
            'images',
          )
        }
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
