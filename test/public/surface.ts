import { readFileSync } from 'node:fs'
import { dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

/** Entries of the package by what a program imports: `proofsheet/client` and its source file. */
export const entries: ReadonlyMap<string, string> = new Map(
  Object.entries(
    (JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as { exports: Record<string, { default: string }> })
      .exports,
  ).map(([path, { default: file }]) => [
    path.replace(/^\./, 'proofsheet'),
    `${root}/${file.replace(/^\.\/dist\/(.*)\.js$/, 'src/$1.ts')}`,
  ]),
)

export interface PublicExport {
  readonly entry: string
  readonly name: string
  readonly isValue: boolean
  readonly docs: string
  /** Code of each `@example`, without its fence. */
  readonly examples: readonly string[]
  /** Types of this project that the signature names and no entry exports: `Options (src/client/runtime/client.ts)`. */
  readonly hiddenTypes: readonly string[]
}

/** Source files that programs share, by path: parsing the libraries takes longer than everything else. */
const parsed = new Map<string, ts.SourceFile | undefined>()

/** Creates a compiler host that reads files through `overlay` and parses each other file once. */
function createHost(options: ts.CompilerOptions, overlay: ReadonlyMap<string, string> = new Map()): ts.CompilerHost {
  const host = ts.createCompilerHost(options)
  const { getSourceFile, readFile } = host
  host.readFile = (file) => overlay.get(file) ?? readFile.call(host, file)
  host.getSourceFile = (file, ...rest) => {
    if (overlay.has(file)) return getSourceFile.call(host, file, ...rest)
    const source = parsed.get(file) ?? getSourceFile.call(host, file, ...rest)
    parsed.set(file, source)
    return source
  }
  return host
}

/** Lists everything that the entries export. `overlay` replaces the text of source files, by path. */
export function listExports(overlay: ReadonlyMap<string, string> = new Map()): PublicExport[] {
  const config = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile).config
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const host = createHost(options, overlay)
  const program = ts.createProgram([...entries.values()], options, host)
  const checker = program.getTypeChecker()
  const resolve = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  const exportsOf = (file: string) => {
    const source = program.getSourceFile(file)
    const module = source && checker.getSymbolAtLocation(source)
    return module ? checker.getExportsOfModule(module) : []
  }
  const exported = new Set([...entries.values()].flatMap((file) => exportsOf(file).map(resolve)))
  return [...entries].flatMap(([entry, file]) =>
    exportsOf(file).map((symbol): PublicExport => {
      const target = resolve(symbol)
      const declarations = target.declarations ?? []
      return {
        entry,
        name: symbol.name,
        isValue: (target.flags & ts.SymbolFlags.Value) !== 0,
        docs: ts.displayPartsToString(target.getDocumentationComment(checker)),
        examples: target
          .getJsDocTags(checker)
          .filter(({ name }) => name === 'example')
          .map(({ text }) => ts.displayPartsToString(text).replace(/^```ts\n|\n?```$/g, '')),
        hiddenTypes: [...new Set(declarations.flatMap(signatureTypes))]
          .filter((named) => !exported.has(named) && isOwn(named))
          .map((named) => `${named.name} (${relative(root, named.declarations?.[0]?.getSourceFile().fileName ?? '')})`),
      }
    }),
  )

  function signatureTypes(declaration: ts.Declaration): ts.Symbol[] {
    const symbols: ts.Symbol[] = []
    const visit = (node: ts.Node): void => {
      // A body is no part of a signature.
      if (ts.isBlock(node) || ts.isJSDoc(node)) return
      if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
        const symbol = checker.getSymbolAtLocation(ts.isTypeReferenceNode(node) ? node.typeName : node.expression)
        if (symbol && !(symbol.flags & ts.SymbolFlags.TypeParameter)) symbols.push(resolve(symbol))
      }
      ts.forEachChild(node, visit)
    }
    if (ts.isVariableDeclaration(declaration)) {
      if (declaration.type) visit(declaration.type)
      else if (declaration.initializer && ts.isArrowFunction(declaration.initializer)) {
        for (const part of [...declaration.initializer.parameters, declaration.initializer.type]) if (part) visit(part)
      }
    } else if (ts.isTypeAliasDeclaration(declaration)) {
      // A computed type, such as one from a schema, is complete by itself.
      if (!ts.isTypeReferenceNode(declaration.type) && !ts.isConditionalTypeNode(declaration.type))
        visit(declaration.type)
    } else visit(declaration)
    return symbols
  }

  function isOwn(symbol: ts.Symbol): boolean {
    const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? ''
    // The generated types of a contract are members of `Providers` and `Merged`.
    return dirname(file).startsWith(`${root}/src`) && dirname(file) !== `${root}/src/generated`
  }
}

/** Type-checks files under the project's options. Returns `file:line: message` for each error. */
export function typeErrors(files: readonly string[]): string[] {
  const config = ts.readConfigFile(`${root}/tsconfig.json`, ts.sys.readFile).config
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const settings = { ...options, rewriteRelativeImportExtensions: false }
  const program = ts.createProgram(files, settings, createHost(settings))
  return files.flatMap((file) => {
    const source = program.getSourceFile(file)
    return [...program.getSemanticDiagnostics(source), ...program.getSyntacticDiagnostics(source)].map(
      ({ messageText, start = 0 }) => {
        const line = (source?.getLineAndCharacterOfPosition(start).line ?? 0) + 1
        return `${relative(root, file)}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
      },
    )
  })
}
