import { eventStream, mediaTypes } from '../../contract/media-types.ts'

/** An event of a stream: its name, and data that is JSON, or bare text. */
export interface ServerEvent {
  readonly event?: string
  readonly data: unknown
}

/** Events as they come about, until they end or the caller has gone. */
export type Events = (signal: AbortSignal) => AsyncIterable<ServerEvent>

/** A response before it becomes a Response: JSON, bytes of the media type in its headers, events, or no body. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: Uint8Array
  readonly events?: Events
}

export const replyHeaders = ({ headers, json, events }: Reply): Record<string, string> => ({
  ...headers,
  ...(json === undefined ? {} : { 'content-type': mediaTypes.json }),
  ...(events ? { 'content-type': eventStream } : {}),
})
