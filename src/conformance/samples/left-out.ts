import { formatPointer } from '../../contract/pointer.ts'
import { fieldParts } from '../../dialect/body-field.ts'
import type { DialectFile } from '../../dialect/schema.ts'
import type { SampleRequest } from '../../probes/sample-request.ts'
import { isKeyParameter } from '../infer/parse-request.ts'
import { isAtOrBelow, listLeaves } from './find-members.ts'
import type { ReplySample } from './reply-sample.ts'

interface GivenSamples extends Readonly<Record<'submit' | 'poll' | 'error', ReplySample | undefined>> {
  readonly request: SampleRequest | undefined
  /** URL of the request. */
  readonly url: URL | undefined
}

/**
 * Lists the members of the samples that the dialect does not describe, so that a mock ignores them in requests and lacks them in
 * replies: `request: /seed`, `poll: /data/model`. The members of an item have the pointer of the item: `submit: /data/0/seed`.
 */
export function listLeftOut(dialect: DialectFile, { request, url, submit, poll, error }: GivenSamples): string[] {
  const { async: asynchronous, tasks, results, errors } = dialect
  const item = results?.item ?? {}
  const task = tasks?.polls?.task
  const reply = results?.reply
  const submitted = asynchronous ? asynchronous.submit : reply
  return [
    ...[...(url?.searchParams ?? [])].flatMap(([name, value]) =>
      isKeyParameter(name, value) ? [] : [`request: ${name} of the query`],
    ),
    ...leftIn('request', request?.json ?? Object.fromEntries(request?.form ?? []), fieldsOf(dialect)),
    ...leftIn('submit', submit?.json, usedBy(submitted, asynchronous ? {} : item)),
    ...leftIn('poll', poll?.json, [...usedBy(task, item), ...Object.keys(task?.whenAbsent ?? {})]),
    ...leftIn('error', error?.json, usedBy(errors?.envelopes?.default, {})),
  ]
}

/** Lists the pointers of the members of a body that the dialect names. */
function fieldsOf({ fields, references, mask, async: asynchronous }: DialectFile): string[] {
  const triggers = (asynchronous?.triggers ?? []).flatMap((trigger) => (trigger.in === 'body' ? [trigger.name] : []))
  const names = [
    ...Object.values(fields).flatMap((rules) => [rules?.names ?? [], rules?.multipart ?? []].flat()),
    ...(references?.json?.fields ?? []),
    ...[mask?.json ?? []].flat(),
    ...triggers,
  ]
  return names.map((name) => formatPointer(fieldParts(name)))
}

type Pointers = Readonly<Record<string, unknown>>

/** Lists the pointers that a part of a dialect reads or writes, those of the first item below the list of items. */
function usedBy(
  part: { readonly lens?: Pointers | undefined; readonly fixed?: Pointers | undefined } | undefined,
  item: Pointers,
): string[] {
  const { items, ...lens } = part?.lens ?? {}
  const insides = Object.values(item).flat()
  const isPointer = (place: unknown) => typeof place === 'string'
  return [
    ...Object.values(lens).flat().filter(isPointer),
    ...Object.keys(part?.fixed ?? {}),
    ...(isPointer(items) ? insides.flatMap((inside) => [`${items}/0${inside}`, `${items}${inside}`]) : []),
  ]
}

const leftIn = (name: string, json: unknown, used: readonly string[]): string[] =>
  listLeaves(json ?? {})
    .filter(({ pointer, path }) => !path.some((part) => /^[1-9]\d*$/.test(part)) && !isAtOrBelow(pointer, used))
    .map(({ pointer }) => `${name}: ${pointer}`)
