import { fileURLToPath } from 'node:url'
import { effectiveDocument } from '../parts/document.ts'
import { type Contender, overHttp } from './contender.ts'

const server = fileURLToPath(new URL('../servers/scalar.js', import.meta.url))

export const scalar: Contender = {
  id: 'scalar',
  title: '`@scalar/mock-server`',
  workloads: overHttp,
  keepsState: false,
  notes: { c: 'reads the form as text', d: 'reads the form as text' },
  async command(workload, port) {
    const { file } = await effectiveDocument(workload === 'e' ? 'openai' : 'dimilinks')
    return [process.execPath, server, file, String(port)]
  },
}
