import { msPerSecond } from '../../time/units.ts'
import { digestOfParts } from '../model/digest.ts'
import { Problem } from '../model/problem.ts'
import type { Task } from '../model/task.ts'
import { toUnit } from '../model/units.ts'
import type { Call, ServedProvider } from '../request/call.ts'

const indexLimit = 64

type ImageLinkDialect = NonNullable<ServedProvider['dialect']['results']['picture']>

const imageLinkDialectOf = ({ dialect }: ServedProvider): ImageLinkDialect => {
  if (!dialect.results.picture) throw new Error(`${dialect.id} serves no pictures`)
  return dialect.results.picture
}

/**
 * The link to a picture, without the origin: signed, with its expiry in the provider's unit. One that is to be out of date
 * ended a second ago, where the link says when it ends.
 */
export function createImageLink(
  provider: ServedProvider,
  task: Task,
  index: number,
  secret: string,
  now: number,
  isExpired = false,
): string {
  const { task: taskName, index: indexName, ttl, expiry, signature, fresh } = imageLinkDialectOf(provider)
  const path = imagePathOf(provider).replace(`{${taskName}}`, task.id).replace(`{${indexName}}`, String(index))
  const expiresAt = isExpired ? now - msPerSecond : (fresh ? now : task.endsAt) + ttl * msPerSecond
  const until = expiry ? toUnit(expiry.unit, expiresAt) : ''
  const query = [
    ...(expiry ? [`${expiry.parameter}=${until}`] : []),
    ...(signature ? [`${signature.parameter}=${signatureOf(signature.hex, secret, task.id, index, until)}`] : []),
  ].join('&')
  return query === '' ? path : `${path}?${query}`
}

/** The path of pictures as the contract has it, under that of its server. */
function imagePathOf(provider: ServedProvider): string {
  const { at: operationKey } = imageLinkDialectOf(provider)
  const operation = provider.contract.operations.find((candidate) => candidate.route === operationKey)
  return operation ? `${operation.basePath}${operation.path}` : ''
}

/** Who does not know the secret can't make it. */
const signatureOf = (length: number, secret: string, id: string, index: number, until: number | string) =>
  digestOfParts(length, secret, 'signature', id, index, until)

/** What a link asks for, and what it carries. */
export interface ParsedImageLink {
  readonly id: string
  readonly index: number
  /** In the provider's unit; empty where its links carry no end. */
  readonly until: string
}

/** Throws linkMalformed. */
export function parseLink({ provider, params, query }: Call): ParsedImageLink {
  const { task: taskName, index: indexName, expiry } = imageLinkDialectOf(provider)
  const [id = '', rawIndex = ''] = [params[taskName], params[indexName]]
  const index = Number(rawIndex)
  if (!/^\d+$/.test(rawIndex) || index > indexLimit)
    throw new Problem('linkMalformed', `${rawIndex} is not the number of a picture.`)
  const until = expiry ? (query.get(expiry.parameter) ?? '') : ''
  if (expiry && !/^\d+$/.test(until)) throw new Problem('linkMalformed', `${expiry.parameter} is missing or no number.`)
  return { id, index, until }
}

/** Expiry is looked at before the signature. Throws linkExpired, linkMalformed or linkInvalid. */
export function checkLink(
  { provider, query }: Call,
  { id, index, until }: ParsedImageLink,
  secret: string,
  now: number,
): void {
  const { expiry, signature } = imageLinkDialectOf(provider)
  if (expiry && Number(until) < toUnit(expiry.unit, now)) throw new Problem('linkExpired', 'The link has expired.')
  const sentSignature = signature && query.get(signature.parameter)
  if (signature && !sentSignature) throw new Problem('linkMalformed', `${signature.parameter} is missing.`)
  if (signature && sentSignature !== signatureOf(signature.hex, secret, id, index, until === '' ? '' : Number(until)))
    throw new Problem('linkInvalid', 'The signature is wrong.')
}
