/** Writes a table of a README between two markers. */

/** Replaces the table after the comment `begin`. Throws if the comment, or the comment after the table, is missing. */
export function withTable(readme: string, begin: string, rows: readonly (readonly string[])[]): string {
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end, from)
  if (from < 0 || to < from) throw new Error(`README.md: expected a table between "${begin}" and "${end}"`)
  return `${readme.slice(0, from)}${begin}\n\n${renderTable(rows)}\n${readme.slice(to)}`
}

const end = '<!-- End of the table. -->'

const renderTable = ([heads = [], ...rows]: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
