import { documentedBaseUrl } from '../../../src/conformance/base-url.ts'
import type { Finding, MigrationIssue, Report } from '../../../src/conformance/report.ts'
import { defaultPage } from '../../../src/dialect/default-source.ts'
import type { About } from '../../../src/dialect/pages.ts'
import type { Provider } from '../../../src/dialect/provider.ts'
import type { FindMeaning } from '../meanings.ts'
import type { Samples } from './samples.ts'

/** Everything that the page of a gateway shows. */
export interface Gateway {
  readonly provider: Provider
  readonly about: About
  /** Report of what is documented, with the problems of code that was written for OpenAI. */
  readonly report: Report
  readonly samples: Samples
  readonly findMeaning: FindMeaning
}

/** Id of the provider with which the pages compare the others. */
export const standardId = 'openai'

/** Lists the problems of code that was written for OpenAI, the worst first. */
export const issuesOf = ({ report }: Gateway): readonly MigrationIssue[] => report.moving?.rows ?? []

/** Lists the traits of the gateway that the documents or the dialect state, below the pointers. */
export const traitsBelow = ({ report }: Gateway, pointers: readonly string[]): Finding[] =>
  report.findings.filter(
    ({ trait, documented }) =>
      !isEmpty(documented) && pointers.some((pointer) => trait === pointer || trait.startsWith(`${pointer}/`)),
  )

/** Tests for a section or a table without members. */
const isEmpty = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0

/** Returns the documented base URL. Undefined if the host is that of an operator or of an account. */
export function knownBaseUrl({ provider }: Pick<Gateway, 'provider'>): string | undefined {
  const [origin] = provider.dialect.origins
  return origin === undefined || new URL(origin).hostname.endsWith('.example') ? undefined : documentedBaseUrl(provider)
}

/** Tests for a value that the documents do not state, so that the mock assumes one. */
export const isAssumed = ({ source }: Finding): boolean =>
  source === undefined || source.basis === 'open' || source.page === defaultPage
