/**
 * Goes on with a value when it is there: at once, unless it is a promise. To wait for what is there already takes a turn and
 * a promise, and of such steps an answer has a dozen.
 */
export function mapMaybePromise<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}
