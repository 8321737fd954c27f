import { expect, test } from 'vitest'
import { z } from 'zod'
import { readDifferences } from '../../scripts/differences.ts'
import { differencesOfInvariant, differencesOfTrait } from '../../src/conformance/differences.ts'
import { listProbeTraits } from '../../src/conformance/traits.ts'
import { isNode, listAt, type Node, nodeAt } from '../../src/contract/document.ts'
import { parsePointer } from '../../src/contract/pointer.ts'
import { matchesPattern } from '../../src/dialect/pattern.ts'
import { findProvider, loadProvider, shippedIds } from '../../src/dialect/provider.ts'
import { dialectSchema } from '../../src/dialect/schema.ts'
import { discoveryProbes, probes } from '../../src/probes/probes.ts'

/** Checks the list of differences against the dialect schema, the probes and the dialects of the providers. */

const { differences, unlisted } = await readDifferences()
const ids = differences.map(({ id }) => id)
const every = [...probes, ...discoveryProbes]
const dialects = (
  await Promise.all([...(await shippedIds()).map(findProvider), loadProvider('test/fixtures/lumen')])
).map(({ dialect }) => dialect)
/** Every trait that a probe names, and every trait of a dialect that a probe may observe. */
const observed = [
  ...new Set(
    every.flatMap((probe) => [...probe.observes, ...dialects.flatMap((dialect) => listProbeTraits(probe, dialect))]),
  ),
]
const judged = [...new Set(every.flatMap(({ invariants = [] }) => invariants))]

/** Tests whether a pattern of `unlisted` is the trait or a parent of the trait. */
const isUnder = (pattern: string, trait: string) => {
  const [above, parts] = [parsePointer(pattern), parsePointer(trait)]
  return above.length <= parts.length && above.every((part, index) => matchesPattern(part, parts[index] ?? ''))
}

test('every id and title of the list is unique, and so is every trait of a difference', () => {
  const findRepeated = (names: readonly string[]) => names.filter((name, index) => names.indexOf(name) !== index)
  expect(findRepeated(ids)).toEqual([])
  expect(findRepeated(differences.map(({ title }) => title))).toEqual([])
  expect(differences.flatMap(({ id, traits }) => findRepeated(traits).map((trait) => `${id} ${trait}`))).toEqual([])
})

test('every difference has a trait, or a note that says why it has none', () => {
  expect(differences.filter(({ traits, notes }) => traits.length === 0 && notes === undefined)).toEqual([])
})

test('every trait of the list exists in the dialect schema', () => {
  const schema = z.toJSONSchema(dialectSchema, { io: 'input' }) as Node
  const exists = (trait: string) => schemasAt(schema, parsePointer(trait)).length > 0
  const traits = [...differences, ...unlisted].flatMap(({ traits }) => traits)
  expect(traits.filter((trait) => !exists(trait))).toEqual([])
  expect(exists('/mask/no-such-rule')).toBe(false)
  expect(exists('/errors/causes/no-such-cause')).toBe(false)
})

test('every trait that a probe observes has a difference, or a reason for having none', () => {
  const reasons = unlisted.flatMap(({ traits }) => traits)
  const missing = observed.filter(
    (trait) => differencesOfTrait(trait).length === 0 && !reasons.some((pattern) => isUnder(pattern, trait)),
  )
  expect(missing).toEqual([])
})

test('every invariant that a probe judges has either a difference or a reason for having none', () => {
  const reasons = unlisted.flatMap(({ invariants }) => invariants)
  const listed = judged.filter((invariant) => differencesOfInvariant(invariant).length > 0)
  expect([...reasons, ...listed].sort()).toEqual([...judged].sort())
  expect(differences.flatMap(({ invariants }) => invariants).filter((name) => !judged.includes(name))).toEqual([])
})

test('every reason covers a trait without a difference', () => {
  const unlistedTraits = observed.filter((trait) => differencesOfTrait(trait).length === 0)
  const needless = unlisted
    .flatMap(({ traits }) => traits)
    .filter((pattern) => !unlistedTraits.some((trait) => isUnder(pattern, trait)))
  expect(needless).toEqual([])
})

test('every quirk of a dialect names a difference', () => {
  const quirks = dialects.flatMap(({ id, quirks = [] }) => quirks.map(({ row }) => ({ id, row })))
  expect(quirks.filter(({ row }) => !ids.includes(row))).toEqual([])
  expect(quirks.length).toBeGreaterThan(0)
})

test.each([
  ['the trait itself', '/tasks/otherKeys', ['TSK-12']],
  ['a member of a section', '/mask/withoutReference', ['REQ-06']],
  ['a trait that two differences name', '/mask/maxBytes', ['REQ-06', 'LIM-02']],
  ['a member of one cause', '/errors/causes/unknownTask/code', ['TSK-11', 'ERR-02']],
  ['a trait that a pattern matches in part', '/results/reply/lens/inputTokens', ['OUT-01', 'OUT-06']],
  ['a pattern of traits', '/tasks/polls/*/status/*', ['TSK-08', 'TSK-10']],
  ['a section as a whole', '/images/tier', ['REQ-14', 'REQ-15', 'LIM-06']],
  ['a value of a field of a model', '/models/known/3/accepts/quality', ['REQ-16']],
  ['the retrieve endpoint of a model', '/models/retrieve/at', ['MOD-02']],
  ['the lifetime of a task', '/tasks/retentionSeconds', ['TSK-16']],
  ['a trait without a difference', '/images/transparent', []],
  ['no trait', '', []],
])('%s: %s', (_, trait, expected) => {
  expect(differencesOfTrait(trait)).toEqual(expected)
})

/** Lists the schemas of the values at a path of a document; `*` in a part of the path stands for any text. */
function schemasAt(schema: Node, [head, ...rest]: readonly string[]): Node[] {
  const variants = [schema, ...['anyOf', 'oneOf', 'allOf'].flatMap((key) => listAt(schema, key)).filter(isNode)]
  if (head === undefined) return variants
  return variants.flatMap((variant) => membersOf(variant, head)).flatMap((member) => schemasAt(member, rest))
}

function membersOf(schema: Node, part: string): Node[] {
  const named = Object.entries(nodeAt(schema, 'properties')).flatMap(([name, member]) =>
    matchesPattern(part, name) ? [member] : [],
  )
  const names = listAt(schema.propertyNames, 'enum')
  const isName = names.length === 0 || names.some((name) => matchesPattern(part, String(name)))
  return [...named, isName && schema.additionalProperties, matchesPattern(part, '0') && schema.items].filter(isNode)
}
