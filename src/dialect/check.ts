import type { Node } from '../contract/document.ts'
import type { Contract, ContractOperation } from '../contract/load.ts'
import { eventStream, mediaTypes } from '../contract/media-types.ts'
import { formatPointer, parsePointer } from '../contract/pointer.ts'
import { responseSchemas, schemasAt } from '../contract/walk.ts'
import { type Lens, readPointer } from './lens.ts'
import { matches } from './pattern.ts'
import type { Dialect, ResultForm } from './schema.ts'
import { memberOf } from './words.ts'

/** What is wrong with a dialect: a JSON pointer into it and the reason, a line each. Empty is a pass. */
export function checkDialect(dialect: Dialect, contract: Contract): string[] {
  return [
    ...checkSources(dialect),
    ...checkOperations(dialect, contract),
    ...checkNames(dialect, contract),
    ...checkLenses(dialect, contract),
    ...checkStream(dialect, contract),
    ...checkFiles(dialect, contract),
    ...checkChoices(dialect),
  ]
}

const unsourced = new Set(['id', 'name', 'sources', 'quirks'])

/** Every trait has a source at its pointer or above it, and every source speaks of something. */
function checkSources(dialect: Dialect): string[] {
  const sourced = new Set(Object.keys(dialect.sources))
  const dangling = [...sourced]
    .filter((pointer) => pointer === '' || readPointer(dialect, pointer) === undefined)
    .map(
      (pointer) =>
        `${formatPointer(['sources', pointer])}: the dialect has nothing at ${pointer || 'the empty pointer'}`,
    )
  const missing = (node: unknown, path: string[]): string[] => {
    if (sourced.has(formatPointer(path))) return []
    const isTrait = typeof node !== 'object' || node === null || Object.keys(node).length === 0
    if (isTrait) return [`${formatPointer(path)}: has no source; add it, or a pointer above it, to sources`]
    return Object.entries(node).flatMap(([key, child]) => missing(child, [...path, key]))
  }
  const traits = Object.entries(dialect).filter(([key, value]) => !unsourced.has(key) && value !== undefined)
  return [...dangling, ...traits.flatMap(([key, value]) => missing(value, [key]))]
}

/** The places where a dialect names an operation of the contract. */
function checkOperations(dialect: Dialect, contract: Contract): string[] {
  const { retrieve } = dialect.models
  const named: [pointer: string[], at: string][] = [
    ...Object.entries(dialect.operations).map(([name, { at }]): [string[], string] => [['operations', name, 'at'], at]),
    ...Object.entries(dialect.tasks.polls ?? {}).map(([name, { at }]): [string[], string] => [
      ['tasks', 'polls', name, 'at'],
      at,
    ]),
    ...(dialect.results.picture
      ? [[['results', 'picture', 'at'], dialect.results.picture.at] as [string[], string]]
      : []),
    ...(['upload', 'retrieve', 'remove'] as const).flatMap((key): [string[], string][] =>
      dialect.files ? [[['files', key], dialect.files[key]]] : [],
    ),
    ...(retrieve ? [[['models', 'retrieve', 'at'], retrieve.at] as [string[], string]] : []),
  ]
  const missing = named
    .filter(([, at]) => !contract.operations.some((operation) => operation.route === at))
    .map(([path, at]) => `${formatPointer(path)}: the contract has no ${at}`)
  const twice = named
    .filter(([, at], index) => named.findIndex(([, other]) => other === at) !== index)
    .map(([path, at]) => `${formatPointer(path)}: ${at} is named twice`)
  const parameters = [
    ...Object.entries(dialect.tasks.polls ?? {}).map(([name, poll]) => ({
      path: ['tasks', 'polls', name, 'id', 'name'],
      at: poll.at,
      ...poll.id,
    })),
    ...(dialect.results.picture
      ? (['task', 'index'] as const).map((key) => ({
          path: ['results', 'picture', key],
          at: dialect.results.picture?.at,
          in: 'path',
          name: dialect.results.picture?.[key],
        }))
      : []),
    ...(['expiry', 'signature'] as const).flatMap((key) => {
      const { picture } = dialect.results
      const name = picture?.[key]?.parameter
      return name ? [{ path: ['results', 'picture', key, 'parameter'], at: picture.at, in: 'query', name }] : []
    }),
    ...(['retrieve', 'remove'] as const).flatMap((key) => {
      const { files } = dialect
      return files ? [{ path: ['files', 'parameter'], at: files[key], in: 'path', name: files.parameter }] : []
    }),
    ...(retrieve
      ? [{ path: ['models', 'retrieve', 'parameter'], at: retrieve.at, in: 'path', name: retrieve.parameter }]
      : []),
  ]
  const nameless = parameters
    .filter((wanted) => {
      const operation = contract.operations.find(({ route }) => route === wanted.at)
      return operation && !operation.parameters.some((p) => p.in === wanted.in && p.name === wanted.name)
    })
    .map(({ path, at, in: place, name }) => `${formatPointer(path)}: ${at} has no ${place} parameter ${name}`)
  const bodiless = imageOperations(dialect, contract).flatMap(({ at, bodies, contract: { bodies: named } }) =>
    bodies
      .filter((encoding) => named[mediaTypes[encoding]] === undefined)
      .map((encoding) => `/operations: ${at} of the contract takes no ${mediaTypes[encoding]}`),
  )
  return [...missing, ...twice, ...nameless, ...bodiless]
}

type Encoding = 'json' | 'multipart'

/** The operations that make pictures, a retired one as it was. */
const pictureOperations = (dialect: Dialect) =>
  Object.entries(dialect.operations).flatMap(([name, operation]) => {
    if (operation.does !== 'refuse') return [{ path: ['operations', name], ...operation }]
    return operation.legacy ? [{ path: ['operations', name, 'legacy'], at: operation.at, ...operation.legacy }] : []
  })

const imageOperations = (dialect: Dialect, contract: Contract) =>
  pictureOperations(dialect).flatMap((operation) => {
    const found = contract.operations.find(({ route }) => route === operation.at)
    return found ? [{ ...operation, contract: found }] : []
  })

/** Every alias, trigger and form field is one that the contract names. */
function checkNames(dialect: Dialect, contract: Contract): string[] {
  const operations = imageOperations(dialect, contract)
  const isField = (encodings: readonly Encoding[], name: string) =>
    operations.some((operation) =>
      encodings.some((encoding) => {
        const schema = operation.contract.bodies[mediaTypes[encoding]]
        return schema && schemasAt(contract.document, schema, [name.replace('{n}', '1')]).length > 0
      }),
    )
  const nowhere = (path: string[], encodings: readonly Encoding[], names: readonly string[] | undefined) =>
    (names ?? [])
      .map((name, index) => ({ name, pointer: formatPointer([...path, index]) }))
      .filter(({ name }) => !isField(encodings, name))
      .map(({ name, pointer }) => `${pointer}: no ${encodings.join(' or ')} body of the contract has the field ${name}`)

  const fields = Object.entries(dialect.fields).flatMap(([canonical, field]) => [
    ...nowhere(['fields', canonical, 'names'], ['json', 'multipart'], field.names),
    ...nowhere(['fields', canonical, 'json'], ['json'], field.json),
    ...nowhere(['fields', canonical, 'multipart'], ['multipart'], field.multipart),
  ])
  const { references, mask } = dialect
  const pictures = [
    ...nowhere(['references', 'json', 'fields'], ['json'], references.json?.fields),
    ...nowhere(['references', 'multipart', 'fields'], ['multipart'], references.multipart?.fields),
    ...nowhere(['mask', 'json'], ['json'], mask?.json),
    ...nowhere(['mask', 'multipart'], ['multipart'], mask?.multipart),
  ]
  const asked = operations.filter((operation) => operation.async === 'asked')
  const hasTrigger = (place: string, name: string) =>
    place === 'body'
      ? isField(['json', 'multipart'], name)
      : asked.some(({ contract: { parameters } }) =>
          parameters.some((p) => p.in === place && String(p.name).toLowerCase() === name.toLowerCase()),
        )
  const triggers = (dialect.async?.triggers ?? [])
    .map((trigger, index) => ({ ...trigger, path: ['async', 'triggers', index] }))
    .filter((trigger) => !hasTrigger(trigger.in, trigger.name))
    .map(
      ({ path, in: place, name }) => `${formatPointer(path)}: no operation of the contract has ${name} in its ${place}`,
    )
  return [...fields, ...pictures, ...triggers]
}

const success = (code: string) => code.startsWith('2')
/** Fixed members as a lens: the pointers that must lead somewhere too. */
const asLens = (members: Readonly<Record<string, unknown>> | undefined): Lens =>
  Object.fromEntries(Object.keys(members ?? {}).map((pointer) => [pointer, pointer]))

/** The pointers of a lens that lead nowhere in any of the schemas. */
const findBroken = (
  { document }: Contract,
  path: string[],
  lens: Lens,
  schemas: readonly unknown[],
  prefix: readonly string[] = [],
): string[] =>
  Object.entries(lens).flatMap(([field, entry]) =>
    [entry ?? []]
      .flat()
      .filter((pointer) => {
        const parts = [...prefix, ...parsePointer(pointer)]
        return schemas.every((schema) => schemasAt(document, schema, parts).length === 0)
      })
      .map(
        (pointer) =>
          `${formatPointer([...path, field])}: the contract has nothing at ${pointer || 'the empty pointer'}`,
      ),
  )

/** Every pointer of a lens leads somewhere in the schema of the document it is read from. */
function checkLenses(dialect: Dialect, contract: Contract): string[] {
  const operations = imageOperations(dialect, contract)
  const schemasOf = (list: readonly (ContractOperation | undefined)[], isMeant: (code: string) => boolean): Node[] =>
    list.flatMap((operation) => (operation ? responseSchemas(contract.document, operation, isMeant) : []))
  const broken = (path: string[], lens: Lens, schemas: readonly unknown[], prefix?: readonly string[]) =>
    findBroken(contract, path, lens, schemas, prefix)
  const itemPrefix = (lens: Lens) => [...parsePointer([lens.items ?? ''].flat()[0] ?? ''), '0']

  const replies = schemasOf(
    operations.filter(({ async }) => async !== 'always').map((operation) => operation.contract),
    success,
  )
  const { reply, item } = dialect.results
  const submits = schemasOf(
    operations.filter(({ async }) => async !== 'never').map((operation) => operation.contract),
    success,
  )
  const { retrieve } = dialect.models
  const model = schemasOf([contract.operations.find(({ route }) => route === retrieve?.at)], success)
  const shapes = Object.entries({ submit: dialect.async?.submit, refusedSubmit: dialect.async?.refusedSubmit })
  const failures = contract.operations.flatMap((operation) =>
    responseSchemas(contract.document, operation, (code) => !success(code)),
  )
  return [
    ...broken(['results', 'reply', 'lens'], reply.lens, replies),
    ...broken(['results', 'reply', 'fixed'], asLens(reply.fixed), replies),
    ...(reply.lens.items === undefined ? [] : broken(['results', 'item'], item, replies, itemPrefix(reply.lens))),
    ...broken(['models', 'retrieve', 'lens'], retrieve?.lens ?? {}, model),
    ...shapes.flatMap(([name, shape]) => [
      ...broken(['async', name, 'lens'], shape?.lens ?? {}, submits),
      ...broken(['async', name, 'fixed'], asLens(shape?.fixed), submits),
    ]),
    ...Object.entries(dialect.tasks.polls ?? {}).flatMap(([name, poll]) => {
      const schemas = schemasOf([contract.operations.find(({ route }) => route === poll.at)], success)
      const path = ['tasks', 'polls', name]
      return [
        ...broken([...path, 'lens'], poll.lens, schemas),
        ...broken([...path, 'fixed'], asLens(poll.fixed), schemas),
        ...broken([...path, 'absent'], asLens(poll.absent), schemas),
        ...(poll.lens.items ? broken([...path, 'item'], poll.item ?? item, schemas, itemPrefix(poll.lens)) : []),
      ]
    }),
    ...Object.entries(dialect.errors.envelopes).flatMap(([name, envelope]) => [
      ...broken(['errors', 'envelopes', name, 'lens'], envelope.lens, failures),
      ...broken(['errors', 'envelopes', name, 'fixed'], asLens(envelope.fixed), failures),
    ]),
  ]
}

/** Each kind of operation that streams can be asked to, and the contract's events hold what is written into them. */
function checkStream(dialect: Dialect, contract: Contract): string[] {
  const { stream, fields, errors } = dialect
  if (stream === undefined) return []
  const { names, json, multipart } = fields.stream ?? {}
  const asking = [names, json, multipart].flatMap((list) => list ?? [])
  const envelopes = Object.entries(errors.envelopes)
  return stream.operations.flatMap((does, index) => {
    const operations = imageOperations(dialect, contract).filter((operation) => operation.does === does)
    const isAsked = operations
      .flatMap((operation) => Object.values(operation.contract.bodies))
      .some((body) => asking.some((name) => schemasAt(contract.document, body, [name]).length > 0))
    if (!isAsked) return [`/stream: nothing asks for it in the bodies of ${does}`]
    const events = operations.flatMap((operation) =>
      responseSchemas(contract.document, operation.contract, success, eventStream),
    )
    if (events.length === 0) return [`/stream/operations/${index}: the contract has no events of ${does}`]
    return [
      ...findBroken(contract, ['stream', 'lens'], stream.lens, events),
      ...findBroken(contract, ['stream', 'error', 'fixed'], asLens(stream.error.fixed), events),
      ...envelopes.flatMap(([name, { lens }]) =>
        findBroken(contract, ['errors', 'envelopes', name, 'lens'], lens, events),
      ),
    ].map((fault) => `${fault} in the events of ${does}`)
  })
}

/** The form of an upload has the parts that are named, and the replies hold what their lenses say. */
function checkFiles({ files }: Dialect, contract: Contract): string[] {
  if (files === undefined) return []
  const find = (wanted: string) => contract.operations.filter(({ route }) => route === wanted)
  const replies = (...wanted: string[]) =>
    wanted.flatMap(find).flatMap((operation) => responseSchemas(contract.document, operation, success))
  const form = find(files.upload).map(({ bodies }) => bodies[mediaTypes.multipart])
  const parts = (['field', 'purpose'] as const)
    .filter((key) => form.every((schema) => schemasAt(contract.document, schema, [files[key]]).length === 0))
    .map((key) => `/files/${key}: the form of ${files.upload} has no field ${files[key]}`)
  const { lens, fixed, removed } = files
  const kept = replies(files.upload, files.retrieve)
  const gone = replies(files.remove)
  return [
    ...parts,
    ...findBroken(contract, ['files', 'lens'], lens, kept),
    ...findBroken(contract, ['files', 'fixed'], asLens(fixed), kept),
    ...findBroken(contract, ['files', 'removed', 'lens'], removed.lens, gone),
    ...findBroken(contract, ['files', 'removed', 'fixed'], asLens(removed.fixed), gone),
  ]
}

/** Words of a dialect that must agree with other words of it. */
function checkChoices(dialect: Dialect): string[] {
  const { results, images, errors, async, tasks, models } = dialect
  const operations = pictureOperations(dialect)
  const modes = new Set(operations.map((operation) => operation.async))
  const places = new Set((async?.triggers ?? []).map((trigger) => trigger.in))
  const asked = [
    results.default,
    ...Object.values(results.byResponseFormat ?? {}),
    ...models.known.flatMap(({ form }) => form ?? []),
  ]
  const hasPlace = (form: ResultForm) => results.item[memberOf[form]] !== undefined
  const isAsync = modes.has('asked') || modes.has('always')
  const isSync = modes.has('never') || modes.has('asked')
  const { n, size, formats } = images
  const operationModels = operations.map(({ path, model }) => ({ at: [...path, 'model'], model }))
  const isKnown = (model: string | undefined) =>
    model === undefined || models.unknown === 'accepted' || models.known.some(({ match }) => matches(match, model))
  const tiers = Object.keys(images.tier?.words ?? {})
  const rules: [ok: boolean, pointer: string, reason: string][] = [
    [results.forms.includes(results.default), '/results/default', 'is not one of results.forms'],
    ...Object.entries(results.byResponseFormat ?? {}).map(([value, form]): [boolean, string, string] => [
      results.forms.includes(form),
      formatPointer(['results', 'byResponseFormat', value]),
      'is not one of results.forms',
    ]),
    ...models.known.map(({ form }, index): [boolean, string, string] => [
      form === undefined || results.forms.includes(form),
      `/models/known/${index}/form`,
      'is not one of results.forms',
    ]),
    [
      results.picture !== undefined || !results.forms.some((form) => form === 'relative' || form === 'absolute'),
      '/results/picture',
      'is missing: a result that is a link needs the operation that serves it',
    ],
    [
      formats.accepts.some((format) => format === formats.default),
      '/images/formats/default',
      'is not one of images.formats.accepts',
    ],
    ...Object.entries(formats.words ?? {}).map(([word, format]): [boolean, string, string] => [
      formats.accepts.includes(format),
      formatPointer(['images', 'formats', 'words', word]),
      'is not one of images.formats.accepts',
    ]),
    [
      images.tier === undefined || tiers.includes(images.tier.default),
      '/images/tier/default',
      'is not one of its words',
    ],
    ...[images.tier?.table, images.n.byTier, tasks.duration.byTier]
      .flatMap((table) => Object.keys(table ?? {}))
      .map((tier): [boolean, string, string] => [tiers.includes(tier), '/images/tier/words', `lacks ${tier}`]),
    [errors.causes.badField !== undefined, '/errors/causes/badField', 'is missing: other causes fall back to it'],
    [errors.causes.internal !== undefined, '/errors/causes/internal', 'is missing: other causes fall back to it'],
    [Object.keys(errors.envelopes).length > 0, '/errors/envelopes', 'names no envelope'],
    ...Object.entries(errors.causes).map(([cause, row]): [boolean, string, string] => [
      row.envelope === undefined || row.envelope in errors.envelopes,
      formatPointer(['errors', 'causes', cause, 'envelope']),
      `there is no envelope ${row.envelope}`,
    ]),
    [
      !modes.has('asked') || (async?.triggers ?? []).length > 0,
      '/async/triggers',
      'is missing: an operation is async when asked',
    ],
    [!isAsync || async !== undefined, '/async', 'is missing: an operation is async'],
    [!isAsync || Object.keys(tasks.polls ?? {}).length > 0, '/tasks/polls', 'is missing: an operation is async'],
    ...operations.map(({ path, references, bodies }): [boolean, string, string] => [
      references !== 'required' || bodies.every((encoding) => dialect.references[encoding] !== undefined),
      formatPointer([...path, 'references']),
      'are required, but /references does not say how they are sent in that body',
    ]),
    [!isSync || asked.every(hasPlace), '/results/item', `has no place for ${asked.find((form) => !hasPlace(form))}`],
    [n.default >= n.min && n.default <= n.max, '/images/n/default', `is not from ${n.min} to ${n.max}`],
    [
      /^(auto|\d+[x:]\d+)$/.test(size.default),
      '/images/size/default',
      'must be auto, a ratio such as 16:9, or WIDTHxHEIGHT',
    ],
    ...[{ at: ['models', 'default'], model: models.default }, ...operationModels].map(
      ({ at, model }): [boolean, string, string] => [
        isKnown(model),
        formatPointer(at),
        'is not one of models.known, and unknown models are refused',
      ],
    ),
    [dialect.fields.prompt !== undefined, '/fields/prompt', 'is missing'],
    ...(async?.precedence ? [...places] : []).map((place): [boolean, string, string] => [
      async?.precedence?.includes(place) === true,
      '/async/precedence',
      `leaves out ${place}, where a trigger is`,
    ]),
    [
      !isAsync || async?.submit.lens.id !== undefined,
      '/async/submit/lens/id',
      'is missing: nothing says which task to poll',
    ],
  ]
  return rules.filter(([ok]) => !ok).map(([, pointer, reason]) => `${pointer}: ${reason}`)
}
