import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

/** Bundles `dist/client.js` into one file, because each module that an import loads costs as much as all the code in it. */

const entry = fileURLToPath(new URL('../dist/client.js', import.meta.url))
await build({ input: entry, external: ['openapi-fetch'], platform: 'neutral', output: { file: entry, format: 'esm' } })
