import type { ClientVerdict } from '../../../src/conformance/report.ts'
import { usualModel } from '../../../src/dialect/models.ts'
import { basePathOf } from '../../../src/dialect/provider.ts'
import type { Dialect } from '../../../src/dialect/schema.ts'
import { block, code, escapeText, sentence } from '../markdown.ts'
import { type Gateway, knownBaseUrl } from './gateway.ts'

const port = 4010

/** Shows a request that works as it stands: against the mock, with curl and with a client. */
export function renderStart(gateway: Gateway): string[] {
  const { provider, samples, report } = gateway
  const { id, dialect } = provider
  return [
    '## Try a request',
    '',
    `Start the mock of ${dialect.name} on this machine. It needs no account and charges nothing:`,
    '',
    ...block('sh', `npx proofsheet mock --provider ${id}`),
    '',
    'Then send a request:',
    '',
    ...block('sh', samples.curl),
    '',
    ...(samples.response
      ? [`The mock responds with the status ${samples.response.status}:`, '', ...json(samples.response.json)]
      : []),
    '',
    ...renderClient(gateway, report.clients),
  ]
}

export const json = (value: unknown): string[] => block('json', JSON.stringify(value, null, 2))

/** Shows a request of the official SDK if the SDK works with the gateway, and of the typed client otherwise. */
function renderClient({ provider }: Gateway, clients: readonly ClientVerdict[]): string[] {
  const { id, dialect, contract } = provider
  const works = clients.find(({ client }) => client === 'openai for Node')?.works ?? 'no'
  const baseUrl = `http://127.0.0.1:${port}${basePathOf({ dialect, contract })}`
  const model = usualModel(dialect.models)
  const fields = [
    ...(model === undefined || !dialect.fields.model ? [] : [`  model: '${model}',`]),
    "  prompt: 'A red fox on a green hill',",
  ]
  const official = [
    "import OpenAI from 'openai'",
    '',
    'const client = new OpenAI({',
    `  baseURL: '${baseUrl}${prefixOf(dialect.operations)}',`,
    "  apiKey: 'sk-test',",
    '})',
    'const { data } = await client.images.generate({',
    ...fields,
    '})',
    'console.log(data?.[0])',
  ]
  const typed = [
    "import { createImageClient } from 'proofsheet/client'",
    '',
    'const client = createImageClient({',
    `  provider: '${id}',`,
    `  baseUrl: '${baseUrl}',`,
    "  apiKey: 'sk-test',",
    '})',
    "const { data: submitted, error } = await client.submit('generate', {",
    ...fields,
    '})',
    'if (error) throw new Error(error.message)',
    'const { data: [image] = [] } = await client.wait(submitted)',
    'console.log(image)',
  ]
  return [
    sdkSentences[works],
    '',
    ...block('ts', (works === 'no' ? typed : official).join('\n')),
    '',
    '### Which clients work',
    '',
    ...renderVerdicts(clients),
  ]
}

const sdkSentences: Readonly<Record<ClientVerdict['works'], string>> = {
  yes: "OpenAI's own SDK works with the gateway:",
  partly: "OpenAI's own SDK works with the gateway in part:",
  unknown: "OpenAI's own SDK may work with the gateway:",
  no: "OpenAI's own SDK does not work with the gateway. The typed client of Proofsheet does:",
}

/** Lists the clients, those with the same verdict together. The numbers behind a name are the major versions. */
function renderVerdicts(clients: readonly ClientVerdict[]): string[] {
  const groups = Map.groupBy(clients, ({ works, why }) => `${works} ${why}`)
  return [...groups.values()].flatMap((same) => {
    const [first] = same
    if (!first) return []
    const names = same.map(({ client }) => escapeText(client)).join(', ')
    return [`- **${names}**: ${first.works}. ${sentence(capitalize(first.why))}.`]
  })
}

const capitalize = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Returns the part of the path before `/images/generations`, which the SDK adds to its base URL. */
const prefixOf = (operations: Dialect['operations']): string =>
  Object.values(operations).flatMap(({ at }) => /^POST (.*)\/images\/generations$/.exec(at)?.[1] ?? [])[0] ?? ''

/** Says in a paragraph what the gateway is, where it is, and how to authenticate. */
export function renderIntro(gateway: Gateway): string {
  const { about, provider } = gateway
  const { auth } = provider.dialect
  const value = auth.scheme ? `${auth.scheme} KEY` : 'KEY'
  const place = auth.in === 'query' ? `query parameter ${code(auth.name)}` : `header ${code(`${auth.name}: ${value}`)}`
  const baseUrl = knownBaseUrl(gateway)
  const where = baseUrl === undefined ? 'It has no host for all users.' : `Its base URL is ${code(baseUrl)}.`
  return `${sentence(about.about)} ${where} A request sends the API key in the ${place}.`
}
