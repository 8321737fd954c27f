const wide =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u
const segmenter = new Intl.Segmenter()

const widthOf = (char: string) => (wide.test(char) ? 2 : 1)

/** Cuts a text with an ellipsis, or pads it, to the given number of terminal columns. A Chinese character takes two columns. */
export function fitColumns(text: string, columns: number): string {
  const chars = [...segmenter.segment(text)].map(({ segment }) => segment)
  const width = chars.reduce((sum, char) => sum + widthOf(char), 0)
  if (width <= columns) return text + ' '.repeat(columns - width)
  let columnsLeft = columns - 1
  const fitting = chars.filter((char) => {
    columnsLeft -= columnsLeft < 0 ? 0 : widthOf(char)
    return columnsLeft >= 0
  })
  return fitColumns(`${fitting.join('')}…`, columns)
}
