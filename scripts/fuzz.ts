/**
 * Sends random requests to the mock of every shipped provider, and prints each that breaks a law. `npm run fuzz -- --cases 20000
 * --seed 1`; `--from N --cases 1` sends case N alone. A random seed is printed when none is given.
 */
import { randomInt } from 'node:crypto'
import { parseArgs } from 'node:util'
import { findProvider, shippedIds } from '../src/dialect/provider.ts'
import { fuzz } from '../test/fuzz/fuzz.ts'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '20000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    from: { type: 'string', default: '0' },
  },
})
const [cases, seed, from] = [Number(values.cases), Number(values.seed), Number(values.from)]
console.log(`Sending ${cases} cases with the seed ${seed}.`)
const findings = await fuzz({
  providers: await Promise.all((await shippedIds()).map(findProvider)),
  cases,
  seed,
  from,
  log: (line) => console.log(line),
})
for (const { number, title, law } of findings)
  console.log(
    `\n${title}\n  ${law}${number === undefined ? '' : `\n  npm run fuzz -- --seed ${seed} --from ${number} --cases 1`}`,
  )
console.log(findings.length === 0 ? 'No case broke a law.' : `\n${findings.length} cases broke a law.`)
process.exit(findings.length === 0 ? 0 : 1)
