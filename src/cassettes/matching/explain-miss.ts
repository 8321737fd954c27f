import type { RequestFingerprint } from './fingerprint.ts'

/** Explains why a cassette has no response to a request: shows the diff against the most similar recorded request. */
export async function explainMiss(
  request: RequestFingerprint,
  recorded: readonly RequestFingerprint[],
): Promise<string> {
  const label = request.target.operation ?? request.text.split('\n', 1)[0]
  const times = recorded.filter(({ text }) => text === request.text).length
  if (times > 0)
    return `${label} was requested more often than recorded (${formatCount(times)}). Record the additional request too.`
  const { createTwoFilesPatch, diffLines } = await import('diff')
  const sameOperation = recorded.filter(({ target }) => target.operation === request.target.operation)
  // diffLines gives up beyond maxEditLength: such a request counts as entirely different.
  const countChangedLines = ({ text }: RequestFingerprint) =>
    diffLines(text, request.text, { maxEditLength })?.reduce(
      (sum, { added, removed, count }) => sum + (added || removed ? count : 0),
      0,
    ) ?? Number.POSITIVE_INFINITY
  const [nearest] = (sameOperation.length > 0 ? sameOperation : recorded)
    .map((candidate) => ({ candidate, lines: countChangedLines(candidate) }))
    .sort((a, b) => a.lines - b.lines)
  if (!nearest) return `${label} is not in the cassette: the cassette is empty. Record the request first.`
  const patch = createTwoFilesPatch('recorded', 'received', nearest.candidate.text, request.text, '', '', {
    context: 3,
    maxEditLength,
  })
  if (patch === undefined)
    return `${label} is not in the cassette, and no recorded request is similar. Record the request first.`
  return `${label} is not in the cassette. The most similar recorded request:\n${patch.replace(/^=+\n/, '')}`
}

/** Maximum number of changed lines for which two requests are compared. */
const maxEditLength = 500

const formatCount = (times: number) => (times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`)
