import { afterAll, afterEach, expect } from 'vitest'
import type { Violation } from '../../src/engine/mock-context.ts'
import { closeDoors } from '../doors.ts'
import { writeExchanges } from './same-bytes.ts'

/** What any mock of a test did wrong. After each test both must be empty: every response that a test sees is judged. */
export const violations: Violation[] = []
export const faults: unknown[] = []

afterEach(() => {
  const seen = { violations: violations.splice(0), faults: faults.splice(0) }
  expect(seen).toEqual({ violations: [], faults: [] })
})

afterAll(async () => {
  await closeDoors()
  // Files share a process: the next has sockets of its own again.
  const { default: nock } = await import('nock')
  nock.restore()
  await writeExchanges()
})
