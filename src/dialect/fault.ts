import { formatPointer } from '../contract/pointer.ts'

/** Fault of a dialect: JSON pointer into the dialect, and the message: what is wrong, what is expected, what to do. */
export interface Fault {
  readonly pointer: string
  readonly message: string
}

/** Makes the fault of the member at a path of the dialect. */
export const fault = (parts: readonly (string | number)[], message: string): Fault => ({
  pointer: formatPointer(parts),
  message,
})

/** Makes the fault of a value that the list at the pointer `list` of the same dialect lacks. */
export const unlisted = (
  parts: readonly (string | number)[],
  value: string,
  list: string,
  values: readonly string[],
): Fault => fault(parts, `${value} is not in ${list}: expected one of ${values.join(', ')}`)
