/** Part of a published document that breaks a rule of OpenAPI or JSON Schema, and how the part is read. */
export interface DocumentNote {
  /** JSON pointer of the part. */
  readonly pointer: string
  /** Found text and how it is read; equal for equal faults, so that a reader can count them. */
  readonly message: string
  /** True if nobody can know the meaning: the part is left out, so an operation that needs the part cannot be served. */
  readonly isLost: boolean
}

/** Notes a fault of a member of the node at hand. */
type TakeNote = (member: string, message: string) => void

/** Ways to note the faults of one node. */
export interface NoteTaker {
  /** Notes a fault whose meaning is plain. */
  readonly mended: TakeNote
  /** Notes a fault whose meaning is unknown. */
  readonly lost: TakeNote
}

/** Writes a value for a message, shortened to 60 characters. */
export const quote = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'undefined'
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
