import { type Change, changeWords, type Drift, notComparedWords } from '../../conformance/report.ts'
import { showDate } from './show-time.ts'
import { shorten, showShort } from './show-value.ts'
import { withTitle } from './trait-title.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, type Words, words } from './words.ts'

type Sighting = Change['before']

/** Describes a change in one sentence on one line: `/references/max was 9, as documented; now 8, not as documented`. */
export const sentenceOfChange = (change: Change): string => `${withTitle(change.trait)} ${describeChange(change)}`

/** Describes a change without the name of the trait. */
export const describeChange = (change: Change): string =>
  change.kind === 'invariant'
    ? `${describeRule(change.before, ['was kept', 'was broken', 'was not seen'])}; ${describeRule(change.now, ['is kept now', 'is broken now', 'is not seen now'])}`
    : `${describeValue(change, change.before, 'was', 'was not seen')}; ${describeValue(change, change.now, 'now', 'is not seen now')}`

function describeRule(
  { verdict, observed, note }: Sighting,
  [kept, broken, unseen]: readonly [string, string, string],
) {
  if (verdict === 'conforms') return kept
  return verdict === 'deviates' ? `${broken}: ${show(observed)}` : withNote(unseen, note)
}

/** Describes a value. A trait without a level is one that the documents leave open. */
function describeValue({ level, documented, now }: Change, sighting: Sighting, verb: string, unseen: string): string {
  const { verdict, observed, note } = sighting
  if (!isSeen(sighting)) return withNote(unseen, note)
  const value = `${verb} ${show(observed)}`
  // The documents of the baseline may have been other ones.
  if (verdict === 'deviates') return `${value}, not as documented${sighting === now ? ` (${show(documented)})` : ''}`
  return verdict === 'conforms' && level !== undefined ? `${value}, as documented` : value
}

const isSeen = ({ verdict }: Sighting) => verdict !== 'not observed' && verdict !== 'error'
const show = (value: unknown) => showShort(value, 200) ?? words.en.nothing
const withNote = (text: string, note: string | undefined) =>
  note === undefined ? text : `${text} (${shorten(toOneLine(note), 300)})`

/** Formats the observed value of a run for a table cell; undefined if the run saw none, and for an invariant that is kept. */
export const showSighting = ({ kind }: Change, sighting: Sighting, labels: Words): string | undefined =>
  isSeen(sighting) ? (showShort(sighting.observed, 120) ?? (kind === 'trait' ? labels.nothing : undefined)) : undefined

/** Orders the changes by kind, the worst first, and those that only one run saw last. */
export const orderChanges = ({ changes, unconfirmed }: Drift): Change[] =>
  [...changes, ...unconfirmed].toSorted((a, b) => changeWords.indexOf(a.change) - changeWords.indexOf(b.change))

/** Formats the title of a comparison with a baseline: `Changes since 2026-11-20 10:00:00 UTC: deviates now 2, conforms now 1`. */
export function driftTitle({ baseline, compared, changes }: Drift, labels: Words = words.en): string {
  const since = fillLabel(labels.changesSince, { time: showDate(baseline.startedAt) })
  const counts = changeWords
    .map((word) => [word, changes.filter(({ change }) => change === word).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${labels.changeWords[word]} ${count}`)
  return `${since}: ${counts.join(', ') || fillLabel(labels.noChanges, { count: compared })}`
}

/** Formats what differs between the runs themselves, and what proves no change. */
export function driftRemarks(
  { baseline, unconfirmed, notCompared }: Drift,
  baseUrl: string,
  version: string,
  labels = words.en,
): string[] {
  const counts = notComparedWords
    .map((word) => [word, notCompared.filter(({ why }) => why === word).length] as const)
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${labels.notComparedWords[word]} ${count}`)
  return [
    ...(unconfirmed.length === 0 ? [] : [labels.unconfirmed]),
    ...(baseline.baseUrl === baseUrl ? [] : [fillLabel(labels.otherBaseUrl, { url: toOneLine(baseline.baseUrl) })]),
    ...(baseline.tool.version === version
      ? []
      : [fillLabel(labels.otherVersion, { version: toOneLine(baseline.tool.version) })]),
    ...(counts.length === 0 ? [] : [`${labels.notCompared}: ${counts.join(', ')}`]),
  ]
}
