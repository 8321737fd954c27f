/** `proofsheet/nock`: mocks of gateways at their own addresses, in this process and without a port. */
import { findProvider } from './dialect/provider.ts'
import { type Interception, intercept } from './doors/nock.ts'
import { createMock, type Mock, type MockOptions } from './engine/mock.ts'

export type { Interception } from './doors/nock.ts'

export interface InterceptOptions extends Omit<MockOptions, 'providers' | 'atRoot'> {
  /** The hosts to answer for, such as `https://api.example`; those of the provider when not given. */
  readonly origins?: readonly string[]
}

export interface InterceptedProvider extends Interception {
  readonly mock: Mock
}

/**
 * Answers requests to a gateway's real hosts with a mock of it: nothing leaves the process. `provider` is an id, or the path
 * of a provider's folder. Throws for a gateway whose hosts nobody documents unless `origins` names them.
 */
export async function interceptProvider(
  provider: string,
  { origins, ...options }: InterceptOptions = {},
): Promise<InterceptedProvider> {
  const found = await findProvider(provider)
  const hosts = origins ?? found.dialect.origins
  if (hosts.length === 0)
    throw new Error(`no document says where ${found.id} lies: name its hosts, { origins: ['https://api.example'] }`)
  const mock = await createMock({ ...options, providers: [found], atRoot: true })
  return { ...intercept(hosts, mock.fetch), mock }
}
