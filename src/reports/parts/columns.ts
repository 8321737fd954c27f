const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
const segmenter = new Intl.Segmenter()

const widthOfCluster = (cluster: string) => (wide.test(cluster) ? 2 : 1)
const split = (text: string) => [...segmenter.segment(text)].map(({ segment }) => segment)

/** Counts the terminal columns of a text. */
export const widthOf = (text: string): number => split(text).reduce((sum, cluster) => sum + widthOfCluster(cluster), 0)

/** Cuts a text with an ellipsis, or pads it, to the given number of terminal columns. A Chinese character takes two columns. */
export function fitColumns(text: string, columns: number): string {
  const chars = split(text)
  const width = widthOf(text)
  if (width <= columns) return text + ' '.repeat(columns - width)
  let columnsLeft = columns - 1
  const fitting = chars.filter((char) => {
    columnsLeft -= columnsLeft < 0 ? 0 : widthOfCluster(char)
    return columnsLeft >= 0
  })
  return fitColumns(`${fitting.join('')}…`, columns)
}
