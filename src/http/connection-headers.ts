/** Headers of one connection, not of what goes through it. */
export const hopByHopHeaders = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]

/** What is said of bytes that `fetch` has unpacked. */
export const encodingHeaders = ['accept-encoding', 'content-encoding']
