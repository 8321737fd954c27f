/**
 * Prints how much of each documented dialect `probe` finds again. `npm run recovery -- NAME... --budget 60`; all gateways and 60
 * images without arguments, and the differing and missing values with --verbose.
 */
import { parseArgs } from 'node:util'
import { recover, recoverable } from '../test/independent/recovery.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { budget: { type: 'string', default: '60' }, verbose: { type: 'boolean', default: false } },
})

console.log('| gateway | documented | recovered | differing | missing | images |')
console.log('| --- | ---: | ---: | ---: | ---: | ---: |')
for (const name of positionals.length > 0 ? positionals : recoverable) {
  const { recovered, differing, missing, charged } = await recover(name, Number(values.budget))
  const counts = [recovered.length + missing.length, recovered.length, differing.length, missing.length, charged]
  console.log(`| ${[name, ...counts].join(' | ')} |`)
  for (const { trait, actual, inferred } of differing)
    console.log(`  ${trait}: documented ${JSON.stringify(actual)}, inferred ${JSON.stringify(inferred)}`)
  if (values.verbose) for (const pointer of missing) console.log(`  missing ${pointer}`)
}
