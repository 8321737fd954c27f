import { formatPointer } from '../contract/pointer.ts'

/** Kinds of faults, the causes before their consequences. */
export const faultKinds = {
  contract: 'The contract has parts that nobody can read',
  format: 'The file does not have the form of a dialect',
  endpoint: 'The contract lacks endpoints that the dialect names',
  place: 'The contract lacks names and places that the dialect names',
  contradiction: 'The dialect contradicts itself',
  source: 'Members of the dialect have no source',
} as const
type FaultKind = keyof typeof faultKinds

/** Fault of a dialect: JSON pointer into the dialect, and the message: what is wrong, what is expected, what to do. */
export interface Fault {
  readonly pointer: string
  readonly message: string
  readonly kind: FaultKind
  /** Value of the member that would do. Without it, the schema gives one. */
  readonly example?: unknown
  /** Action of overlay.yaml that would do, where not the dialect is at fault. */
  readonly action?: string
}

/** Makes the fault of the member at a path of the dialect. */
export const fault = (
  parts: readonly (string | number)[],
  message: string,
  { kind = 'contradiction', ...rest }: Partial<Pick<Fault, 'kind' | 'example' | 'action'>> = {},
): Fault => ({
  pointer: formatPointer(parts),
  message,
  kind,
  ...rest,
})

/** Makes the fault of a value that the list at the pointer `list` of the same dialect lacks. */
export const unlisted = (
  parts: readonly (string | number)[],
  value: string,
  list: string,
  values: readonly string[],
): Fault => fault(parts, `${value} is not in ${list}: expected one of ${values.join(', ')}`, { example: values[0] })
