import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export const root = at('../../')
export const bench = at('../')
/** What is made once, or anew by each run; git knows nothing of it. */
export const cache = at('../.cache/')
/** What we answered when it was asked, for bare servers to answer. */
export const answersFile = at('../.cache/answers.json')
/** The command as users have it. */
export const ourMain = at('../../dist/cli/main.js')
