/** Lists the shipped providers for `openapi/README.md`. */
import { basePathOf, type Provider } from '../src/dialect/provider.ts'
import type { Dialect, ImageOperation } from '../src/dialect/schema.ts'

export const providerTable = '<!-- Begin of the table that npm run generate writes from the dialects. -->'

const heads = ['provider', 'id', 'base URL', 'operations', 'tasks', 'API key', 'results']

/** Returns the rows of the table, the heads first. */
export const providerRows = (providers: readonly Provider[]): string[][] => [
  heads,
  ...providers.map(({ id, dialect, contract }) => [
    `[${dialect.name}](providers/${id}/NOTES.md)`,
    `\`${id}\``,
    `${dialect.origins[0] ?? 'https://…'}${basePathOf({ dialect, contract })}`,
    imageOperations(dialect)
      .map(({ at }) => `\`${at}\``)
      .join(', '),
    describeTasks(dialect),
    `\`${dialect.auth.in === 'query' ? '?' : ''}${dialect.auth.name}${dialect.auth.scheme ? `: ${dialect.auth.scheme}` : ''}\``,
    dialect.results.forms.join(', '),
  ]),
]

const imageOperations = ({ operations }: Dialect): ImageOperation[] =>
  Object.values(operations).filter((operation): operation is ImageOperation => operation.does !== 'reject')

function describeTasks(dialect: Dialect): string {
  const modes = new Set(imageOperations(dialect).map((operation) => operation.async))
  const [poll] = Object.values(dialect.tasks.polls ?? {})
  const polled = poll ? `, \`${poll.at}\`` : ''
  if (modes.size === 1 && modes.has('never')) return '—'
  return `${[...modes].filter((mode) => mode !== 'never').join(', ')}${polled}`
}
