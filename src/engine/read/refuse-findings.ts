import { isNode } from '../../contract/document.ts'
import { formatPointer } from '../../contract/pointer.ts'
import { fieldParts, paramName, readField } from '../../dialect/body-field.ts'
import { readPointer } from '../../dialect/lens.ts'
import type { CanonicalField, Cause, Dialect } from '../../dialect/schema.ts'
import { canonicalFields } from '../../dialect/words.ts'
import { Problem } from '../model/problem.ts'
import type { ContractFinding } from '../validate/validator.ts'

/**
 * Throws the Problem of the first finding of Prism. Ignores findings in fields where the dialect is more lenient than the
 * published schema.
 */
export function refuseFindings(dialect: Dialect, findings: readonly ContractFinding[], body?: unknown): void {
  if (findings.length === 0) return
  const { images } = dialect
  const { aliases, imageFields, maskFields } = namesOf(dialect)
  // The dialect decides the number and shape of images; the contract decides the members of an object, and whether null is one.
  const isLenient = ({ path: [place, ...path], code }: ContractFinding) => {
    if (place === 'body' && images.n.outOfRange === 'clamp' && code !== 'type' && isIn(path, aliases('n'))) return true
    if (place !== 'body' || !isAt(path, [...imageFields, ...maskFields])) return false
    const value = readPointer(body, formatPointer(path))
    return value !== null && !isNode(value)
  }
  refuseFirst(
    dialect,
    findings.filter((candidate) => !isLenient(candidate)),
    body,
  )
}

/** Throws the Problem of the first finding of Prism, or of an unknown field if there is one. */
export function refuseFirst(dialect: Dialect, findings: readonly ContractFinding[], body?: unknown): void {
  if (findings.length === 0) return
  const { aliases, imageFields, maskFields } = namesOf(dialect)
  const named = [...canonicalFields.flatMap(aliases), ...imageFields, ...maskFields]
  // A gateway that refuses unknown fields checks unknown fields first.
  const finding =
    findings.find(
      ({ code, path: [place, ...path] }) =>
        code === 'additionalProperties' && (path.length === 0 || (place === 'body' && isAbove(path, named))),
    ) ?? findings[0]
  if (!finding) return
  const { path, code, message } = finding
  const sentMasks = maskFields.filter((name) => isNode(body) && readField(body, name) !== undefined).map(paramName)
  if (code === 'not' && sentMasks.length > 1)
    throw new Problem(
      'badMask',
      `${sentMasks.join(' and ')} are mutually exclusive; send only one of them.`,
      sentMasks[1],
    )
  const [, ...field] = path
  const isModelInPath = ([place, name]: readonly string[]) => place === 'path' && name === dialect.models.place?.name
  const reasons: [Cause, boolean][] = [
    ['badMask', isIn(field, maskFields)],
    ['badReference', isIn(field, imageFields)],
    ['unknownModel', code === 'enum' && (isIn(field, aliases('model')) || isModelInPath(path))],
    ['missingField', code === 'required'],
    ['unknownField', code === 'additionalProperties'],
  ]
  const reason = reasons.find(([, applies]) => applies)?.[0] ?? 'badField'
  // The path of a missing or an unknown field ends at the object around the field.
  const [, member] = message.match(/'([^']+)'/) ?? []
  const isMember = reason === 'missingField' || reason === 'unknownField' || field.length === 0
  const name = [...field, ...(isMember && member !== undefined ? [member] : [])].join('.') || undefined
  throw new Problem(reason, reason === 'unknownField' ? `Unknown parameter: '${name}'.` : `${message}.`, name)
}

/** Lists the names under which a request may send the fields, the reference images and the mask. */
function namesOf({ fields, references, mask }: Dialect) {
  const aliases = (field: CanonicalField): string[] => {
    const { names = [], json = [], multipart = [] } = fields[field] ?? {}
    return [...names, ...json, ...multipart]
  }
  const imageFields = [...(references.json?.fields ?? []), ...(references.multipart?.fields ?? [])]
  const maskFields = [...new Set([...(mask?.json ?? []), ...(mask?.multipart ?? [])])]
  return { aliases, imageFields, maskFields }
}

/** Leaves out the findings in parameters of these names, because the caller judges them itself. */
export const exceptParameters = (
  findings: readonly ContractFinding[],
  names: readonly string[],
): readonly ContractFinding[] =>
  findings.filter(({ path: [place = '', name = ''], message }) => {
    const isMissing = names.some((own) => message.endsWith(`required property '${own}'`))
    return place === 'body' || !(names.includes(name) || isMissing)
  })

/** Tests whether a path in the body leads to one of the fields. */
const isAt = (path: readonly string[], names: readonly string[]): boolean =>
  names.some((name) => fieldParts(name).length === path.length && isIn(path, [name]))

/** Tests whether a path in the body leads to one of the fields or into its value. */
const isIn = (path: readonly string[], names: readonly string[]): boolean =>
  names.some((name) => fieldParts(name).every((part, index) => part === path[index]))

/** Tests whether a path in the body leads to an object that one of the fields lies in. */
const isAbove = (path: readonly string[], names: readonly string[]): boolean =>
  names.some((name) => {
    const parts = fieldParts(name)
    return path.length < parts.length && path.every((part, index) => part === parts[index])
  })
