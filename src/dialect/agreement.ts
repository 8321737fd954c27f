import { type Fault, fault } from './fault.ts'
import type { Dialect } from './schema.ts'
import { tierNames } from './sections/images.ts'
import { unknownModel } from './sections/models.ts'
import { imageOperationsOf } from './sections/operations.ts'
import { itemMemberOf } from './words.ts'

/** Checks that the sections of a dialect agree with each other. */
export function* checkAgreement(dialect: Dialect): Generator<Fault> {
  yield* repeatedOperations(dialect)
  yield* checkOperationTraits(dialect)
  yield* checkAsyncOperations(dialect)
  yield* checkResultForms(dialect)
  const tiers = tierNames(dialect.images)
  for (const tier of Object.keys(dialect.tasks.duration.byTier ?? {}))
    if (!tiers.includes(tier)) yield fault(['images', 'tier', 'words'], `lacks ${tier}`)
}

/** Yields a fault for each operation of the contract that the dialect names a second time. */
function* repeatedOperations(dialect: Dialect): Generator<Fault> {
  const named = new Set<string>()
  for (const { parts, key } of namedOperations(dialect)) {
    if (named.has(key)) yield fault(parts, `${key} is named twice`)
    named.add(key)
  }
}

/** Lists the places where a dialect names an operation of the contract. */
function* namedOperations({
  operations,
  tasks,
  results,
  files,
  models,
}: Dialect): Generator<{ readonly parts: readonly string[]; readonly key: string }> {
  for (const [name, { at }] of Object.entries(operations)) yield { parts: ['operations', name, 'at'], key: at }
  for (const [name, { at }] of Object.entries(tasks.polls ?? {}))
    yield { parts: ['tasks', 'polls', name, 'at'], key: at }
  if (results.picture) yield { parts: ['results', 'picture', 'at'], key: results.picture.at }
  if (files)
    for (const key of ['upload', 'retrieve', 'remove'] as const) yield { parts: ['files', key], key: files[key] }
  if (models.retrieve) yield { parts: ['models', 'retrieve', 'at'], key: models.retrieve.at }
}

/** Checks the default model of each operation, and that each body can carry the references that are required. */
function* checkOperationTraits({ operations, models, references }: Dialect): Generator<Fault> {
  for (const operation of imageOperationsOf(operations)) {
    yield* unknownModel(models, [...operation.parts, 'model'], operation.model)
    if (operation.references === 'required' && operation.bodies.some((encoding) => references[encoding] === undefined))
      yield fault(
        [...operation.parts, 'references'],
        'are required, but /references does not say how they are sent in that body',
      )
  }
}

/** Checks that an asynchronous operation can be asked for, answered and polled. */
function* checkAsyncOperations({ operations, async, tasks }: Dialect): Generator<Fault> {
  const modes = new Set(imageOperationsOf(operations).map((operation) => operation.async))
  if (modes.has('asked') && (async?.triggers ?? []).length === 0)
    yield fault(['async', 'triggers'], 'is missing: an operation is async when asked')
  if (!modes.has('asked') && !modes.has('always')) return
  if (async === undefined) yield fault(['async'], 'is missing: an operation is async')
  if (Object.keys(tasks.polls ?? {}).length === 0) yield fault(['tasks', 'polls'], 'is missing: an operation is async')
  if (async?.submit.lens.id === undefined)
    yield fault(['async', 'submit', 'lens', 'id'], 'is missing: nothing says which task to poll')
}

/** Checks that the forms of models are forms of results, and that a reply has a place for each form a request can get. */
function* checkResultForms({ operations, results, models }: Dialect): Generator<Fault> {
  for (const [index, { form }] of models.known.entries())
    if (form !== undefined && !results.forms.includes(form))
      yield fault(['models', 'known', index, 'form'], 'is not one of results.forms')
  if (imageOperationsOf(operations).every((operation) => operation.async === 'always')) return
  const possible = [
    results.default,
    ...Object.values(results.byResponseFormat ?? {}),
    ...models.known.flatMap(({ form }) => form ?? []),
  ]
  const placeless = possible.find((form) => results.item[itemMemberOf[form]] === undefined)
  if (placeless !== undefined) yield fault(['results', 'item'], `has no place for ${placeless}`)
}
