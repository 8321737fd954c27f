/**
 * Compares the version of Node with the required version of package.json, such as `>=22.18`. Returns the fault as a sentence,
 * undefined without a fault. This file is JavaScript and uses nothing that Node 16 lacks, because an old Node has to run the file.
 *
 * @param {string} version
 * @param {string} required
 * @returns {string | undefined}
 */
export function describeOldNode(version, required) {
  const [needed, actual] = [numbersOf(required), numbersOf(version)]
  if (!isBefore(actual, needed)) return undefined
  return `Proofsheet needs Node ${show(needed)} or newer, and this is Node ${show(actual)}: install a newer Node`
}

/** @param {string} text */
const numbersOf = (text) => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number)

/** @param {readonly number[]} numbers */
const show = (numbers) => numbers.slice(0, 2).join('.')

/**
 * @param {readonly number[]} version
 * @param {readonly number[]} other
 */
function isBefore(version, other) {
  const index = other.findIndex((number, position) => number !== (version[position] ?? 0))
  return index >= 0 && (version[index] ?? 0) < (other[index] ?? 0)
}
