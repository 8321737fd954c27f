import { createCompiler, pointerTo } from './compile.ts'
import { type Node, nodeAt } from './document.ts'
import { type Contract, type ContractOperation, resolve } from './load.ts'
import { eventStream } from './media-types.ts'
import { formatPointer, parsePointer } from './pointer.ts'

/** What a contract says against a response. */
export interface Breach {
  /** Where the contract says it, as a pointer into it. */
  readonly at: string
  readonly rule: string
  readonly value: unknown
}

/** Judges the JSON body of a response by the operation it answers; none where the contract allows it. */
export type ResponseJudge = (operation: ContractOperation, status: number, json: unknown) => Breach[]

const made = new WeakMap<Contract, Promise<ResponseJudge>>()

/** The judge of a contract; made once for each. */
export function responseJudgeOf(contract: Contract): Promise<ResponseJudge> {
  const judge = made.get(contract) ?? createResponseJudge(contract)
  made.set(contract, judge)
  return judge
}

async function createResponseJudge({ document }: Contract): Promise<ResponseJudge> {
  const compile = await createCompiler(document)
  return ({ path, method, node }, status, json) => {
    const responses = nodeAt(node, 'responses')
    const key = [String(status), `${String(status)[0]}XX`, 'default'].find((each) => each in responses)
    const at = formatPointer(['paths', path, method.toLowerCase(), 'responses'])
    if (key === undefined)
      return [{ at: `#${at}`, rule: `the status is one of ${Object.keys(responses).join(', ')}`, value: status }]
    const declared = nodeAt(responses, key)
    const home = typeof declared.$ref === 'string' ? declared.$ref.slice(1) : `${at}/${key}`
    const content = nodeAt(resolve(document, declared), 'content')
    const type = Object.keys(content).find((each) => each !== eventStream && /json/.test(each))
    if (type === undefined || nodeAt(content, type).schema === undefined) return []
    const schema = ['paths', path, method.toLowerCase(), 'responses', key, 'content', type, 'schema']
    const validate = compile(pointerTo(document, schema).pointer)
    if (validate(json)) return []
    return (validate.errors ?? []).map(({ instancePath, message, params }) => ({
      at: `#${home}`,
      rule: `${instancePath || 'the body'} ${message}${told(params)}`,
      value: valueAt(json, instancePath),
    }))
  }
}

const told = (params: Record<string, unknown>) =>
  params.allowedValues || params.additionalProperty ? `: ${JSON.stringify(Object.values(params)[0])}` : ''

const valueAt = (json: unknown, pointer: string) =>
  parsePointer(pointer).reduce<unknown>((node, part) => (node as Node | undefined)?.[part], json)
