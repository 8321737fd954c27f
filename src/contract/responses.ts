import { memoizeByObject } from '../values/memoize.ts'
import { createCompiler, resolvePointer } from './compile.ts'
import { isNode, type Node, nodeAt } from './document.ts'
import { type Contract, type ContractOperation, resolveRef } from './load.ts'
import { findMediaKey, mediaTypes } from './media-types.ts'
import { escapePart, formatPointer, parsePointer } from './pointer.ts'
import type { SchemaError } from './validate.ts'

/** A rule of the contract that a response breaks. */
export interface ResponseViolation {
  /** Place of the rule in the contract, as `#` and a JSON pointer. */
  readonly pointer: string
  readonly rule: string
  /** JSON pointer into the body: the value that breaks the rule, or the missing member. Absent for a status. */
  readonly at?: string
  /** Keyword of JSON Schema, such as `required`. Absent for a status. */
  readonly keyword?: string
  readonly value: unknown
}

/** Lists the violations in the status and JSON body of an operation's response; empty if the contract allows both. */
export type ResponseJudge = (operation: ContractOperation, status: number, json: unknown) => ResponseViolation[]

/** Returns the judge of a contract, which is created on the first call for that contract. */
export const responseJudgeOf = memoizeByObject((contract: Contract) => createResponseJudge(contract))

/**
 * Returns the judge of a contract that allows further members in every object, even where the contract forbids them or where a
 * choice tells objects apart by them.
 */
export const tolerantJudgeOf = memoizeByObject(({ document }: Contract) =>
  createResponseJudge({ document: tolerate(document) as Node }),
)

function tolerate(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(tolerate)
  if (!isNode(node)) return node
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, value]): [string, unknown][] => {
      const isClosed = name === 'additionalProperties' || name === 'unevaluatedProperties'
      if (isClosed && value === false) return []
      return [[name === 'oneOf' ? 'anyOf' : name, tolerate(value)]]
    }),
  )
}

async function createResponseJudge({ document }: Pick<Contract, 'document'>): Promise<ResponseJudge> {
  const compile = await createCompiler(document, { allErrors: true })
  return ({ path, method, node }, status, json) => {
    const responses = nodeAt(node, 'responses')
    const key = responseKeyOf(node, status)
    const base = formatPointer(['paths', path, method.toLowerCase(), 'responses'])
    if (key === undefined)
      return [{ pointer: `#${base}`, rule: `the status is one of ${Object.keys(responses).join(', ')}`, value: status }]
    const declared = nodeAt(responses, key)
    const location = typeof declared.$ref === 'string' ? declared.$ref.slice(1) : `${base}/${key}`
    const content = nodeAt(resolveRef(document, declared), 'content')
    const type = findMediaKey(content, mediaTypes.json)
    if (type === undefined || nodeAt(content, type).schema === undefined) return []
    const schema = ['paths', path, method.toLowerCase(), 'responses', key, 'content', type, 'schema']
    const validate = compile(resolvePointer(document, schema).pointer)
    if (validate(json)) return []
    return outermost(validate.errors ?? []).map(({ instancePath, message, params, keyword }) => ({
      pointer: `#${location}`,
      rule: `${instancePath || 'the body'} ${message}${showParams(params)}`,
      at:
        params.missingProperty === undefined
          ? instancePath
          : `${instancePath}/${escapePart(String(params.missingProperty))}`,
      keyword,
      value: valueAt(json, instancePath),
    }))
  }
}

/** Finds the response that the contract declares for a status. Beside a declared success, `default` stands for errors alone. */
export function responseKeyOf(operation: Node, status: number): string | undefined {
  const responses = nodeAt(operation, 'responses')
  const hasSuccess = Object.keys(responses).some((key) => key.startsWith('2'))
  const fallback = status < 300 && hasSuccess ? [] : ['default']
  return [String(status), `${String(status)[0]}XX`, ...fallback].find((candidate) => candidate in responses)
}

/**
 * Leaves out the errors inside the branches of a choice, of which the choice itself is an error too. The branches may lie
 * anywhere in the document, so all errors in the same value count as errors inside.
 */
function outermost(all: readonly SchemaError[]): SchemaError[] {
  // The errors of the branch of a condition say more than the error of the condition.
  const errors = all.filter(({ keyword }) => keyword !== 'if')
  const choices = errors.filter(isChoice)
  const isInside = ({ instancePath }: SchemaError, choice: SchemaError) =>
    instancePath === choice.instancePath || instancePath.startsWith(`${choice.instancePath}/`)
  return errors.filter(
    (error, index) =>
      !choices.some(
        (choice) =>
          choice !== error &&
          isInside(error, choice) &&
          // The outer one of two choices about one value comes last.
          (!isChoice(error) || error.instancePath !== choice.instancePath || index < errors.indexOf(choice)),
      ),
  )
}

/** Tests for an error of a choice between schemas. */
export const isChoice = ({ keyword }: { readonly keyword?: string }): boolean => /^(any|one)Of$/.test(keyword ?? '')

const showParams = (params: Record<string, unknown>) =>
  params.allowedValues || params.additionalProperty ? `: ${JSON.stringify(Object.values(params)[0])}` : ''

const valueAt = (json: unknown, pointer: string) =>
  parsePointer(pointer).reduce<unknown>((node, part) => (node as Node | undefined)?.[part], json)
