import { afterAll, afterEach, expect } from 'vitest'
import type { Violation } from '../../src/engine/mock-context.ts'
import { closeDoors } from '../doors.ts'
import { writeExchanges } from './same-bytes.ts'

/** Violations and internal errors of all mocks of a test. Both must be empty after each test: every response is judged. */
export const violations: Violation[] = []
export const faults: unknown[] = []

afterEach(() => {
  const collected = { violations: violations.splice(0), faults: faults.splice(0) }
  expect(collected).toEqual({ violations: [], faults: [] })
})

afterAll(async () => {
  await closeDoors()
  // Test files share a process, so restore the sockets for the next file.
  const { default: nock } = await import('nock')
  nock.restore()
  await writeExchanges()
})
