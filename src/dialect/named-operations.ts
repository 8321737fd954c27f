import type { Dialect } from './schema.ts'

/** Lists the places where a dialect names an operation of the contract. */
export function* listNamedOperations({
  operations,
  tasks,
  results,
  files,
  models,
  charges,
}: Dialect): Generator<{ readonly parts: readonly string[]; readonly key: string }> {
  for (const [name, { at }] of Object.entries(operations)) yield { parts: ['operations', name, 'at'], key: at }
  for (const [name, { at }] of Object.entries(tasks.polls ?? {}))
    yield { parts: ['tasks', 'polls', name, 'at'], key: at }
  for (const [name, { at }] of Object.entries(tasks.lists ?? {}))
    yield { parts: ['tasks', 'lists', name, 'at'], key: at }
  for (const name of ['result', 'cancel'] as const) {
    const route = tasks[name]
    if (route) yield { parts: ['tasks', name, 'at'], key: route.at }
  }
  if (results.image) yield { parts: ['results', 'image', 'at'], key: results.image.at }
  if (files)
    for (const name of ['upload', 'retrieve', 'remove'] as const) {
      const key = files[name]
      if (key !== undefined) yield { parts: ['files', name], key }
    }
  if (models.list) yield { parts: ['models', 'list'], key: models.list }
  for (const [name, { at }] of Object.entries(charges?.balances ?? {}))
    yield { parts: ['charges', 'balances', name, 'at'], key: at }
  if (models.retrieve) yield { parts: ['models', 'retrieve', 'at'], key: models.retrieve.at }
}
