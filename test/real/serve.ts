import type { MockOptions } from '../../src/engine/mock.ts'
import type { Handler } from '../../src/http/handler.ts'
import { createMock, type ListeningServer, listen } from '../../src/index.ts'
import { faults, violations } from '../support/judge.ts'
import { providerOf } from '../support/provider.ts'

/**
 * Serves a mock of shipped providers on a free port, each under `/<id>`. The responses are validated (see judge.ts). Tasks
 * finish immediately unless the options have a speed or a clock. `around` wraps the mock, to observe the requests.
 */
export async function serve(
  ids: readonly string[],
  options: Omit<MockOptions, 'providers'> = {},
  around: (next: Handler) => Handler = (next) => next,
): Promise<ListeningServer> {
  const mock = await createMock({
    ...(options.clock ? {} : { speed: Infinity }),
    strict: true,
    onViolation: (violation) => violations.push(violation),
    onError: (error) => faults.push(error),
    ...options,
    providers: await Promise.all(ids.map(providerOf)),
  })
  return listen(around(mock.fetch), { host: '127.0.0.1', port: 0 })
}
