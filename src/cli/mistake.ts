/**
 * Creates an error of the user, which prints as two lines: the cause, and what to do. The remedy of a mistake in a flag names the
 * flag.
 */
export const mistake = (cause: string, remedy: string): Error => new Error(`${cause}\n  ${remedy}`)
