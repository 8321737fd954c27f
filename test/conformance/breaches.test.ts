import { expect, test } from 'vitest'
import { readPointer, writePointer } from '../../src/dialect/lens.ts'
import { matchesPattern } from '../../src/dialect/pattern.ts'
import { findProvider } from '../../src/dialect/provider.ts'
import { discoveryProbes, probes } from '../../src/probes/probes.ts'
import { judgeBreach, loadBreaches } from '../support/breaches.ts'

const breaches = await loadBreaches()
const invariants = [...probes, ...discoveryProbes].flatMap(({ invariants: keeps }) => keeps ?? [])

test('each breach has a name of its own', () => {
  const names = breaches.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('each breach names traits of its gateway, as documented or as it is then, and invariants that are kept', async () => {
  const ids = [...new Set(breaches.map(({ provider }) => provider))]
  const known = new Map(await Promise.all(ids.map(async (id) => [id, (await findProvider(id)).dialect] as const)))
  const strange = breaches.flatMap(({ name, provider, set = {}, red }) => {
    const dialects = [
      known.get(provider),
      Object.entries(set).reduce(
        (dialect: unknown, [pointer, value]) => writePointer(dialect, pointer, value),
        structuredClone(known.get(provider)),
      ),
    ]
    const isKnown = (each: string) =>
      each.startsWith('/')
        ? dialects.some((dialect) => readPointer(dialect, each) !== undefined)
        : invariants.includes(each)
    return red.filter((each) => !isKnown(each)).map((each) => `${name}: ${each}`)
  })
  expect(strange).toEqual([])
})

/** What no breach shows, and why. */
const unbroken: Readonly<Record<string, string>> = {
  '/models/known/*/maxImages': 'the one model that documents it is retired',
  '/images/size/allowed': 'no gateway here documents a list for all models',
  '/results/reply/fixed/*': 'no gateway here documents one',
  '/fields/*/json': 'a name that is not read is complained of by nobody: it stays unseen',
  '/fields/*/multipart': 'a name that is not read is complained of by nobody: it stays unseen',
  '/references/json/members/*': 'an object by another name is told as a shape or an item that is not taken',
}

test('every trait that a probe observes and every invariant is broken by some breach', () => {
  const reds = breaches.flatMap(({ red }) => red)
  const missing = [...new Set(probes.flatMap(({ observes }) => observes))].filter(
    (pattern) => !reds.some((red) => matchesPattern(pattern, red)),
  )
  expect(missing.sort()).toEqual(Object.keys(unbroken).sort())
  expect(invariants.filter((invariant) => !reds.includes(invariant))).toEqual([])
})

// The rest are run by `npm run breaches`.
test.each([
  'code-of-wrong-fields',
  'reply-created-left-out',
  'unknown-task-made-up',
  'done-works-again',
  'remaining-stands-still',
  'key-in-links',
])('%s is reported by what it names, and by nothing else', async (wanted) => {
  const breach = breaches.find(({ name }) => name === wanted)
  if (!breach) throw new Error(`there is no breach ${wanted}`)
  expect((await judgeBreach(breach)).red).toEqual([...breach.red].sort())
})
