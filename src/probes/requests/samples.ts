import type { FileUpload } from '../ask.ts'
import { tinyPng } from './draft.ts'

const decodeBase64 = (base64: string): Uint8Array => Buffer.from(base64, 'base64')

/** Smallest file of each format that gateways accept or refuse: one grey pixel. */
export const samples = {
  png: tinyPng().bytes,
  jpeg: decodeBase64(
    '/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////2wBDAf//////////////////////////////////////////////////////////////////////////////////////wAARCAABAAEDASIAAhEBAxEB/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAUAQEAAAAAAAAAAAAAAAAAAAAA/8QAFBEBAAAAAAAAAAAAAAAAAAAAAP/aAAwDAQACEQMRAD8AAA//2Q==',
  ),
  webp: decodeBase64('UklGRiQAAABXRUJQVlA4IBgAAABQAQCdASoBAAEADMDOJaQABHQAAAAAAAA='),
  gif: decodeBase64('R0lGODlhAQABAIAAAExpcYCAgCH5BAUAAAAALAAAAAABAAEAAAICTAEAOw=='),
} as const

/** PNG of one transparent pixel. */
export const transparentPng: Uint8Array = decodeBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADUlEQVQImWNoaGhgAAAEhQGBZr+JOwAAAABJRU5ErkJggg==',
)

/** WebP of one transparent pixel. */
export const transparentWebp: Uint8Array = decodeBase64(
  'UklGRkAAAABXRUJQVlA4WAoAAAAQAAAAAAAAAAAAQUxQSAIAAAAAAFZQOCAYAAAAUAEAnQEqAQABAAzAziWkAAR0AAAAAAAA',
)

/** PNG of two by two transparent pixels. */
export const transparentPng2x2: Uint8Array = decodeBase64(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEUlEQVQI12NoaGhgAGEGGAMAORIGAdRKHJIAAAAASUVORK5CYII=',
)

/** PNG of 64 by 64 blue pixels. */
export const blueSquare: FileUpload = {
  name: 'blue.png',
  type: 'image/png',
  bytes: decodeBase64(
    'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAMAAACdt4HsAAAAA1BMVEUePNxNVFSgAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAG0lEQVRYw+3BgQAAAADDoPlT3+AEVQEAAAB8AxBAAAEZszF2AAAAAElFTkSuQmCC',
  ),
}

/** PNG of 64 by 64 pixels whose left half is transparent: a mask that gives the left half of an image to edit. */
export const leftHalfMask: FileUpload = {
  name: 'left-half.png',
  type: 'image/png',
  bytes: decodeBase64(
    'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAZElEQVR42u3QAQkAAAzDsPk3/csYgxRqIEm/Kw8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACsAzwufPhqkdgnAQAAAABJRU5ErkJggg==',
  ),
}
