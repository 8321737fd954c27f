import { documentedBaseUrl } from '../../../src/conformance/base-url.ts'
import type { Dialect, ImageOperation } from '../../../src/dialect/schema.ts'
import { type Gateway, issuesOf, standardId } from '../gateway/gateway.ts'
import { code, escapeText, joinParts, pageHead, table } from '../markdown.ts'

const title = 'Image APIs side by side'

/** Renders the page that lists all gateways and shows the matrix of their traits. */
export const renderIndex = (gateways: readonly Gateway[]): string =>
  joinParts([
    pageHead(
      'openapi/providers',
      title,
      `How ${gateways.length} image APIs differ: ${gateways.map(({ provider }) => provider.dialect.name).join(', ')}.`,
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
    table(['gateway', 'base URL', 'image as', 'tasks', 'openai SDK', 'breaks', 'missing'], gateways.map(cellsOf)),
    [
      '_image as_: form of an image if the request does not choose. _breaks_, _missing_: differences that code for OpenAI meets.',
      '',
      'Your gateway is not here? [Add it](../guide/add-a-gateway.md), or compare it: `npx proofsheet probe`.',
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
    dialect.origins.length === 0 ? 'of the account' : code(documentedBaseUrl(provider)),
    formNames[dialect.results.default],
    tasksOf(dialect),
    sdk,
    count('breaks'),
    count('loses'),
  ]
}

const formNames: Readonly<Record<Dialect['results']['default'], string>> = {
  relative: 'relative link',
  absolute: 'link',
  data: 'data URL',
  base64: 'base64',
  base64Data: 'data URL',
}

function tasksOf({ operations }: Dialect): string {
  const modes = Object.values(operations)
    .filter((operation): operation is ImageOperation => operation.does !== 'reject')
    .map(({ async }) => async)
  if (modes.every((mode) => mode === 'never')) return 'no'
  return modes.every((mode) => mode === 'always') ? 'always' : 'when asked'
}
