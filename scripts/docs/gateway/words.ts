import type { Dialect, ImageOperation } from '../../../src/dialect/schema.ts'

/** Words for people in place of the words of the dialect. */

export const bodyNames: Readonly<Record<ImageOperation['bodies'][number], string>> = { json: 'JSON', multipart: 'form' }

/** Says whether an operation makes a task. */
export const taskModes: Readonly<Record<ImageOperation['async'], string>> = {
  never: 'no',
  asked: 'when asked',
  always: 'always',
}

export const referenceModes: Readonly<Record<ImageOperation['references'], string>> = {
  accept: 'accepted',
  reject: 'no',
  require: 'required',
}

export const formNames: Readonly<Record<Dialect['results']['default'], string>> = {
  relative: 'relative link',
  absolute: 'link',
  data: 'data URL',
  base64: 'base64',
  base64Data: 'data URL',
}
