import type { Dialect, ImageOperation } from '../../../src/dialect/schema.ts'
import { type Gateway, issuesOf, standardId } from '../gateway/gateway.ts'
import { formNames, taskModes } from '../gateway/words.ts'
import { escapeText, joinParts, pageHead, table } from '../markdown.ts'

const title = 'Image APIs side by side'

/** Renders the page that lists all gateways and shows the matrix of their traits. */
export const renderIndex = (gateways: readonly Gateway[]): string =>
  joinParts([
    pageHead(
      'openapi/providers',
      title,
      `How ${gateways.length} image APIs differ: ${gateways.map(({ provider }) => provider.dialect.name).join(', ')}.`,
      'aside: false',
      'pageClass: matrix-page',
    ),
    [
      '<script setup>',
      "import Matrix from '../.vitepress/theme/components/Matrix.vue'",
      "import matrix from './matrix.json'",
      '</script>',
    ],
    [`# ${title}`],
    [
      'These gateways serve images with an API like that of OpenAI, or call themselves OpenAI-compatible. Each has a page: what breaks,',
      'limits, tasks, errors, and the source of each fact.',
    ],
    table(['gateway', 'image as', 'tasks', 'edits', 'openai SDK', 'breaks', 'missing'], gateways.map(cellsOf)),
    [
      '_image as_: form of an image if the request does not choose. _edits_: an endpoint for edits. _breaks_ and _missing_: number of',
      'differences that code for OpenAI meets.',
      '',
      'Your gateway is not here? [Add it](../guide/add-a-gateway.md), or let `npx proofsheet probe` describe it.',
    ],
    ['## All traits'],
    ['<Matrix :matrix="matrix" />'],
  ])

function cellsOf(gateway: Gateway): string[] {
  const { provider, report } = gateway
  const { id, dialect } = provider
  const count = (severity: string) =>
    id === standardId ? '—' : String(issuesOf(gateway).filter((issue) => issue.severity === severity).length)
  const sdk = report.clients.find(({ client }) => client === 'openai for Node')?.works ?? '—'
  return [
    `[${escapeText(dialect.name)}](./${id}.md)`,
    formNames[dialect.results.default],
    tasksOf(dialect),
    Object.values(dialect.operations).some(({ does }) => does === 'edit') ? 'yes' : 'no',
    sdk,
    count('breaks'),
    count('loses'),
  ]
}

function tasksOf({ operations }: Dialect): string {
  const modes = Object.values(operations)
    .filter((operation): operation is ImageOperation => operation.does !== 'reject')
    .map(({ async }) => async)
  return taskModes[(['never', 'always'] as const).find((mode) => modes.every((other) => other === mode)) ?? 'asked']
}
