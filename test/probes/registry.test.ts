import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import type { Probe } from '../../src/probes/probe.ts'
import { discoveryProbes, lateDiscoveryProbes, probes } from '../../src/probes/probes.ts'

const isProbe = (value: unknown): value is Probe =>
  typeof value === 'object' && value !== null && 'observes' in value && 'observe' in value

/** Probes that the files of a folder export, alone or in a list, with the names of the exports. */
async function exportedProbes(folder: 'areas' | 'discovery' | 'responses'): Promise<{ name: string; probe: Probe }[]> {
  const root = new URL(`../../src/probes/${folder}/`, import.meta.url)
  const files = (await readdir(root)).toSorted()
  const modules = await Promise.all(files.map((file) => import(new URL(file, root).href) as Promise<object>))
  return modules.flatMap((exports, index) =>
    Object.entries(exports).flatMap(([name, value]) =>
      [value].flat().flatMap((entry) => (isProbe(entry) ? [{ name: `${files[index]}: ${name}`, probe: entry }] : [])),
    ),
  )
}

test.each([
  ['areas', probes.filter(({ isReader }) => !isReader)],
  ['responses', probes.filter(({ isReader }) => isReader)],
  ['discovery', [...discoveryProbes, ...lateDiscoveryProbes]],
] as const)(
  'every probe that a file of %s exports is listed, and every listed probe is exported',
  async (folder, listed) => {
    const exported = await exportedProbes(folder)
    expect(exported.filter(({ probe }) => !listed.includes(probe)).map(({ name }) => name)).toEqual([])
    expect(listed.filter((probe) => !exported.some((entry) => entry.probe === probe)).map(({ id }) => id)).toEqual([])
    expect(exported.length).toBe(listed.length)
  },
)

test('no two probes share an id', () => {
  const ids = [...discoveryProbes, ...probes].map(({ id }) => id)
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
})
