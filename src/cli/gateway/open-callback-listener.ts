import { createCallbackListener, type OpenCallbackListener } from '../../conformance/lab/callback-listener.ts'
import { listen } from '../../doors/port.ts'
import { mistake } from '../mistake.ts'
import { explainListenError } from '../parts/explain-listen-error.ts'
import type { GatewayFlags } from './gateway-flags.ts'

const host = '127.0.0.1'

/**
 * Listens on this machine for the callbacks of the gateway, if the flags name a way in. Returns the listener, and a function that
 * closes its port.
 */
export async function openCallbackListener(
  { callbackUrl, callbackListen, callbackSecret }: GatewayFlags,
  now: () => number,
): Promise<{ callbackListener?: OpenCallbackListener; close: () => Promise<void> }> {
  if (callbackUrl === undefined) return { close: async () => {} }
  const url = URL.parse(callbackUrl)
  if (!url || !/^https?:$/.test(url.protocol))
    throw mistake(
      `${callbackUrl} is no http or https URL`,
      'pass the address under which the gateway reaches this machine',
    )
  const port = callbackListen ?? Number(url.port)
  if (port === 0)
    throw mistake('--callback-url names no port', 'pass --callback-listen with the port to which the address leads')
  const callbackListener = createCallbackListener({ url: callbackUrl, secret: callbackSecret, now })
  const { close } = await listen(callbackListener.receive, { host, port }).catch((error: Error) => {
    throw explainListenError(error, host, port)
  })
  return { callbackListener, close: async () => void (await close()) }
}
