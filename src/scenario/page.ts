import { z } from 'zod'
import { headerName } from '../dialect/schema.ts'

/** Page that a proxy sends in place of the gateway. */
export const page = z.strictObject({
  status: z.int().min(400).max(599),
  headers: z.record(headerName, z.string()).optional(),
  body: z.string(),
})
