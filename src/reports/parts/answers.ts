import {
  type ClientVerdict,
  type Finding,
  fails,
  isObserved,
  type Report,
  seenShare,
} from '../../conformance/report.ts'
import { describeFindings, type Group } from './group.ts'
import { pickFindings, worksSymbols } from './sheet.ts'
import { limitOf } from './unseen.ts'
import { toOneLine } from './visible.ts'
import { fillLabel, type Words, words } from './words.ts'

/** Answer to: is the gateway compatible? */
type Compatibility = 'yes' | 'mostly' | 'no' | 'unknown' | 'none'

/** Answers of a report to the questions that a reader has first. */
export interface Answers {
  readonly compatible: Compatibility
  /** Reasons for the answer. */
  readonly reasons: readonly string[]
  /** Deviations in sentences, the worst first. */
  readonly breaks: readonly Group[]
  /** Clients that share a verdict, the working ones first. */
  readonly clients: readonly { readonly works: ClientVerdict['works']; readonly names: readonly string[] }[]
  readonly charged: string
  readonly seen: string
  /** Advice to the reader who wants to see more. */
  readonly advice: readonly string[]
}

/** Share of the observable musts below which a run without failures proves nothing. `verify --min-observed` has this default. */
export const enoughShare = 0.8
/** Share of the musts that were seen, up to which failing ones leave a gateway mostly compatible. */
const few = 0.1

/** Answers what a reader asks first: is it compatible, what breaks, for which clients, what was charged, how much was seen. */
export function answerFor(report: Report, labels: Words = words.en): Answers {
  const breaks = describeFindings(pickFindings(report, 'deviates'), report, labels)
  return {
    compatible: judgeCompatibility(report),
    reasons: listReasons(report, labels),
    breaks,
    clients: groupClients(report),
    charged: showCharged(report, labels),
    seen: fillLabel(labels.answers.seenOf, {
      seen: report.coverage.seen,
      observable: report.coverage.observable,
      all: report.coverage.musts,
      percent: Math.floor(seenShare(report) * 100),
    }),
    advice: advise(report, labels),
  }
}

const listFailing = ({ findings, failsFrom }: Report): Finding[] =>
  findings.filter((finding) => fails(finding, failsFrom))
const isUseful = ({ works }: ClientVerdict) => works === 'yes' || works === 'partly'

function judgeCompatibility(report: Report): Compatibility {
  if (!isObserved(report)) return 'none'
  if (report.inferred !== undefined) return 'unknown'
  const failing = listFailing(report)
  const changes = report.drift?.changes.length ?? 0
  const judged = report.clients.filter(({ works }) => works !== 'unknown')
  if (failing.length > 0) {
    const isFew = failing.length <= report.coverage.seen * few && failing.every(({ kind }) => kind === 'trait')
    return isFew && (judged.length === 0 || judged.some(isUseful)) ? 'mostly' : 'no'
  }
  if (report.ended || seenShare(report) < enoughShare) return 'unknown'
  const isWhole = changes === 0 && report.findings.every(({ verdict }) => verdict !== 'deviates' && verdict !== 'error')
  return isWhole ? 'yes' : 'mostly'
}

function listReasons(report: Report, labels: Words): string[] {
  const { answers } = labels
  const { coverage, findings, ended, inferred } = report
  const name = toOneLine(report.provider.name)
  if (!isObserved(report)) return [answers.documentedOnly]
  if (inferred !== undefined)
    return [inferred === 0 ? answers.nothingInferred : fillLabel(answers.inferred, { count: inferred })]
  const deviating = findings.filter(({ verdict }) => verdict === 'deviates')
  const failing = listFailing(report).filter(({ kind }) => kind === 'trait').length
  const broken = deviating.filter((finding) => finding.kind === 'invariant' && !finding.known).length
  const known = deviating.filter((finding) => finding.known).length
  const weaker = deviating.length - known - failing - broken
  const errors = findings.filter(({ verdict }) => verdict === 'error').length
  const fill = (text: string, values = {}) => fillLabel(text, { name, ...coverage, ...values })
  return [
    ...(failing > 0 ? [fill(answers.deviations, { count: failing })] : []),
    ...(broken > 0 ? [fill(answers.rulesBroken, { count: broken })] : []),
    ...(failing + broken === 0 && weaker > 0 ? [fill(answers.noMustFails, { count: weaker })] : []),
    ...(known > 0 ? [fill(answers.knownCount, { count: known })] : []),
    ...(deviating.length === 0 ? [fill(answers.allKept)] : []),
    ...(errors > 0 ? [fill(answers.errors, { count: errors })] : []),
    ...(ended ? [fill(answers.ended, { message: toOneLine(ended.message) })] : []),
    ...(seenShare(report) < enoughShare ? [fill(answers.tooLittle)] : []),
  ]
}

const worksOrder = ['yes', 'partly', 'no', 'unknown'] as const

function groupClients({ clients }: Report): Answers['clients'] {
  return worksOrder
    .map((works) => ({
      works,
      names: clients.filter((client) => client.works === works).map(({ client }) => toOneLine(client)),
    }))
    .filter(({ names }) => names.length > 0)
}

/** Formats a group of clients: `✓ works: A, B`. */
export const showClients = ({ works, names }: Answers['clients'][number], labels: Words): string =>
  `${worksSymbols[works]} ${labels.works[works]}: ${names.join(', ')}`

const maxAreas = 5

function showCharged({ images, exchanges }: Report, labels: Words): string {
  const text = fillLabel(labels.answers.images, images)
  const byArea = new Map<string, number>()
  for (const { images: count, probes } of exchanges) {
    const area = probes[0]?.split('.')[0]
    if (count > 0 && area) byArea.set(area, (byArea.get(area) ?? 0) + count)
  }
  if (byArea.size === 0) return text
  const areas = [...byArea].sort(([, a], [, b]) => b - a).map(([area, count]) => `${toOneLine(area)} ${count}`)
  return `${text}; ${fillLabel(labels.answers.pricedBy, { areas: areas.slice(0, maxAreas).join(', ') })}`
}

/** Tells what to pass so that the next run sees more. */
function advise(report: Report, labels: Words): string[] {
  const { findings, clients, images } = report
  const { answers } = labels
  const lacking = findings.filter(
    (finding) => finding.verdict === 'not observed' && limitOf(finding) === 'images',
  ).length
  if (!isObserved(report) || lacking === 0) return []
  const isBlind = clients.length > 0 && clients.every(({ works }) => works === 'unknown')
  const count = Math.max(40, Math.ceil(images.budget / 10) * 20)
  if (!isBlind) return [fillLabel(answers.fewImages, { count: lacking, images: count })]
  return [fillLabel(images.budget === 0 ? answers.freeRun : answers.outOfImages, { count })]
}
