import { dot } from './draft.ts'

const from = (base64: string): Uint8Array => Buffer.from(base64, 'base64')

/** The smallest file of each format that gateways take or refuse: one grey dot. */
export const samples = {
  png: dot().bytes,
  jpeg: from(
    '/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wAARCAABAAEDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AAA//2Q==',
  ),
  webp: from('UklGRiQAAABXRUJQVlA4IBgAAABQAQCdASoBAAEADMDOJaQABHQAAAAAAAA='),
  gif: from('R0lGODlhAQABAIAAAExpcYCAgCH5BAUAAAAALAAAAAABAAEAAAICTAEAOw=='),
} as const

/** One dot that can be seen through. */
export const seeThrough: Uint8Array = from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADUlEQVQImWNoaGhgAAAEhQGBZr+JOwAAAABJRU5ErkJggg==',
)

/** The same as a WebP. */
export const seeThroughWebp: Uint8Array = from(
  'UklGRkAAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAIAAAAAAFZQOCAYAAAAUAEAnQEqAQABAAzAziWkAAR0AAAAAAAA',
)

/** Two by two dots of it. */
export const seeThroughTwo: Uint8Array = from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQI12NoaGhgAGEGGAMAORIGAdRKHJIAAAAASUVORK5CYII=',
)
