import type { MockContext } from '../mock-context.ts'
import type { ReadOptions } from '../read/read-job.ts'
import type { Call } from '../request/call.ts'
import { createReferenceResolver } from './resolve-reference.ts'

/** Returns the time by which models retire, in ms since 1970; undefined when retired models stay available. */
export const retirementTime = ({ config }: MockContext, { world }: Call): number | undefined =>
  config.legacy ? undefined : config.today(world)

/** Gathers the options of the mock that decide how a request is read, in addition to the dialect. */
export const readOptionsOf = (mock: MockContext, call: Call): ReadOptions => ({
  today: retirementTime(mock, call),
  checksContent: mock.config.checksContent,
  resolve: createReferenceResolver(mock, call),
})
