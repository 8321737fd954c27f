/** Creates the request for an image. Only the gateway's own host gets the key. */
export const toKeyedImage = (
  target: URL,
  origin: string,
  KeyedRequest: new (url: string, init?: RequestInit) => Request,
  init: RequestInit,
): Request =>
  target.origin === origin
    ? new KeyedRequest(target.href, init)
    : new Request(target.href, { signal: init.signal ?? null })
