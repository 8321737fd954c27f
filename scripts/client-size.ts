import { gzipSync } from 'node:zlib'
import { build } from 'rolldown'

/**
 * Largest size of a generated client in a browser bundle with openapi-fetch, minified and gzipped, in bytes. In November 2026
 * the clients had 6,400 to 6,600 bytes, of which openapi-fetch is 2,200; the limit leaves 3% for a dialect that grows. Raise
 * the limit only for a feature that callers asked for, and name the feature in the changeset.
 */
export const clientSizeLimit = 6_750

/** Bundles a client's entry file. Returns the size of the minified, gzipped bundle in bytes. */
export async function clientSize(entry: string): Promise<number> {
  const { output } = await build({ input: entry, write: false, platform: 'browser', output: { minify: true } })
  return gzipSync(output[0].code, { level: 9 }).length
}

/** Checks that the client of `entry` is within the limit. Throws when the client is larger. */
export async function checkClientSize(name: string, entry: string): Promise<void> {
  const size = await clientSize(entry)
  if (size > clientSizeLimit)
    throw new Error(
      `The client of ${name} has ${size} bytes minified and gzipped: expected at most ${clientSizeLimit}. ` +
        'Shorten src/client/ or the client dialect.',
    )
  console.log(`the client of ${name} has ${size} of at most ${clientSizeLimit} bytes, minified and gzipped`)
}
