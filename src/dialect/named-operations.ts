import type { Dialect } from './schema.ts'

/** Lists the places where a dialect names an operation of the contract. */
export function* listNamedOperations({
  operations,
  tasks,
  results,
  files,
  models,
}: Dialect): Generator<{ readonly parts: readonly string[]; readonly key: string }> {
  for (const [name, { at }] of Object.entries(operations)) yield { parts: ['operations', name, 'at'], key: at }
  for (const [name, { at }] of Object.entries(tasks.polls ?? {}))
    yield { parts: ['tasks', 'polls', name, 'at'], key: at }
  if (results.image) yield { parts: ['results', 'image', 'at'], key: results.image.at }
  if (files)
    for (const key of ['upload', 'retrieve', 'remove'] as const) yield { parts: ['files', key], key: files[key] }
  if (models.list) yield { parts: ['models', 'list'], key: models.list }
  if (models.retrieve) yield { parts: ['models', 'retrieve', 'at'], key: models.retrieve.at }
}
