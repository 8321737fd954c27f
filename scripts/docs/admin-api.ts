import { isNode, type Node, nodeAt } from '../../src/contract/document.ts'
import { type Contract, type ContractOperation, resolveRef } from '../../src/contract/load.ts'
import { code, escapeText, joinParts, pageHead, sentence, table } from './markdown.ts'

/** Renders the reference of the admin API from its OpenAPI document. */
export function renderAdminApi({ document, operations }: Contract): string {
  const info = nodeAt(document, 'info')
  const tags = [document.tags].flat().filter(isNode)
  const common = listCommonResponses(operations)
  return joinParts([
    pageHead(
      'openapi/admin.yaml',
      'Admin API',
      'The HTTP API that controls a mock while tests run: clock, tasks, journal, scenarios.',
    ),
    ['# Admin API'],
    [
      `The admin API controls a mock while tests run. ${sentence(textOf(info.description))} The mock serves it at \`/_proofsheet/\`, and its document at \`/_proofsheet/openapi.json\`.`,
    ],
    [
      'A task that takes a minute ends at once when the clock of its key moves:',
      '',
      '```sh',
      'curl -X POST "http://127.0.0.1:4010/_proofsheet/clock/advance?seconds=60" -H "Authorization: Bearer sk-any"',
      '```',
    ],
    ['Every operation can respond with an error too:'],
    renderResponses(
      document,
      [...common].map((response) => JSON.parse(response)),
    ),
    ...tags.flatMap(({ name, description }) => {
      const own = operations.filter(({ node }) => [node.tags].flat().includes(name))
      return own.length === 0
        ? []
        : [
            [`## ${capitalize(textOf(name))}`, '', sentence(textOf(description))],
            ...own.map((operation) => renderOperation(document, operation, common)),
          ]
    }),
    ['## Objects'],
    ...Object.entries(nodeAt(nodeAt(document, 'components'), 'schemas')).map(([name, schema]) =>
      renderObject(document, name, schema),
    ),
  ])
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '')
const capitalize = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Renders an operation: what it does, its parameters, its body, and its responses. */
function renderOperation(document: Node, { route, node }: ContractOperation, common: ReadonlySet<string>): string[] {
  const parameters = [node.parameters ?? []]
    .flat()
    .map((parameter) => resolveRef(document, parameter))
    .filter(isNode)
  const body = schemaOf(document, node.requestBody)
  const responses = responsesOf(node).filter((response) => !common.has(JSON.stringify(response)))
  const [method = '', path = ''] = route.split(' ')
  return [
    `### ${method} /_proofsheet${path}`,
    '',
    `${sentence(textOf(node.summary))}. ${sentence(textOf(node.description))}`.trim(),
    ...(parameters.length === 0
      ? []
      : [
          '',
          ...table(
            ['parameter', 'place', 'type', 'meaning'],
            parameters.map((parameter) => [
              `${code(textOf(parameter.name))}${parameter.required === true ? ' (required)' : ''}`,
              textOf(parameter.in),
              describeSchema(document, parameter.schema),
              sentence(textOf(parameter.description)),
            ]),
          ),
        ]),
    ...(body === undefined ? [] : ['', `Body: ${describeSchema(document, body)}`]),
    '',
    ...renderResponses(document, responses),
  ]
}

type Response = readonly [status: string, response: unknown]

const responsesOf = (operation: Node): Response[] => Object.entries(nodeAt(operation, 'responses'))

/** Lists the responses, as JSON, that more than half of the operations have. */
function listCommonResponses(operations: readonly ContractOperation[]): ReadonlySet<string> {
  const all = Map.groupBy(
    operations.flatMap(({ node }) => responsesOf(node).map((response) => JSON.stringify(response))),
    (response) => response,
  )
  return new Set([...all].filter(([, same]) => same.length > operations.length / 2).map(([response]) => response))
}

const renderResponses = (document: Node, responses: readonly Response[]): string[] =>
  table(
    ['status', 'meaning', 'body'],
    responses.map(([status, response]) => {
      const resolved = resolveRef(document, response)
      const description = isNode(resolved) ? textOf(resolved.description) : ''
      return [code(status), sentence(description), describeSchema(document, schemaOf(document, response))]
    }),
  )

/** Returns the schema of a body or a response, of whatever media type. */
function schemaOf(document: Node, part: unknown): unknown {
  const resolved = resolveRef(document, part)
  const [media] = isNode(resolved) ? Object.values(nodeAt(resolved, 'content')) : []
  return isNode(media) ? media.schema : undefined
}

/** Describes a schema in a few words: the link of an object, the members of a nameless object, or a type. */
function describeSchema(document: Node, schema: unknown): string {
  if (!isNode(schema)) return ''
  const [, name] = /^#\/components\/schemas\/(\w+)$/.exec(textOf(schema.$ref)) ?? []
  if (name !== undefined) return `[${name}](#${name.toLowerCase()})`
  const resolved = resolveRef(document, schema)
  if (!isNode(resolved)) return ''
  const [base] = [resolved.allOf ?? []].flat()
  if (base !== undefined && resolved.properties === undefined) return describeSchema(document, base)
  const members = Object.entries(nodeAt(resolved, 'properties'))
  if (members.length > 0)
    return `object with ${members.map(([member, inner]) => `${code(member)}: ${describeSchema(document, inner)}`).join(', ')}`
  if (resolved.items !== undefined) return `list of ${describeSchema(document, resolved.items)}`
  if (resolved.const !== undefined) return code(String(resolved.const))
  const words = [resolved.enum ?? []].flat().map((word) => code(String(word)))
  return words.join(', ') || [resolved.type ?? 'any JSON'].flat().map(typeName).join(' or ')
}

const typeNames: Readonly<Record<string, string>> = {
  integer: 'whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'list',
}
const typeName = (type: unknown) => typeNames[String(type)] ?? escapeText(String(type))

/** Renders the members of an object. */
function renderObject(document: Node, name: string, schema: unknown): string[] {
  if (!isNode(schema)) return []
  const required = [schema.required ?? []].flat()
  const rows = Object.entries(nodeAt(schema, 'properties')).map(([member, inner]) => {
    const resolved = resolveRef(document, inner)
    return [
      `${code(member)}${required.includes(member) ? '' : ' (optional)'}`,
      describeSchema(document, inner),
      isNode(resolved) ? sentence(textOf(resolved.description)) : '',
    ]
  })
  const about = textOf(schema.description)
  return [
    `### ${name}`,
    '',
    ...(about ? [sentence(about), ''] : []),
    ...(rows.length > 0 ? table(['member', 'type', 'meaning'], rows) : [describeSchema(document, schema)]),
  ]
}
