import { StoreUnavailable } from './store.ts'

/** Turns an error of a database or of its client into StoreUnavailable; `what` says what happened. */
export const toUnavailable = (what: string, error: unknown): StoreUnavailable =>
  new StoreUnavailable(`${what}: ${(error as Error).message}`, { cause: error })

/** Creates a function that turns the errors of a method into StoreUnavailable. */
export const createGuard =
  (what: string) =>
  <Args extends unknown[], T>(run: (...args: Args) => Promise<T>) =>
  (...args: Args): Promise<T> =>
    run(...args).catch((error: unknown) => {
      throw toUnavailable(what, error)
    })
