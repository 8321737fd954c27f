import type { Node } from '../document.ts'
import { formatPointer } from '../pointer.ts'
import type { DocumentNote, NoteTaker } from './note.ts'
import { repairOperations } from './operations.ts'
import { repairReferences } from './references.ts'
import { repairSchema } from './schemas.ts'
import { visitSchemas } from './visit.ts'

/**
 * Mends a published OpenAPI 3.1 document in place, so that all readers of the document agree: references without a target, schemas
 * of older drafts or other languages, media types with parameters, repeated operation ids. Lists what was mended or left out.
 */
export function repairDocument(document: Node): DocumentNote[] {
  const notes: DocumentNote[] = []
  const takerAt = (path: readonly string[]): NoteTaker => {
    const take = (isLost: boolean) => (member: string, message: string) => {
      notes.push({ pointer: formatPointer([...path, member]), message, isLost })
    }
    return { mended: take(false), lost: take(true) }
  }
  repairReferences(document, takerAt)
  repairOperations(document, takerAt)
  visitSchemas(document, (schema, path) => repairSchema(schema, takerAt(path)))
  return notes
}
