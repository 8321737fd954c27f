import { effectiveDocument } from '../parts/document.ts'
import { type Contender, overHttp } from './contender.ts'
import { programOf } from './program.ts'

const prismWith = (id: string, title: string, ...flags: string[]): Contender => ({
  id,
  title,
  works: overHttp,
  keepsState: false,
  cannot: { d: 'takes no body over 10 MB', e: 'streams nothing' },
  notes: { c: 'reads the file as text' },
  async command(work, port) {
    const { file } = await effectiveDocument(work === 'e' ? 'openai' : 'dimilinks')
    const cli = programOf('@stoplight/prism-cli', 'prism')
    return [process.execPath, cli, 'mock', '--host', '127.0.0.1', '--port', String(port), ...flags, file]
  },
})

export const prism = prismWith('prism', '`prism mock`')
export const prismSilent = prismWith('prism-silent', '`prism mock -v silent`', '-v', 'silent')
