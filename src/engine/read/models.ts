import { isNode } from '../../contract/document.ts'
import { paramName, readField } from '../../dialect/body-field.ts'
import { rulesForModel } from '../../dialect/models.ts'
import { fieldNamesIn, paramOf } from '../../dialect/names.ts'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import { bodyFormOf, type RequestBody } from '../model/body.ts'
import type { Job } from '../model/job.ts'
import { Problem } from '../model/problem.ts'
import { isAbsent } from './absent.ts'

/** Values of a body's fields by canonical name. */
export type FieldValues = Partial<Record<CanonicalField, unknown>>

/**
 * Returns the requested model, or `fallback`. Throws unknownModel, retiredModel (when retired at `today`, in ms since 1970),
 * and unknownField or badField when the model refuses a field or a value.
 */
export function readModel(
  dialect: Dialect,
  body: RequestBody,
  values: FieldValues,
  fallback = dialect.models.default,
  today = 0,
): string | undefined {
  const { models } = dialect
  const model = values.model === undefined || values.model === '' ? fallback : String(values.model)
  if (model === undefined) return undefined
  const param = paramOf(dialect, 'model')
  const rules = requireModel(models, model, param, today)
  refuseFieldsOf(rules, dialect, body)
  for (const [field, words] of rules.flatMap(({ accepts }) => Object.entries(accepts ?? {}))) {
    const value = values[field as CanonicalField]
    const name = paramOf(dialect, field as CanonicalField)
    if (value !== undefined && !words.includes(String(value)))
      throw new Problem('badField', `${name} must be one of ${words.join(', ')} for ${model}; it is ${value}.`, name)
  }
  return model
}

/** Throws unknownField for a field of the body that the model does not take, whatever the value of the field. */
export function refuseFieldsOfModel(dialect: Dialect, body: RequestBody, fallback = dialect.models.default): void {
  const [model = fallback] = fieldNamesIn(dialect, 'model', bodyFormOf(body)).flatMap((name) =>
    isNode(body.value) ? (readField(body.value, name) ?? []) : [],
  )
  refuseFieldsOf(rulesForModel(dialect.models, String(model || fallback)), dialect, body)
}

function refuseFieldsOf(rules: Dialect['models']['known'], dialect: Dialect, { value: body, ...rest }: RequestBody) {
  if (!isNode(body)) return
  const encoding = bodyFormOf({ value: body, ...rest })
  for (const field of rules.flatMap(({ rejects }) => rejects ?? []))
    for (const name of fieldNamesIn(dialect, field, encoding)) {
      const value = readField(body, name)
      if (value === undefined || value === null || isAbsent(dialect, name, value, [field])) continue
      throw new Problem('unknownField', `Unknown parameter: '${paramName(name)}'.`, paramName(name))
    }
}

/**
 * Returns the rules of a model. Throws unknownModel when the gateway refuses unknown models, and retiredModel when the model was
 * retired at `today`, in ms since 1970.
 */
export function requireModel(models: Dialect['models'], model: string, param: string, today = 0) {
  const rules = rulesForModel(models, model)
  const options = { value: model }
  if (rules.length === 0 && models.unknown === 'reject')
    throw new Problem(
      'unknownModel',
      `The model '${model}' does not exist or you do not have access to it.`,
      param,
      options,
    )
  const retiredRule = rules.find((rule) => rule.retired !== undefined && Date.parse(rule.retired) <= today)
  if (retiredRule)
    throw new Problem('retiredModel', `The model '${model}' was retired on ${retiredRule.retired}.`, param, options)
  return rules
}

/** Returns the form of the results of a model; undefined when the model has no own form. */
export const modelResultForm = ({ models }: Dialect, model?: string): Job['form'] =>
  rulesForModel(models, model).find(({ form }) => form !== undefined)?.form
