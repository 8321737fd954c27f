import { isNode } from '../../contract/document.ts'
import type { CanonicalField, Cause, Dialect } from '../../dialect/schema.ts'
import { Problem } from '../model/problem.ts'
import type { ContractFinding } from '../validate/validator.ts'

/**
 * Throws the Problem of the first finding of Prism. Ignores findings in fields where the dialect is more lenient than the
 * published schema.
 */
export function refuseFindings(dialect: Dialect, findings: readonly ContractFinding[], body?: unknown): void {
  if (findings.length === 0) return
  const { fields, images, references, mask, async } = dialect
  const aliases = (field: CanonicalField) => Object.values(fields[field] ?? {}).flat()
  const imageFields = new Set([...(references.json?.fields ?? []), ...(references.multipart?.fields ?? [])])
  const maskFields = new Set([...(mask?.json ?? []), ...(mask?.multipart ?? [])])
  const triggers = new Set((async?.triggers ?? []).map(({ name }) => name.toLowerCase()))
  const isImageField = (name: string) => imageFields.has(name) || maskFields.has(name)
  const isLenient = ({ path: [place = '', name = '', ...below], code }: ContractFinding) =>
    // The dialect decides the number and shape of images; the contract decides the members of an object.
    (place === 'body' && isImageField(name) && below.length === 0 && !(isNode(body) && isNode(body[name]))) ||
    (place === 'body' && images.n.outOfRange === 'clamp' && code !== 'type' && aliases('n').includes(name)) ||
    (place === 'query' && triggers.has(name.toLowerCase()))
  const remaining = findings.filter((candidate) => !isLenient(candidate))
  // A gateway that refuses unknown fields checks unknown fields first.
  const finding =
    remaining.find(({ code, path }) => code === 'additionalProperties' && path.length === 1) ?? remaining[0]
  if (!finding) return
  const { path, code, message } = finding
  const sentMasks = isNode(body) ? [...maskFields].filter((name) => body[name] !== undefined) : []
  if (code === 'not' && sentMasks.length > 1)
    throw new Problem(
      'badMask',
      `${sentMasks.join(' and ')} are mutually exclusive; send only one of them.`,
      sentMasks[1],
    )
  const [, field = ''] = path
  const name = path.slice(1).join('.') || message.match(/'([^']+)'/)?.[1]
  const reasons: [Cause, boolean][] = [
    ['badMask', maskFields.has(field)],
    ['badReference', imageFields.has(field)],
    ['unknownModel', code === 'enum' && aliases('model').includes(field)],
    ['missingField', code === 'required'],
    ['unknownField', code === 'additionalProperties'],
  ]
  const reason = reasons.find(([, applies]) => applies)?.[0] ?? 'badField'
  throw new Problem(reason, reason === 'unknownField' ? `Unknown parameter: '${name}'.` : `${message}.`, name)
}
