import { findSource } from '../../../src/conformance/judge.ts'
import type { MigrationIssue } from '../../../src/conformance/report.ts'
import { cite } from '../cite.ts'
import { escapeText, fold, sentence } from '../markdown.ts'
import { showAmount } from '../values.ts'
import { type Gateway, issuesOf, standardId } from './gateway.ts'
import { subjectNames, subjectOf } from './subjects.ts'

/** Number of lines of a subject from which on they are folded, unless they break code. */
const longList = 8

const parts: readonly [severity: MigrationIssue['severity'], title: string, intro: string][] = [
  ['breaks', 'What breaks', 'Code that was written for OpenAI fails here, or does something else.'],
  ['loses', 'What is missing', 'Code that was written for OpenAI has to do without these features.'],
  ['differs', 'What else differs', 'Code that was written for OpenAI works, and may notice these differences.'],
]

/** Lists what code for OpenAI meets at the gateway, the worst first, each with its source. */
export function renderDifferences(gateway: Gateway): string[] {
  if (gateway.provider.id === standardId) return []
  return [
    '## Differences to OpenAI',
    '',
    'Each line ends with its source.',
    ...parts.flatMap(([severity, title, intro]) => {
      const found = issuesOf(gateway).filter((issue) => issue.severity === severity)
      const lines = found.length === 0 ? ['Nothing.'] : renderBySubject(gateway, found)
      return ['', `### ${title}`, '', intro, '', ...lines]
    }),
  ]
}

function renderBySubject(gateway: Gateway, issues: readonly MigrationIssue[]): string[] {
  const groups = Map.groupBy(issues, ({ trait }) => subjectOf(trait))
  return subjectNames.flatMap((subject) => {
    const group = groups.get(subject)
    if (!group) return []
    const lines = group.map((issue) => `- ${renderIssue(gateway, issue)}`)
    const isFolded = group.length >= longList && group[0]?.severity !== 'breaks'
    return [
      ...(isFolded ? fold(`${subject}: ${group.length} differences`, lines) : [`**${subject}**`, '', ...lines]),
      '',
    ]
  })
}

/** Writes a consequence, the value of OpenAI if the sentence does not have it, and the source. */
function renderIssue({ provider, about }: Gateway, { what, trait, from }: MigrationIssue): string {
  const before = typeof from === 'number' ? ` (OpenAI: ${escapeText(showAmount(trait, from))})` : ''
  // The source of an error may be below the cause, at the status.
  const stated = trait.startsWith('/errors/causes/') ? `${trait}/status` : trait
  const source = cite(about, findSource(provider.dialect, stated))
  return `${sentence(what)}${before} <small>(${source})</small>`
}
