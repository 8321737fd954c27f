import { z } from 'zod'
import { headerName } from './shared.ts'

export const headers = z.strictObject({
  requestId: z.strictObject({ name: headerName, echo: z.boolean() }).optional(),
  fixed: z.record(headerName, z.string()).optional(),
})
