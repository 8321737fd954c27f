import { nodeAt } from '../../contract/document.ts'
import type { ContractOperation } from '../../contract/load.ts'
import { parseMediaType } from '../../http/media-type.ts'
import { inspectImage } from '../generations/images.ts'
import type { Probe } from '../probe.ts'
import { documentedAnswers } from './documented.ts'

const invariant = 'an image has a documented content type'

/**
 * Checks that images are declared as images where the published document says so. The probe of result images compares the
 * declared format with the real one.
 */
export const imageTypesProbe: Probe = {
  id: 'responses.images',
  observes: [],
  invariants: [invariant],
  cost: 0,
  isReader: true,
  async observe(ctx) {
    const images = await Promise.all(
      documentedAnswers(ctx)
        .filter(({ answer, operation }) => answer.status === 200 && returnsOnlyImages(operation))
        .map(async (documented) => ({ ...documented, ...(await inspectImage(documented.answer.bytes)) })),
    )
    const readable = images.filter(({ format }) => format !== undefined)
    const breaches = readable.flatMap(({ answer, operation }) => {
      const type = parseMediaType(answer.headers['content-type'])
      return type.startsWith('image/') ? [] : [`${operation.route} declares an image as ${type || 'nothing'}`]
    })
    return {
      observations: [],
      invariantResults: [
        { invariant, breaches: [...new Set(breaches)], evidence: readable.map(({ answer }) => answer.number) },
      ],
    }
  },
}

/** Tests for an operation whose success has image types and no other in the published document. */
function returnsOnlyImages({ node }: ContractOperation): boolean {
  const types = Object.keys(nodeAt(nodeAt(nodeAt(node, 'responses'), '200'), 'content'))
  return types.length > 0 && types.every((type) => type.startsWith('image/'))
}
