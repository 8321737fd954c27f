/** Compiled schema: tells if a value fits. Afterwards `errors` has what the last value broke. Functions of Ajv have this form. */
export interface Validate {
  (value: unknown): boolean
  errors?: readonly SchemaError[] | null
}

/** What a value broke in a schema. */
export interface SchemaError {
  /** JSON pointer to the part of the value, from its root. */
  readonly instancePath: string
  /** Keyword of the schema, such as `maxLength`. */
  readonly keyword: string
  readonly message?: string
  /** Values of the keyword, such as `{ limit: 10 }`. */
  readonly params: Readonly<Record<string, unknown>>
}
