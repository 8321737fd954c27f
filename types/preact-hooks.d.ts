/** The hooks of Preact that components in `src/ui` use, without the types of a browser. */

export function useState<T>(initial: T): [value: T, set: (value: T) => void]
export function useMemo<T>(make: () => T, inputs: readonly unknown[]): T
