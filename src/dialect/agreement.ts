import { formatPointer } from '../contract/pointer.ts'
import { fieldParts } from './body-field.ts'
import { type Fault, fault, unlisted } from './fault.ts'
import { rulesForModel } from './models.ts'
import { listNamedOperations } from './named-operations.ts'
import { pollsNamedIn } from './reply-template.ts'
import type { Dialect } from './schema.ts'
import { tierNames } from './sections/images.ts'
import { unknownModel } from './sections/models.ts'
import { imageOperationsOf } from './sections/operations.ts'
import { needsLifetime } from './sections/results.ts'
import { needsRetention } from './sections/tasks.ts'
import { sizeOf } from './size.ts'
import { itemMemberOf } from './words.ts'

/** Checks that the sections of a dialect agree with each other. */
export function* checkAgreement(dialect: Dialect): Generator<Fault> {
  yield* checkRepeatedOperations(dialect)
  yield* checkNestedFields(dialect)
  yield* checkOperationTraits(dialect)
  yield* checkAsyncOperations(dialect)
  yield* checkResultForms(dialect)
  yield* checkReply(dialect)
  yield* checkLinkTimes(dialect)
  yield* checkDefaults(dialect)
  yield* checkSingleImages(dialect)
  yield* checkTemplates(dialect)
  const tiers = tierNames(dialect.images)
  const byTier = {
    '/tasks/duration/secondsByTier': dialect.tasks.duration.secondsByTier,
    '/charges/byTier': dialect.charges?.byTier,
  }
  for (const [pointer, table] of Object.entries(byTier))
    for (const tier of Object.keys(table ?? {}))
      if (!tiers.includes(tier))
        yield fault(['images', 'tier', 'words'], `the tier ${tier} of ${pointer} is missing: add its words`)
}

/** Yields a fault for each operation of the contract that the dialect names a second time. */
function* checkRepeatedOperations(dialect: Dialect): Generator<Fault> {
  const firstPlaces = new Map<string, readonly string[]>()
  for (const { parts, key } of listNamedOperations(dialect)) {
    const first = firstPlaces.get(key)
    if (first) yield fault(parts, `${formatPointer(first)} also names ${key}: name each operation in one place`)
    else firstPlaces.set(key, parts)
  }
}

/** Yields a fault for each field of a JSON body that lies inside another field, because a value cannot be both. */
function* checkNestedFields(dialect: Dialect): Generator<Fault> {
  const all = [...listJsonFields(dialect)].map((field) => ({ ...field, path: fieldParts(field.name) }))
  for (const { parts, name, path } of all) {
    const outer = all.find(
      (other) => other.path.length < path.length && other.path.every((part, index) => part === path[index]),
    )
    if (outer && !isEdgeOfSize(parts, outer.parts))
      yield fault(
        parts,
        `${name} lies inside ${outer.name}, which ${formatPointer(outer.parts)} names: correct one of the names`,
      )
  }
}

/** Tests for a width or a height inside the field of the size, which may hold a word in their place. */
const isEdgeOfSize = (
  [, edge]: readonly (string | number)[],
  [section, field]: readonly (string | number)[],
): boolean => section === 'fields' && field === 'size' && (edge === 'width' || edge === 'height')

/** Lists the places where a dialect names a field of a JSON body. */
function* listJsonFields({
  fields,
  references,
  mask,
  async,
}: Dialect): Generator<{ readonly parts: readonly (string | number)[]; readonly name: string }> {
  for (const [field, { names = [], json = [] }] of Object.entries(fields)) {
    for (const [index, name] of names.entries()) yield { parts: ['fields', field, 'names', index], name }
    for (const [index, name] of json.entries()) yield { parts: ['fields', field, 'json', index], name }
  }
  for (const [index, name] of (references.json?.fields ?? []).entries())
    yield { parts: ['references', 'json', 'fields', index], name }
  for (const [index, name] of (mask?.json ?? []).entries()) yield { parts: ['mask', 'json', index], name }
  for (const [index, trigger] of (async?.triggers ?? []).entries())
    if (trigger.in === 'body') yield { parts: ['async', 'triggers', index, 'name'], name: trigger.name }
}

/** Checks the default model of each operation, and that each body can carry required reference images. */
function* checkOperationTraits({ operations, models, references }: Dialect): Generator<Fault> {
  for (const operation of imageOperationsOf(operations)) {
    yield* unknownModel(models, [...operation.parts, 'model'], operation.model)
    if (operation.references !== 'require') continue
    const bare = operation.bodies.find((encoding) => references[encoding] === undefined)
    if (bare)
      yield fault(
        [...operation.parts, 'references'],
        `a ${bare} body cannot carry the required reference images: add /references/${bare}, or remove ${bare} from the bodies`,
      )
  }
}

/** Checks that requests can ask for an asynchronous operation, and that its task has a response and a poll. */
function* checkAsyncOperations({ operations, async, tasks }: Dialect): Generator<Fault> {
  const modes = new Set(imageOperationsOf(operations).map((operation) => operation.async))
  if (modes.has('asked') && (async?.triggers ?? []).length === 0)
    yield fault(['async', 'triggers'], 'missing: add at least one trigger, because an operation is async when asked')
  if (!modes.has('asked') && !modes.has('always')) return
  if (async === undefined) yield fault(['async'], 'missing: add the section, because an operation is async')
  if (Object.keys(tasks.polls ?? {}).length === 0)
    yield fault(['tasks', 'polls'], 'missing: add at least one poll, because an operation is async')
  if (async?.submit.lens.expiresAt !== undefined)
    yield* needsRetention(tasks.retentionSeconds, ['async', 'submit', 'lens', 'expiresAt'])
  if (async?.submit.lens.id === undefined)
    yield fault(
      ['async', 'submit', 'lens', 'id'],
      'missing: add the pointer to the task id, because clients need the id to poll',
    )
}

/** Checks that a reply with images has a place for them. */
function* checkReply({ operations, async: asynchronous, tasks, results }: Dialect): Generator<Fault> {
  if (results.reply.lens.items !== undefined) return
  if (tasks.result)
    yield fault(
      ['results', 'reply', 'lens', 'items'],
      'missing: add the pointer to the list of images, because /tasks/result answers with images',
      { example: '/data' },
    )
  if (asynchronous?.wait?.document === 'reply')
    yield fault(
      ['results', 'reply', 'lens', 'items'],
      'missing: add the pointer to the list of images, because /async/wait answers with images',
      { example: '/data' },
    )
  const [operation] = imageOperationsOf(operations).filter(({ async }) => async !== 'always')
  if (operation)
    yield fault(
      ['results', 'reply', 'lens', 'items'],
      `missing: add the pointer to the list of images, because ${operation.at} answers with images, or set ${formatPointer(operation.parts)}/async to always`,
      { example: '/data' },
    )
}

/** Checks that the dialect states the lifetime of links of which tasks tell the end. */
function* checkLinkTimes({ tasks, results }: Dialect): Generator<Fault> {
  for (const [name, { lens, item = {} }] of Object.entries(tasks.polls ?? {})) {
    yield* needsLifetime(results, ['tasks', 'polls', name, 'lens'], lens)
    yield* needsLifetime(results, ['tasks', 'polls', name, 'item'], item)
  }
}

/** Checks that a request that names nothing is not refused. */
function* checkDefaults({ images, models, prompt }: Dialect): Generator<Fault> {
  const { n, size } = images
  if (n.min > n.max)
    yield fault(['images', 'n', 'min'], `${n.min} is more than the maximum, ${n.max}`, { example: n.max })
  if (prompt.min !== undefined && prompt.max !== undefined && prompt.min > prompt.max)
    yield fault(['prompt', 'min'], `${prompt.min} is more than the maximum, ${prompt.max}`, { example: prompt.max })
  const reasons: string[] = []
  if (!isPossibleSize(images, (reason) => reasons.push(reason)))
    yield fault(
      ['images', 'size', 'default'],
      `the rules of /images/size refuse the default: it ${reasons[0]} Correct the default, or the rules`,
      { example: size.accepts.includes('auto') ? 'auto' : size.auto },
    )
  const limit = rulesForModel(models, models.default).find(({ maxImages }) => maxImages !== undefined)?.maxImages
  if (models.default !== undefined && limit !== undefined && limit < n.default)
    yield fault(
      ['images', 'n', 'default'],
      `${n.default} is more than ${models.default}, the default model, makes: expected at most ${limit}`,
      { example: limit },
    )
}

/** Tests whether the gateway makes an image of the default size. `note` gets the reason of a refusal. */
function isPossibleSize(images: Dialect['images'], note: (reason: string) => void): boolean {
  try {
    sizeOf(images, {}, (reason) => {
      note(reason)
      throw new Error(reason)
    })
    return true
  } catch {
    return false
  }
}

/** Checks that the forms of models are forms of results, and that a reply has a place for each possible form. */
function* checkResultForms({ operations, async, tasks, results, models }: Dialect): Generator<Fault> {
  for (const [index, { form }] of models.known.entries())
    if (form !== undefined && !results.forms.includes(form))
      yield unlisted(['models', 'known', index, 'form'], form, '/results/forms', results.forms)
  const hasReply = tasks.result !== undefined || async?.wait?.document === 'reply'
  if (!hasReply && imageOperationsOf(operations).every((operation) => operation.async === 'always')) return
  const possible = [
    results.default,
    ...Object.values(results.byResponseFormat ?? {}),
    ...models.known.flatMap(({ form }) => form ?? []),
  ]
  const placeless = possible.find((form) => results.item[itemMemberOf[form]] === undefined)
  if (placeless !== undefined)
    yield fault(['results', 'item'], `no place for the form ${placeless}: add a pointer for ${itemMemberOf[placeless]}`)
}

/** Checks that a request cannot ask for several images where a document holds one image alone. */
function* checkSingleImages({ results, tasks, images }: Dialect): Generator<Fault> {
  const documents = [
    { parts: ['results', 'reply', 'list'], list: results.reply.list },
    ...Object.entries(tasks.polls ?? {}).map(([name, { list }]) => ({ parts: ['tasks', 'polls', name, 'list'], list })),
  ]
  if (images.n.max > 1)
    for (const { parts, list } of documents)
      if (list === 'never')
        yield fault(
          parts,
          `never, although a request may ask for ${images.n.max} images: write severalOnly, or set /images/n/max to 1`,
        )
}
/** Checks that each text that links to a poll names a poll of the dialect. */
function* checkTemplates(dialect: Dialect): Generator<Fault> {
  const names = Object.keys(dialect.tasks.polls ?? {})
  for (const { parts, text } of listTexts(dialect, []))
    for (const name of pollsNamedIn(text)) {
      if (name === undefined && names.length === 0)
        yield fault(
          parts,
          `${text} links to a poll, and /tasks/polls has none: add the poll, or write the text without braces`,
        )
      if (name !== undefined && !names.includes(name)) yield unlisted(parts, name, '/tasks/polls', names)
    }
  yield* checkRouteTemplates(dialect)
}

/** Checks that each text that links to the result or the cancellation of a task belongs to a dialect that has the endpoint. */
function* checkRouteTemplates(dialect: Dialect): Generator<Fault> {
  for (const { parts, text } of listTexts(dialect, []))
    for (const name of ['result', 'cancel'] as const)
      if (new RegExp(`\\{${name}(Path)?\\}`).test(text) && dialect.tasks[name] === undefined)
        yield fault(
          parts,
          `${text} links to /tasks/${name}, which is missing: add it, or write the text without braces`,
        )
}

/** Lists the texts in constant members and headers. */
function* listTexts(
  node: unknown,
  parts: readonly string[],
  isConstant = false,
): Generator<{ readonly parts: readonly string[]; readonly text: string }> {
  if (typeof node === 'string' && isConstant) yield { parts, text: node }
  if (typeof node !== 'object' || node === null || parts[0] === 'sources') return
  for (const [name, value] of Object.entries(node))
    yield* listTexts(value, [...parts, name], isConstant || constantMembers.has(name))
}

const constantMembers = new Set(['fixed', 'fixedByState', 'headers', 'headersByState', 'whenAbsent'])
