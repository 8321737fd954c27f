import { formatPointer } from '../contract/pointer.ts'

/** A fault of a dialect: a JSON pointer into the dialect, and the reason. */
export interface Fault {
  readonly pointer: string
  readonly message: string
}

/** Makes the fault of the member at the end of these parts. */
export const fault = (parts: readonly (string | number)[], message: string): Fault => ({
  pointer: formatPointer(parts),
  message,
})
