/** The one function type of this project. */
export type Handler = (request: Request) => Promise<Response>

/** A Handler that also takes what `fetch` takes, so that it can stand where a client wants one. */
export type Fetch = (input: Request | URL | string, init?: RequestInit) => Promise<Response>

export const toFetch =
  (handle: Handler): Fetch =>
  async (input, init) =>
    handle(input instanceof Request && !init ? input : new Request(input, init))
