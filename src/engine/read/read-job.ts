import { isNode } from '../../contract/document.ts'
import { paramName, readField } from '../../dialect/body-field.ts'
import { rulesForModel } from '../../dialect/models.ts'
import { fieldNamesIn, paramOf } from '../../dialect/names.ts'
import type { CanonicalField, Dialect, ImageOperation } from '../../dialect/schema.ts'
import { canonicalFields } from '../../dialect/words.ts'
import { bodyFormOf, type RequestBody } from '../model/body.ts'
import type { Job } from '../model/job.ts'
import { Problem } from '../model/problem.ts'
import type { Call } from '../request/call.ts'
import type { ContractFinding } from '../validate/validator.ts'
import { isAbsent } from './absent.ts'
import { wantsAsync } from './async-trigger.ts'
import { readMask } from './mask.ts'
import { type FieldValues, modelResultForm, readModel, refuseFieldsOfModel } from './models.ts'
import { type ResolveReference, readReferences } from './references.ts'
import { refuseFindings } from './refuse-findings.ts'
import { readSize } from './size.ts'

/** Settings of the mock for reading requests, in addition to the dialect. */
export interface ReadOptions {
  /** Date that decides which models are retired, in ms since 1970. Undefined keeps all models available. */
  readonly today: number | undefined
  /** True: check the content of files. False: check files by the contract and the size limit only. */
  readonly checksContent: boolean
  /** Fetches the image of a link or a file id. */
  readonly resolve: ResolveReference
}

/** Reads a request into a job in canonical words. Throws a Problem when the contract or the dialect refuses the request. */
export async function readJob(
  call: Call,
  operation: Omit<ImageOperation, 'at'>,
  body: RequestBody,
  findings: readonly ContractFinding[],
  options: ReadOptions,
): Promise<Job> {
  const { dialect } = call.provider
  const modelInPath = readModelInPath(call)
  // A gateway that takes no such field from a model does not look at the value of the field.
  if (findings.length > 0) refuseFieldsOfModel(dialect, body, modelInPath.model ?? operation.model)
  refuseFindings(dialect, findings, body.value)
  const values = { ...readValues(dialect, body), ...modelInPath }
  const prompt = operation.prompt === 'none' ? '' : readPrompt(dialect, values, operation.model)
  const model = readModel(dialect, body, values, operation.model, options.today)
  const tier = readTier(dialect, body)
  const { width, height } = readSize(dialect, withoutTierWord(dialect, body, values), tier, model)
  const format = readFormat(dialect, values)
  const isAsync = operation.async === 'always' || (operation.async === 'asked' && wantsAsync(call, body))
  const references = await readReferences(dialect, operation, body, { prompt, model }, options)
  return {
    does: operation.does,
    prompt,
    model,
    n: readCount(dialect, values, model, tier),
    width,
    height,
    tier,
    format,
    compression: typeof values.compression === 'number' ? Math.min(100, Math.max(0, values.compression)) : undefined,
    transparent: values.background === 'transparent',
    asked: { background: values.background, quality: values.quality, size: values.size, user: values.user },
    form: readForm(dialect, values) ?? modelResultForm(dialect, model),
    references: references.images,
    mask: await readMask(dialect, body, references, options),
    isAsync,
    partials: isAsync ? undefined : readPartialImages(dialect, operation, body, values),
  }
}

/** Returns the model that the path names, which goes before a model in the body. */
function readModelInPath({ provider, params }: Call): { model?: string } {
  const { place } = provider.dialect.models
  const model = place && params[place.name]
  return model === undefined ? {} : { model }
}

/** Reads the fields of the body by canonical name. The dialect decides the meaning of an empty string; null means absent. */
function readValues(dialect: Dialect, body: RequestBody): FieldValues {
  const values: FieldValues = {}
  for (const field of canonicalFields) {
    if (field === 'tier') continue
    const aliases = sentAliases(dialect, body, field)
    const [first] = aliases
    if (!first) continue
    const { several = 'first' } = dialect.fields[field] ?? {}
    if (several === 'reject' && aliases.some(([, value]) => value !== first[1]))
      throw new Problem(
        'badField',
        `${aliases.map(([name]) => paramName(name)).join(' and ')} have different values; send only one of them.`,
        paramName(aliases[1]?.[0] ?? ''),
      )
    values[field] = several === 'last' ? aliases.at(-1)?.[1] : first[1]
  }
  return values
}

/** Lists the aliases of a field that were sent, with their values, in order of precedence. */
function sentAliases(dialect: Dialect, body: RequestBody, field: CanonicalField): [name: string, value: unknown][] {
  const aliases: [string, unknown][] = []
  if (!isNode(body.value)) return aliases
  for (const name of fieldNamesIn(dialect, field, bodyFormOf(body))) {
    const value = readField(body.value, name)
    if (value === undefined || value === null || isAbsent(dialect, name, value, [field])) continue
    // The length check of readPrompt refuses an empty prompt.
    if (value === '' && dialect.request.emptyStrings === 'reject' && field !== 'prompt')
      throw new Problem('badField', `Invalid value: ''. ${paramName(name)} must not be empty.`, paramName(name))
    aliases.push([name, value])
  }
  return aliases
}

/** Longest prompt that the mock reads, in UTF-16 code units. The limits of gateways are lower. */
const promptLimit = 1e6

function readPrompt(dialect: Dialect, values: FieldValues, fallback = dialect.models.default): string {
  const { prompt: rules } = dialect
  const name = paramOf(dialect, 'prompt')
  const prompt = values.prompt === undefined ? '' : String(values.prompt)
  if (prompt.length > promptLimit)
    throw new Problem('promptTooLong', `${name} has ${prompt.length} characters; the limit is ${promptLimit}.`, name)
  const length = lengthByUnit[rules.unit ?? 'codePoints'](prompt)
  const max = ownMember(rules.byModel, String(values.model ?? fallback)) ?? rules.max
  if (rules.min !== undefined && prompt.trim().length < rules.min)
    throw new Problem('missingField', `${name} is required and must not be empty.`, name)
  if (max !== undefined && length > max)
    throw new Problem('promptTooLong', `${name} has ${length} characters; the limit is ${max}.`, name)
  return prompt
}

/** Returns a member of the table itself, never an inherited one such as `constructor`. */
const ownMember = <T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined =>
  table && Object.hasOwn(table, key) ? table[key] : undefined

const lengthByUnit = {
  // A list of the code points of the longest prompt takes 20 ms.
  codePoints: (text: string) => (/[\ud800-\udbff]/.test(text) ? [...text].length : text.length),
  codeUnits: (text: string) => text.length,
  bytes: (text: string) => Buffer.byteLength(text),
}

/** Returns the tier of the first alias whose value is a word for a tier. Ignores other values, which can have other meanings. */
function readTier(dialect: Dialect, body: RequestBody): string | undefined {
  const { tier } = dialect.images
  if (!tier) return undefined
  for (const [, value] of sentAliases(dialect, body, 'tier')) {
    const name = tierOfWord(tier, String(value))
    if (name !== undefined) return name
  }
  return undefined
}

function tierOfWord({ words, match }: NonNullable<Dialect['images']['tier']>, value: string): string | undefined {
  const normalized = normalizeWord(value)
  const asks = (word: string) =>
    match === 'exact' ? normalized === normalizeWord(word) : normalized.includes(normalizeWord(word))
  return Object.keys(words).find((name) => words[name]?.some(asks))
}

/** Removes the size if its field also asks for a tier, and the value is the word of a tier. */
function withoutTierWord(dialect: Dialect, body: RequestBody, values: FieldValues): FieldValues {
  const { tier } = dialect.images
  const tierNames = fieldNamesIn(dialect, 'tier', bodyFormOf(body))
  const isShared = fieldNamesIn(dialect, 'size', bodyFormOf(body)).some((name) => tierNames.includes(name))
  const isTier = isShared && tier && tierOfWord(tier, String(values.size)) !== undefined
  return isTier ? { ...values, size: undefined } : values
}

const normalizeWord = (word: string) => word.toLowerCase().replaceAll(/[\s_-]/g, '')

function readCount(dialect: Dialect, values: FieldValues, model: string | undefined, tier?: string): number {
  const { images, models } = dialect
  const { n } = images
  const limits = rulesForModel(models, model).flatMap(({ maxImages }) => maxImages ?? [])
  const max = Math.min(n.max, n.byTier?.[tier ?? images.tier?.default ?? ''] ?? n.max, ...limits)
  const count = values.n === undefined || values.n === '' ? n.default : Number(values.n)
  const name = paramOf(dialect, 'n')
  if (!Number.isInteger(count)) throw new Problem('badField', `${name} must be an integer.`, name)
  if (count >= n.min && count <= max) return count
  if (n.outOfRange === 'clamp') return Math.min(max, Math.max(n.min, count))
  throw new Problem('badField', `${name} must be from ${n.min} to ${max} for this request; it is ${count}.`, name)
}

function readFormat(dialect: Dialect, values: FieldValues): Job['format'] {
  const { images } = dialect
  const name = paramOf(dialect, 'format')
  const value = values.format === undefined || values.format === '' ? images.formats.default : String(values.format)
  const { accepts, words } = images.formats
  const format = ownMember(words, value) ?? accepts.find((candidate) => candidate === value)
  if (!format)
    throw new Problem('badField', `${name} must be one of ${images.formats.accepts.join(', ')}; it is ${value}.`, name)
  if (
    values.background === 'transparent' &&
    images.transparent &&
    !images.transparent.some((candidate) => candidate === format)
  )
    throw new Problem(
      'badField',
      `${name} must be ${images.transparent.join(' or ')} for a transparent background; it is ${format}.`,
      paramOf(dialect, 'background'),
    )
  return format
}

function readForm(dialect: Dialect, values: FieldValues): Job['form'] {
  const { results } = dialect
  const value = values.responseFormat
  if (value === undefined || value === '' || !results.byResponseFormat) return undefined
  const form = ownMember(results.byResponseFormat, String(value))
  if (form) return form
  const name = paramOf(dialect, 'responseFormat')
  const options = Object.keys(results.byResponseFormat).join(' or ')
  throw new Problem('badField', `${name} must be ${options}; it is ${String(value)}.`, name)
}

/** Returns the number of partial images of a stream; undefined when the request or the gateway has no stream. */
function readPartialImages(
  dialect: Dialect,
  { does }: Pick<ImageOperation, 'does'>,
  body: RequestBody,
  { stream: streamValue, partialImages }: FieldValues,
): number | undefined {
  const { stream, request } = dialect
  const wantsStream =
    streamValue === true ||
    (bodyFormOf(body) === 'multipart' && request.booleans.multipart.true.includes(String(streamValue)))
  if (!stream?.operations.includes(does) || !wantsStream) return undefined
  const partials = Number(partialImages ?? 0)
  const name = paramOf(dialect, 'partialImages')
  if (!Number.isInteger(partials) || partials < 0 || partials > stream.maxPartialImages)
    throw new Problem('badField', `${name} must be from 0 to ${stream.maxPartialImages}; it is ${partials}.`, name)
  return partials
}
