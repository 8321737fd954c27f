import { z } from 'zod'

const aboutSchema = z.strictObject({
  about: z.string().min(1),
  pages: z.record(z.string(), z.strictObject({ title: z.string().min(1), url: z.url().optional() })),
})

/** Parses the content of `about.yaml` of a provider. Throws an error for a content of another form. */
export const parseAbout = (content: unknown): z.infer<typeof aboutSchema> => aboutSchema.parse(content)
