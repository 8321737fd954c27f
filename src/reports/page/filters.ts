import { h } from 'preact'
import { isObserved, levels, type Report, verdicts } from '../../conformance/report.ts'
import { areaOfFinding, countVerdicts } from '../parts/sheet.ts'
import type { Words } from '../parts/words.ts'

/**
 * Form that filters the findings. The script of the page shows the form, keeps its state in the URL, and starts with what does not
 * conform, or with what differs.
 */
export function Filters({
  reports,
  areas,
  labels,
}: {
  reports: readonly Report[]
  areas: readonly string[]
  labels: Words
}) {
  const counts = countVerdicts(reports.flatMap(({ findings }) => findings))
  const box = (name: string, value: string, text: string) =>
    h('label', null, h('input', { type: 'checkbox', name, value }), ' ', text)
  const isComparison = reports.length > 1
  // Deviations and errors come first; without any, the reader sees everything.
  const wrong = (['deviates', 'error'] as const).filter((verdict) => counts[verdict] > 0)
  return h(
    'form',
    {
      hidden: true,
      'aria-label': labels.filter,
      'data-start': isComparison ? 'differs=on' : wrong.map((verdict) => `verdict=${verdict}`).join('&'),
    },
    // Documents alone have no verdicts.
    reports.some(isObserved)
      ? h(
          'fieldset',
          null,
          h('legend', null, labels.verdict),
          verdicts.map((verdict) => box('verdict', verdict, `${labels.verdicts[verdict]} (${counts[verdict]})`)),
        )
      : null,
    h(
      'fieldset',
      null,
      h('legend', null, labels.level),
      levels.map((level) => box('level', level, labels.levels[level])),
    ),
    h(
      'label',
      { class: 'stacked' },
      labels.area,
      h(
        'select',
        { name: 'area' },
        h('option', { value: '' }, labels.all),
        areas.map((area) => h('option', { value: area }, area)),
      ),
    ),
    h('label', { class: 'stacked' }, labels.text, h('input', { type: 'search', name: 'text' })),
    isComparison ? box('differs', 'on', labels.differences) : null,
    h('button', { type: 'reset' }, labels.answers.openFilter),
  )
}

/** Lists the areas of the findings of a single report, in the order of their appearance. */
export const listAreas = ({ findings }: Report): string[] => [...new Set(findings.map(areaOfFinding))]
