/** Asks a port for the index page again and again. On a message, sends the longest delay in ms to its parent and ends. */
import { setTimeout as wait } from 'node:timers/promises'
import { send } from '../parts/send.ts'

const port = Number(process.argv[2])
let longest = 0
process.once('message', () => process.send?.(longest, () => process.exit(0)))
for (let count = 0; ; count++) {
  const start = performance.now()
  await send(port, { method: 'GET', path: '/', headers: {} })
  // The first requests load code in both processes.
  if (count > 20) longest = Math.max(longest, performance.now() - start)
  await wait(4)
}
