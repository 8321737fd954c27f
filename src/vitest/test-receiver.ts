import type { ClientCallbacks } from '../client/runtime/types.ts'
import { type PublicKey, type VerifiedCallback, verifyCallbackBy } from '../client/runtime/verify-callback.ts'
import type { ManualClock } from '../time/clock.ts'

/** A callback that the receiver of a test got. */
export interface TestCallback {
  /** The request with its body, which no test has read yet. */
  readonly request: Request
  /** The parsed body. */
  readonly document: unknown
  /** Result of `verifyCallback`; undefined for a gateway that signs no callbacks. */
  readonly verified: VerifiedCallback | undefined
}

/** Receiver of the callbacks of a test. */
export interface TestReceiver {
  /** Address to name in a request. Nothing listens there: callbacks to any address come here, without a port. */
  readonly url: string
  /** Secret to name in a request; also the secret of the account. */
  readonly secret: string
  /** Waits for the next callback that no call has returned yet, and advances the clock of the test meanwhile. */
  next(): Promise<TestCallback>
  /** Lists the callbacks so far, the first first. */
  all(): readonly TestCallback[]
  /** Answers the following callbacks with these statuses in turn, then with 200 again. */
  respond(...statuses: readonly number[]): void
}

/** Receiver with the functions that the fixture needs. */
interface ReceiverOfFixture extends TestReceiver {
  readonly receive: (request: Request) => Promise<Response>
  /** Trusts the public keys of a mock. */
  trust(readPublicKeys: () => Promise<readonly PublicKey[]>): void
  /** Lets calls of `next` that still wait fail, because they would run the clock for ever. */
  close(): void
  /** Says that the test waits for a callback in vain; undefined if it does not. */
  describe(): string | undefined
}

const inVain =
  'the test waits for a callback, and none came\n  name gateway.callbacks.url in the request, in the field that the gateway documents, and wait for the response before you call next'
const url = 'https://receiver.test/callbacks'
/** A secret in the form of Standard Webhooks, whose characters serve as any other secret too. */
const secret = 'whsec_cHJvb2ZzaGVldC1yZWNlaXZlci1vZi1hLXRlc3Q='

/** Creates a receiver that verifies callbacks by the recipe of the gateway. */
export function createTestReceiver(clock: ManualClock, recipe: ClientCallbacks | undefined): ReceiverOfFixture {
  let readKeys: () => Promise<readonly PublicKey[]> = async () => []
  const received: TestCallback[] = []
  const statuses: number[] = []
  let returned = 0
  let waiting: PromiseWithResolvers<void> | undefined
  let waiters = 0
  const verify = async (request: Request) => {
    const publicKeys = recipe?.algorithm === 'ed25519' ? await readKeys() : []
    return recipe && verifyCallbackBy(recipe, request, { secret, publicKeys, now: clock.now() })
  }
  const take = () => {
    const callback = received[returned]
    if (callback) returned++
    return callback
  }
  return {
    url,
    secret,
    async next() {
      waiters++
      try {
        for (let callback = take(); ; callback = take()) {
          if (callback) return callback
          waiting ??= Promise.withResolvers<void>()
          await clock.runUntil(waiting.promise, undefined, 'all')
        }
      } finally {
        waiters--
      }
    },
    trust(readPublicKeys) {
      readKeys = readPublicKeys
    },
    all: () => [...received],
    respond: (...more) => void statuses.push(...more),
    async receive(request) {
      const document: unknown = await request.clone().json()
      const verified = await verify(request.clone())
      received.push({ request, document, verified })
      waiting?.resolve()
      waiting = undefined
      return new Response(null, { status: statuses.shift() ?? 200 })
    },
    close() {
      waiting?.reject(new Error(inVain))
      waiting = undefined
    },
    describe: () => (waiters === 0 ? undefined : inVain),
  }
}
