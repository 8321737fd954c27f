/** Milliseconds in a second. */
export const msPerSecond = 1000

/** Milliseconds in a minute. */
export const msPerMinute = 60_000
