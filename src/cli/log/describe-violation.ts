import type { Violation } from '../../engine/mock-context.ts'

/** Findings that a line has room for. */
const maxFindings = 3

/** Describes a response of the mock that the contract does not allow, in one line. */
export function describeViolation({ provider, operation, status, findings }: Violation): string {
  const shown = findings.slice(0, maxFindings).map(({ message }) => message)
  const rest = findings.length - shown.length
  const list = [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join('; ')
  return `${provider} ${operation}: the response with status ${status} violates the contract: ${list}`
}
