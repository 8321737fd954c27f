import { join } from 'node:path'
import standalone from 'ajv/dist/standalone/index.js'
import { build, type Plugin } from 'rolldown'
import { createAjv, createCompiler } from '../../src/contract/compile.ts'
import type { Contract } from '../../src/contract/load.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { createChecks } from '../../src/engine/validate/prism.ts'
import { dist, root } from './paths.ts'

/**
 * Writes the compiled schemas of the requests of each provider to `dist/compiled` or another folder, because Ajv takes longer to load and to compile a
 * schema than the mock takes to answer. Each file exports `validators`: functions by pointer into the document.
 */
export async function compileValidators(folder = join(dist, 'compiled')): Promise<void> {
  const contracts = new Map<string, Contract>()
  for (const id of await shippedIds()) contracts.set(id, (await findProvider(id)).contract)
  await build({
    cwd: root,
    input: Object.fromEntries([...contracts.keys()].map((id) => [id, `${prefix}${id}`])),
    platform: 'node',
    plugins: [codeOf(contracts)],
    output: { dir: folder, format: 'esm', chunkFileNames: 'parts/[name]-[hash].js' },
  })
}

const prefix = 'validators:'

/** Gives the bundler the code of each provider. The file of the code is said to lie in the repository, where Ajv is found. */
const codeOf = (contracts: ReadonlyMap<string, Contract>): Plugin => ({
  name: 'validators',
  resolveId: (id) => (id.startsWith(prefix) ? join(root, `${id.slice(prefix.length)}.validators.js`) : undefined),
  load(id) {
    const contract = contracts.get(id.match(/([^/\\]+)\.validators\.js$/)?.[1] ?? '')
    return contract && renderValidators(contract)
  },
})

async function renderValidators({ document, operations }: Contract): Promise<string> {
  const compile = await createCompiler(document)
  const pointers = new Set<string>()
  for (const operation of operations)
    createChecks(document, operation, (pointer) => {
      const validate = compile(pointer)
      pointers.add(pointer)
      return validate
    })
  const ajv = await createAjv(document, { code: { source: true, esm: true } })
  const names = new Map([...pointers].map((pointer, index) => [pointer, `requests${index}`]))
  for (const [pointer, name] of names) ajv.addSchema({ $ref: `contract#${pointer}` }, name)
  const code = standalone.default(ajv, Object.fromEntries([...names.values()].map((name) => [name, name])))
  const members = [...names].map(([pointer, name]) => `${JSON.stringify(pointer)}: ${name}`)
  return `${code}\nexport const validators = { ${members.join(', ')} }`
}
