/** Compiled schema: tells if a value fits. Afterwards `errors` lists the faults of the last value. Functions of Ajv have this form. */
export interface Validate {
  (value: unknown): boolean
  errors?: readonly SchemaError[] | null
}

/** Fault of a value that does not fit a schema. */
export interface SchemaError {
  /** JSON pointer to the part of the value, from its root. */
  readonly instancePath: string
  /** Keyword of the schema, such as `maxLength`. */
  readonly keyword: string
  readonly message?: string
  /** Values of the keyword, such as `{ limit: 10 }`. */
  readonly params: Readonly<Record<string, unknown>>
}
