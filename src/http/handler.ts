/** The one function type of this project. */
export type Handler = (request: Request) => Promise<Response>

/** A Handler that also takes what `fetch` takes, so that it can stand where a client wants one. */
export type Fetch = (input: Request | URL | string, init?: RequestInit) => Promise<Response>

export const toFetch =
  (handle: Handler): Fetch =>
  async (input, init) =>
    handle(isRequest(input) && !init ? input : new Request(input, init))

/** Doors have requests of a class of their own. */
const isRequest = (input: Request | URL | string): input is Request => typeof input === 'object' && 'headers' in input
