/** Headers that belong to one connection, which a proxy does not forward. */
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

/** Headers about compression, which are wrong after `fetch` has decompressed the body. */
export const encodingHeaders = ['accept-encoding', 'content-encoding']
