import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { NotedExchanges } from './support/same-bytes.ts'

// Runs after the suite of the engine has run through every door.

const folder = inject('exchangesFolder')
const read = async (file: string, door: string): Promise<NotedExchanges> =>
  JSON.parse(await readFile(join(folder, `${file}@${door}.json`), 'utf8'))
const all = (await readdir(folder)).map((name) => name.replace('.json', '').split('@') as [file: string, door: string])
const filesOf = (door: string) =>
  all
    .filter(([, fileDoor]) => fileDoor === door)
    .map(([file]) => file)
    .sort()

afterAll(() => rm(folder, { recursive: true }))

test('every door carried the whole suite', () => {
  const inProcess = filesOf('in process').filter((file) => file.startsWith('engine '))
  expect(inProcess.length).toBeGreaterThan(15)
  expect(filesOf('port')).toEqual(inProcess)
  expect(filesOf('nock')).toEqual(inProcess)
})

describe.each(filesOf('port'))('%s', async (file) => {
  const inProcess = await read(file, 'in process')
  test.each(['port', 'nock'])('has the same exchanges through %s', async (door) => {
    expect(await read(file, door)).toEqual(inProcess)
  })
})
