import { z } from 'zod'
import type { Contract } from '../../contract/load.ts'
import { adviseOverlay } from '../contract-faults.ts'
import { type Fault, fault } from '../fault.ts'
import { type ContractedOperation, hasNamedPlace } from './operations.ts'
import { headerName, responseHeaders } from './shared.ts'

export const idempotency = z
  .strictObject({
    header: headerName.meta({
      title: 'Header of the idempotency key',
      description: 'Request header with a key of the caller. A repeat with the same key creates nothing new.',
    }),
    per: z.enum(['key', 'user']).optional().meta({
      title: 'Who shares an idempotency key',
      description:
        'key: each API key has idempotency keys of its own. user: all API keys of a user share them; the keys of a mock belong to one user. Default: key.',
    }),
    windowSeconds: z.int().positive().optional().meta({
      title: 'Lifetime of an idempotency key',
      description: 'Seconds after the first request until its key counts as new. Default: no end.',
    }),
    headers: responseHeaders.optional().meta({
      title: 'Headers of the reply to a repeat',
      description: 'Further headers that only the reply to a repeat has, by name. Default: none.',
    }),
    otherBody: z.enum(['reject', 'ignore']).optional().meta({
      title: 'Another body under the same idempotency key',
      description:
        'reject: the refusal of the cause idempotencyReused. ignore: the first reply, as if the body were the same. Default: reject.',
    }),
  })
  .meta({
    title: 'Repeated requests',
    description:
      'Requests that create images carry a key, so that a repeat gets the first reply and is not charged again. A refused request does not use up its key. A repeat while the first request runs gets the refusal of the cause idempotencyRunning.',
    examples: [{ header: 'Idempotency-Key', windowSeconds: 86400, headers: { 'Idempotency-Replayed': 'true' } }],
  })
export type Idempotency = z.infer<typeof idempotency>

/** Checks that the contract documents the header of the key. */
export function* checkIdempotency(
  { header }: Idempotency,
  contract: Contract,
  operations: readonly ContractedOperation[],
): Generator<Fault> {
  if (!hasNamedPlace(contract, operations, { in: 'header', name: header }))
    yield fault(
      ['idempotency', 'header'],
      `no operation of the contract that creates images has the header ${header}: ${adviseOverlay('the header')}`,
    )
}
