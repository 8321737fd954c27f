/**
 * Compares a provider's contract with a published document of the same API, such as github.com/openai/openai-openapi:
 *
 *     npm run compare:published -- openai path/to/openapi.yaml
 *
 * Lists what differs in the operations of the contract. Each difference needs a reason in `published.yaml` of the provider's folder;
 * a difference without a reason, and a reason without a difference, make the exit code 1.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { loadContract, loadDocument, readYaml } from '../src/contract/load.ts'
import { shippedFolder } from '../src/dialect/provider.ts'
import { escapeRegExp } from '../src/values/escape-regexp.ts'
import { compareContracts, type PublishedDifference } from './published-differences.ts'

const reasonsSchema = z.strictObject({
  published: z.string(),
  differences: z.array(z.strictObject({ at: z.string(), differs: z.string(), reason: z.string() })),
})
type Reason = z.infer<typeof reasonsSchema>['differences'][number]

const {
  positionals: [id, file],
} = parseArgs({ allowPositionals: true })
if (id === undefined || file === undefined)
  throw new Error('missing arguments: pass a provider id and the published document')
const folder = join(shippedFolder, id)
const { differences: reasons } = reasonsSchema.parse(await readYaml(join(folder, 'published.yaml')))
const differences = compareContracts(await loadDocument(file), await loadContract(folder))

const toPattern = (text: string) => new RegExp(`^${text.split('*').map(escapeRegExp).join('.*')}$`)
const explains = ({ at, differs }: Reason, difference: PublishedDifference) =>
  toPattern(at).test(difference.at) && toPattern(differs).test(difference.differs)

const unexplained = differences.filter((difference) => !reasons.some((reason) => explains(reason, difference)))
const unused = reasons.filter((reason) => !differences.some((difference) => explains(reason, difference)))
for (const reason of reasons) {
  const rows = differences.filter((difference) => explains(reason, difference))
  for (const { at, differs } of rows) console.log(`${at}: ${differs}`)
  if (rows.length > 0) console.log(`  because ${reason.reason}\n`)
}
for (const { at, differs } of unexplained) console.log(`${at}: ${differs}\n  without a reason\n`)
for (const { at, differs } of unused) console.log(`${at}: ${differs}: no such difference; remove the reason`)
console.log(
  `${differences.length} differences, ${unexplained.length} without a reason, ${unused.length} unused reasons`,
)
if (unexplained.length + unused.length > 0) process.exitCode = 1
