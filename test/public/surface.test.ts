import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test, vi } from 'vitest'
import { entries, listExports, typeErrors } from './surface.ts'

const exports = listExports()
const folder = fileURLToPath(new URL('.examples', import.meta.url))
const fixtures = fileURLToPath(new URL('../fixtures', import.meta.url))

/** Rewrites an example of a user so that the example runs against the sources, beside the folder of the provider. */
const adapt = (code: string) =>
  code
    .replaceAll(/from '(proofsheet[^']*)'/g, (_, entry: string) => `from '${entries.get(entry) ?? entry}'`)
    .replaceAll("'./lumen", `'${fixtures}/lumen`)

/** Examples as files, by name: `proofsheet/client createImageClient`. */
const examples = exports.flatMap(({ entry, name, examples }) =>
  examples.map((code, index) => ({
    title: `${entry} ${name}`,
    file: `${folder}/${entry.replace('/', '-')}-${name}-${index}.ts`,
    code: adapt(code),
  })),
)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const { file, code } of examples) writeFileSync(file, `${code}\nexport {}\n`)
const [suites, programs] = [true, false].map((isSuite) =>
  examples.filter(({ code }) => isSuite === (code.includes("from 'vitest'") || code.includes('conformanceSuite('))),
)

describe('the public surface', () => {
  test('each export has a docstring', () => {
    expect(exports.filter(({ docs }) => docs === '').map(({ entry, name }) => `${entry} ${name}`)).toEqual([])
  })

  test('each export with a value has an example', () => {
    const missing = exports.filter(({ isValue, examples }) => isValue && examples.length === 0)
    expect(missing.map(({ entry, name }) => `${entry} ${name}`)).toEqual([])
  })

  test('each type in a signature can be imported', () => {
    const hidden = exports.flatMap(({ entry, name, hiddenTypes }) =>
      hiddenTypes.map((type) => `${entry} ${name}: ${type}`),
    )
    expect(hidden).toEqual([])
  })

  test('a missing docstring, a missing example and a type that cannot be imported are found', () => {
    const file = entries.get('proofsheet') as string
    const text = `${readFileSync(file, 'utf8')}\ninterface Hidden {}\nexport const added = (hidden: Hidden): void => {}\n`
    const added = listExports(new Map([[file, text]])).find(({ name }) => name === 'added')
    expect(added).toMatchObject({ docs: '', examples: [], hiddenTypes: ['Hidden (src/index.ts)'] })
  })
})

describe('examples of the public surface', () => {
  test('compile', () => {
    expect(typeErrors(examples.map(({ file }) => file))).toEqual([])
  })

  test.each(programs ?? [])('$title prints the values that its comments state', async ({ file, code }) => {
    const lines: string[] = []
    const log = vi.spyOn(console, 'log').mockImplementation((...values) => void lines.push(values.join(' ')))
    try {
      await import(file)
    } finally {
      log.mockRestore()
    }
    const stated = [...code.matchAll(/^console\.log\(.*\) \/\/ (.*)$/gm)].map(([, value]) => value)
    expect(stated.length).toBeGreaterThan(0)
    expect(lines).toEqual(stated)
  })

  for (const { title, file } of suites ?? [])
    describe(title, async () => {
      await import(file)
    })
})
