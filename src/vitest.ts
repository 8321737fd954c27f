/** `proofsheet/vitest`: mock gateways, matchers and conformance suites for tests with vitest. */
import './values/check-node.ts'

export type { ChargedGateway, ExpectedCharges } from './vitest/charge-matchers.ts'
export {
  type AnyClient,
  type ClientOf,
  type EndedTask,
  type Gateway,
  type GatewayFixtures,
  type GatewayOptions,
  gatewayFixtures,
  type Use,
} from './vitest/fixtures.ts'
export { type ExchangeLike, gatewayMatchers } from './vitest/matcher.ts'
export { type ConformanceOptions, conformanceSuite } from './vitest/suite.ts'
export type { TestCallback, TestReceiver } from './vitest/test-receiver.ts'
