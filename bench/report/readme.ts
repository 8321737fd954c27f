import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { growthTables } from '../growth.ts'
import { bench, root } from '../parts/paths.ts'
import { picturesTable } from '../pictures.ts'
import type { Cells, Machine, Results } from '../results.ts'
import { goalsTable, pictureGoals } from './goals.ts'
import { peersTable } from './table.ts'

const saidOf = ({ date, cpu, cores, memory, kernel, node, generator, unpinned }: Machine): string =>
  `${date}: ${cpu}, ${cores} cores, ${memory}, Linux ${kernel}, Node ${node}, load by ${generator}${unpinned ? `, not pinned: ${unpinned}` : ''}.`

/** How many rounds the works had: two or three, say. */
function roundsOf(cells: Cells): string {
  const counts = Object.values(cells).flatMap((row) =>
    Object.values(row).flatMap((cell) => ('rounds' in cell ? [cell.rounds.length] : [])),
  )
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  return least === most ? String(most) : `${least} to ${most}`
}

const peersSection = ({ machine, settings, versions, cells }: NonNullable<Results['peers']>): string =>
  [
    `${saidOf(machine)} Medians of ${roundsOf(cells)} interleaved rounds of ${settings.seconds} s.`,
    peersTable(cells),
    goalsTable(cells),
    `Versions: ${Object.entries(versions)
      .map((pair) => pair.join(' '))
      .join(', ')}.`,
  ].join('\n\n')

/** Everything that was measured, as markdown. */
export function sectionsOf({ peers, growth, pictures }: Results): string {
  const parts = [
    peers && ['### Beside others', peersSection(peers)],
    growth && ['### With more providers and tasks', saidOf(growth.machine), growthTables(growth)],
    pictures && ['### Pictures', saidOf(pictures.machine), picturesTable(pictures), pictureGoals(pictures)],
  ]
  return parts.flatMap((part) => part ?? []).join('\n\n')
}

/** Puts the text between `<!-- name -->` and `<!-- /name -->`. Throws when they are not there. */
async function replaceBetween(file: string, name: string, text: string): Promise<void> {
  const before = await readFile(file, 'utf8')
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [start, end] = [before.indexOf(open), before.indexOf(close)]
  if (start < 0 || end < start) throw new Error(`${file} has no ${open} with a ${close} after it`)
  await writeFile(file, `${before.slice(0, start)}${open}\n\n${text}\n\n${before.slice(end)}`)
}

/** Writes all tables into the README of the bench, and a short one into that of the project. */
export async function writeReadmes(results: Results): Promise<void> {
  await replaceBetween(join(bench, 'README.md'), 'table', sectionsOf(results))
  const { peers } = results
  if (!peers) return
  const short = `${peersTable(peers.cells, ['a', 'b', 'c', 'f'])}\n\n${saidOf(peers.machine)}`
  await replaceBetween(join(root, 'README.md'), 'bench', short)
}
