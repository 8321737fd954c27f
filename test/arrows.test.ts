import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { shippedIds } from '../src/dialect/provider.ts'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** Lists the folders of src that each folder may import. Package entries, at the top of src, may import all but `cli`. */
const arrows: Record<string, readonly string[]> = {
  values: [],
  http: [],
  time: [],
  redaction: ['dialect', 'values'],
  stores: ['time'],
  contract: ['values'],
  dialect: ['contract', 'values'],
  scenario: ['contract', 'dialect', 'values'],
  engine: ['contract', 'dialect', 'http', 'redaction', 'scenario', 'stores', 'time', 'values'],
  cassettes: ['contract', 'dialect', 'http', 'redaction', 'time', 'values'],
  doors: ['http', 'time'],
  config: [],
  ui: [],
  // The page imports types of the admin API, and no code of the engine.
  inspector: ['engine', 'http', 'time', 'ui'],
  client: ['contract', 'dialect', 'generated', 'time', 'values'],
  probes: ['contract', 'dialect', 'http', 'time', 'values'],
  conformance: ['cassettes', 'contract', 'dialect', 'generated', 'http', 'probes', 'redaction', 'time', 'values'],
  reports: ['conformance', 'dialect', 'ui'],
  // A user's test needs a mock, a door to the mock, a client, and verification.
  vitest: ['client', 'conformance', 'dialect', 'doors', 'engine', 'http', 'probes', 'reports', 'time'],
  generated: ['client'],
  cli: ['*'],
  entries: ['*'],
}

/**
 * Lists the rooms that each room of a divided folder may import. A room is a folder without folders in it, or a file that
 * lies beside such folders.
 */
const rooms: Record<string, Record<string, readonly string[]>> = {
  contract: {
    merge: ['component-name', 'document', 'load', 'media-types', 'path-template', 'pointer', 'servers'],
    types: ['document', 'load', 'open-words', 'prepare-for-types', 'type-tools', 'walk'],
    'type-tools': [],
    'prepare-for-types': ['document', 'load', 'merge', 'open-words', 'repair'],
    'open-words': ['document', 'load'],
    'path-template': [],
    walk: ['document', 'load', 'media-types'],
    compile: ['document', 'pointer', 'validate'],
    load: ['document', 'embed-files', 'media-types', 'methods', 'pointer', 'repair', 'servers', 'validate'],
    reach: ['document', 'load', 'pointer', 'repair'],
    required: ['document', 'load', 'walk'],
    'component-name': [],
    'embed-files': ['component-name', 'document', 'pointer', 'repair'],
    repair: ['document', 'methods', 'path-template', 'pointer'],
    servers: ['document'],
    responses: ['compile', 'document', 'load', 'media-types', 'pointer', 'validate'],
  },
  dialect: {
    'without-rules': ['loaded', 'schema'],
    provider: [
      'check',
      'complete',
      'fault',
      'format-faults',
      'image-operation',
      'loaded',
      'prebuilt',
      'schema',
      'show-faults',
      'words',
    ],
    'format-faults': ['fault', 'lens', 'schema', 'schema-example'],
    'show-faults': ['fault', 'lens', 'schema-example'],
    'schema-example': ['schema'],
    complete: ['default-source', 'derived', 'schema'],
    derived: ['body-field', 'contract-faults', 'json-texts', 'schema', 'sections', 'words', 'size-text'],
    'image-operation': ['contract-faults', 'derived', 'schema'],
    'default-source': [],
    check: [
      'agreement',
      'clamped-numbers',
      'contract-faults',
      'fault',
      'named-operations',
      'required-members',
      'schema',
      'sections',
      'written-values',
    ],
    'required-members': ['fault', 'lens', 'names', 'schema', 'sections'],
    'clamped-numbers': ['body-field', 'fault', 'schema', 'sections'],
    agreement: [
      'body-field',
      'fault',
      'named-operations',
      'reply-template',
      'schema',
      'sections',
      'models',
      'size',
      'words',
    ],
    'named-operations': ['schema'],
    loaded: ['schema'],
    'written-values': ['contract-faults', 'fault', 'lens', 'schema', 'sections', 'times'],
    migration: ['words'],
    'base-request': ['body-field', 'models', 'schema'],
    'body-field': ['lens'],
    models: ['pattern', 'schema'],
    names: ['body-field', 'lens', 'schema', 'words'],
    prices: ['pattern', 'schema'],
    'single-images': ['schema'],
    size: ['pattern', 'schema', 'size-text'],
    'size-text': ['schema'],
    schema: ['sections', 'words'],
    'state-words': [],
    'json-texts': ['fault', 'lens'],
    sections: [
      'body-field',
      'contract-faults',
      'default-source',
      'fault',
      'id-template',
      'json-texts',
      'lens',
      'pattern',
      'reply-template',
      'state-words',
      'times',
      'words',
    ],
    times: [],
    'reply-template': [],
    'contract-faults': ['fault', 'lens', 'words'],
    titles: ['title-table'],
    pages: ['parse-about'],
    fault: [],
  },
  engine: {
    mock: [
      'act',
      'admin',
      'callbacks',
      'feed',
      'images',
      'journal',
      'ledger',
      'mock-context',
      'model',
      'render',
      'request',
      'routes',
      'validate',
    ],
    routes: ['act', 'exchange', 'mock-context', 'model', 'observe', 'request', 'route-pattern'],
    observe: ['exchange', 'mock-context', 'request'],
    'route-pattern': [],
    admin: ['act', 'feed', 'images', 'journal', 'ledger', 'mock-context', 'model', 'render', 'request'],
    exchange: ['act', 'journal', 'mock-context', 'model', 'read', 'record-exchange', 'render', 'request', 'validate'],
    callbacks: ['act', 'mock-context', 'model', 'render', 'request'],
    render: ['act', 'images', 'ledger', 'mock-context', 'model', 'request'],
    act: ['images', 'ledger', 'mock-context', 'model', 'read', 'request'],
    'mock-context': ['feed', 'images', 'journal', 'request', 'validate'],
    read: ['images', 'model', 'request', 'validate'],
    journal: ['model', 'request', 'validate'],
    ledger: ['model'],
    feed: ['journal'],
    'record-exchange': ['journal', 'mock-context', 'model', 'request'],
    request: ['model', 'validate'],
    validate: ['model'],
    images: ['model', 'pixels'],
    pixels: [],
    model: [],
  },
  cassettes: {
    recorder: ['file', 'redaction'],
    replay: ['file', 'matching'],
    'nock-recorder': ['file', 'redaction'],
    'rewrite-origins': ['file', 'redaction'],
    matching: ['file', 'redaction'],
    redaction: ['file'],
    file: [],
  },
  client: {
    'client-files': ['describe-limits', 'runtime', 'to-client-dialect'],
    'describe-limits': ['name-words', 'runtime', 'to-client-limits'],
    'name-words': [],
    'image-client': ['runtime'],
    'verify-callback': ['image-client', 'runtime'],
    'to-client-dialect': ['describe-limits', 'runtime', 'to-client-limits'],
    'to-client-limits': ['runtime'],
    runtime: [],
  },
  probes: {
    probes: ['areas', 'discovery', 'probe', 'responses'],
    responses: ['ask', 'documents', 'generations', 'probe'],
    'one-answer': ['areas', 'ask', 'documents', 'generations', 'probe', 'refusals'],
    discovery: [
      'areas',
      'ask',
      'documents',
      'generations',
      'observations',
      'probe',
      'refusals',
      'requests',
      'run-errors',
      'sample-request',
      'vocabulary',
    ],
    areas: [
      'ask',
      'callback-listener',
      'documents',
      'evidence',
      'generations',
      'observations',
      'probe',
      'refusals',
      'requests',
      'run-errors',
      'vocabulary',
    ],
    generations: ['ask', 'documents', 'probe', 'requests', 'run-choices', 'run-errors'],
    documents: ['ask', 'probe'],
    refusals: ['ask', 'evidence', 'generations', 'probe', 'requests'],
    requests: ['ask', 'probe'],
    observations: ['probe', 'run-errors'],
    evidence: ['probe'],
    probe: ['ask', 'callback-listener', 'run-choices', 'run-errors', 'sample-request'],
    'callback-listener': [],
    'run-choices': [],
    'run-errors': [],
    'sample-request': [],
  },
  conformance: {
    samples: ['infer'],
    verify: ['base-url', 'failed', 'infer', 'lab', 'plan', 'report', 'require-sources', 'run', 'tool'],
    'require-sources': [],
    failed: ['report'],
    infer: ['plan', 'report', 'run'],
    single: ['compare', 'coverage', 'differences', 'judge', 'lab', 'name-sources', 'report', 'run'],
    run: ['check-gateway', 'compare', 'coverage', 'judge', 'lab', 'name-sources', 'plan', 'report', 'thumbnails'],
    'name-sources': ['report'],
    coverage: ['judge', 'lab', 'report', 'traits'],
    'check-gateway': ['lab'],
    compare: ['coverage', 'judge', 'name-sources', 'report', 'tool'],
    tool: ['report'],
    lab: ['report', 'thumbnails'],
    judge: ['differences', 'report'],
    thumbnails: ['report'],
    differences: [],
    traits: [],
    plan: [],
    'base-url': [],
  },
  cli: {
    'run-cli': ['command-table', 'exit-codes', 'help', 'run-without-command', 'settings', 'show-error'],
    'show-error': ['help'],
    'run-without-command': ['command-names', 'command-table', 'help', 'mistake', 'render-root-help'],
    'render-root-help': ['command-table', 'help'],
    'command-table': ['command-names', 'commands'],
    'command-names': [],
    'describe-commands': ['command-table', 'describe-command'],
    'describe-command': ['help', 'settings'],
    // Flags of the commands; each loads its work when it runs.
    commands: [
      'check',
      'compare',
      'completion',
      'doctor',
      'exit-codes',
      'generate',
      'help',
      'init',
      'log',
      'merge',
      'migrate',
      'mock',
      'options',
      'probe',
      'record',
      'replay',
      'verify',
    ],
    help: ['exit-codes', 'mistake'],
    settings: ['command-names', 'help', 'mistake', 'options'],
    compare: ['exit-codes', 'options'],
    completion: ['describe-command', 'help'],
    doctor: ['describe-command', 'exit-codes', 'help', 'mock', 'options', 'parts', 'settings'],
    generate: ['exit-codes', 'mistake', 'options'],
    merge: ['mistake', 'options'],
    migrate: ['mistake'],
    check: ['exit-codes', 'options', 'show-error'],
    init: ['mistake', 'options', 'parts'],
    parts: ['mistake'],
    mistake: [],
    mock: ['end-signals', 'exit-codes', 'log', 'mistake', 'options', 'parts', 'watch-files'],
    log: [],
    probe: ['exit-codes', 'gateway', 'mistake', 'options'],
    record: ['gateway', 'options'],
    replay: ['exit-codes', 'gateway'],
    verify: ['exit-codes', 'gateway', 'mistake', 'options'],
    options: ['gateway', 'mistake'],
    gateway: ['end-signals', 'exit-codes', 'mistake', 'parts'],
  },
  inspector: {
    main: ['app'],
    app: ['api', 'parts', 'route', 'use-load', 'views', 'words'],
    views: ['api', 'parts', 'route', 'use-load', 'words'],
    parts: ['api', 'route', 'use-load', 'use-ticking-time', 'words'],
    'use-load': ['api'],
    'use-ticking-time': ['use-load'],
    api: [],
    route: [],
    words: [],
  },
  reports: {
    reports: ['annotations', 'html', 'json', 'junit', 'markdown', 'parts', 'report-names', 'sarif', 'terminal'],
    page: ['parts'],
    'report-names': [],
    annotations: ['parts'],
    html: ['page', 'parts'],
    json: ['parts'],
    junit: ['parts'],
    markdown: ['parts'],
    sarif: ['parts'],
    terminal: ['parts'],
    parts: [],
  },
}

interface Source {
  readonly name: string
  readonly text: string
}

const files = (await readdir(src, { recursive: true })).filter((name) => name.endsWith('.ts')).sort()
const sources: Source[] = await Promise.all(
  files.map(async (name) => ({ name, text: await readFile(join(src, name), 'utf8') })),
)
const importsOf = (text: string) => [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map(([, to]) => to as string)
const ownImportsOf = ({ name, text }: Source) =>
  importsOf(text)
    .filter((to) => to.startsWith('.') && to.endsWith('.ts'))
    .map((to) => relative(src, resolve(src, dirname(name), to)))

const folderOf = (name: string) => (name.includes('/') ? (name.split('/')[0] as string) : 'entries')
const isDivided = (folder: string) => files.some((name) => name.startsWith(`${folder}/`) && name.split('/').length > 2)
/** Names the room of a file inside its folder: a folder, or the file itself. */
const roomOf = (name: string) => (name.split('/')[1] as string).replace(/(\.d)?\.ts$/, '')

/** Lists the imports that no arrow allows: `engine/mock.ts -> cli/main.ts`. */
const forbidden = (all: readonly Source[]) =>
  all.flatMap((source) =>
    ownImportsOf(source)
      .filter((to) => {
        const [from, target] = [folderOf(source.name), folderOf(to)]
        if (from !== target) {
          const allowed = arrows[from] ?? []
          return !(allowed.includes(target) || (allowed.includes('*') && (from === 'cli' || target !== 'cli')))
        }
        if (from === 'entries' || !isDivided(from)) return false
        const [room, other] = [roomOf(source.name), roomOf(to)]
        return room !== other && !rooms[from]?.[room]?.includes(other)
      })
      .map((to) => `${source.name} -> ${to}`),
  )

/** Finds the circles of a graph: the groups of nodes that all reach each other. */
function circlesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reach = (from: string) => {
    const reached = new Set<string>()
    const open = [...(graph.get(from) ?? [])]
    for (let node = open.pop(); node !== undefined; node = open.pop())
      if (!reached.has(node)) {
        reached.add(node)
        open.push(...(graph.get(node) ?? []))
      }
    return reached
  }
  const reached = new Map([...graph.keys()].map((node) => [node, reach(node)]))
  const inCircle = [...graph.keys()].filter((node) => reached.get(node)?.has(node))
  return [
    ...Map.groupBy(inCircle, (node) =>
      inCircle
        .filter((other) => reached.get(node)?.has(other) && reached.get(other)?.has(node))
        .sort()
        .join(' '),
    ).keys(),
  ].map((group) => group.split(' '))
}

const graphOf = (all: readonly Source[], nodeOf: (name: string) => string) => {
  const graph = new Map<string, Set<string>>(all.map(({ name }) => [nodeOf(name), new Set()]))
  for (const source of all)
    for (const to of ownImportsOf(source))
      if (nodeOf(to) !== nodeOf(source.name)) graph.get(nodeOf(source.name))?.add(nodeOf(to))
  return graph
}

test('imports go one way', () => {
  expect(forbidden(sources)).toEqual([])
})

test('an import against an arrow is reported', () => {
  const text = "import { listen } from '../doors/port.ts'\nconst later = await import('../cli/main.ts')"
  expect(forbidden([{ name: 'engine/wrong.ts', text }])).toEqual([
    'engine/wrong.ts -> doors/port.ts',
    'engine/wrong.ts -> cli/main.ts',
  ])
  expect(forbidden([{ name: 'engine/model/wrong.ts', text: "import { act } from '../act/act.ts'" }])).toEqual([
    'engine/model/wrong.ts -> engine/act/act.ts',
  ])
  expect(forbidden([{ name: 'index.ts', text: "import { main } from './cli/main.ts'" }])).toEqual([
    'index.ts -> cli/main.ts',
  ])
})

test('each folder and each room has its arrows', () => {
  expect(files.map(folderOf).filter((folder) => !(folder in arrows))).toEqual([])
  const importing = sources.filter((source) =>
    ownImportsOf(source).some((to) => folderOf(to) === folderOf(source.name)),
  )
  const missing = importing
    .map(({ name }) => name)
    .filter((name) => isDivided(folderOf(name)) && !['entries', 'generated'].includes(folderOf(name)))
    .filter((name) => !rooms[folderOf(name)]?.[roomOf(name)])
  expect(missing).toEqual([])
})

test('only package entries lie at the top of src', async () => {
  const { exports } = JSON.parse(await readFile(join(src, '../package.json'), 'utf8')) as {
    exports: Record<string, { default: string }>
  }
  const entries = Object.values(exports).map((entry) => entry.default.replace(/^\.\/dist\/(.*)\.js$/, '$1.ts'))
  expect(files.filter((name) => !name.includes('/')).sort()).toEqual(entries.sort())
})

test('no imports are circular, neither between files nor between rooms', () => {
  expect(circlesOf(graphOf(sources, (name) => name))).toEqual([])
  expect(circlesOf(graphOf(sources, (name) => (isRoom(dirname(name)) ? dirname(name) : name)))).toEqual([])
})

/** Tests for a folder without folders in it, which is one room. */
const isRoom = (folder: string) => folder !== '.' && !folders.some((other) => other.startsWith(`${folder}/`))
const folders = [...new Set(files.map((name) => dirname(name)))]

test('a circle is reported', () => {
  const circle = [
    { name: 'engine/a/one.ts', text: "import '../b/two.ts'\nimport { two } from '../b/two.ts'" },
    { name: 'engine/b/two.ts', text: "import { three } from '../c.ts'" },
    { name: 'engine/c.ts', text: "import { one } from './a/one.ts'" },
    { name: 'engine/d.ts', text: "import { one } from './a/one.ts'" },
  ]
  expect(circlesOf(graphOf(circle, (name) => name))).toEqual([['engine/a/one.ts', 'engine/b/two.ts', 'engine/c.ts']])
})

test('no file under src names a provider', async () => {
  const named = new RegExp(`\\b(${(await shippedIds()).join('|')})\\b`, 'i')
  // The generated types are named after providers.
  const lines = sources
    .filter(({ name }) => !name.startsWith('generated/'))
    .flatMap(({ name, text }) =>
      text
        .split('\n')
        .filter((line) => named.test(line))
        .map((line) => `${name}: ${line.trim()}`),
    )
  expect(lines).toEqual([])
})

test('only the clock reads the time and waits, and only the clock and one file draw random numbers', () => {
  const forbidden =
    /\bDate\.now\b|\bnew Date\(\)|\bsetTimeout\b|\bsetInterval\b|\bMath\.random\b|\brandomUUID\b|\bperformance\.now\b|\brandomBytes\b/
  const mayDraw = (name: string) => name.endsWith('clock.ts') || name === 'time/secret.ts'
  const offenders = sources.filter(({ name, text }) => !mayDraw(name) && forbidden.test(text))
  expect(offenders.map(({ name }) => name)).toEqual([])
})

test('only one file imports Prism and the types that Prism requires', () => {
  const importing = sources.filter(({ text }) => importsOf(text).some((to) => /^(fp-ts|@stoplight)\b/.test(to)))
  expect(importing.map(({ name }) => name)).toEqual(['engine/validate/prism.ts'])
})

test('heavy libraries are loaded on first use', () => {
  const heavy =
    /^import (?!type\b).*from '(sharp|@stoplight\/.*|openapi-format|@scalar\/.*|ajv.*|@fastify\/busboy|@hono\/node-server.*|request-filtering-agent|pino|prom-client|@redis\/client)'/m
  expect(sources.filter(({ text }) => heavy.test(text)).map(({ name }) => name)).toEqual([])
})
