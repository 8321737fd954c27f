import type { RequestFingerprint } from './fingerprint.ts'

/** What is said where a recording has no answer: the nearest request that it has, and what differs. */
export async function explainMiss(
  request: RequestFingerprint,
  recorded: readonly RequestFingerprint[],
): Promise<string> {
  const label = request.target.operation ?? request.text.split('\n', 1)[0]
  const times = recorded.filter(({ text }) => text === request.text).length
  if (times > 0) return `${label} is recorded ${count(times)}, and was asked for once more.`
  const { createTwoFilesPatch, diffLines } = await import('diff')
  const sameOperation = recorded.filter(({ target }) => target.operation === request.target.operation)
  // What is too different to be compared soon is far away.
  const countChangedLines = ({ text }: RequestFingerprint) =>
    diffLines(text, request.text, { maxEditLength })?.reduce(
      (sum, { added, removed, count }) => sum + (added || removed ? count : 0),
      0,
    ) ?? Number.POSITIVE_INFINITY
  const [nearest] = (sameOperation.length > 0 ? sameOperation : recorded)
    .map((each) => ({ each, lines: countChangedLines(each) }))
    .sort((a, b) => a.lines - b.lines)
  if (!nearest) return `${label} is not in the recording, which is empty.`
  const patch = createTwoFilesPatch('recorded', 'asked', nearest.each.text, request.text, '', '', {
    context: 3,
    maxEditLength,
  })
  if (patch === undefined) return `${label} is not in the recording, and nothing that is comes near it.`
  return `${label} is not in the recording. The nearest request that is:\n${patch.replace(/^=+\n/, '')}`
}

/** Lines that two requests may differ in to be shown side by side. */
const maxEditLength = 500

const count = (times: number) => (times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`)
