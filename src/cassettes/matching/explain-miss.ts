import type { Normal } from './fingerprint.ts'

/** What is said where a recording has no answer: the nearest request that it has, and what differs. */
export async function tellMiss(asked: Normal, recorded: readonly Normal[]): Promise<string> {
  const what = asked.place.operation ?? asked.text.split('\n', 1)[0]
  const times = recorded.filter(({ text }) => text === asked.text).length
  if (times > 0) return `${what} is recorded ${count(times)}, and was asked for once more.`
  const { createTwoFilesPatch, diffLines } = await import('diff')
  const same = recorded.filter(({ place }) => place.operation === asked.place.operation)
  // What is too different to be compared soon is far away.
  const changed = ({ text }: Normal) =>
    diffLines(text, asked.text, { maxEditLength })?.reduce(
      (sum, { added, removed, count }) => sum + (added || removed ? count : 0),
      0,
    ) ?? Number.POSITIVE_INFINITY
  const [nearest] = (same.length > 0 ? same : recorded)
    .map((each) => ({ each, lines: changed(each) }))
    .sort((a, b) => a.lines - b.lines)
  if (!nearest) return `${what} is not in the recording, which is empty.`
  const patch = createTwoFilesPatch('recorded', 'asked', nearest.each.text, asked.text, '', '', {
    context: 3,
    maxEditLength,
  })
  if (patch === undefined) return `${what} is not in the recording, and nothing that is comes near it.`
  return `${what} is not in the recording. The nearest request that is:\n${patch.replace(/^=+\n/, '')}`
}

/** Lines that two requests may differ in to be shown side by side. */
const maxEditLength = 500

const count = (times: number) => (times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`)
