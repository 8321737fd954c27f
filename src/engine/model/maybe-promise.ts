/**
 * Applies `next` now if `value` is already here, otherwise when it resolves. Awaiting a plain value would cost a promise and
 * a turn of the event loop in each of the dozen steps of an exchange.
 */
export function mapMaybePromise<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}
