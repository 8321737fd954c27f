import { isDeepStrictEqual } from 'node:util'
import type { Inference } from '../../src/conformance/infer/infer.ts'
import { formatPointer, parsePointer } from '../../src/contract/pointer.ts'
import { readPointer } from '../../src/dialect/lens.ts'
import { fieldNamesIn } from '../../src/dialect/names.ts'
import type { CanonicalField, Dialect } from '../../src/dialect/schema.ts'
import { findByRoute, sizeOfDialect, type WrongTrait, withoutNames, wrongTraits } from './round-trip.ts'

/** Parts of a documented dialect that an inference found again. A leaf is a single value, or a list of single values. */
export interface Recovery {
  /** Pointers of the documented leaves that the inference claims with the same meaning. */
  readonly recovered: readonly string[]
  /** Claims with another meaning than the documented value. */
  readonly differing: readonly WrongTrait[]
  /** Pointers of the other documented leaves: they are open in the inferred dialect, or missing. */
  readonly missing: readonly string[]
}

/** Compares an inferred dialect with the documented one, leaf by leaf. Only values that have a source other than `open` count. */
export function measureRecovery(documented: Dialect, { dialect, report }: Inference): Recovery {
  const leaves = leavesOf(traitsOf(documented))
  const recovered = leaves.filter((pointer) => isRecovered(documented, dialect, pointer))
  return {
    recovered,
    differing: wrongTraits(documented, dialect, report).filter(
      ({ trait, actual }) => actual !== undefined || !mayBeUnsaid(trait),
    ),
    missing: leaves.filter((pointer) => !recovered.includes(pointer)),
  }
}

/** Tests for a trait that a gateway may have although its documents do not say so: a header, a placeholder, the id of a request. */
const mayBeUnsaid = (trait: string): boolean => /\/headers\/|\/whenAbsent\/|^\/results\/reply\/lens\/id$/.test(trait)

/** Returns the members of a dialect that are traits. */
const traitsOf = ({ id: _, name: __, origins: ___, sources: ____, quirks: _____, ...traits }: Dialect): object => traits

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** Lists the pointers of the leaves. */
function leavesOf(node: unknown, path: readonly string[] = []): string[] {
  if (node === undefined) return []
  const isLeaf = !isObject(node) || Object.keys(node).length === 0 || (Array.isArray(node) && !node.some(isObject))
  return isLeaf
    ? [formatPointer(path)]
    : Object.entries(node).flatMap(([name, member]) => leavesOf(member, [...path, name]))
}

function isRecovered(documented: Dialect, inferred: Dialect, pointer: string): boolean {
  const [first = '', second = '', third = ''] = parsePointer(pointer)
  const value = readPointer(documented, pointer)
  const places = placesOf(documented, inferred, pointer)
  if (first === 'fields' && ['names', 'json', 'multipart'].includes(third))
    return isNamesRecovered(documented, inferred, second as CanonicalField, third)
  if (first === 'models' && second === 'known' && pointer.endsWith('/match'))
    return inferred.models.known.some(
      ({ match }, index) => match === value && isClaimed(inferred, `/models/known/${index}/match`),
    )
  return places.some((place) => {
    const claim = readPointer(inferred, place)
    if (claim === undefined || !isClaimed(inferred, place)) return false
    if (pointer === '/images/size/default') return claim === value || claim === sizeOfDialect(documented)
    return isDeepStrictEqual(normalize(pointer, claim), normalize(pointer, value))
  })
}

/** Tests for a value that has a source: its own or that of a part around it. */
function isClaimed({ sources }: Dialect, pointer: string): boolean {
  const parts = parsePointer(pointer)
  for (let length = parts.length; length > 0; length--) {
    const source = sources[formatPointer(parts.slice(0, length))]
    if (source) return source.basis !== 'open'
  }
  return false
}

/** Tests whether the names of a field are known in each body that the documented names are for. */
function isNamesRecovered(documented: Dialect, inferred: Dialect, field: CanonicalField, kind: string): boolean {
  const operations = Object.values(documented.operations)
  const bodies = new Set(operations.flatMap((operation) => (operation.does === 'reject' ? [] : operation.bodies)))
  const names = documented.fields[field]?.[kind as 'names']
  return [...bodies]
    .filter((body) => kind === body || (kind === 'names' && documented.fields[field]?.[body] === undefined))
    .every((body) => {
      const place = `/fields/${field}/${inferred.fields[field]?.[body] ? body : 'names'}`
      return isClaimed(inferred, place) && isDeepStrictEqual(fieldNamesIn(inferred, field, body), names)
    })
}

/** Lists the pointers that a documented pointer has in the inferred dialect, whose names of operations and polls may differ. */
function placesOf(documented: Dialect, inferred: Dialect, pointer: string): string[] {
  const parts = parsePointer(pointer)
  const tables = [
    ['operations', documented.operations, inferred.operations, 1],
    ['tasks', documented.tasks.polls, inferred.tasks.polls, 2],
  ] as const
  for (const [name, from, to, index] of tables) {
    if (parts[0] !== name || (name === 'tasks' && parts[1] !== 'polls')) continue
    const entry = from?.[parts[index] ?? '']
    const match = findByRoute(to as Readonly<Record<string, { at: string }>> | undefined, entry?.at)
    const [key] = Object.entries(to ?? {}).find(([, candidate]) => candidate === match) ?? []
    if (key === undefined) return []
    const place = formatPointer(parts.with(index, key))
    // Clients cannot tell a fixed member from a placeholder that no response of the run replaced.
    return [place, place.replace('/fixed/', '/whenAbsent/'), place.replace('/whenAbsent/', '/fixed/')]
  }
  return [pointer]
}

function normalize(pointer: string, value: unknown): unknown {
  if (/\/(at|upload|retrieve|remove)$/.test(pointer)) return withoutNames(value)
  if (pointer === '/headers/requestId/name') return String(value).toLowerCase()
  if (/^\/tasks\/polls\/[^/]+\/id\/name$/.test(pointer)) return 'a name'
  if (!Array.isArray(value)) return value
  return value.length === 1 ? value[0] : value.map((item) => JSON.stringify(item)).sort()
}
