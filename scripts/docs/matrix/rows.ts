import type { Finding } from '../../../src/conformance/report.ts'
import type { Dialect } from '../../../src/dialect/schema.ts'
import { findMember } from '../../../src/dialect/titles.ts'
import { canonicalFields, causes } from '../../../src/dialect/words.ts'
import { type Gateway, isAssumed, knownBaseUrl, traitsBelow } from '../gateway/gateway.ts'
import { type Subject, sectionsOf, subjectNames } from '../gateway/subjects.ts'
import { bodyNames, referenceModes, taskModes } from '../gateway/words.ts'
import { titleInContext } from '../title.ts'
import { showPlain } from './plain.ts'

/** A trait with the value of each gateway. A gateway without the trait has null. */
interface MatrixRow {
  readonly title: string
  /** Pointer of the trait, with `*` for a free name. */
  readonly trait: string
  readonly cells: readonly (string | null)[]
}

/** Rows about one subject. */
interface MatrixSection {
  readonly title: Subject
  readonly rows: readonly MatrixRow[]
}

/** Content of the matrix of all gateways. */
export interface Matrix {
  readonly gateways: readonly { readonly id: string; readonly name: string }[]
  readonly sections: readonly MatrixSection[]
}

/** Traits that have rows of their own kind, or that only a mock needs. */
const leftOut =
  /\/(task|index|file|model)\/(in|name)$|^\/(fields|errors\/causes|operations|images\/tier\/table|models\/known|origins|extraBasePaths|tasks\/duration\/queuedShare)(\/|$)|\/(fixed|whenAbsent|itemFixed|fixedByState)\//

export function buildMatrix(gateways: readonly Gateway[]): Matrix {
  const sections = subjectNames.map((title) => ({
    title,
    rows: [...ownRows(title, gateways), ...traitRows(title, gateways)],
  }))
  return {
    gateways: gateways.map(({ provider: { id, dialect } }) => ({ id, name: dialect.name })),
    sections: sections.filter(({ rows }) => rows.length > 0),
  }
}

/** Makes a row for each trait of a subject that a gateway states. Traits that differ in a free name share a row. */
function traitRows(subject: Subject, gateways: readonly Gateway[]): MatrixRow[] {
  const columns = gateways.map((gateway) => {
    const traits = traitsBelow(gateway, sectionsOf(subject)).filter(({ trait }) => !leftOut.test(trait))
    return Map.groupBy(traits, ({ trait }) => findMember(trait)?.pattern ?? trait)
  })
  const patterns = [...new Set(columns.flatMap((column) => [...column.keys()]))]
  return patterns.map((trait) => ({
    title: titleInContext(trait),
    trait,
    cells: columns.map((column) => joinValues(column.get(trait) ?? [])),
  }))
}

/** Joins the values of traits that differ in a free name. Equal values stand once, without the name. */
function joinValues(findings: readonly Finding[]): string | null {
  const texts = findings.map(({ trait, documented }) => showPlain(trait, documented))
  const names = findings.map(({ trait }) => findMember(trait)?.names.join(' ') ?? '')
  const distinct = new Set(texts)
  if (distinct.size === 0) return null
  const joined = distinct.size === 1 ? texts[0] : texts.map((text, index) => `${names[index]}: ${text}`).join('; ')
  return findings.every(isAssumed) ? `${joined} (assumed)` : (joined ?? null)
}

/** Makes the rows of subjects whose traits read better together: an operation, a field, an error. */
function ownRows(subject: Subject, gateways: readonly Gateway[]): MatrixRow[] {
  const rowOf = (title: string, trait: string, show: (dialect: Dialect) => string | undefined): MatrixRow => ({
    title,
    trait,
    cells: gateways.map(({ provider }) => show(provider.dialect) ?? null),
  })
  const hasAny = ({ cells }: MatrixRow) => cells.some((cell) => cell !== null)
  const titleOf = (trait: string) => findMember(trait)?.title ?? trait
  if (subject === 'Endpoints')
    return [
      { title: 'Base URL', trait: '/origins', cells: gateways.map((gateway) => knownBaseUrl(gateway) ?? null) },
      ...(['generate', 'edit'] as const).flatMap((does) => {
        const name = does === 'generate' ? 'Generations' : 'Edits'
        const show = (read: (operation: ImageOperationOf) => string) => (dialect: Dialect) =>
          Object.values(dialect.operations)
            .filter((operation): operation is ImageOperationOf => operation.does === does)
            .map(read)
            .join('; ') || undefined
        return [
          rowOf(
            `${name}: endpoint`,
            '/operations/*/at',
            show(({ at }) => at),
          ),
          rowOf(
            `${name}: body`,
            '/operations/*/bodies',
            show(({ bodies }) => bodies.map((body) => bodyNames[body]).join(', ')),
          ),
          rowOf(
            `${name}: task`,
            '/operations/*/async',
            show(({ async }) => taskModes[async]),
          ),
          rowOf(
            `${name}: reference images`,
            '/operations/*/references',
            show(({ references }) => referenceModes[references]),
          ),
        ]
      }),
    ]
  if (subject === 'Request fields')
    return canonicalFields
      .map((field) =>
        rowOf(titleOf(`/fields/${field}`), `/fields/${field}`, ({ fields }) => {
          const { names, json, multipart } = fields[field] ?? {}
          return [...new Set([...(names ?? []), ...(json ?? []), ...(multipart ?? [])])].join(', ') || undefined
        }),
      )
      .filter(hasAny)
  if (subject === 'Models, sizes and formats')
    return [rowOf('Known models', '/models/known', ({ models }) => models.known.map(({ match }) => match).join(', '))]
  if (subject === 'Errors')
    return causes
      .map((cause) =>
        rowOf(titleOf(`/errors/causes/${cause}`), `/errors/causes/${cause}`, ({ errors }) => {
          const entry = errors.causes[cause]
          return (
            entry &&
            [entry.status, entry.code ?? entry.type]
              .filter(
                (part, index) =>
                  part !== undefined && part !== '' && !(index > 0 && String(part) === String(entry.status)),
              )
              .join(' ')
          )
        }),
      )
      .filter(hasAny)
  return []
}

type ImageOperationOf = Extract<Dialect['operations'][string], { does: 'generate' | 'edit' }>

/** Writes the matrix as JSON with a line for each row, so that a change of one row changes one line. */
export function renderMatrix({ gateways, sections }: Matrix): string {
  const lines = sections.map(
    ({ title, rows }) =>
      `{ "title": ${JSON.stringify(title)}, "rows": [\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n] }`,
  )
  return `{ "gateways": ${JSON.stringify(gateways)}, "sections": [\n${lines.join(',\n')}\n] }\n`
}
