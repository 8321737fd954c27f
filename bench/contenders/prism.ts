import { effectiveDocument } from '../parts/document.ts'
import { type Contender, overHttp } from './contender.ts'
import { findProgram } from './program.ts'

const prismWith = (id: string, title: string, ...flags: string[]): Contender => ({
  id,
  title,
  workloads: overHttp,
  keepsState: false,
  cannot: { d: 'refuses bodies over 10 MB', e: 'does not stream' },
  notes: { c: 'reads the file as text' },
  async command(workload, port) {
    const { file } = await effectiveDocument(workload === 'e' ? 'openai' : 'dimilinks')
    const cli = findProgram('@stoplight/prism-cli', 'prism')
    return [process.execPath, cli, 'mock', '--host', '127.0.0.1', '--port', String(port), ...flags, file]
  },
})

export const prism = prismWith('prism', '`prism mock`')
export const prismSilent = prismWith('prism-silent', '`prism mock -v silent`', '-v', 'silent')
