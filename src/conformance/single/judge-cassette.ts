import type { Cassette, RecordedBody, RecordedExchange } from '../../cassettes/file/schema.ts'
import type { Provider } from '../../dialect/provider.ts'
import { type Answer, jsonOf } from '../../probes/ask.ts'
import { isHiddenRefusal } from '../../probes/refusals/hidden-refusal.ts'
import { createRedactor } from '../../redaction/redactor.ts'
import { defined } from '../../values/defined.ts'
import { compareRuns } from '../compare/drift.ts'
import { countCoverage } from '../coverage.ts'
import { createCassetteAnswers, toCachedAnswer } from '../lab/cassette-answers.ts'
import { nameSources } from '../name-sources.ts'
import type { Exchange, Finding, Report } from '../report.ts'
import { type RunOptions, run } from '../run.ts'
import { judgeAnswer } from './judge-answer.ts'

const redactor = createRedactor()

/** Options for judging a cassette. */
export type CassetteRunOptions = Pick<
  RunOptions,
  'dialect' | 'dialectFile' | 'contract' | 'pages' | 'probes' | 'complete' | 'failsFrom' | 'tool' | 'baseline'
>

/**
 * Judges a cassette in place of a gateway: no request is sent or charged, and no key is needed. Exchanges that no probe
 * requested come from another program; their responses are judged one by one. `probedCount` is the number of exchanges that
 * probes requested.
 */
export async function judgeCassette(
  cassette: Cassette,
  provider: Provider,
  { baseline, ...options }: CassetteRunOptions,
): Promise<{ report: Report; probedCount: number }> {
  const { unused, ...recording } = createCassetteAnswers(cassette, provider)
  const report = await run({ ...options, ...recording, budget: 0, thumbnails: true })
  const others = unused()
  const first = report.exchanges.length + 1
  const numbered = others.map((exchange, index) => ({ exchange, number: first + index }))
  const start = Date.parse(cassette.recordedAt)
  // A missing or incomplete response shows nothing about the complete one.
  const complete = numbered.filter(
    ({ exchange: { response, error, operation } }) => response && !error && operation !== null,
  )
  const judged = await Promise.all(
    complete.map(async ({ exchange, number }) => {
      const cached = toCachedAnswer(exchange, cassette, start)
      if (!cached) return []
      const { receivedAt, ...rest } = cached
      const json = jsonOf(cached.bytes)
      const isHidden = isHiddenRefusal(provider.dialect, rest.status, json)
      const answer: Answer = { ...rest, receivedAt, number, json, isHiddenRefusal: isHidden }
      return (await judgeAnswer(provider, { ...exchange.request, operation: exchange.operation }, answer)).deviations
    }),
  )
  const judgements = [
    ...report.findings,
    ...mergeDeviations(
      judged.flat(),
      complete.map(({ number }) => number),
    ),
  ]
  const findings = nameSources(judgements, options.pages)
  const exchanges = numbered.map(({ exchange, number }) => toReportExchange(exchange, number))
  const whole = {
    ...report,
    coverage: countCoverage(findings),
    findings,
    exchanges: [...report.exchanges, ...exchanges],
  }
  return {
    report: baseline ? compareRuns(baseline, whole) : whole,
    probedCount: cassette.exchanges.length - others.length,
  }
}

/** Merges equal deviations, each with all its exchanges. Without deviations, returns one finding that says so. */
function mergeDeviations(deviations: readonly Finding[], numbers: readonly number[]): Finding[] {
  if (numbers.length === 0) return []
  if (deviations.length === 0)
    return [
      {
        kind: 'invariant',
        trait: 'every other response is as documented',
        differences: [],
        probe: 'answers.others',
        verdict: 'conforms',
        level: 'must',
        evidence: [...numbers],
      },
    ]
  const same = Map.groupBy(deviations, ({ trait, observed }) => JSON.stringify([trait, observed]))
  return [...same.values()].flatMap((group) => {
    const [first] = group
    return first ? [{ ...first, probe: 'answers.others', evidence: group.flatMap(({ evidence }) => evidence) }] : []
  })
}

const toReportExchange = ({ at, took, request, response, error }: RecordedExchange, number: number): Exchange => ({
  number,
  probes: ['answers.others'],
  startedAt: at,
  took,
  request: { ...request, body: toReportBody(request.body) },
  ...(response ? { response: { ...response, body: toReportBody(response.body) } } : {}),
  ...defined({ error }),
  images: 0,
})

/** Converts a recorded body to the form that reports show. */
function toReportBody(body: RecordedBody | undefined): unknown {
  if (!body) return undefined
  if ('json' in body) return redactor.value(body.json)
  if ('text' in body) return redactor.value(body.text)
  return redactor.value('form' in body ? body.form : `${body.size} bytes of ${body.type}`)
}
