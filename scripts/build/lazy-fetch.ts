import { join } from 'node:path'
import type { Plugin } from 'rolldown'
import { standInFor } from '../../src/http/fetch-classes.ts'
import { root } from './paths.ts'

/** Expressions of the server of requests that load the classes of `fetch`, and what replaces each. */
const replacements: readonly (readonly [from: string, to: string])[] = [
  ...(['Headers', 'Request', 'Response'] as const).map((name) => {
    const global = name === 'Headers' ? 'globalThis' : 'global'
    return [`const Global${name} = ${global}.${name};`, `const Global${name} = ${standInFor.name}("${name}");`] as const
  }),
  ['globalThis.Headers === GlobalHeaders', 'true'],
  ['globalThis.CloseEvent ??', ''],
  ['globalThis.ErrorEvent ??', ''],
]

/** Lets the server of requests load the classes of `fetch` when somebody needs them, because loading them takes 40 ms. */
export const lazyFetch: Plugin = {
  name: 'lazy-fetch',
  transform(code, id) {
    if (!id.endsWith('/@hono/node-server/dist/index.mjs')) return undefined
    const replaced = replacements.reduce((text, [from, to]) => {
      if (!text.includes(from))
        throw new Error(
          `${id} has no "${from}": expected the code that scripts/build/lazy-fetch.ts replaces; read the new code`,
        )
      return text.replace(from, to)
    }, code)
    return `import { ${standInFor.name} } from ${JSON.stringify(join(root, 'src/http/fetch-classes.ts'))};\n${replaced}`
  },
}
