import { tinyPng } from './draft.ts'

const fromBase64 = (base64: string): Uint8Array => Buffer.from(base64, 'base64')

/** The smallest file of each format that gateways take or refuse: one grey dot. */
export const samples = {
  png: tinyPng().bytes,
  jpeg: fromBase64(
    '/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wAARCAABAAEDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AAA//2Q==',
  ),
  webp: fromBase64('UklGRiQAAABXRUJQVlA4IBgAAABQAQCdASoBAAEADMDOJaQABHQAAAAAAAA='),
  gif: fromBase64('R0lGODlhAQABAIAAAExpcYCAgCH5BAUAAAAALAAAAAABAAEAAAICTAEAOw=='),
} as const

/** One dot that can be seen through. */
export const transparentPng: Uint8Array = fromBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADUlEQVQImWNoaGhgAAAEhQGBZr+JOwAAAABJRU5ErkJggg==',
)

/** The same as a WebP. */
export const transparentWebp: Uint8Array = fromBase64(
  'UklGRkAAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAIAAAAAAFZQOCAYAAAAUAEAnQEqAQABAAzAziWkAAR0AAAAAAAA',
)

/** Two by two dots of it. */
export const transparentPng2x2: Uint8Array = fromBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQI12NoaGhgAGEGGAMAORIGAdRKHJIAAAAASUVORK5CYII=',
)
