import { basePathOf } from '../../dialect/provider.ts'
import type { ServedProvider } from '../request/call.ts'

/** Returns the base URL for clients of the provider: origin, mount, and the path of the contract's server. */
export function mockBaseUrl(
  origin: string,
  { mount, contract, dialect }: Pick<ServedProvider, 'mount' | 'contract' | 'dialect'>,
): string {
  return `${origin}${mount}${basePathOf({ dialect, contract })}`
}
