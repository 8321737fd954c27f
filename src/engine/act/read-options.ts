import type { MockContext } from '../mock-context.ts'
import type { ReadOptions } from '../read/read-job.ts'
import type { Call } from '../request/call.ts'
import { createReferenceResolver } from './resolve-reference.ts'

/** Returns the time by which models retire, in ms since 1970; undefined when retired models are kept alive. */
export const retirementTime = ({ config }: MockContext, { world }: Call): number | undefined =>
  config.legacy ? undefined : config.today(world)

/** Gathers the rules by which the mock reads a request, beside those of the dialect. */
export const readOptionsOf = (mock: MockContext, call: Call): ReadOptions => ({
  today: retirementTime(mock, call),
  checksContent: mock.config.checksContent,
  resolve: createReferenceResolver(mock, call),
})
