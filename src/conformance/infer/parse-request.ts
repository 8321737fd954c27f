import { isNode } from '../../contract/document.ts'
import type { SampleRequest } from '../../probes/sample-request.ts'
import { vocabulary } from '../../probes/vocabulary.ts'
import { parseJson } from '../../values/parse-json.ts'

/**
 * Reads a curl command, or the JSON body of a request. Keeps no key and no header but the name and the scheme of the key's. Throws
 * an Error that says what was expected.
 */
export function parseRequest(text: string, baseUrl: string): SampleRequest {
  const json = parseJson(text)
  if (isNode(json)) return { operation: undefined, auth: undefined, json, form: undefined, files: [] }
  const words = splitWords(text.trim())
  const start = words.indexOf('curl')
  if (start === -1) throw new Error('expected a curl command, or the body of a request as a JSON object')
  return parseCurl(words.slice(start + 1), baseUrl)
}

/** Options of curl that take no value. All other options of one letter and all unknown long options take one. */
const switches = new Set(
  '-s --silent -S --show-error -k --insecure -L --location -v --verbose -i --include -N --no-buffer -f --fail -g -G --get --compressed --http1.1 --http2 -#'.split(
    ' ',
  ),
)

interface CurlParts {
  url?: string
  method?: string
  readonly headers: [name: string, value: string][]
  readonly data: string[]
  readonly form: [name: string, value: string][]
}

function parseCurl(words: readonly string[], baseUrl: string): SampleRequest {
  const { url, method, headers, data, form } = readOptions(words)
  if (url === undefined) throw new Error('the curl command has no URL')
  const isForm = form.length > 0
  if (!isForm && data.length === 0) throw new Error('the curl command has no body: expected -d, --json or -F')
  const json = isForm ? undefined : parseJson(data.join('&'))
  if (!isForm && !isNode(json))
    throw new Error(`the body of the curl command is no JSON object: ${data.join('&').slice(0, 60)}`)
  const isFile = ([, value]: readonly [string, string]) => /^[@<]/.test(value)
  return {
    operation: `${method ?? 'POST'} ${relativePath(url, baseUrl)}`,
    auth: readAuth(headers, url),
    ...readQuery(url),
    json: isNode(json) ? json : undefined,
    form: isForm ? form.filter((part) => !isFile(part)) : undefined,
    files: form.filter(isFile).map(([name]) => name),
  }
}

function readOptions(words: readonly string[]): CurlParts {
  const parts: CurlParts = { headers: [], data: [], form: [] }
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (!word.startsWith('-')) {
      parts.url ??= word
      continue
    }
    if (switches.has(word)) continue
    const [, option = word, joined] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? /^(-[XHdF])(.+)$/s.exec(word) ?? []
    const value = joined ?? words[++index] ?? ''
    if (option === '-X' || option === '--request') parts.method = value.toUpperCase()
    else if (option === '--url') parts.url = value
    else if (option === '-H' || option === '--header') parts.headers.push(splitPair(value, ':'))
    else if (option === '-F' || option.startsWith('--form')) parts.form.push(splitPair(value, '='))
    else if (option === '-d' || option === '--json' || option.startsWith('--data')) parts.data.push(readData(value))
  }
  return parts
}

function readData(value: string): string {
  if (value.startsWith('@')) throw new Error(`the body is in another file (${value}): put the body into the command`)
  return value
}

const splitPair = (text: string, separator: string): [string, string] => {
  const index = text.indexOf(separator)
  return index === -1 ? [text.trim(), ''] : [text.slice(0, index).trim(), text.slice(index + 1).trim()]
}

const keyHeader = /^(authorization|(x-)?api-?key|x-[\w-]*(key|token))$/i

/** Matches the value of a header that holds a key, or the placeholder of one, such as $API_KEY. */
const keyValue = /^(\S+ )?(sk-|\$\{?\w*(KEY|TOKEN)|[<{]?your[\w -]*(key|token))/i

/** Matches the name of a parameter of the query that holds a key. */
const keyParameter = /^(api|access|auth)?[-_]?(key|token)$/i

/** Reads how the key is sent. The key itself is dropped. */
function readAuth(headers: readonly (readonly [name: string, value: string])[], url: string): SampleRequest['auth'] {
  const header = headers.find(([name]) => keyHeader.test(name)) ?? headers.find(([, value]) => keyValue.test(value))
  if (!header) {
    const parameter = queryOf(url).find(([name, value]) => isKeyParameter(name, value))
    return parameter && { in: 'query', name: parameter[0], scheme: '' }
  }
  const [name, value] = header
  const [scheme = '', key] = value.split(/\s+/)
  return { in: 'header', name, scheme: key === undefined ? '' : scheme }
}

/** Tests for a parameter of the query that holds a key, or the placeholder of one. */
export const isKeyParameter = (name: string, value: string): boolean => keyParameter.test(name) || keyValue.test(value)

const queryOf = (url: string): [name: string, value: string][] => [...new URLSearchParams(url.split('?')[1] ?? '')]

/** Names of parameters that ask for a task, which not every request may have. */
const triggerParameters: ReadonlySet<string> = new Set(
  vocabulary.triggers.flatMap(({ in: place, name }) => (place === 'query' ? [name] : [])),
)

/** Reads the parameters of the query that every request gets. */
function readQuery(url: string): Pick<SampleRequest, 'query'> {
  const constants = queryOf(url).filter(([name, value]) => !triggerParameters.has(name) && !isKeyParameter(name, value))
  return constants.length > 0 ? { query: Object.fromEntries(constants) } : {}
}

/** Returns the path after the base URL. Throws if the URL of the command is elsewhere. */
function relativePath(url: string, baseUrl: string): string {
  const base = baseUrl.replace(/\/$/, '')
  const target = URL.parse(url)
  // The host of a document may be a placeholder, so only the path counts.
  const path = target ? target.pathname : url.replace(/^[^/]*(?=\/)/, '').replace(/\?.*/, '')
  const { pathname } = new URL(base)
  const prefix = pathname === '/' ? '' : pathname
  if (prefix !== '' && !path.startsWith(`${prefix}/`))
    throw new Error(
      `the path ${path} of the command does not start with that of the base URL, ${prefix}: pass another base URL`,
    )
  return path.slice(prefix.length)
}

/** Splits a command into words as a shell does. Variables stay as they are, and lines may end in a backslash. */
function splitWords(command: string): string[] {
  const words: string[] = []
  let word: string | undefined
  const unquoted = command.replaceAll(/\\\r?\n/g, ' ')
  for (let index = 0; index < unquoted.length; index++) {
    const letter = unquoted[index] as string
    if (letter === "'" || letter === '"') {
      const end = findQuote(unquoted, index, letter)
      const quoted = unquoted.slice(index + 1, end)
      word = (word ?? '') + (letter === '"' ? quoted.replaceAll(/\\(["\\$`])/g, '$1') : quoted)
      index = end
    } else if (/\s/.test(letter)) {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + (letter === '\\' ? (unquoted[++index] ?? '') : letter)
  }
  return word === undefined ? words : [...words, word]
}

function findQuote(text: string, start: number, quote: string): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\' && quote === '"') index++
    else if (text[index] === quote) return index
  }
  throw new Error(`the command has a ${quote} without its end`)
}
