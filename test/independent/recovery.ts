import { type InferOptions, infer } from '../../src/conformance/infer/infer.ts'
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
  const inference = await runAgainst(stranger, [], (gateway) => infer({ ...options, ...gateway }))
  return { ...measureRecovery(dialect, inference), charged: inference.report.images.spent }
}
