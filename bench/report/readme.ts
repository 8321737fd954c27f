import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { bench } from '../parts/paths.ts'
import type { Cells, Machine, Results } from '../results.ts'
import { goalsTable, imageGoals, importGoals } from './goals.ts'
import { growthTables } from './growth.ts'
import { imagesTable } from './images.ts'
import { importsTable } from './imports.ts'
import { storesTables } from './stores.ts'
import { peersTable } from './table.ts'

const describeMachine = ({ date, cpu, cores, memory, kernel, node, generator, unpinned }: Machine): string =>
  `${date}: ${cpu}, ${cores} cores, ${memory}, Linux ${kernel}, Node ${node}, load by ${generator}${unpinned ? `, not pinned: ${unpinned}` : ''}.`

/** Describes the number of rounds of the cells: `3`, or `2 to 3`. */
function describeRounds(cells: Cells): string {
  const counts = Object.values(cells).flatMap((row) =>
    Object.values(row).flatMap((cell) => ('rounds' in cell ? [cell.rounds.length] : [])),
  )
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? String(most) : `${least} to ${most}`
}

const peersSection = ({ machine, settings, versions, cells }: NonNullable<Results['peers']>): string =>
  [
    `${describeMachine(machine)} Medians of ${describeRounds(cells)} interleaved rounds of ${settings.seconds} s.`,
    peersTable(cells),
    goalsTable(cells),
    `Versions: ${Object.entries(versions)
      .map((pair) => pair.join(' '))
      .join(', ')}.`,
  ].join('\n\n')

/** Renders all results in Markdown. */
export function renderSections({ peers, growth, stores, images, imports }: Results): string {
  const parts = [
    peers && ['### Compared with others', peersSection(peers)],
    growth && ['### With more providers and tasks', describeMachine(growth.machine), growthTables(growth)],
    stores && ['### With a shared store', describeMachine(stores.machine), storesTables(stores)],
    images && ['### Images', describeMachine(images.machine), imagesTable(images), imageGoals(images)],
    imports && ['### Imports', describeMachine(imports.machine), importsTable(imports), importGoals(imports)],
  ]
  return parts.flatMap((part) => part ?? []).join('\n\n')
}

/** Replaces the text between `<!-- name -->` and `<!-- /name -->`. Throws if a marker is missing. */
async function replaceBetween(file: string, name: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8')
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [start, end] = [before.indexOf(open), before.indexOf(close)]
  if (start < 0 || end < start) throw new Error(`${file}: expected ${open} and a later ${close}`)
  await writeFile(file, `${before.slice(0, start)}${open}\n\n${text}\n\n${before.slice(end)}`)
}

/** Writes all tables into the README of the bench. */
export const writeReadme = (results: Results): Promise<void> =>
  replaceBetween(join(bench, 'README.md'), 'table', renderSections(results))
