import { fileURLToPath } from 'node:url'

const resolvePath = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const root = resolvePath('../../')
export const bench = resolvePath('../')
/** Files that a run creates, outside of git. */
export const cache = resolvePath('../.cache/')
/** Proofsheet's recorded responses, which the bare servers return. */
export const responsesFile = resolvePath('../.cache/responses.json')
/** The command of the unpacked package, which users run. The command of the repository runs the sources. */
export const ourMain = resolvePath('../.cache/package/bin/proofsheet.js')
