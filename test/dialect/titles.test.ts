import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { membersOf, type Schema, wordsOf } from '../../scripts/dialect-members.ts'
import { findProvider, shippedIds } from '../../src/dialect/provider.ts'
import { dialectSchema } from '../../src/dialect/schema.ts'
import { titles } from '../../src/dialect/title-table.ts'
import { titleOf } from '../../src/dialect/titles.ts'

const file = new URL('../../openapi/dialect.schema.json', import.meta.url)
const members = [...membersOf(JSON.parse(await readFile(file, 'utf8')) as Schema)]

test('every member of the JSON Schema has a title and a description', () => {
  expect(members.length).toBeGreaterThan(273)
  const bare = members.filter(({ schema: { title, description } }) => !title?.trim() || !description?.trim())
  expect(bare.map(({ pointer }) => pointer)).toEqual([])
})

test('every member of the zod schema has a title and a description', () => {
  const bare = [...zodMembers(dialectSchema, '')].filter(({ schema }) => {
    const { title, description } = metaOf(schema)
    return !title || !description
  })
  expect(bare.map(({ pointer }) => pointer)).toEqual([])
})

test('every word of an enum occurs in the description', () => {
  const unexplained = members.flatMap(({ pointer, schema }) =>
    wordsOf(schema)
      .filter((word) => !new RegExp(`\\b${word}\\b`).test(schema.description ?? ''))
      .map((word) => `${pointer}: ${word}`),
  )
  expect(unexplained).toEqual([])
})

test('no title is the key of its member, and titles differ where their parents are the same', () => {
  const isKey = members.filter(({ pointer, schema: { title = '' } }) => {
    const plain = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
    return plain(title) === plain(pointer.slice(pointer.lastIndexOf('/') + 1))
  })
  expect(isKey.map(({ pointer }) => pointer)).toEqual([])
  const siblings = Map.groupBy(Object.entries(titles), ([pointer]) => pointer.slice(0, pointer.lastIndexOf('/')))
  const repeated = [...siblings].filter(([, group]) => new Set(group.map(([, title]) => title)).size < group.length)
  expect(repeated.map(([parent]) => parent)).toEqual([])
})

test('each trait of the shipped providers has a title', async () => {
  for (const id of await shippedIds()) {
    const { dialect } = await findProvider(id)
    const nameless = Object.keys(dialect.sources).filter((pointer) => titleOf(pointer) === undefined)
    expect(nameless.filter((pointer) => pointer !== '' && !/\/\d+$/.test(pointer))).toEqual([])
  }
})

test.each([
  ['/references/max', 'Maximum number of reference images'],
  ['/results/forms', 'Forms of results'],
  ['/tasks/polls/task/time', 'Form of times in a task [task]'],
  ['/tasks/polls/*/time', 'Form of times in a task'],
  ['/errors/causes/wrongKey', 'Refusal: wrong API key'],
  ['/errors/causes/wrongKey/status', 'HTTP status of the refusal [wrongKey]'],
  ['/models/known/3/maxImages', 'Maximum number of images of the model'],
  ['/results/reply/fixed/~1object', 'Constant value [/object]'],
  ['/async/triggers/0/token', 'Header token that asks for a task'],
  ['/constructor', undefined],
  ['/references/nothing', undefined],
  ['no-server-errors', undefined],
  ['/tasks'.repeat(100), undefined],
])('the title of %s', (pointer, title) => expect(titleOf(pointer)).toBe(title))

/** Finds the metadata of a member; an optional schema inherits the metadata of its inner schema. */
function metaOf(schema: z.core.$ZodType): { title?: string; description?: string } {
  const { title, description } = z.globalRegistry.get(schema) ?? {}
  if (title && description) return { title, description }
  return isWrapper(schema) ? metaOf(schema.def.innerType) : {}
}

/** Tests for a schema that makes another optional. */
const isWrapper = (schema: z.core.$ZodType) =>
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodExactOptional ||
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodPrefault

interface ZodMember {
  readonly pointer: string
  readonly schema: z.core.$ZodType
}

/** Lists the properties, the values of records, and the members of branches and of list items, at every depth. */
function* zodMembers(schema: z.core.$ZodType, pointer: string): Generator<ZodMember> {
  if (isWrapper(schema)) yield* zodMembers(schema.def.innerType, pointer)
  if (schema instanceof z.ZodArray) yield* zodMembers(schema.def.element, `${pointer}/*`)
  if (schema instanceof z.ZodUnion) for (const option of schema.def.options) yield* zodMembers(option, pointer)
  const members: [string, z.core.$ZodType][] =
    schema instanceof z.ZodObject
      ? Object.entries(schema.shape)
      : schema instanceof z.ZodRecord
        ? [['*', schema.def.valueType]]
        : []
  for (const [name, member] of members) {
    yield { pointer: `${pointer}/${name}`, schema: member }
    // Constants are arbitrary JSON.
    if (!/\/(fixed|itemFixed|whenAbsent|fixedByState\/\*)$/.test(pointer))
      yield* zodMembers(member, `${pointer}/${name}`)
  }
}
