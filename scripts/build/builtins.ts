import type { Plugin } from 'rolldown'

/** An import of one of Node's modules, as the bundler writes imports: default, all as one name, or members. */
const imports = /^import (?:(?:\* as )?([\w$]+)|\{([^}]*)\}|([\w$]+), \{([^}]*)\}) from "(node:[\w/]+)";$/gm

/**
 * Takes Node's modules from `globalThis.process.getBuiltinModule`. An `import` of such a module reads every member, and some members load
 * other large modules, so that the imports took a fifth of the time in which a mock starts.
 */
export const builtins: Plugin = {
  name: 'builtins',
  renderChunk: (code) =>
    code.replaceAll(imports, (_, whole, members, first, others, name) => {
      const module = `globalThis.process.getBuiltinModule("${name}")`
      if (whole) return `const ${whole} = ${module};`
      const names = String(members ?? others).replaceAll(' as ', ': ')
      return `${first ? `const ${first} = ${module};` : ''}const {${names}} = ${first ?? module};`
    }),
}

/** Replaces Node's HTTP/2, which the server of requests only compares with, because the mock serves HTTP/1.1 and loading it takes time. */
export const noHttp2: Plugin = {
  name: 'no-http2',
  resolveId: (id) => (id === 'node:http2' ? '\0no-http2' : undefined),
  load: (id) =>
    id === '\0no-http2'
      ? 'export class Http2ServerRequest {}\nexport const constants = { NGHTTP2_NO_ERROR: 0 }'
      : undefined,
}
