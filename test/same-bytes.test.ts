import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { Came } from './support/same-bytes.ts'

/** Runs after the suite of the engine has been through every door. */

const folder = inject('came')
const read = async (file: string, door: string): Promise<Came> =>
  JSON.parse(await readFile(join(folder, `${file}@${door}.json`), 'utf8'))
const all = (await readdir(folder)).map((name) => name.replace('.json', '').split('@') as [file: string, door: string])
const filesOf = (door: string) =>
  all
    .filter((each) => each[1] === door)
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
  const plain = await read(file, 'in process')
  test.each(['port', 'nock'])('the same through %s', async (door) => {
    expect(await read(file, door)).toEqual(plain)
  })
})
