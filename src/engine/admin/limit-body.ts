import { bodyLimit } from 'hono/body-limit'

/** Refuses a body that is longer than `maxSize` bytes. */
export const limitBody = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: (c) => c.json({ error: { message: `The body is too long: expected at most ${maxSize} bytes.` } }, 413),
  })
