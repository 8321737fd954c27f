import { fileURLToPath } from 'node:url'
import { responsesFile } from '../parts/paths.ts'
import { type Contender, overHttp } from './contender.ts'

const server = fileURLToPath(new URL('../servers/bare.js', import.meta.url))

/** The upper limit for Node: reads the body, parses JSON, and returns the response that Proofsheet would return. */
export const bare: Contender = {
  id: 'bare',
  title: 'bare `node:http`',
  workloads: overHttp,
  keepsState: false,
  notes: { c: 'drains the form', d: 'drains the form' },
  command: (_work, port) => [process.execPath, server, responsesFile, String(port)],
}

/** The same server, which also parses forms. */
export const bareBusboy: Contender = {
  id: 'bare-busboy',
  title: 'bare + busboy',
  workloads: ['c', 'd'],
  keepsState: false,
  command: (_work, port) => [process.execPath, server, responsesFile, String(port), 'busboy'],
}
