import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { readYaml } from '../../src/contract/load.ts'
import { createFinder, includes, listTraits, type Place, places } from './trait-places.ts'

const names = Object.keys(places) as Place[]
const exceptionsSchema = z.array(
  z.strictObject({ place: z.enum(names), reason: z.string().min(1), traits: z.array(z.string()).min(1) }),
)

let finder: Awaited<ReturnType<typeof createFinder>>
let exceptions: z.infer<typeof exceptionsSchema>
beforeAll(async () => {
  exceptions = exceptionsSchema.parse(await readYaml(new URL('trait-places.yaml', import.meta.url).pathname))
  finder = await createFinder()
}, 120_000)

const isExcepted = (place: Place, trait: string) =>
  exceptions.some(
    ({ place: excepted, traits }) =>
      (excepted === place || (excepted === 'probe' && place === 'breach')) &&
      traits.some((pattern) => includes(pattern, trait)),
  )

/** Lists the places that traits lack without an exception, one line per trait. */
const explainGaps = (traits: readonly string[]): string[] =>
  traits.flatMap((trait) => {
    const missing = finder.missingPlaces(trait).filter((place) => !isExcepted(place, trait))
    return missing.length === 0 ? [] : [`${trait} lacks ${missing.map((place) => places[place]).join('; ')}`]
  })

test('every trait has every place, or an exception with a reason', () => {
  expect(finder.traits.length).toBeGreaterThan(300)
  expect(explainGaps(finder.traits)).toEqual([])
})

test('every exception is about traits that lack the place', () => {
  const needless = exceptions.flatMap(({ place, traits }) =>
    traits.flatMap((pattern) => {
      const matches = finder.traits.filter((trait) => includes(pattern, trait))
      if (matches.length === 0) return [`${place}: ${pattern} matches no trait: correct or remove the exception`]
      return matches
        .filter((trait) => !finder.missingPlaces(trait).includes(place))
        .map((trait) => `${place}: ${trait} has the place: remove the exception`)
    }),
  )
  expect(needless).toEqual([])
})

test('a made-up trait lacks every place, and the message names each', () => {
  expect(finder.missingPlaces('/references/colour')).toEqual(names)
  expect(explainGaps(['/references/max', '/references/colour'])).toEqual([
    `/references/colour lacks ${Object.values(places).join('; ')}`,
  ])
})

test('a trait is a member without members; a table gives its rows and its columns', () => {
  const text = { type: 'string' }
  const row = { type: 'object', properties: { status: { type: 'integer' }, code: text } }
  const schema = {
    properties: {
      id: text,
      references: { type: 'object', properties: { colour: text } },
      links: { type: 'object', additionalProperties: text },
      causes: { type: 'object', properties: { wrongKey: row, noBalance: row } },
    },
  }
  expect(listTraits(schema)).toEqual([
    '/references/colour',
    '/links/*',
    '/causes/wrongKey',
    '/causes/*/status',
    '/causes/*/code',
    '/causes/noBalance',
  ])
})
