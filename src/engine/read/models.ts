import { isNode } from '../../contract/document.ts'
import { rulesForModel } from '../../dialect/models.ts'
import { fieldName } from '../../dialect/names.ts'
import type { CanonicalField, Dialect } from '../../dialect/schema.ts'
import type { RequestBody } from '../model/body.ts'
import type { Job } from '../model/job.ts'
import { Problem } from '../model/problem.ts'

/** The fields of a body by their canonical names. */
export type FieldValues = Partial<Record<CanonicalField, unknown>>

/**
 * The model that is asked for, or `fallback`. Throws what is said of it: unknownModel, retiredModel by the day `today`, a
 * field or a value that it does not take.
 */
export function readModel(
  dialect: Dialect,
  body: RequestBody,
  values: FieldValues,
  fallback = dialect.models.default,
  today = 0,
): string | undefined {
  const { models, fields } = dialect
  const model = values.model === undefined || values.model === '' ? fallback : String(values.model)
  if (model === undefined) return undefined
  const param = fieldName(dialect, 'model')
  const rules = requireModel(models, model, param, today)
  const refusedField = rules.flatMap(({ refuses }) => refuses ?? []).find((field) => values[field] !== undefined)
  if (refusedField) {
    const name = Object.values(fields[refusedField] ?? {})
      .flat()
      .find((alias) => alias !== undefined && isNode(body.value) && alias in body.value)
    throw new Problem('unknownField', `Unknown parameter: '${name ?? refusedField}'.`, name ?? refusedField)
  }
  for (const [field, words] of rules.flatMap(({ takes }) => Object.entries(takes ?? {}))) {
    const value = values[field as CanonicalField]
    const name = fieldName(dialect, field as CanonicalField)
    if (value !== undefined && !words.includes(String(value)))
      throw new Problem('badField', `${name} must be one of ${words.join(', ')} for ${model}; it is ${value}.`, name)
  }
  return model
}

/** What is known of a model. Throws unknownModel where it must be known, and retiredModel by the day. */
export function requireModel(models: Dialect['models'], model: string, param: string, today = 0) {
  const rules = rulesForModel(models, model)
  const options = { value: model }
  if (rules.length === 0 && models.unknown === 'refused')
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

/** The form of the results of a model, where it has one of its own. */
export const modelResultForm = ({ models }: Dialect, model?: string): Job['form'] =>
  rulesForModel(models, model).find(({ form }) => form !== undefined)?.form
