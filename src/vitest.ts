/** `proofsheet/vitest`: mock gateways, matchers and conformance suites for tests with vitest. */
export { type Gateway, type GatewayFixtures, type GatewayOptions, gatewayFixtures } from './vitest/fixtures.ts'
export { type ExchangeLike, gatewayMatchers } from './vitest/matcher.ts'
export { type ConformanceOptions, conformanceSuite } from './vitest/suite.ts'
