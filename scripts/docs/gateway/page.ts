import type { MigrationIssue } from '../../../src/conformance/report.ts'
import { pageNames } from '../about.ts'
import { linkDefinitions, linkPage } from '../cite.ts'
import { escapeText, joinParts, pageHead, sentence } from '../markdown.ts'
import { renderDifferences } from './differences.ts'
import { type Gateway, issuesOf, standardId } from './gateway.ts'
import { renderLimits } from './limits.ts'
import { renderIntro, renderStart } from './start.ts'
import { type Subject, sectionsOf } from './subjects.ts'
import { renderEndpoints, renderErrors, renderFields, renderModels, renderTasks, renderTiers } from './tables.ts'
import { renderTraits } from './traits.ts'

/** Rows from which on the only table of a section is folded. */
const longTable = 30

/** Renders the page of a gateway. */
export function renderGatewayPage(gateway: Gateway): string {
  const { id, dialect } = gateway.provider
  const title = id === standardId ? `${dialect.name} image API` : `${dialect.name} image API: differences to OpenAI`
  const intro = renderIntro(gateway)
  const counts = renderCounts(gateway)
  const traits = (subject: Subject, maxOpen = 8) => renderTraits(gateway, subject, sectionsOf(subject), maxOpen)
  return joinParts([
    pageHead(`openapi/providers/${id}`, title, toPlain(`${dialect.name}: ${counts || intro}`)),
    [`# ${escapeText(title)}`],
    [intro, ...(counts ? ['', counts] : [])],
    renderDifferences(gateway),
    renderStart(gateway),
    renderEndpoints(gateway),
    ['## API key'],
    traits('API key'),
    renderFields(gateway),
    traits('Request fields'),
    ...section('Reference images, masks and files', traits('Reference images, masks and files', longTable)),
    ['## Models, sizes and formats'],
    renderModels(gateway),
    renderTiers(gateway),
    traits('Models, sizes and formats'),
    ['## Tasks'],
    renderTasks(gateway),
    traits('Tasks and callbacks'),
    ...section('Results and links', traits('Results and streams', longTable)),
    renderErrors(gateway),
    traits('Errors'),
    ...section('Limits and headers', renderLimits(gateway), traits('Limits and headers', longTable)),
    renderUse(gateway),
    renderQuirks(gateway),
    renderSources(gateway),
    linkDefinitions(gateway.about),
  ])
}

const section = (title: string, ...parts: readonly (readonly string[])[]): (readonly string[])[] => [
  [`## ${title}`],
  ...(parts.every((lines) => lines.length === 0) ? [['The documents say nothing.']] : parts),
]

const toPlain = (markdown: string) =>
  markdown.replaceAll('`', '').replaceAll(/&#(\d+);/g, (_, point) => String.fromCodePoint(Number(point)))

const severityWords: readonly [MigrationIssue['severity'], string][] = [
  ['breaks', 'breaks in'],
  ['loses', 'misses'],
  ['differs', 'meets'],
]

/** Counts the differences in a sentence. */
function renderCounts(gateway: Gateway): string {
  const issues = issuesOf(gateway)
  if (issues.length === 0) return ''
  const [breaks, loses, differs] = severityWords.map(
    ([severity]) => issues.filter((issue) => issue.severity === severity).length,
  )
  return `Code that was written for OpenAI breaks in ${count(breaks, 'place')}, misses ${count(loses, 'feature')} and meets ${count(differs, 'further difference')}.`
}

const count = (number = 0, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

/** Says how to verify the gateway, compare it and generate its client. */
function renderUse({ provider: { id, dialect } }: Gateway): string[] {
  const name = escapeText(dialect.name)
  return [
    '## Use it with Proofsheet',
    '',
    `- [Test a program](../guide/mock.md) with the mock of ${name}: \`npx proofsheet mock --provider ${id}\``,
    `- [Verify](../guide/verify.md) that the real gateway does what its documents say: \`npx proofsheet verify ${id}\``,
    `- [List what breaks](../guide/move.md) as on this page: \`npx proofsheet compare ${id} --against openai\``,
    `- [Generate a typed client](../guide/client.md): \`npx proofsheet generate --provider ${id} --out src/${id}\``,
  ]
}

/** Lists what the documents of the gateway contradict. */
const renderQuirks = ({ provider: { dialect } }: Gateway): string[] =>
  dialect.quirks === undefined
    ? []
    : ['## Contradictions in the documents', '', ...dialect.quirks.map(({ note }) => `- ${sentence(note)}`)]

/** Lists the pages that the dialect cites, and says what the marks mean. */
function renderSources({ about, provider }: Gateway): string[] {
  const { id, dialect } = provider
  const cited = Object.values(dialect.sources).flatMap(({ page, basis }) =>
    basis === 'open' ? [] : pageNames(about, page),
  )
  const counts = Map.groupBy(cited, (name) => name)
  return [
    '## Sources',
    '',
    'A page alone means that the page states the fact. _Seen in an example_: only a sample shows the fact. _Inferred_: deduced, or read in',
    'source code. _Assumed_: the documents say nothing, and the mock uses this value. The tables of facts leave out what is assumed.',
    '',
    ...[...counts]
      .toSorted(([, a], [, b]) => b.length - a.length)
      .map(([name, uses]) => `- ${linkPage(about, name)}: ${count(uses.length, 'fact')}`),
    '',
    `The data of this page are in [dialect.yaml](../../openapi/providers/${id}/dialect.yaml), and what was found in the documents in [NOTES.md](../../openapi/providers/${id}/NOTES.md).`,
  ]
}
