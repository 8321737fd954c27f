import { z } from 'zod'
import { texts } from './shared.ts'

const words = z.strictObject({ true: texts, false: texts })
export const request = z.strictObject({
  emptyStrings: z
    .enum(['absent', 'kept', 'refused'])
    .meta({ description: 'What an empty text field means: as if not sent, an empty value, or an error.' }),
  booleans: z.strictObject({ query: words, multipart: words }),
})
