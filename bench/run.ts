/** Measures the mock beside others: `npm run bench`. The README says what and how. */
import { measureGrowth } from './growth.ts'
import { readOptions } from './options.ts'
import { leaveServerCore, whyUnpinned } from './parts/pin.ts'
import { measurePeers } from './peers.ts'
import { measurePictures } from './pictures.ts'
import { sectionsOf, writeReadmes } from './report/readme.ts'
import { type Cells, machine, type Results, readResults, saveResults, versions } from './results.ts'

// What a run started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const tell = (line: string) => console.error(line)

async function measure(options: ReturnType<typeof readOptions>): Promise<Results> {
  const { command, rounds, seconds, tasks } = options
  const settings = { rounds, seconds, tasks }
  if (command === 'growth') return { growth: { machine: machine(), ...(await measureGrowth(settings, tell)) } }
  if (command === 'pictures') return { pictures: { machine: machine(), ...(await measurePictures(tell)) } }
  const peers = (cells: Cells, done: number): Results => ({
    peers: { machine: machine(), settings: { ...settings, rounds: done }, versions: versions(), cells },
  })
  // Half an hour is long: what there is by then is not lost with the rest.
  const keep = (cells: Cells, done: number) => saveResults(peers(cells, done), options.complete)
  return peers(await measurePeers(options, tell, keep), rounds)
}

try {
  const options = readOptions(process.argv.slice(2))
  if (options.write) await writeReadmes(await readResults())
  else {
    if (whyUnpinned) tell(`Server and generator share cores: ${whyUnpinned}.`)
    leaveServerCore()
    const results = await measure(options)
    console.log(sectionsOf(results))
    tell(`Written to ${await saveResults(results, options.complete)}.`)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
