import type { Handler } from '../../http/handler.ts'

/** Requests of a server. */
export interface Traffic {
  /** Returns the number of requests that have begun. */
  begun(): number
  /** Returns the number of requests that wait for their response. The body of a response may never end, as that of events does. */
  underWay(): number
}

/** Returns a Handler that counts the requests of a Handler. */
export function watchTraffic(watched: Handler): { readonly handler: Handler; readonly traffic: Traffic } {
  let [begun, underWay] = [0, 0]
  const end = () => void underWay--
  return {
    handler(request) {
      begun++
      underWay++
      const response = watched(request)
      response.then(end, end)
      return response
    },
    traffic: { begun: () => begun, underWay: () => underWay },
  }
}
