import { writeId } from '../../dialect/id-template.ts'
import { readTime, writeTime } from '../../dialect/times.ts'
import { msPerSecond } from '../../time/units.ts'
import { areEqualSecrets } from '../../values/equal-secrets.ts'
import { digestOfParts } from '../model/digest.ts'
import { Problem } from '../model/problem.ts'
import type { Task, TaskPlan } from '../model/task.ts'
import type { Call, ServedProvider } from '../request/call.ts'

const indexLimit = 64

type ImageLinkDialect = NonNullable<ServedProvider['dialect']['results']['image']>

const imageLinkDialectOf = ({ dialect }: ServedProvider): ImageLinkDialect => {
  if (!dialect.results.image) throw new Error(`${dialect.id} has no results.image`)
  return dialect.results.image
}

/**
 * Creates the link to an image, without the origin: signed, with its expiry in the provider's unit. `isExpired` puts the
 * expiry one second into the past, if the provider's links carry an expiry. Times are in ms since 1970.
 */
export function createImageLink(
  provider: ServedProvider,
  task: Task,
  index: number,
  secret: string,
  now: number,
  isExpired = false,
): string {
  const { task: taskPlace, index: indexPlace, expiry, signature } = imageLinkDialectOf(provider)
  const path = imagePathOf(provider)
    .replace(`{${taskPlace.name}}`, task.id)
    .replace(`{${indexPlace.name}}`, String(index))
  const expiresAt = endOfLink(provider, task, now, isExpired)
  const until = expiry && expiresAt !== undefined ? writeTime(expiry.unit, expiresAt) : ''
  const query = [
    ...(expiry ? [`${expiry.name}=${encodeURIComponent(until)}`] : []),
    ...(signature ? [`${signature.name}=${signatureOf(signature.form, secret, task.id, index, until)}`] : []),
  ].join('&')
  return query === '' ? path : `${path}?${query}`
}

/** Returns the end of a link to an image in ms since 1970; undefined for a link without an end. */
export function endOfLink(provider: ServedProvider, task: Task, now: number, isExpired = false): number | undefined {
  const { ttlSeconds, resignedOnPoll } = imageLinkDialectOf(provider)
  if (ttlSeconds === undefined) return undefined
  return isExpired ? now - msPerSecond : (resignedOnPoll ? now : task.endsAt) + ttlSeconds * msPerSecond
}

/**
 * Returns the first time at which the links of a task no longer work, in ms since 1970; undefined for links without an end, and
 * for links that each poll makes anew.
 */
export function linkFailsAt(
  { dialect }: Pick<ServedProvider, 'dialect'>,
  { endsAt, fails, links }: TaskPlan,
): number | undefined {
  const { ttlSeconds, resignedOnPoll, expiry } = dialect.results.image ?? {}
  if (ttlSeconds === undefined || resignedOnPoll || fails || links === 'expired') return undefined
  const expiresAt = endsAt + ttlSeconds * msPerSecond
  if (!expiry) return expiresAt + 1
  // The time in the link is rounded to its unit, and so is the time with which the mock compares it.
  const shownTime = (ms: number) => readTime(expiry.unit, writeTime(expiry.unit, ms)) ?? ms
  const isOver = (ms: number) => shownTime(ms) > shownTime(expiresAt)
  return isOver(expiresAt + 1) ? expiresAt + 1 : shownTime(expiresAt) + msPerSecond
}

/** Returns the path template of images: the base path of the server and the path in the contract. */
function imagePathOf(provider: ServedProvider): string {
  const { at: operationKey } = imageLinkDialectOf(provider)
  const operation = provider.contract.operations.find((candidate) => candidate.route === operationKey)
  return operation ? `${operation.basePath}${operation.path}` : ''
}

/** Signs a link: a client without the secret cannot forge a link. */
const signatureOf = (form: string, secret: string, id: string, index: number, until: number | string) =>
  writeId(form, { digits: (length) => digestOfParts(length, secret, 'signature', id, index, until), time: 0 })

/** Lists the parameters of a link, which have refusals of their own. */
export function linkParametersOf(provider: ServedProvider): string[] {
  const { task, index, expiry, signature } = imageLinkDialectOf(provider)
  return [task.name, index.name, expiry?.name, signature?.name].filter((name) => name !== undefined)
}

/** Values that a link names. */
export interface ParsedImageLink {
  readonly id: string
  readonly index: number
  /** Expiry in the form of the provider; empty when the provider's links carry no expiry. */
  readonly until: string
}

/** Reads the link from the URL of the request. Throws linkMalformed. */
export function parseLink({ provider, params, query }: Call): ParsedImageLink {
  const { task: taskPlace, index: indexPlace, expiry } = imageLinkDialectOf(provider)
  const [id = '', rawIndex = ''] = [params[taskPlace.name], params[indexPlace.name]]
  const index = Number(rawIndex)
  if (!/^\d+$/.test(rawIndex) || index > indexLimit)
    throw new Problem('linkMalformed', `Invalid image index ${rawIndex}: expected an integer from 0 to ${indexLimit}.`)
  const until = expiry ? (query.get(expiry.name) ?? '') : ''
  if (expiry && readUntil(expiry.unit, until) === undefined)
    throw new Problem('linkMalformed', `${expiry.name} is missing or no time.`)
  return { id, index, until }
}

/** Reads the end of a link, in ms since 1970, from its text in a query; undefined for another text than that of a time. */
const readUntil = (form: string, text: string): number | undefined =>
  readTime(form, /^\d+$/.test(text) ? Number(text) : text)

/** Checks the expiry, then the signature. Throws linkExpired, linkMalformed or linkInvalid. */
export function checkLink(
  { provider, query }: Call,
  { id, index, until }: ParsedImageLink,
  secret: string,
  now: number,
): void {
  const { expiry, signature } = imageLinkDialectOf(provider)
  const endsAt = expiry && readUntil(expiry.unit, until)
  if (expiry && endsAt !== undefined && endsAt < (readTime(expiry.unit, writeTime(expiry.unit, now)) ?? now))
    throw new Problem('linkExpired', 'The link has expired.')
  const sentSignature = signature && query.get(signature.name)
  if (signature && !sentSignature) throw new Problem('linkMalformed', `${signature.name} is missing.`)
  if (
    signature &&
    sentSignature &&
    !areEqualSecrets(
      sentSignature,
      signatureOf(signature.form, secret, id, index, /^\d+$/.test(until) ? Number(until) : until),
    )
  )
    throw new Problem('linkInvalid', 'The signature is wrong.')
}
