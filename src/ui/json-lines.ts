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
        `${pointer}/${escapePart(name)}`,
        `${indent}  `,
        Array.isArray(value) ? '' : `${JSON.stringify(name)}: `,
        index < members.length - 1 ? ',' : '',
      ),
    ),
    { text: `${indent}${close}${after}`, pointer },
  ]
}

/** Finds the pointer of a field among the lines by the name that a refusal writes: `size`, `/size`, `input.size`, `image[0]` or `image[]`. */
export const findField = (lines: readonly JsonLine[], field: string): string | undefined =>
  [`/${escapePart(field)}`, toPointer(field)].find((pointer) => lines.some((line) => line.pointer === pointer))

const escapePart = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1')

const toPointer = (field: string): string =>
  field.startsWith('/')
    ? field
    : `/${field
        .replaceAll(/\[(\d*)\]/g, '.$1')
        .replaceAll('.', '/')
        .replace(/\/$/, '')}`
