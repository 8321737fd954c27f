import { fileURLToPath } from 'node:url'

/** Folder of this repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/** Folder of the built files. */
export const dist = fileURLToPath(new URL('../../dist', import.meta.url))
