/** Compares the mock with others: `npm run bench`. The README describes the workloads and the method. */
import { measureGrowth } from './growth.ts'
import { measureImages } from './images.ts'
import { measureImports } from './imports.ts'
import { readOptions } from './options.ts'
import { leaveServerCore, unpinnedReason } from './parts/pin.ts'
import { measurePeers } from './peers.ts'
import { renderSections, writeReadme } from './report/readme.ts'
import { type Cells, type Results, readMachine, readResults, saveResults, versions } from './results.ts'
import { measureStores } from './stores.ts'

// Ends the processes that the run has started, which exit with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const log = (line: string) => console.error(line)

async function measure(options: ReturnType<typeof readOptions>): Promise<Results> {
  const { command, rounds, seconds, tasks } = options
  const settings = { rounds, seconds, tasks }
  if (command === 'growth') return { growth: { machine: readMachine(), ...(await measureGrowth(settings, log)) } }
  if (command === 'stores') return { stores: { machine: readMachine(), ...(await measureStores(settings, log)) } }
  if (command === 'images') return { images: { machine: readMachine(), ...(await measureImages(log)) } }
  if (command === 'imports') return { imports: { machine: readMachine(), ...measureImports(log) } }
  const peers = (cells: Cells, done: number): Results => ({
    peers: { machine: readMachine(), settings: { ...settings, rounds: done }, versions: versions(), cells },
  })
  // A run takes half an hour, so each round is saved in case a later round is interrupted.
  const save = (cells: Cells, done: number) => saveResults(peers(cells, done), options.complete)
  return peers(await measurePeers(options, log, save), rounds)
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options.write) await writeReadme(await readResults())
  else {
    if (unpinnedReason) log(`Server and generator share cores: ${unpinnedReason}.`)
    leaveServerCore()
    const results = await measure(options)
    console.log(renderSections(results))
    log(`Results are in ${await saveResults(results, options.complete)}.`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
