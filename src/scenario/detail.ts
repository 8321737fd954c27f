import { z } from 'zod'

export const aboutDetail = 'Explanation of the error. Each gateway puts this text into its own error format.'

export const detail = z.string().meta({ description: aboutDetail })
