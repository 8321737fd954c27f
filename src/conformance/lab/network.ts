import type { Handler } from '../../http/handler.ts'

/**
 * Creates a Handler that sends requests over the network and sets no time limit of its own, because a run has its own limits:
 * the global `fetch` gives up after five minutes without a header.
 */
export async function createNetworkFetch(): Promise<Handler> {
  const { Agent } = await import('undici')
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  // The type of the global fetch comes from another release of undici than the package.
  return (request) => fetch(request, { dispatcher } as unknown as RequestInit)
}
