import { expect, test } from 'vitest'
import { readPointer, writePointer } from '../../src/dialect/lens.ts'
import { matchesPattern } from '../../src/dialect/pattern.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { discoveryProbes, probes } from '../../src/probes/probes.ts'
import { judgeBreach, loadBreaches } from '../support/breaches.ts'

const breaches = await loadBreaches()
const invariants = [...probes, ...discoveryProbes].flatMap((probe) => probe.invariants ?? [])

test('the names of breaches are unique', () => {
  const names = breaches.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('each breach names traits of its gateway, documented or changed by the breach, and invariants that probes check', async () => {
  const ids = [...new Set(breaches.map(({ provider }) => provider))]
  const documentedById = new Map(
    await Promise.all(ids.map(async (id) => [id, (await findProvider(id)).dialect] as const)),
  )
  const unknownNames = breaches.flatMap(({ name, provider, set = {}, red }) => {
    const dialects = [
      documentedById.get(provider),
      Object.entries(set).reduce(
        (dialect: unknown, [pointer, value]) => writePointer(dialect, pointer, value),
        structuredClone(documentedById.get(provider)),
      ),
    ]
    const isKnown = (trait: string) =>
      trait.startsWith('/')
        ? dialects.some((dialect) => readPointer(dialect, trait) !== undefined)
        : invariants.includes(trait)
    return red.filter((trait) => !isKnown(trait)).map((trait) => `${name}: ${trait}`)
  })
  expect(unknownNames).toEqual([])
})

const otherPlace =
  'a gateway that reads another place sends no callback or signs none, which other traits of callbacks report'

/** Traits that no breach changes, and the reason. */
const unchangedTraits: Readonly<Record<string, string>> = {
  '/callbacks/secret/in': otherPlace,
  '/callbacks/secret/name': otherPlace,
  '/callbacks/url/*/in': otherPlace,
  '/callbacks/url/*/name': otherPlace,
  '/charges/byModel/*': 'the breach of the price of a tier shows that the price of a request is compared',
  '/models/known/*/maxImages': 'the one model that documents it is retired',
  '/tasks/lists/*/poll':
    'one gateway with a list has one poll, and the breach of a part shows that the form is compared',
  '/limits/buckets/*/counts': 'verification needs the value to know which responses report the limit',
  '/images/size/separators/*': 'no shipped gateway documents another separator',
  '/images/size/allowed': 'no shipped gateway documents a list for all models',
  '/images/size/minEdge': 'the contract that goes with it has the limit too',
  '/stream/keepAlive/comment': 'a comment that is not documented is no deviation',
  '/results/reply/fixed/*': 'no shipped gateway documents one',
  '/results/item/errorCode': 'no image fails in a verification; a breach makes one of a task fail',
  '/results/item/errorMessage': 'no image fails in a verification; a breach makes one of a task fail',
  '/fields/*/multipart': 'a gateway ignores a name that it does not read, so the probe cannot observe the trait',
  '/references/json/members/*': 'an object with another member name is reported as a refused shape or item',
}

test('at least one breach changes each observable trait and breaks each invariant', () => {
  const reds = breaches.flatMap(({ red }) => red)
  const missing = [...new Set(probes.flatMap(({ observes }) => observes))].filter(
    (pattern) => !reds.some((red) => matchesPattern(pattern, red)),
  )
  expect(missing.sort()).toEqual(Object.keys(unchangedTraits).sort())
  expect(invariants.filter((invariant) => !reds.includes(invariant))).toEqual([])
})

// `npm run breaches` runs all breaches.
test.each([
  'code-of-wrong-fields',
  'reply-created-left-out',
  'unknown-task-made-up',
  'done-works-again',
  'remaining-stands-still',
  'key-in-links',
])('verification reports the traits of the breach %s, and no others', async (breachName) => {
  const breach = breaches.find(({ name }) => name === breachName)
  if (!breach) throw new Error(`unknown breach "${breachName}"`)
  expect((await judgeBreach(breach)).red).toEqual([...breach.red].sort())
})
