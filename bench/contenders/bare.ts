import { fileURLToPath } from 'node:url'
import { responsesFile } from '../parts/paths.ts'
import { type Contender, isOpenAi, overHttp, synchronous, type WorkloadId } from './contender.ts'

const server = fileURLToPath(new URL('../servers/bare.js', import.meta.url))

const command = (workload: WorkloadId, port: number, parser: 'json' | 'busboy') => [
  process.execPath,
  server,
  responsesFile,
  String(port),
  parser,
  isOpenAi(workload) ? 'images' : 'tasks',
]

/** The upper limit for Node: reads the body, parses JSON, and returns the response that Proofsheet would return. */
export const bare: Contender = {
  id: 'bare',
  title: 'bare `node:http`',
  workloads: [...overHttp, ...synchronous],
  keepsState: false,
  notes: { c: 'drains the form', d: 'drains the form', m: 'drains the form' },
  command: (workload, port) => command(workload, port, 'json'),
}

/** The same server, which also parses forms. */
export const bareBusboy: Contender = {
  id: 'bare-busboy',
  title: 'bare + busboy',
  workloads: ['c', 'd', 'm'],
  keepsState: false,
  command: (workload, port) => command(workload, port, 'busboy'),
}
