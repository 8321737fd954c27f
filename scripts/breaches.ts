/**
 * Counts the deliberate breaches in `mocks/breaches/` that verification reports with exactly the traits that each breach names.
 * Exits with 1 if a breach is missed. `npm run breaches -- NAME...` runs only these.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { type Judged, judgeBreach, loadBreaches } from '../test/support/breaches.ts'

const names = process.argv.slice(2)
const all = (await loadBreaches()).filter(({ name }) => names.length === 0 || names.includes(name))

if (process.send)
  process.on('message', async (index: number) => {
    const judged = await judgeBreach(all[index] as (typeof all)[number]).catch((error: Error) => ({
      red: [`${error.stack}`],
      isSeen: false,
    }))
    process.send?.({ index, ...judged })
  })
else await main()

async function main(): Promise<void> {
  const results: (Pick<Judged, 'red' | 'isSeen'> | undefined)[] = all.map(() => undefined)
  let next = 0
  await Promise.all(
    Array.from({ length: Math.min(availableParallelism(), all.length) }, async () => {
      const child = fork(fileURLToPath(import.meta.url), names)
      while (next < all.length) {
        const index = next++
        results[index] = await new Promise<Judged>((resolve, reject) => {
          child.once('message', (judged) => resolve(judged as Judged))
          child.once('exit', (code) => reject(new Error(`a worker ended with ${code}: expected a result`)))
          child.send(index)
        })
        child.removeAllListeners('exit')
      }
      child.disconnect()
    }),
  )
  const missed = all.flatMap((breach, index) =>
    results[index]?.isSeen ? [] : [{ breach, red: results[index]?.red ?? [] }],
  )
  for (const { breach, red } of missed) {
    console.log(`${breach.name} (${breach.provider})`)
    console.log(`  expected  ${breach.red.toSorted().join(' ')}`)
    console.log(`  reported  ${red.join(' ') || 'nothing'}`)
  }
  const reported = all.length - missed.length
  console.log(`breaches reported: ${reported} of ${all.length}, ${Math.floor((100 * reported) / all.length)}%`)
  process.exitCode = missed.length === 0 && all.length > 0 ? 0 : 1
}
