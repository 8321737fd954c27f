import { isPointerName } from '../../dialect/body-field.ts'
import { writeId } from '../../dialect/id-template.ts'

/** Values that no gateway can know. The response to them is the baseline for unknown values. */
export const unknownField = 'unheard_of_0000'
/** Returns the name of an unknown field in the same object of the body as the field. */
export const unknownFieldBeside = (name: string): string =>
  isPointerName(name) ? name.replace(/[^/]*$/, unknownField) : unknownField
export const unknownModel = 'no-such-model-0000'
export const unknownKey = 'sk-0000000000000000000000000000000000000000'
export const unknownId = 'no-such-thing-0000000000'
/** Returns an id of this form that no task or file has. */
export const unknownIdOf = (template: string): string =>
  writeId(template, { digits: (length) => '0f'.repeat(32).slice(0, length), time: 0 })
/** Returns different ids of this form that no task has. */
export const unknownIdsOf = (template: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) =>
    writeId(template, { digits: (length) => `${index.toString(16)}e${'0f'.repeat(32)}`.slice(0, length), time: 0 }),
  )
export const unknownFileId = 'file-000000000000000000000000'
