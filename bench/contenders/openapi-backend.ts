import { fileURLToPath } from 'node:url'
import { effectiveDocument } from '../parts/document.ts'
import { type Contender, overHttp } from './contender.ts'

const server = fileURLToPath(new URL('../servers/openapi-backend.js', import.meta.url))

export const openapiBackend: Contender = {
  id: 'openapi-backend',
  title: '`openapi-backend`',
  workloads: overHttp,
  keepsState: false,
  cannot: { c: 'does not parse forms', d: 'does not parse forms', e: 'does not stream' },
  async command(_work, port) {
    const { file } = await effectiveDocument('dimilinks')
    return [process.execPath, server, file, String(port)]
  },
}
