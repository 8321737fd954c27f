import { isTable, type Member, membersOf, type Schema, wordsOf } from './dialect-members.ts'

/** Gives each member's title by pointer. Members of rows of a table have `*` for the name of the row. */
export function titlesOf(schema: Schema): Record<string, string> {
  const entries = distinct(schema).flatMap(({ pointer, schema: { title } }) => (title ? [[pointer, title]] : []))
  return Object.fromEntries(entries)
}

/** Lists each member once, those of rows of a table under `*`. */
function distinct(schema: Schema): Member[] {
  const all = [...membersOf(schema)]
  const tables = all.filter((member) => isTable(member.schema)).map(({ pointer }) => pointer)
  const patternOf = (pointer: string) => {
    const table = tables.find((candidate) => pointer.startsWith(`${candidate}/`))
    if (table === undefined) return pointer
    const [, ...below] = pointer.slice(table.length + 1).split('/')
    return below.length === 0 ? pointer : [table, '*', ...below].join('/')
  }
  const byPointer = new Map<string, Member>()
  const isInRow = ({ pointer }: Member) => patternOf(pointer) !== pointer
  for (const member of [...all.filter((member) => !isInRow(member)), ...all.filter(isInRow)]) {
    const pointer = patternOf(member.pointer)
    const previous = byPointer.get(pointer)
    byPointer.set(pointer, previous ? join(previous, member) : { ...member, pointer })
  }
  return [...byPointer.values()]
}

/** Joins the descriptions and words that two branches of a union give for the same member. */
const join = (a: Member, b: Member): Member => {
  const descriptions = [...new Set([a.schema.description, b.schema.description])]
  const words = [...new Set([...wordsOf(a.schema), ...wordsOf(b.schema)])]
  return {
    ...a,
    schema: { ...a.schema, description: descriptions.join(' '), ...(words.length > 0 && { enum: words }) },
    isRequired: a.isRequired && b.isRequired,
  }
}

/** Renders the table that `titleOf` reads. */
export const renderTitles = (schema: Schema, note: string): string => `// ${note}

/** Titles of the members of a dialect by JSON pointer; \`*\` stands for a free name or the number of an item. */
export const titles: Readonly<Record<string, string>> = ${JSON.stringify(titlesOf(schema), null, 2)}
`

/** Renders the reference of the dialect: every member by section, in Markdown. */
export function renderReference(schema: Schema, note: string): string {
  const members = distinct(schema)
  const sections = members.filter(({ pointer }) => pointer.lastIndexOf('/') === 0)
  const plain = sections.filter(({ pointer }) => !members.some((member) => member.pointer.startsWith(`${pointer}/`)))
  const rest = sections.filter((section) => !plain.includes(section))
  return [
    `<!-- ${note} -->`,
    '',
    '# The dialect of a provider',
    '',
    'A dialect describes as data the behaviour of a gateway that an OpenAPI document cannot express. Its file is',
    '`openapi/providers/<id>/dialect.yaml`, its JSON Schema `openapi/dialect.schema.json`. In pointers, `*` stands for a free name',
    'or the number of an item. Members in **bold** are required if the object that contains them is present.',
    '',
    '## Provider',
    '',
    ...table(plain),
    ...rest.flatMap(({ pointer, schema: { title, description }, isRequired }) => [
      '',
      `## ${title}`,
      '',
      `\`${pointer}\`${isRequired ? '' : ' (optional)'}: ${escapeText(description ?? '')}`,
      '',
      ...table(members.filter((member) => member.pointer.startsWith(`${pointer}/`))),
    ]),
    '',
  ].join('\n')
}

const table = (members: readonly Member[]): string[] => [
  '| title | pointer | type | meaning |',
  '| --- | --- | --- | --- |',
  ...members.map(({ pointer, schema, isRequired }) => {
    const title = escapeText(schema.title ?? '')
    const cells = [
      isRequired ? `**${title}**` : title,
      `\`${pointer}\``,
      typeOf(schema),
      escapeText(schema.description ?? ''),
    ]
    return `| ${cells.join(' | ')} |`
  }),
]

/** Names the type of a member for people. */
function typeOf(schema: Schema): string {
  const words = schema.type === 'object' ? [] : wordsOf(schema)
  const oneOf = [...new Set(words)].map((word) => `\`${word}\``).join(', ')
  const list = schema.items ?? schema.prefixItems?.[0]
  if (list) return `list of ${oneOf || plural[typeOf(list)] || typeOf(list)}`
  if (oneOf) return oneOf
  const branches = [...new Set([...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map(typeOf))]
  if (branches.length > 0) return branches.length > 4 ? 'any JSON' : branches.join(' or ')
  if (typeof schema.additionalProperties === 'object') return 'table'
  return typeNames[schema.type ?? ''] ?? 'any JSON'
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'list',
  boolean: 'true or false',
  integer: 'whole number',
  null: 'null',
  number: 'number',
  object: 'object',
  string: 'text',
}
const plural: Readonly<Record<string, string>> = { number: 'numbers', object: 'objects', text: 'texts' }

const escapeText = (text: string) => text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('<', '&lt;')
