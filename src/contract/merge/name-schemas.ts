import { toComponentName } from '../component-name.ts'
import type { Node } from '../document.ts'
import { stripProviders } from './join.ts'
import { referencesIn, renameReferences } from './references.ts'
import { spellingOf } from './spelling.ts'

/**
 * Gives the schemas that the paths of a document refer to, directly or not, their final names, and leaves out the others. A name
 * that several schemas have belongs to the first of them in the document; the others begin with the id of a source or end with
 * letters. The schemas that only `x-providers` refers to come last. No schema has one of the reserved names or
 * the name of a part of the platform.
 */
export function nameSchemas(
  paths: Node,
  schemas: Readonly<Record<string, Node>>,
  reserved: readonly string[],
): { paths: Node; schemas: Node } {
  const names = new Map<string, string>()
  const used = new Set([...reserved, ...platformNames].map(spellingOf))
  const nameAll = (start: unknown, read: (node: unknown) => unknown): void => {
    const queue = referencesIn(read(start))
    // A list may grow while it is walked: what a schema refers to is named too.
    for (const name of queue) {
      if (names.has(name)) continue
      const free = nameApart(name, used)
      used.add(spellingOf(free))
      names.set(name, free)
      queue.push(...referencesIn(read(schemas[name])))
    }
  }
  nameAll(paths, stripProviders)
  nameAll({ paths, schemas: [...names.keys()].map((name) => schemas[name]) }, (node) => node)
  const rename = (name: string) => names.get(name) ?? name
  const named = [...names].map(([name, final]) => [final, renameReferences(schemas[name], rename)] as const)
  return {
    paths: renameReferences(paths, rename) as Node,
    schemas: Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** Names that code uses for parts of the platform. */
const platformNames = [
  ...[
    'Array',
    'Blob',
    'Boolean',
    'Date',
    'Error',
    'Event',
    'File',
    'FormData',
    'Function',
    'Headers',
    'Map',
    'Number',
    'Object',
  ],
  ...['Promise', 'Record', 'Request', 'Response', 'Set', 'String', 'Symbol', 'URL'],
]

/** Returns a name that no other schema has, whatever the case of the letters. A number would clash with those of generators. */
function nameApart(name: string, used: ReadonlySet<string>): string {
  const [base = '', source = ''] = name.split(' ')
  const candidates = source === '' || source.startsWith('+') ? [base] : [base, `${toComponentName(source)}_${base}`]
  for (let number = 1; ; number++) {
    const free = candidates.find((candidate) => !used.has(spellingOf(candidate)))
    if (free !== undefined) return free
    candidates.push(`${base}_${lettersOf(number)}`)
  }
}

/** Writes a number with letters: 1 is B, 25 is Z, 26 is BA. */
const lettersOf = (number: number): string =>
  (number > 25 ? lettersOf(Math.floor(number / 26)) : '') + String.fromCharCode(65 + (number % 26))
