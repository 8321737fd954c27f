import { aimock, aimockQueue } from './aimock.ts'
import { bare, bareBusboy } from './bare.ts'
import type { Contender } from './contender.ts'
import { hono, msw, nockDoor } from './in-process.ts'
import { mockoon } from './mockoon.ts'
import { openapiBackend } from './openapi-backend.ts'
import { ours, oursPlain } from './ours.ts'
import { prism, prismSilent } from './prism.ts'
import { scalar } from './scalar.ts'
import { wiremock } from './wiremock.ts'

export const contenders: readonly Contender[] = [
  bare,
  bareBusboy,
  ours,
  oursPlain,
  aimock,
  aimockQueue,
  prism,
  prismSilent,
  mockoon,
  wiremock,
  scalar,
  openapiBackend,
  hono,
  nockDoor,
  msw,
]
