import type { Contract } from '../contract/load.ts'
import { formatPointer, parsePointer } from '../contract/pointer.ts'
import { isJsonText, schemasAt } from '../contract/walk.ts'
import { type Fault, fault } from './fault.ts'
import { type Lens, pointersOf } from './lens.ts'

/** Members of a document that may lie inside a text of JSON. */
interface WrittenDocument {
  readonly lens?: Lens | undefined
  readonly fixed?: Readonly<Record<string, unknown>> | undefined
  readonly jsonTexts?: readonly string[] | undefined
}

const isAt = ({ document }: Contract, schemas: readonly unknown[], pointer: string): boolean =>
  schemas.some((schema) => schemasAt(document, schema, parsePointer(pointer)).some(isJsonText))

/** Lists the pointers to the members above a member. */
const placesAbove = (pointer: string): string[] =>
  parsePointer(pointer).map((_, index, parts) => formatPointer(parts.slice(0, index)))

const placesIn = ({ lens = {}, fixed = {} }: WrittenDocument): string[] => [
  ...Object.values(lens).flatMap(pointersOf),
  ...Object.keys(fixed),
]

/** Finds the texts that the contract describes as JSON, and into which the members of a document lead. */
export function findJsonTexts(contract: Contract, document: WrittenDocument, schemas: readonly unknown[]) {
  const above = [...new Set(placesIn(document).flatMap(placesAbove))]
  const jsonTexts = above.filter((pointer) => pointer !== '' && isAt(contract, schemas, pointer))
  return jsonTexts.length > 0 ? { jsonTexts } : {}
}

/** Checks that the contract describes each text of JSON as such a text, and that a member of the document lies inside. */
export function* checkJsonTexts(
  contract: Contract,
  parts: readonly string[],
  document: WrittenDocument,
  schemas: readonly unknown[],
): Generator<Fault> {
  const above = placesIn(document).flatMap(placesAbove)
  for (const [index, pointer] of (document.jsonTexts ?? []).entries()) {
    if (!isAt(contract, schemas, pointer))
      yield fault(
        [...parts, 'jsonTexts', index],
        `the contract does not say that the text at ${pointer} is JSON: correct the pointer, or add contentMediaType: application/json to its schema in overlay.yaml`,
        { kind: 'place' },
      )
    if (!above.includes(pointer))
      yield fault(
        [...parts, 'jsonTexts', index],
        `no place of the document lies inside the text at ${pointer}: add the place, or remove the text`,
      )
  }
}
