import { eventStream, mediaTypes } from '../../contract/media-types.ts'

/** An event of a stream, or a comment. `data` is sent as JSON, or unchanged if it is a string. */
export type ServerEvent =
  | { readonly event?: string | undefined; readonly data: unknown; readonly comment?: undefined }
  | { readonly comment: string }

/** Yields events at their times, until the stream ends or the client disconnects. */
export type Events = (signal: AbortSignal) => AsyncIterable<ServerEvent>

/** Status, headers and body before the Response is made. The body is JSON, bytes, events, or empty. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly json?: unknown
  readonly bytes?: Uint8Array
  readonly events?: Events
}

export const replyHeaders = ({ headers, json, events }: Reply): Record<string, string> => ({
  ...(json === undefined ? {} : { 'content-type': mediaTypes.json }),
  ...headers,
  ...(events ? { 'content-type': eventStream } : {}),
})
