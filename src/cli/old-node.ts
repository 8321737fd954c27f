import { readFileSync } from 'node:fs'

/**
 * Compares the version of Node with the one that package.json requires. Returns the fault as a sentence, undefined without a
 * fault. This file and its importer use nothing that Node 18 lacks, because an old Node has to run them.
 */
export function describeOldNode(version: string): string | undefined {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const { engines } = JSON.parse(text) as { engines: { node: string } }
  const [required, actual] = [engines.node, version].map(numbersOf)
  if (!required || !actual || !isBefore(actual, required)) return undefined
  const show = (numbers: readonly number[]) => numbers.slice(0, 2).join('.')
  return `Proofsheet needs Node ${show(required)}; this is ${show(actual)}: install a newer Node`
}

const numbersOf = (version: string): number[] => (version.match(/\d+/g) ?? []).slice(0, 3).map(Number)

function isBefore(version: readonly number[], other: readonly number[]): boolean {
  const index = other.findIndex((number, position) => number !== version[position])
  return index >= 0 && (version[index] ?? 0) < (other[index] ?? 0)
}
