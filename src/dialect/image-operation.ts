import { nodeAt } from '../contract/document.ts'
import { type Contract, toContract } from '../contract/load.ts'
import { pathParameters } from '../contract/path-template.ts'
import { findOperation } from './contract-faults.ts'
import { usualImageRoute } from './derived.ts'
import type { Dialect } from './schema.ts'

/**
 * Adds the endpoint of the default `/results/image` to the contract: a gateway whose links lead to another server has no such
 * endpoint, but the mock needs one to serve its images.
 */
export function withImageOperation(contract: Contract, { results, images }: Dialect): Contract {
  if (results.image?.at !== usualImageRoute || findOperation(contract, usualImageRoute)) return contract
  const path = usualImageRoute.slice(usualImageRoute.indexOf('/'))
  const get = {
    summary: 'Get an image (endpoint of the mock)',
    security: [],
    parameters: pathParameters(path).map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    responses: {
      200: {
        description: 'Image',
        content: Object.fromEntries(images.formats.accepts.map((format) => [`image/${format}`, {}])),
      },
      default: { description: 'Refusal' },
    },
  }
  const { document, notes = [] } = contract
  return { ...toContract({ ...document, paths: { ...nodeAt(document, 'paths'), [path]: { get } } }), notes }
}
