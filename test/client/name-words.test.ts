import ts from 'typescript'
import { expect, test } from 'vitest'
import { nameWords } from '../../src/client/name-words.ts'
import type { Node } from '../../src/contract/document.ts'
import { renderTypes } from '../../src/contract/types.ts'
import { providerOf } from '../support/provider.ts'

/** Lists what an editor proposes between the quotes of `value`, and the errors that it shows. */
function complete(types: string, type: string, value: string): { words: string[]; errors: string[] } {
  const source = `import type { paths } from './types'\nexport const body: ${type} = ${value}\n`
  const files: Record<string, string> = { 'types.ts': types, 'main.ts': source, 'lib.d.ts': library }
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({
      strict: true,
      noLib: true,
      types: [],
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      module: ts.ModuleKind.ESNext,
    }),
    getScriptFileNames: () => Object.keys(files),
    getScriptVersion: () => '1',
    getScriptSnapshot: (file) => (files[file] === undefined ? undefined : ts.ScriptSnapshot.fromString(files[file])),
    getCurrentDirectory: () => '',
    getDefaultLibFileName: () => 'lib.d.ts',
    fileExists: (file) => file in files,
    readFile: (file) => files[file],
  })
  const completions = service.getCompletionsAtPosition('main.ts', source.indexOf("''") + 1, {})
  return {
    words: (completions?.entries ?? []).map(({ name }) => name),
    errors: service
      .getSemanticDiagnostics('main.ts')
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' ')),
  }
}
const library = ['Array', 'Boolean', 'Function', 'IArguments', 'Number', 'Object', 'RegExp', 'String', 'Blob']
  .map((name) => `interface ${name} {}`)
  .concat('type Record<K extends string, V> = { [P in K]: V }')
  .join('\n')

const typesOf = async (id: string) => renderTypes(nameWords(await providerOf(id)))
const create = (path: string) => `paths['${path}']['post']['requestBody']['content']['application/json']`

test.each<[id: string, path: string, field: string, words: string[]]>([
  ['openai', '/images/generations', 'model', ['gpt-image-2', 'gpt-image-2.6-flare']],
  ['openai', '/images/generations', 'size', ['auto', '1024x1024', '1536x864']],
  ['apimart', '/images/generations', 'size', ['16:9', '9:16']],
  ['gpt-best', '/v1/images/generations', 'image_size', ['1K', '4K']],
  ['dimilinks', '/images/generations', 'response_format', ['b64_json']],
])('%s %s: an editor proposes the known values of %s, and takes every other text', async (id, path, field, words) => {
  const types = await typesOf(id)
  const body = (value: string) => `{ prompt: 'a fox', ${field === 'model' ? '' : "model: 'm', "}${field}: '${value}' }`
  expect(complete(types, create(path), body('')).words).toEqual(expect.arrayContaining(words))
  expect(complete(types, create(path), body('of tomorrow')).errors).toEqual([])
  const { errors } = complete(types, create(path), body('').replace("''", '7'))
  expect(errors).toEqual([expect.stringContaining("Type 'number' is not assignable")])
})

test('an editor proposes the words that a document names beside other text', async () => {
  const schema = { anyOf: [{ type: 'string' }, { type: 'string', enum: ['fox', 'owl'] }, { type: 'null' }] }
  const content = { 'application/json': { schema: { type: 'object', properties: { model: schema } } } }
  const document: Node = {
    openapi: '3.1.0',
    info: { title: 't', version: '1' },
    paths: { '/x': { post: { requestBody: { required: true, content }, responses: {} } } },
  }
  const types = await renderTypes(document)
  expect(complete(types, create('/x'), "{ model: '' }").words).toEqual(['fox', 'owl'])
  for (const value of ["'cat'", 'null']) expect(complete(types, create('/x'), `{ model: ${value} }`).errors).toEqual([])
})
