import { isNode, type Node } from '../../contract/document.ts'
import type { Ask } from '../../probes/ask.ts'
import type { Sample, SampleRequest } from '../../probes/sample-request.ts'

/** Sample request of a run, with the function that adds the required members of the sample to each request. */
export interface SampleBase {
  readonly sample: Sample
  readonly complete: (ask: Ask) => Ask
  /** Returns the members that all requests need. */
  required(): Node
}

/** Creates the base of all requests of a run from a request that works. */
export function createSampleBase(request: SampleRequest): SampleBase {
  let required: Node = {}
  const isOfSample = ({ method, path }: Ask) =>
    request.operation === undefined || request.operation === `${method} ${path}`
  return {
    sample: {
      request,
      require(members) {
        required = members
      },
    },
    complete(plainAsk) {
      const ask = withQuery(plainAsk, request.query)
      if (!isOfSample(ask)) return ask
      if (isNode(ask.json)) return { ...ask, json: merge(required, ask.json) }
      if (!ask.form) return ask
      const present = new Set(ask.form.map(([name]) => name))
      const missing = Object.entries(required).filter(([name]) => !present.has(name))
      return { ...ask, form: [...ask.form, ...missing.map(([name, value]) => [name, String(value)] as const)] }
    },
    required: () => required,
  }
}

/** Adds parameters to a request to an endpoint of the gateway; a link stays as it is. */
const withQuery = (ask: Ask, query: Readonly<Record<string, string>> = {}): Ask =>
  Object.keys(query).length > 0 && /^\/(?!\/)/.test(ask.path) ? { ...ask, query: { ...query, ...ask.query } } : ask

/** Merges the objects of two bodies; the members of the second body win. */
const merge = (base: Node, body: Node): Node => ({
  ...base,
  ...Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const below = base[name]
      return [name, isNode(below) && isNode(value) ? merge(below, value) : value]
    }),
  ),
})
