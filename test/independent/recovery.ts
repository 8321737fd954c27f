import { type InferOptions, infer } from '../../src/conformance/infer/infer.ts'
import { parseRequest } from '../../src/conformance/infer/parse-request.ts'
import { loadProvider } from '../../src/dialect/provider.ts'
import { inferMock } from '../support/gateway.ts'
import { providerOf } from '../support/provider.ts'
import { measureRecovery, type Recovery } from '../support/recovery.ts'
import { runAgainst } from './run-against.ts'
import { strangers } from './strangers.ts'

/** Recovery of a documented dialect, and the number of images that it cost. */
export interface MeasuredRecovery extends Recovery {
  readonly charged: number
}

const shippedProviders = ['apigo', 'dimilinks', 'ezlink', 'gpt-best', 'openai'] as const

/** Gateways whose dialect is documented: the mocks of the shipped providers, and those that share no code with Proofsheet. */
export const recoverable: readonly string[] = [...shippedProviders, ...strangers.map(({ name }) => name)]

/** Requests from the documents of the gateways whose endpoints have no usual names. */
const requests: Readonly<Record<string, string>> = {
  Manila: `curl https://open.manila.example/openapi/v3/images/create -H 'X-Api-Key: KEY' --json '{"prompt": "a red fox"}'`,
  Tarry: `curl https://api.tarry.example/v1/predictions -H 'Authorization: Bearer KEY' \\
    -d '{"version": "fox-painter-2", "input": {"prompt": "a red fox", "num_outputs": 1}}'`,
}

/** Infers the dialect of a gateway within a budget of images, and compares it with the documented one. */
export async function recover(name: string, budget: number): Promise<MeasuredRecovery> {
  const stranger = strangers.find((candidate) => candidate.name === name)
  const options: Pick<InferOptions, 'id' | 'budget'> = { id: 'inferred', budget }
  if (!stranger) {
    const provider = await providerOf(name)
    const inference = await inferMock(provider, options)
    return { ...measureRecovery(provider.dialect, inference), charged: inference.report.images.spent }
  }
  const { dialect } = await loadProvider(stranger.folder)
  const text = requests[name]
  const inference = await runAgainst(stranger, [], (gateway) =>
    infer({ ...options, ...gateway, ...(text ? { request: parseRequest(text, gateway.baseUrl) } : {}) }),
  )
  return { ...measureRecovery(dialect, inference), charged: inference.report.images.spent }
}
