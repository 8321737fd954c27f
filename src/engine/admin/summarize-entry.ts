import { titleOf } from '../../dialect/titles.ts'
import { createRedactor } from '../../redaction/redactor.ts'
import { formatKeyTail } from '../../values/api-key.ts'
import { isRaw, type StoredEntry } from '../journal/entry.ts'
import { toEntry } from '../journal/redact-sides.ts'
import { isRepeatable } from './repeat-route.ts'
import type { EntryDetail, EntrySummary } from './wire.ts'

/** Describes a kept exchange in a few words and without keys. */
export function summarizeEntry(entry: StoredEntry): EntrySummary {
  const { number, at, world, provider, operation, findings, violations, images } = entry
  return {
    ...{ number, at, world, provider, operation },
    ...lineOf(entry),
    status: entry.status,
    scenario: entry.scenario ?? null,
    task: entry.task ?? null,
    repeats: entry.repeats ?? null,
    ...endOf(entry),
    findings: findings.length,
    violations: violations.length,
    images,
  }
}

/** Describes a kept exchange in full, without keys. */
export function describeEntry(entry: StoredEntry): EntryDetail {
  const { parts } = entry
  const shown = toEntry(entry)
  return {
    ...shown,
    request: parts ? { ...shown.request, body: parts } : shown.request,
    ...endOf(entry),
    refusalTitle: entry.refusal ? (titleOf(`/errors/causes/${entry.refusal}`) ?? null) : null,
    bodyKind: parts ? 'multipart' : shown.request.body === undefined ? 'none' : 'json',
    isRepeatable: isRepeatable(entry),
  }
}

function lineOf({ sides, key }: StoredEntry): { method: string; path: string } {
  if (!isRaw(sides)) return { method: sides.request.method, path: sides.request.url }
  const { method, url } = sides.requestHead
  return { method, path: createRedactor(key).path(new URL(url), sides.keyName) }
}

function endOf({ key, durationMs, refusal, message, field }: StoredEntry) {
  const { value } = createRedactor(key)
  const redact = (text: string | undefined) => (text === undefined ? null : String(value(text)))
  return {
    keyTail: formatKeyTail(key) ?? null,
    durationMs: durationMs ?? null,
    refusal: refusal ?? null,
    message: redact(message),
    field: redact(field),
  }
}
