/** Milliseconds in a second. */
export const msPerSecond = 1000
