import type { Cassette, RecordedBody, RecordedExchange } from '../../cassettes/file/schema.ts'
import type { Provider } from '../../dialect/provider.ts'
import { type Answer, jsonOf } from '../../probes/ask.ts'
import { createRedactor } from '../../redaction/redactor.ts'
import { defined } from '../../values/defined.ts'
import { createCassetteAnswers, toCachedAnswer } from '../lab/cassette-answers.ts'
import type { Exchange, Finding, Report } from '../report.ts'
import { type RunOptions, run } from '../run.ts'
import { judgeAnswer } from './judge-answer.ts'

const redactor = createRedactor()

/** What a recording is judged by. */
export type CassetteRunOptions = Pick<RunOptions, 'dialect' | 'dialectFile' | 'probes' | 'failsFrom' | 'tool'>

/**
 * Judges a recording in place of a gateway: nothing is sent or charged, and no key is needed. What no probe has asked for,
 * for it is what a program wanted to know, is judged answer by answer. `asked` is how many exchanges probes asked for.
 */
export async function judgeCassette(
  cassette: Cassette,
  provider: Provider,
  options: CassetteRunOptions,
): Promise<{ report: Report; asked: number }> {
  const { unused, ...recording } = createCassetteAnswers(cassette, provider)
  const report = await run({ ...options, ...recording, budget: 0, thumbnails: true })
  const others = unused()
  const first = report.exchanges.length + 1
  const numbered = others.map((exchange, index) => ({ exchange, number: first + index }))
  const start = Date.parse(cassette.recordedAt)
  // What never came, or not to its end, says nothing of what it would have been.
  const complete = numbered.filter(
    ({ exchange: { response, error, operation } }) => response && !error && operation !== null,
  )
  const judged = await Promise.all(
    complete.map(async ({ exchange, number }) => {
      const cached = toCachedAnswer(exchange, cassette, start)
      if (!cached) return []
      const { receivedAt, ...rest } = cached
      const answer: Answer = { ...rest, receivedAt, number, json: jsonOf(cached.bytes) }
      return (await judgeAnswer(provider, { ...exchange.request, operation: exchange.operation }, answer)).deviations
    }),
  )
  const findings = mergeDeviations(
    judged.flat(),
    complete.map(({ number }) => number),
  )
  const exchanges = numbered.map(({ exchange, number }) => toReportExchange(exchange, number))
  return {
    report: {
      ...report,
      findings: [...report.findings, ...findings],
      exchanges: [...report.exchanges, ...exchanges],
    },
    asked: cassette.exchanges.length - others.length,
  }
}

/** Each deviation with all exchanges that show it; one finding that tells that there is none. */
function mergeDeviations(deviations: readonly Finding[], numbers: readonly number[]): Finding[] {
  if (numbers.length === 0) return []
  if (deviations.length === 0)
    return [
      {
        kind: 'invariant',
        trait: 'every other answer is as documented',
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

/** As a report shows bodies. */
function toReportBody(body: RecordedBody | undefined): unknown {
  if (!body) return undefined
  if ('json' in body) return redactor.value(body.json)
  if ('text' in body) return redactor.value(body.text)
  return redactor.value('form' in body ? body.form : `${body.size} bytes of ${body.type}`)
}
