import type { Node } from './document.ts'

/** TypeScript types of an OpenAPI document: `paths`, `operations`, `components`. */
export async function renderTypes(document: Node): Promise<string> {
  const { default: openapiTypescript, astToString } = await import('openapi-typescript')
  // A default is what the server assumes; the caller need not send it.
  const options = { defaultNonNullable: false, alphabetize: true, silent: true }
  const ast = await openapiTypescript(structuredClone(document) as never, options)
  return `// Generated from an OpenAPI document by openapi-typescript. Do not edit.\n${astToString(ast)}`
}
