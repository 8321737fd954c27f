import { z } from 'zod'

export const pointer = z.string().regex(/^(\/([^~/]|~[01])*)*$/, 'must be a JSON pointer, such as /error/message')
export const operationKey = z
  .string()
  .regex(/^(GET|POST|PUT|DELETE) \/\S*$/, 'must be a method and a path of the contract, such as GET /tasks/{task_id}')
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()])
const constant = z.union([scalar, z.array(z.unknown()), z.record(z.string(), z.unknown())])
export const texts = z.array(z.string()).min(1)
export const headerName = z.string().regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'must be the name of a header')
/** A status whose answer may have a body. */
export const status = z
  .int()
  .min(200)
  .max(599)
  .refine((code) => ![204, 205, 304].includes(code), 'must be a status that may have a body')
export const count = z.int().nonnegative()

export const failureTemplate = z
  .string()
  .meta({ description: 'How a failure is told in one text, of {code} and {message}; the message alone if not said.' })

/** A table from a canonical field to where a provider's document holds it; several pointers hold the same value. */
export const lensOf = <const K extends readonly [string, ...string[]]>(...keys: K) =>
  z.partialRecord(z.enum(keys), z.union([pointer, z.array(pointer).min(1)]))
/** Members that a document always carries, by pointer. */
export const fixed = z.record(pointer, constant)

export const itemLens = lensOf('url', 'base64', 'fileId')
export type ItemLens = z.infer<typeof itemLens>
