type Writer = typeof import('openapi-typescript')
type TypeScript = typeof import('typescript')

const remedy = 'run "npm install --save-dev typescript@5 openapi-typescript@7"'

/**
 * Loads the two packages that write types. Only the generation of clients needs the packages, so users install the packages
 * themselves. Throws an error with the remedy if a package is missing, or if TypeScript has no programming interface, as TypeScript 7.
 */
export async function loadTypeTools(
  load: () => Promise<[Writer, { readonly default: Partial<TypeScript> }]> = loadBoth,
): Promise<[Writer, TypeScript]> {
  const [writer, { default: ts }] = await load().catch((cause: unknown) => {
    throw new Error(`cannot write types, because typescript or openapi-typescript is not installed: ${remedy}`, {
      cause,
    })
  })
  const { factory, version } = ts
  if (!factory)
    throw new Error(`cannot write types with TypeScript ${version}, which has no programming interface: ${remedy}`)
  return [writer, ts as TypeScript]
}

const loadBoth = () => Promise.all([import('openapi-typescript'), import('typescript')])
