import type { Contract } from '../../contract/load.ts'
import type { Dialect, ImageOperation } from '../../dialect/schema.ts'
import { forgeKey } from '../../values/api-key.ts'
import { type Answer, type Ask, isRefused } from '../ask.ts'
import type { Probe, ProbeContext } from '../probe.ts'
import { authHeaderValue, imageOperations, parseOperation } from '../requests/free-requests.ts'
import { testKey } from './auth.ts'

/** Credential that the gateway should refuse at each endpoint. */
interface BadCredential {
  /** Value of the header; null sends none. */
  readonly header: string | null
  readonly fault: string
  readonly note: string
}

/**
 * Looks for endpoints that take a request without a key, or with a made-up key that looks like the right one. The finding of the
 * trait names the endpoints.
 */
export const keyedEndpointsProbe: Probe = {
  id: 'auth.endpoints',
  observes: [],
  cost: 0,
  async observe(ctx) {
    const { known, key, mode } = ctx
    if (mode === 'discover' || key === undefined || known.auth.withoutKey === 'accept') return { observations: [] }
    const [noKey, forgedKey] = badCredentials(known, key)
    const operations = imageOperations(known).filter(({ at }) => !isPublic(ctx.contract, at))
    const isAnyKeyTaken = ctx.deviations.some(
      ({ trait, observed }) => trait === wrongKeyStatus && Number(observed) < 400,
    )
    for (const [index, operation] of operations.entries()) {
      // Another probe sends the first operation without a key.
      const credentials = [index > 0 ? noKey : [], isAnyKeyTaken ? [] : forgedKey].flat()
      await noteFirstTaken(credentials, (credential) => isTakenByOperation(ctx, operation, credential))
    }
    for (const request of listReadRequests(ctx)) await noteBadKeys(ctx, `${request.method} ${request.path}`, request)
    return { observations: [] }
  },
}

const badCredentials = (known: Dialect, key: string): [BadCredential, BadCredential] => [
  { header: null, fault: 'no key', note: 'the gateway needs no key' },
  {
    header: authHeaderValue(known, forgeKey(key)),
    fault: 'forged key',
    note: 'the gateway takes a key that does not exist, but looks like the right key',
  },
]

/** Sends a request that only reads without a key and with a made-up key, and notes if the gateway answers as with the key. */
export async function noteBadKeys(
  ctx: ProbeContext,
  route: string,
  request: Ask,
  isRead: (answer: Answer) => boolean = (answer) => !isRefused(answer),
): Promise<void> {
  const { known, key, mode, contract } = ctx
  if (mode === 'discover' || key === undefined || known.auth.withoutKey === 'accept' || isPublic(contract, route))
    return
  const right = await ctx.ask(request)
  if (!isRead(right)) return
  await noteFirstTaken(badCredentials(known, key), async (credential) => {
    const other = await ctx.ask({ ...request, key: credential.header })
    if (!isRead(other)) return false
    noteTaken(ctx, route, credential, other.status, [right.number, other.number])
    return true
  })
}

/** Stops at the first credential that the endpoint takes: an endpoint that needs no key takes any key. */
async function noteFirstTaken(
  credentials: readonly BadCredential[],
  isTaken: (credential: BadCredential) => Promise<boolean>,
): Promise<void> {
  for (const credential of credentials) if (await isTaken(credential)) return
}

async function isTakenByOperation(
  ctx: ProbeContext,
  operation: ImageOperation,
  credential: BadCredential,
): Promise<boolean> {
  const test = await testKey(ctx, credential.header, operation)
  if (!test?.isAccepted) return false
  noteTaken(ctx, operation.at, credential, test.answer.status, test.evidence)
  return true
}

function noteTaken(
  { known, takenFaults }: ProbeContext,
  request: string,
  { header, fault, note }: BadCredential,
  status: number,
  evidence: readonly number[],
): void {
  const isForged = header !== null && known.errors.causes.wrongKey?.status !== undefined
  takenFaults.push({
    fault,
    request,
    note,
    evidence,
    ...(isForged ? { trait: wrongKeyStatus, value: status } : { trait: '/auth/withoutKey', value: false }),
  })
}

const wrongKeyStatus = '/errors/causes/wrongKey/status'

/** Lists requests that only read: the endpoints of the published document that need no parameter, and one model. */
function listReadRequests({ known, contract }: ProbeContext): Ask[] {
  const listed = (contract?.operations ?? []).filter(
    ({ method, path, secured, parameters }) =>
      method === 'GET' && secured && !path.includes('{') && parameters.every(({ required }) => required !== true),
  )
  const { retrieve, default: model } = known.models
  const { method, path } = parseOperation(retrieve ?? { at: '' })
  return [
    ...listed.map((operation) => ({ method: operation.method, path: operation.path })),
    ...(retrieve && model !== undefined && !isPublic(contract, retrieve.at)
      ? [{ method, path: path.replace(`{${retrieve.model.name}}`, encodeURIComponent(model)) }]
      : []),
  ]
}

/** Tests for an operation that needs no key according to the published document. */
const isPublic = (contract: Contract | undefined, route: string): boolean =>
  contract?.operations.some((operation) => operation.route === route && !operation.secured) === true
