/** Runs example programs one after the other and prints a JSON list: the lines that each program printed. */
const printed: string[][] = []
const { log } = console
for (const file of process.argv.slice(2)) {
  const lines: string[] = []
  printed.push(lines)
  console.log = (...values: unknown[]) => void lines.push(values.join(' '))
  await import(file)
}
log(JSON.stringify(printed))
