import type { Node } from '../contract/document.ts'
import type { Contract, ContractOperation } from '../contract/load.ts'
import { mediaTypes } from '../contract/media-types.ts'
import { formatPointer, parsePointer } from '../contract/pointer.ts'
import { responseSchemas, schemasAt } from '../contract/walk.ts'
import { type Lens, readPointer } from './lens.ts'
import { type Dialect, type ImageOperation, memberOf, type ResultForm } from './schema.ts'

/** What is wrong with a dialect: a JSON pointer into it and the reason, a line each. Empty is a pass. */
export function checkDialect(dialect: Dialect, contract: Contract): string[] {
  return [
    ...checkSources(dialect),
    ...checkOperations(dialect, contract),
    ...checkNames(dialect, contract),
    ...checkLenses(dialect, contract),
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
  const named: [pointer: string[], at: string][] = [
    ...Object.entries(dialect.operations).map(([name, { at }]): [string[], string] => [['operations', name, 'at'], at]),
    ...Object.entries(dialect.tasks.polls ?? {}).map(([name, { at }]): [string[], string] => [
      ['tasks', 'polls', name, 'at'],
      at,
    ]),
    ...(dialect.results.picture
      ? [[['results', 'picture', 'at'], dialect.results.picture.at] as [string[], string]]
      : []),
  ]
  const missing = named
    .filter(([, at]) => !contract.operations.some((operation) => operation.at === at))
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
  ]
  const nameless = parameters
    .filter((wanted) => {
      const operation = contract.operations.find(({ at }) => at === wanted.at)
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

const imageOperations = (dialect: Dialect, contract: Contract) =>
  Object.values(dialect.operations)
    .filter((operation): operation is ImageOperation => operation.does !== 'refuse')
    .flatMap((operation) => {
      const found = contract.operations.find(({ at }) => at === operation.at)
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
  const named = [
    ...(dialect.async?.triggers ?? []).map((trigger, index) => ({
      ...trigger,
      path: ['async', 'triggers', String(index)],
    })),
    ...(dialect.async?.webhook ? [{ ...dialect.async.webhook, path: ['async', 'webhook'] }] : []),
  ]
  const triggers = named
    .filter((trigger) => !hasTrigger(trigger.in, trigger.name))
    .map(
      ({ path, in: place, name }) => `${formatPointer(path)}: no operation of the contract has ${name} in its ${place}`,
    )
  return [...fields, ...pictures, ...triggers]
}

/** Every pointer of a lens leads somewhere in the schema of the document it is read from. */
function checkLenses(dialect: Dialect, contract: Contract): string[] {
  const operations = imageOperations(dialect, contract)
  const success = (code: string) => code.startsWith('2')
  const schemasOf = (list: readonly (ContractOperation | undefined)[], isMeant: (code: string) => boolean): Node[] =>
    list.flatMap((operation) => (operation ? responseSchemas(contract.document, operation, isMeant) : []))
  const broken = (path: string[], lens: Lens, schemas: readonly unknown[], prefix: readonly string[] = []) =>
    Object.entries(lens).flatMap(([field, entry]) =>
      [entry ?? []]
        .flat()
        .filter((pointer) => schemas.every((schema) => !isThere(schema, [...prefix, ...parsePointer(pointer)])))
        .map(
          (pointer) =>
            `${formatPointer([...path, field])}: the contract has nothing at ${pointer || 'the empty pointer'}`,
        ),
    )
  const isThere = (schema: unknown, path: readonly string[]) => schemasAt(contract.document, schema, path).length > 0
  const asLens = (members: Readonly<Record<string, unknown>> | undefined): Lens =>
    Object.fromEntries(Object.keys(members ?? {}).map((pointer) => [pointer, pointer]))
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
  const shapes = Object.entries({ submit: dialect.async?.submit, refusedSubmit: dialect.async?.refusedSubmit })
  const failures = contract.operations.flatMap((operation) =>
    responseSchemas(contract.document, operation, (code) => !success(code)),
  )
  return [
    ...broken(['results', 'reply', 'lens'], reply.lens, replies),
    ...broken(['results', 'reply', 'fixed'], asLens(reply.fixed), replies),
    ...(reply.lens.items === undefined ? [] : broken(['results', 'item'], item, replies, itemPrefix(reply.lens))),
    ...shapes.flatMap(([name, shape]) => [
      ...broken(['async', name, 'lens'], shape?.lens ?? {}, submits),
      ...broken(['async', name, 'fixed'], asLens(shape?.fixed), submits),
    ]),
    ...Object.entries(dialect.tasks.polls ?? {}).flatMap(([name, poll]) => {
      const schemas = schemasOf([contract.operations.find(({ at }) => at === poll.at)], success)
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

/** Words of a dialect that must agree with other words of it. */
function checkChoices(dialect: Dialect): string[] {
  const { results, images, errors, async, tasks } = dialect
  const operations = Object.entries(dialect.operations).flatMap(([name, operation]) =>
    operation.does === 'refuse' ? [] : [{ name, ...operation }],
  )
  const modes = new Set(operations.map((operation) => operation.async))
  const places = new Set((async?.triggers ?? []).map((trigger) => trigger.in))
  const asked = [results.default, ...Object.values(results.byResponseFormat ?? {})]
  const hasPlace = (form: ResultForm) => results.item[memberOf[form]] !== undefined
  const isAsync = modes.has('asked') || modes.has('always')
  const isSync = modes.has('never') || modes.has('asked')
  const { n, size } = images
  const tiers = Object.keys(images.tier?.words ?? {})
  const rules: [ok: boolean, pointer: string, reason: string][] = [
    [results.forms.includes(results.default), '/results/default', 'is not one of results.forms'],
    ...Object.entries(results.byResponseFormat ?? {}).map(([value, form]): [boolean, string, string] => [
      results.forms.includes(form),
      formatPointer(['results', 'byResponseFormat', value]),
      'is not one of results.forms',
    ]),
    [
      results.picture !== undefined || !results.forms.some((form) => form === 'relative' || form === 'absolute'),
      '/results/picture',
      'is missing: a result that is a link needs the operation that serves it',
    ],
    [
      images.formats.accepts.some((format) => format === images.formats.default),
      '/images/formats/default',
      'is not one of images.formats.accepts',
    ],
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
    ...operations.map(({ name, references, bodies }): [boolean, string, string] => [
      references !== 'required' || bodies.every((encoding) => dialect.references[encoding] !== undefined),
      formatPointer(['operations', name, 'references']),
      'are required, but /references does not say how they are sent in that body',
    ]),
    [!isSync || asked.every(hasPlace), '/results/item', `has no place for ${asked.find((form) => !hasPlace(form))}`],
    [n.default >= n.min && n.default <= n.max, '/images/n/default', `is not from ${n.min} to ${n.max}`],
    [
      /^(auto|\d+[x:]\d+)$/.test(size.default),
      '/images/size/default',
      'must be auto, a ratio such as 16:9, or WIDTHxHEIGHT',
    ],
    [
      dialect.models.default === undefined ||
        dialect.models.unknown === 'accepted' ||
        dialect.models.known.some(({ match }) => match === dialect.models.default || match.includes('*')),
      '/models/default',
      'is not one of models.known, and unknown models are refused',
    ],
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
