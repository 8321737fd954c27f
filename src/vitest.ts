/** `proofsheet/vitest`: gateways, their judges and their verification in tests that run on vitest. */
export { type Gateway, type GatewayFixtures, type GatewayOptions, gatewayFixtures } from './vitest/fixtures.ts'
export { type ExchangeLike, gatewayMatchers } from './vitest/matcher.ts'
export { type ConformanceOptions, conformanceSuite } from './vitest/suite.ts'
