/** A line of indented JSON, with the pointer of the value that the line begins. */
export interface JsonLine {
  readonly text: string
  readonly pointer: string
}

/** Writes a value as indented JSON, line by line: `{ "size": "1x1" }` gives three lines with the pointers ``, `/size` and ``. */
export function jsonLines(value: unknown, pointer = '', indent = '', before = '', after = ''): JsonLine[] {
  if (typeof value !== 'object' || value === null)
    return [{ text: `${indent}${before}${JSON.stringify(value) ?? 'null'}${after}`, pointer }]
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const members = Object.entries(value)
  if (members.length === 0) return [{ text: `${indent}${before}${open}${close}${after}`, pointer }]
  return [
    { text: `${indent}${before}${open}`, pointer },
    ...members.flatMap(([name, member], index) =>
      jsonLines(
        member,
        `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        `${indent}  `,
        Array.isArray(value) ? '' : `${JSON.stringify(name)}: `,
        index < members.length - 1 ? ',' : '',
      ),
    ),
    { text: `${indent}${close}${after}`, pointer },
  ]
}

/** Turns the name of a field, as refusals write names, into a pointer: `size`, `/size`, `input.size` and `image[0]`. */
export const fieldPointer = (field: string): string =>
  field.startsWith('/')
    ? field
    : `/${field
        .replaceAll(/\[(\d*)\]/g, '.$1')
        .replaceAll('.', '/')
        .replace(/\/$/, '')}`
