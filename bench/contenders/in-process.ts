import type { Contender } from './contender.ts'

const inProcess = (id: string, title: string): Contender => ({
  id,
  title,
  workloads: ['i'],
  keepsState: false,
  command() {
    throw new Error(`${id} has no port: expected a contender that listens on a port`)
  },
})

/** The upper limit for a Handler: a Hono app that parses the body and returns Proofsheet's response. */
export const hono = inProcess('hono', 'a Hono handler, in process')
export const nockDoor = inProcess('nock', 'Proofsheet through nock, in process')
export const msw = inProcess('msw', 'MSW, in process')
