import type { Contender } from './contender.ts'

const inProcess = (id: string, title: string): Contender => ({
  id,
  title,
  works: ['i'],
  keepsState: false,
  command() {
    throw new Error(`${id} has no port`)
  },
})

/** A Hono app that parses the body and answers what we would: what a Handler can do at most. */
export const hono = inProcess('hono', 'a Hono handler, in process')
export const nockDoor = inProcess('nock', 'Proofsheet through nock, in process')
export const msw = inProcess('msw', 'MSW, in process')
