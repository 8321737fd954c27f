import type { Random } from './random.ts'
import { pathOf, type Target } from './targets.ts'

/** Bytes to send on one connection. */
export interface Case {
  readonly title: string
  readonly target: Target
  readonly method: string
  /** Bytes in the pieces in which they are written. */
  readonly pieces: readonly Buffer[]
  /** The same request for a mock in process; undefined if it cannot be made there. */
  readonly request: (() => Request) | undefined
  /** End of the connection after the last piece: `wait` waits for the response, `end` ends our side, `destroy` breaks it. */
  readonly ending: 'wait' | 'end' | 'destroy'
}

const texts = [
  '',
  ' ',
  'a fox',
  'null',
  'true',
  '-1',
  '1e400',
  'NaN',
  '[]',
  '{}',
  '../../etc',
  '%00',
  '%ff%fe',
  '\0',
  '\ud800',
  '🦊'.repeat(20),
  'x'.repeat(40_000),
  'A'.repeat(20_000),
  '9'.repeat(400),
  '__proto__',
  'constructor',
  '1024x1024',
  '0x0',
  '99999999999x1',
  'auto',
  'http://127.0.0.1:1/x.png',
  'https://images.example/a.png?a=b',
  'http://[',
  'data:,',
  'data:image/png;base64,',
  `data:image/png;base64,${'A'.repeat(30_000)}`,
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'file-1',
  'task_1',
] as const
const numbers = ['0', '-0', '-1', '1', '2', '1.5', '1e21', '1e400', '9007199254740993', '00', '+1', '.5', '0x10']
const oddNames = ['__proto__', 'constructor', 'toString', '', 'a.b', '/a/b', 'x'.repeat(300), '\0', 'n', 'stream']

/** Writes a JSON value; some are no JSON. */
function writeValue(random: Random, depth = 0): string {
  const kind = random.int(depth > 3 ? 4 : 7)
  if (kind === 0) return random.pick(['null', 'true', 'false', 'undefined', 'NaN'])
  if (kind === 1) return random.pick(numbers)
  if (kind < 4) return JSON.stringify(random.pick(texts))
  if (kind === 4) return '['.repeat(random.int(100)) + ']'.repeat(random.int(100))
  const items = Array.from({ length: random.int(5) }, () => writeValue(random, depth + 1))
  if (kind === 5) return `[${items.join(',')}]`
  return `{${items.map((item) => `${JSON.stringify(random.pick(oddNames))}:${item}`).join(',')}}`
}

function writeJson(random: Random, { names, body }: Target): string {
  const members = Object.entries(body).map(([name, value]) => [name, JSON.stringify(value)] as const)
  const added = Array.from({ length: random.int(6) }, () => {
    const name = random.chance(0.8) && names.length > 0 ? random.pick(names) : random.pick(oddNames)
    return [name, writeValue(random)] as const
  })
  const kept = random.chance(0.8) ? members : []
  const text = `{${[...kept, ...added].map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`
  return random.chance(0.02) ? `{"a":[${'1,'.repeat(random.int(30_000))}1],${text.slice(1)}` : text
}

/** Changes some bytes: replaces, removes, repeats or adds a few. */
function spoil(random: Random, bytes: Buffer): Buffer {
  let spoiled = bytes
  for (let count = 1 + random.int(3); count > 0; count--) {
    const index = random.int(spoiled.length + 1)
    const length = random.int(8)
    const [before, after] = [spoiled.subarray(0, index), spoiled.subarray(index + random.int(2) * length)]
    const added = random.pick([
      random.bytes(length),
      before.subarray(-length),
      Buffer.from(random.pick(['\r\n', '--', '"', '\\', '{', ':', ';', '='])),
    ])
    spoiled = Buffer.concat([before, added, after])
  }
  return spoiled
}

const dispositions = [
  'form-data; name="NAME"',
  'form-data; name="NAME"; filename="a.png"',
  'form-data; name="NAME"; filename="a;b\\".png"',
  "form-data; name=NAME; filename*=UTF-8''%e2%82.png",
  'form-data',
  'attachment; name="NAME"',
  '',
]
const partTypes = [
  '',
  'image/png',
  'application/json',
  'text/plain; charset=utf-16',
  'multipart/mixed; boundary=b',
  'x',
]

function writeForm(random: Random, { names, body }: Target, boundary: string): Buffer {
  const parts = [
    ...Object.keys(body),
    ...Array.from({ length: random.int(5) }, () => random.pick([...names, ...oddNames])),
  ]
  const chunks = parts.flatMap((name) => {
    const disposition = random.pick(dispositions).replace('NAME', name.replaceAll(/["\r\n]/g, '%22'))
    const type = random.pick(partTypes)
    const lines = [
      `--${boundary}`,
      `Content-Disposition: ${disposition}`,
      ...(type === '' ? [] : [`Content-Type: ${type}`]),
      '',
      '',
    ]
    const content = random.chance(0.7) ? Buffer.from(random.pick(texts)) : random.bytes(random.int(2000))
    return [Buffer.from(lines.join('\r\n')), content, Buffer.from('\r\n')]
  })
  return Buffer.concat([...chunks, Buffer.from(random.chance(0.9) ? `--${boundary}--\r\n` : '')])
}

const boundaries = ['b', 'x'.repeat(70), '----WebKitFormBoundary7MA4YWxk', "'()+_,-./:=?"]
const jsonTypes = [
  'application/json',
  'application/json',
  'application/json; charset=utf-8',
  'application/merge-patch+json',
  'text/plain',
  '',
  'application/x-www-form-urlencoded',
]

interface Content {
  readonly type: string
  readonly bytes: Buffer
}

function writeContent(random: Random, target: Target): Content {
  const boundary = random.pick(boundaries)
  const isForm = random.chance(0.4)
  const plain: Content = isForm
    ? {
        type: `multipart/form-data; boundary=${random.chance(0.5) ? `"${boundary}"` : boundary}`,
        bytes: writeForm(random, target, boundary),
      }
    : { type: random.pick(jsonTypes), bytes: Buffer.from(writeJson(random, target)) }
  if (random.chance(0.3)) return { ...plain, bytes: spoil(random, plain.bytes) }
  if (random.chance(0.1)) return { ...plain, bytes: plain.bytes.subarray(0, random.int(plain.bytes.length + 1)) }
  return random.chance(0.03) ? { type: 'multipart/form-data', bytes: plain.bytes } : plain
}

/** Writes a body in chunks of HTTP/1.1; some are wrong. */
function writeChunks(random: Random, bytes: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let index = 0; index < bytes.length; ) {
    const chunk = bytes.subarray(index, index + 1 + random.int(5000))
    index += chunk.length
    const size = random.chance(0.02) ? random.pick(['zz', '-1', 'ffffffffffffffffff', '']) : chunk.length.toString(16)
    const extension = random.chance(0.05) ? `;${'e'.repeat(random.int(200))}` : ''
    chunks.push(Buffer.from(`${size}${extension}\r\n`), chunk, Buffer.from('\r\n'))
  }
  const trailer = random.chance(0.05) ? 'X-Trailer: 1\r\n' : ''
  return Buffer.concat([...chunks, Buffer.from(random.chance(0.97) ? `0\r\n${trailer}\r\n` : '')])
}

const methods = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'FOO',
  'get',
  'CONNECT',
  'QUERY',
  'M-SEARCH',
]
const ids = [
  'x',
  '..',
  '%2e%2e',
  '%00',
  'a%2Fb',
  'img_0123456789abcdef01234567',
  '0',
  '-1',
  'ü',
  'x'.repeat(3000),
  "'",
  '{id}',
  '__proto__',
]
const queries = [
  '',
  '',
  '',
  '?async=true',
  '?async=%ff',
  '?a[]=1&a[]=2',
  '?limit=-1',
  '?limit=1e9&after=x',
  '?exp=1&sig=2',
  '?api-version=2025-04-01-preview',
  '?%',
  '?=&&',
  `?q=${'x'.repeat(5000)}`,
]
const headers = [
  'Accept: text/event-stream',
  'Accept-Encoding: gzip',
  'Idempotency-Key: a',
  'Idempotency-Key: ',
  'Prefer: wait=1',
  'Content-Encoding: gzip',
  'Content-Type: a',
  'Expect: 100-continue',
  'Expect: x',
  'Connection: upgrade',
  'Upgrade: websocket',
  'X-Empty:',
  'X-Latin: \xe9\xff',
  'Authorization: Bearer ',
  'Authorization: Basic YTpi',
  'Range: bytes=0-1',
  'If-None-Match: *',
  'Cookie: a=b; a=c',
  'Host: other',
  `X-Long: ${'x'.repeat(9000)}`,
  'Origin: null',
  'Transfer-Encoding: gzip, chunked',
  'Content-Length: 3',
  'X-Folded: a\r\n b',
]
const hosts = ['mock', 'localhost:4010', '127.0.0.1', '[::1]:80', 'a b', '', 'mock:99999', 'xn--', 'a@b']
const adminPaths = [
  'clock',
  'tasks',
  'journal',
  'scenarios',
  'scenario',
  'openapi.json',
  'healthz',
  'readyz',
  'metrics',
  'clock/advance?seconds=x',
  'nothing',
  '%ff',
  '',
]

const pathFor = (random: Random, target: Target): string => {
  if (random.chance(0.03))
    return random.pick([
      '/',
      '*',
      '//',
      '/%',
      '/?',
      'x',
      '/\\',
      'http://mock/',
      `/${target.provider.id}`,
      '/favicon.ico',
    ])
  if (random.chance(0.03)) return `/_proofsheet/${random.pick(adminPaths)}`
  return `${pathOf(target, random.pick(ids)).replaceAll('ü', '\xfc')}${random.pick(queries)}`
}

/** Creates a case for one of the endpoints. */
export function createCase(random: Random, targets: readonly Target[]): Case {
  const target = random.pick(targets)
  const method = random.chance(0.9) ? target.method : random.pick(methods)
  const path = pathFor(random, target)
  const hasBody = method !== 'GET' && method !== 'HEAD' ? random.chance(0.95) : random.chance(0.05)
  const content = hasBody ? writeContent(random, target) : undefined
  const isChunked = random.chance(0.25)
  const body = content ? (isChunked ? writeChunks(random, content.bytes) : content.bytes) : Buffer.alloc(0)
  const length = random.chance(0.98) ? body.length : body.length + random.pick([-1, 1, 100])
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...(random.chance(0.98) ? [`Host: ${random.chance(0.95) ? 'mock' : random.pick(hosts)}`] : []),
    ...(target.key && random.chance(0.95) ? [target.key.join(': ')] : []),
    ...(content && content.type !== '' ? [`Content-Type: ${content.type}`] : []),
    ...(content ? [isChunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`] : []),
    ...Array.from({ length: random.chance(0.3) ? random.int(4) : 0 }, () => random.pick(headers)),
  ]
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')
  const whole = Buffer.concat([head, body])
  const bytes = random.chance(0.05) ? spoil(random, whole) : whole
  const sent = random.chance(0.05) ? bytes.subarray(0, random.int(bytes.length)) : bytes
  return {
    title: `${lines[0]?.slice(0, 200)} (${content?.type.slice(0, 60) ?? 'no body'})`,
    target,
    method,
    request: random.chance(0.2) ? () => toRequest(method, path, lines.slice(1), content?.bytes) : undefined,
    pieces: split(random, sent),
    ending: random.pick(['wait', 'wait', 'wait', 'wait', 'wait', 'wait', 'wait', 'wait', 'end', 'destroy']),
  }
}

/** Makes a request in process. Throws where `fetch` would refuse to send it. */
function toRequest(method: string, path: string, lines: readonly string[], body: Buffer | undefined): Request {
  const headers = new Headers()
  for (const line of lines) headers.append(line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1))
  return new Request(new URL(path, 'http://mock'), { method, headers, ...(body && { body: new Uint8Array(body) }) })
}

/** Splits bytes into a few pieces. */
function split(random: Random, bytes: Buffer): Buffer[] {
  const cuts = Array.from({ length: random.chance(0.3) ? random.int(4) : 0 }, () => random.int(bytes.length + 1)).sort(
    (a, b) => a - b,
  )
  return [0, ...cuts].map((start, index) => bytes.subarray(start, cuts[index] ?? bytes.length))
}
