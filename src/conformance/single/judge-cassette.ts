import type { Body, Cassette, Exchange as Recorded } from '../../cassettes/file/schema.ts'
import type { Provider } from '../../dialect/provider.ts'
import { jsonOf } from '../../probes/ask.ts'
import { createRedactor } from '../../redaction/redactor.ts'
import { openRecording, toKept } from '../lab/cassette-answers.ts'
import type { Exchange, Finding, Report } from '../report.ts'
import { type RunOptions, run } from '../run.ts'
import { judgeAnswer } from './judge-answer.ts'

const redactor = createRedactor()

/** What a recording is judged by. */
export type Course = Pick<RunOptions, 'dialect' | 'dialectFile' | 'probes' | 'failsFrom' | 'tool'>

/**
 * Judges a recording in place of a gateway: nothing is sent or charged, and no key is needed. What no probe has asked for,
 * for it is what a program wanted to know, is judged answer by answer. `asked` is how many exchanges probes asked for.
 */
export async function judgeCassette(
  cassette: Cassette,
  provider: Provider,
  course: Course,
): Promise<{ report: Report; asked: number }> {
  const { unused, ...recording } = openRecording(cassette, provider)
  const report = await run({ ...course, ...recording, budget: 0, thumbnails: true })
  const others = unused()
  const first = report.exchanges.length + 1
  const numbered = others.map((exchange, index) => ({ exchange, number: first + index }))
  const start = Date.parse(cassette.recordedAt)
  // What never came, or not to its end, says nothing of what it would have been.
  const whole = numbered.filter(
    ({ exchange: { response, error, operation } }) => response && !error && operation !== null,
  )
  const judged = await Promise.all(
    whole.map(async ({ exchange, number }) => {
      const kept = toKept(exchange, cassette, start)
      if (!kept) return []
      const answer = { ...kept, number, json: jsonOf(kept.bytes) }
      return (await judgeAnswer(provider, { ...exchange.request, operation: exchange.operation }, answer)).deviations
    }),
  )
  const findings = told(
    judged.flat(),
    whole.map(({ number }) => number),
  )
  const exchanges = numbered.map(({ exchange, number }) => shown(exchange, number))
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
function told(deviations: readonly Finding[], numbers: readonly number[]): Finding[] {
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
    const [one] = group
    return one ? [{ ...one, probe: 'answers.others', evidence: group.flatMap(({ evidence }) => evidence) }] : []
  })
}

const shown = ({ at, took, request, response, error }: Recorded, number: number): Exchange => ({
  number,
  probes: ['answers.others'],
  startedAt: at,
  took,
  request: { ...request, body: bodyOf(request.body) },
  ...(response ? { response: { ...response, body: bodyOf(response.body) } } : {}),
  ...(error === undefined ? {} : { error }),
  images: 0,
})

/** As a report shows bodies. */
function bodyOf(body: Body | undefined): unknown {
  if (!body) return undefined
  if ('json' in body) return redactor.value(body.json)
  if ('text' in body) return redactor.value(body.text)
  return redactor.value('form' in body ? body.form : `${body.size} bytes of ${body.type}`)
}
