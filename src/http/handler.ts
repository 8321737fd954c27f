/** Answers a request: the type of the mock, of a live gateway and of `fetch`. */
export type Handler = (request: Request) => Promise<Response>

/** A Handler with the parameters of `fetch`, so that a client can use the Handler in place of `fetch`. */
export type Fetch = (input: Request | URL | string, init?: RequestInit) => Promise<Response>

/** Gives a Handler the parameters of `fetch`. */
export const toFetch =
  (handle: Handler): Fetch =>
  async (input, init) =>
    handle(isRequest(input) && !init ? input : new Request(input, init))

/** Tests for a request without `instanceof`, since doors have their own Request class. */
const isRequest = (input: Request | URL | string): input is Request => typeof input === 'object' && 'headers' in input
