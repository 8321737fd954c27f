import { expect, test } from 'vitest'
import { mediaTypes } from '../../src/contract/media-types.ts'
import { schemasAt } from '../../src/contract/walk.ts'
import { shippedIds } from '../../src/dialect/provider.ts'
import { json, startMock } from '../support/mock.ts'
import { providerOf } from '../support/provider.ts'

const oddValues = ['', 'banana', '1', 0, 11, 1.5, true, null, [], ['x'], {}]

test.each(await shippedIds())('%s: the mock takes no request that the contract refuses', async (id) => {
  const { contract, dialect } = await providerOf(id)
  const mock = await startMock([id], { speed: Number.POSITIVE_INFINITY })
  const taken: string[] = []
  const send = async (path: string, body: object, what: string) => {
    const { status } = await mock.send(`/${id}${path}`, json(body))
    const { json: journal } = await mock.bare('/_proofsheet/journal')
    // A short journal is read quickly.
    await mock.bare('/_proofsheet/reset', { method: 'POST' })
    const { findings } = journal.entries.at(-1)
    if (status < 400 && findings.length > 0) taken.push(`${path} ${what}: ${findings[0].message}`)
  }
  for (const { at } of Object.values(dialect.operations)) {
    const operation = contract.operations.find(({ route }) => route === at)
    const schema = operation?.bodies[mediaTypes.json]
    if (!operation || !schema) continue
    const path = `${operation.basePath}${operation.path}`
    const prompt = { prompt: 'a fox' }
    const names = new Set(
      schemasAt(contract.document, schema, []).flatMap(({ properties }) => Object.keys(properties ?? {})),
    )
    for (const name of names)
      for (const value of oddValues) await send(path, { ...prompt, [name]: value }, `${name} ${JSON.stringify(value)}`)
    for (const { name, in: place } of operation.parameters)
      for (const value of place === 'query' ? ['banana', '1', 'yes'] : [])
        await send(`${path}?${name}=${value}`, prompt, 'query')
  }
  expect(taken).toEqual([])
})
