import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { shippedIds } from '../src/dialect/provider.ts'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Which folders of src a folder may import from. Only cli and index see everything. */
const arrows: Record<string, readonly string[]> = {
  contract: [],
  dialect: ['compiled.ts', 'contract'],
  scenario: ['compiled.ts', 'contract', 'dialect'],
  stores: [],
  engine: ['clock.ts', 'contract', 'dialect', 'incoming.ts', 'light-response.ts', 'redact.ts', 'scenario', 'stores'],
  cassettes: ['clock.ts', 'contract', 'dialect', 'redact.ts'],
  doors: ['incoming.ts', 'light-response.ts'],
  client: ['contract', 'dialect', 'generated'],
  probes: ['contract', 'dialect'],
  conformance: ['cassettes', 'clock.ts', 'contract', 'dialect', 'probes', 'redact.ts'],
  reports: ['conformance', 'dialect'],
  inspector: [],
  // What a test of the user needs: a mock, a door to it, a client, and the judges.
  vitest: ['client', 'clock.ts', 'conformance', 'dialect', 'doors', 'engine', 'probes', 'reports'],
  generated: ['client'],
}

const files = (await readdir(src, { recursive: true })).filter((name) => name.endsWith('.ts')).sort()
const sources = await Promise.all(files.map(async (name) => ({ name, text: await readFile(join(src, name), 'utf8') })))
const importsOf = (text: string) => [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, to]) => to as string)

/** Imports that go where no arrow points: `engine/mock.ts -> cli/main.ts`. */
const astray = (all: typeof sources) =>
  all.flatMap(({ name, text }) => {
    const [folder = ''] = name.split('/')
    if (!name.includes('/') || folder === 'cli') return []
    return importsOf(text)
      .filter((to) => to.startsWith('.'))
      .map((to) => relative(src, resolve(src, dirname(name), to)))
      .filter((to) => to.split('/')[0] !== folder && !arrows[folder]?.includes(to.split('/')[0] as string))
      .map((to) => `${name} -> ${to}`)
  })

test('imports go one way', () => {
  expect(astray(sources)).toEqual([])
})

test('an import against an arrow is seen', () => {
  const text = "import { listen } from '../doors/port.ts'\nconst later = await import('../cli/main.ts')"
  expect(astray([{ name: 'engine/wrong.ts', text }])).toEqual([
    'engine/wrong.ts -> doors/port.ts',
    'engine/wrong.ts -> cli/main.ts',
  ])
})

test('no file under src names a provider', async () => {
  const named = new RegExp(`\\b(${(await shippedIds()).join('|')})\\b`, 'i')
  // The generated types are named by provider.
  const found = sources
    .filter(({ name }) => !name.startsWith('generated/'))
    .flatMap(({ name, text }) =>
      text
        .split('\n')
        .filter((line) => named.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    )
  expect(found).toEqual([])
})

test('nothing but the clock knows the time, waits or throws dice', () => {
  const forbidden =
    /\bDate\.now\b|\bnew Date\(\)|\bsetTimeout\b|\bsetInterval\b|\bMath\.random\b|\brandomUUID\b|\bperformance\.now\b/
  const found = sources.filter(({ name, text }) => !name.endsWith('clock.ts') && forbidden.test(text))
  expect(found.map(({ name }) => name)).toEqual([])
})

test('what Prism asks for in foreign types stays in one file', () => {
  const found = sources.filter(({ text }) => importsOf(text).some((to) => /^(fp-ts|@stoplight)\b/.test(to)))
  expect(found.map(({ name }) => name)).toEqual(['engine/prism.ts'])
})

test('heavy libraries are loaded on first use', () => {
  const heavy = /^import (?!type\b).*from '(sharp|@stoplight\/.*|openapi-format|@scalar\/.*|ajv.*)'/m
  expect(sources.filter(({ text }) => heavy.test(text)).map(({ name }) => name)).toEqual([])
})

test('what is imported is installed with the package', async () => {
  const { dependencies, peerDependencies } = JSON.parse(await readFile(join(src, '../package.json'), 'utf8')) as Record<
    'dependencies' | 'peerDependencies',
    Record<string, string>
  >
  const known = [...Object.keys(dependencies), ...Object.keys(peerDependencies)]
  const isKnown = (to: string) =>
    /^(\.|node:)/.test(to) || known.some((name) => to === name || to.startsWith(`${name}/`))
  // A type is gone at run time.
  const loads = /^(?:import (?!type\b)[^']*|} from |export [^']* from |.*\bimport\()'([\w@./:-]+)'/gm
  const found = sources.flatMap(({ name, text }) =>
    [...text.matchAll(loads)]
      .map(([, to]) => to as string)
      .filter((to) => !isKnown(to))
      .map((to) => `${name} -> ${to}`),
  )
  expect(found).toEqual([])
})
