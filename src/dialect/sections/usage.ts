import { z } from 'zod'
import { count } from './shared.ts'

export const usage = z
  .strictObject({ textPerCodePoint: z.number().nonnegative(), perReference: count, perImage: count })
  .meta({ description: 'Tokens that the mock counts, where the gateway reports usage.' })
