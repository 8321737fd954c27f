/** `proofsheet/cassettes`: record a gateway's exchanges without keys, and replay them. */
import './values/check-node.ts'

export { readCassette, writeCassette } from './cassettes/file/files.ts'
export type { Cassette, RecordedBody, RecordedExchange, RecordedRequest } from './cassettes/file/schema.ts'
export { createRecorder, type Recorder, type RecorderOptions } from './cassettes/recorder.ts'
export { createReplay, type Replay, type ReplayOptions } from './cassettes/replay.ts'
