import { join } from 'node:path'
import { build, type Plugin, type RolldownOptions } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { builtins, noHttp2 } from './builtins.ts'
import { groups } from './groups.ts'
import { lazyFetch } from './lazy-fetch.ts'
import { dist, root } from './paths.ts'

/** Packages that stay imports. Users install all but sharp themselves, where they use what needs the package. */
const external = ['nock', 'openapi-typescript', 'sharp', 'typescript', 'vitest']

const installed = (path: string) => join(root, 'node_modules', path)

/** Files that replace the main file of a package: that of jsonc-parser cannot be bundled, and punycode also is a deprecated part of Node. */
const alias = {
  'jsonc-parser': installed('jsonc-parser/lib/esm/main.js'),
  punycode: installed('punycode/punycode.js'),
}

const source = (name: string) => join(root, 'src', name)
const entries = Object.fromEntries(
  ['index', 'conformance', 'cassettes', 'nock', 'vitest'].map((name) => [name, source(`${name}.ts`)]),
)
const client = { client: source('client.ts') }

/**
 * Bundles the sources and every package that they use, except sharp, into `dist`. Users then install few packages, and a start reads
 * few files. The entries share their parts, because an error class that exists twice fits no `instanceof`. The client is one
 * file of its own, because browsers load the client too. Returns the paths of all files that were bundled, and all imports.
 */
export async function bundleCode(): Promise<{ files: string[]; imports: string[] }> {
  const outputs = await Promise.all([
    build({
      ...common,
      input: { ...entries, cli: source('cli/run-cli.ts') },
      platform: 'node',
      resolve: { alias },
      // The paths of tsconfig.json name types, which are nothing to bundle.
      tsconfig: false,
      plugins: [builtins, noHttp2, lazyFetch],
      output: {
        ...output,
        chunkFileNames: 'parts/[name]-[hash].js',
        codeSplitting: { groups },
      },
    }),
    build({ ...common, input: client, platform: 'neutral', output: { ...output, codeSplitting: false } }),
  ])
  const chunks = outputs.flatMap(({ output }) => output.filter((file) => file.type === 'chunk'))
  return {
    files: chunks.flatMap(({ modules }) => Object.keys(modules)),
    imports: chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports]),
  }
}

/** Bundles the types of all entries into `dist`, with the types of the bundled packages. */
export async function bundleTypes(): Promise<void> {
  await build({
    ...common,
    input: { ...entries, ...client },
    platform: 'node',
    // Nothing that is public has a type of these files, and rolldown-plugin-dts reads no types in CommonJS.
    external: [...external, /^node:/, /zod\/v4\/locales/, /^\.\.\/locales\//, 'fast-uri'],
    plugins: [zodTypes, withoutVariance, dts({ emitDtsOnly: true, tsconfig: join(root, 'tsconfig.build.json') })],
    checks: { pluginTimings: false },
    output: { ...output, chunkFileNames: 'parts/[name]-[hash].js' },
  })
}

/** Resolves zod to its types as an ES module, because its package.json names the types in CommonJS. */
const zodTypes: Plugin = {
  name: 'zod-types',
  resolveId: (id) => (id === 'zod' ? installed('zod/index.d.ts') : undefined),
}

/** Removes `in` and `out` from type parameters, because zod hides with comments, which are lost, that TypeScript refuses some of them. */
const withoutVariance: Plugin = {
  name: 'without-variance',
  generateBundle(_, files) {
    for (const file of Object.values(files))
      if (file.type === 'chunk')
        file.code = file.code.replaceAll(
          /(?:\/\*\* @ts-ignore[^*]*\*\/)?\b(?:in |out )+(?=[A-Z]\w* (?:extends|=) )/g,
          '',
        )
  },
}

const common = { cwd: root, external } satisfies RolldownOptions
const output = { dir: dist, format: 'esm' as const }
