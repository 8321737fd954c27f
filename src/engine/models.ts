import { LRUCache } from 'lru-cache'
import { isNode } from '../contract/document.ts'
import { type Lens, writePointer } from '../dialect/lens.ts'
import { fieldName } from '../dialect/names.ts'
import { matches } from '../dialect/pattern.ts'
import type { CanonicalField, Dialect } from '../dialect/schema.ts'
import type { Body } from './body.ts'
import type { Call } from './call.ts'
import type { Job } from './job.ts'
import { Problem } from './problem.ts'
import type { Rendered } from './rendered.ts'

/** The fields of a body by their canonical names. */
export type Values = Partial<Record<CanonicalField, unknown>>

/**
 * The model that is asked for, or `fallback`. Throws what is said of it: unknownModel, retiredModel by the day `today`, a
 * field or a value that it does not take.
 */
export function readModel(
  dialect: Dialect,
  body: Body,
  values: Values,
  fallback = dialect.models.default,
  today = 0,
): string | undefined {
  const { models, fields } = dialect
  const model = values.model === undefined || values.model === '' ? fallback : String(values.model)
  if (model === undefined) return undefined
  const param = fieldName(dialect, 'model')
  const known = knownModel(models, model, param, today)
  const refused = known.flatMap(({ refuses }) => refuses ?? []).find((field) => values[field] !== undefined)
  if (refused) {
    const name = Object.values(fields[refused] ?? {})
      .flat()
      .find((alias) => alias !== undefined && isNode(body.value) && alias in body.value)
    throw new Problem('unknownField', `Unknown parameter: '${name ?? refused}'.`, name ?? refused)
  }
  for (const [field, words] of known.flatMap(({ takes }) => Object.entries(takes ?? {}))) {
    const value = values[field as CanonicalField]
    const name = fieldName(dialect, field as CanonicalField)
    if (value !== undefined && !words.includes(String(value)))
      throw new Problem('badField', `${name} must be one of ${words.join(', ')} for ${model}; it is ${value}.`, name)
  }
  return model
}

type Rows = Dialect['models']['known']

/** The rows of the latest models that were asked for: several steps of a request want them. */
const rows = new WeakMap<Rows, LRUCache<string, Rows>>()

/** The rows that speak of a model. */
export function rowsOf({ known }: Dialect['models'], model = ''): Rows {
  const byModel = rows.get(known) ?? new LRUCache<string, Rows>({ max: 100 })
  rows.set(known, byModel)
  const found = byModel.get(model) ?? known.filter(({ match }) => matches(match, model))
  byModel.set(model, found)
  return found
}

/** What is known of a model. Throws unknownModel where it must be known, and retiredModel by the day. */
function knownModel(models: Dialect['models'], model: string, param: string, today = 0) {
  const known = rowsOf(models, model)
  const circumstances = { value: model }
  if (known.length === 0 && models.unknown === 'refused')
    throw new Problem(
      'unknownModel',
      `The model '${model}' does not exist or you do not have access to it.`,
      param,
      circumstances,
    )
  const retired = known.find((row) => row.retired !== undefined && Date.parse(row.retired) <= today)
  if (retired)
    throw new Problem('retiredModel', `The model '${model}' was retired on ${retired.retired}.`, param, circumstances)
  return known
}

/** The contract's example of a model, under the id that was asked for. Throws unknownModel or retiredModel. */
export function tellModel(
  { provider: { dialect }, params }: Call,
  { parameter, lens }: { parameter: string; lens: Lens },
  today: number | undefined,
  example: Rendered,
): Rendered {
  const id = params[parameter] ?? ''
  knownModel(dialect.models, id, parameter, today)
  const pointers = [lens.id ?? []].flat()
  return { ...example, json: pointers.reduce((json, at) => writePointer(json, at, id), structuredClone(example.json)) }
}

/** The form of the results of a model, where it has one of its own. */
export const modelForm = ({ models }: Dialect, model?: string): Job['form'] =>
  rowsOf(models, model).find(({ form }) => form !== undefined)?.form
