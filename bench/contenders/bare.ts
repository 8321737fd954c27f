import { fileURLToPath } from 'node:url'
import { answersFile } from '../parts/paths.ts'
import { type Contender, overHttp } from './contender.ts'

const server = fileURLToPath(new URL('../servers/bare.js', import.meta.url))

/** What Node can do at most: reads the body, parses it where it is JSON, and answers what we would. */
export const bare: Contender = {
  id: 'bare',
  title: 'bare `node:http`',
  works: overHttp,
  keepsState: false,
  notes: { c: 'drains the form', d: 'drains the form' },
  command: (_work, port) => [process.execPath, server, answersFile, String(port)],
}

/** The same, which takes forms apart. */
export const bareBusboy: Contender = {
  id: 'bare-busboy',
  title: 'bare + busboy',
  works: ['c', 'd'],
  keepsState: false,
  command: (_work, port) => [process.execPath, server, answersFile, String(port), 'busboy'],
}
