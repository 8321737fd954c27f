import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import { type AddressInfo, createServer, isIP, type LookupFunction, type Server, type Socket } from 'node:net'
import { setDefaultCACertificates } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FetchImageOptions, fetchImage } from '../../src/engine/images/fetch-image.ts'

// Made anew for each run, for pictures.example alone.
const { private: key, cert } = await generate([{ name: 'commonName', value: 'pictures.example' }], {
  keyType: 'ec',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'pictures.example' }] },
  ],
})

const redirect = (response: ServerResponse, location: string) => response.writeHead(302, { location }).end()

const routes: Record<string, (response: ServerResponse, argument: string) => void> = {
  picture: (response) => response.end('0123456789'),
  chunked: (response) => {
    response.write('01234')
    response.end('56789')
  },
  endless: (response) => {
    const more = () => {
      while (!response.destroyed && response.write('0123456789'));
    }
    response.on('drain', more)
    more()
  },
  missing: (response) => response.writeHead(404).write('This page is never finished.'),
  empty: (response) => response.writeHead(204).end(),
  to: (response, location) => redirect(response, decodeURIComponent(location)),
  loop: (response) => redirect(response, '/loop'),
  hops: (response, left) => redirect(response, left === '1' ? '/picture' : `/hops?${Number(left) - 1}`),
  nowhere: (response) => response.writeHead(302).end(),
  silent: () => {},
  stalls: (response) => response.writeHead(200, { 'content-length': 10 }).write('01234'),
  breaks: (response) => response.writeHead(200, { 'content-length': 10 }).write('01234', () => response.destroy()),
  upgrade: (response) => response.socket?.write('HTTP/1.1 101 Other\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
}

const seen: { request: IncomingMessage; response: ServerResponse }[] = []
const answer = (request: IncomingMessage, response: ServerResponse) => {
  seen.push({ request, response })
  const [path = '', argument = ''] = (request.url ?? '').slice(1).split('?')
  routes[path]?.(response, argument)
}

const plain = http.createServer(answer)
const secure = https.createServer({ key, cert }, answer)
const gone = createServer()
const mute = createServer((socket) => void connections.push(socket))
const connections: Socket[] = []
const ports: Record<string, number> = {}
const open = async (name: string, server: Server) => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  ports[name] = (server.address() as AddressInfo).port
}
beforeAll(async () => {
  setDefaultCACertificates([cert])
  await open('PORT', plain)
  await open('SECURE', secure)
  await open('MUTE', mute)
  await open('GONE', gone)
  gone.close()
})
beforeEach(() => void seen.splice(0))
afterAll(() => {
  for (const server of [plain, secure]) {
    server.close()
    server.closeAllConnections()
  }
  mute.close()
  for (const socket of connections) socket.destroy()
})

/** Each lookup takes the next answer; the last one stays. */
const resolving = (...answers: string[][]): LookupFunction => {
  const left = [...answers]
  return (_name, _options, callback) => {
    const addresses = (left.length > 1 ? left.shift() : left[0]) ?? []
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    )
  }
}

/** Links are written with words for the ports, which are known late. */
const withPorts = (link: string) => link.replace(/(?<=:)(PORT|SECURE|MUTE|GONE)\b/g, (name) => `${ports[name]}`)
const get = (link: string, options: Partial<FetchImageOptions> = {}, maxBytes = 10) =>
  fetchImage(
    withPorts(link),
    {
      hosts: ['pictures.example'],
      privateAddresses: ['127.0.0.1'],
      lookup: resolving(['127.0.0.1']),
      ...options,
    },
    maxBytes,
    'image',
  )
const textOf = async (bytes: Promise<Uint8Array>) => Buffer.from(await bytes).toString()
const problem = (reason: string, message: RegExp) => ({
  name: 'Problem',
  reason,
  message: expect.stringMatching(message),
  param: 'image',
})

describe('a picture that may be fetched', () => {
  test.each([
    ['as long as the limit', 'http://pictures.example:PORT/picture'],
    ['without Content-Length', 'http://pictures.example:PORT/chunked'],
    ['by https', 'https://pictures.example:SECURE/picture'],
    ['after three redirects', 'http://pictures.example:PORT/hops?3'],
    ['after a redirect to https', 'http://pictures.example:PORT/to?https:%2F%2Fpictures.example:SECURE%2Fpicture'],
  ])('%s', async (_what, link) => {
    expect(await textOf(get(link))).toBe('0123456789')
  })

  test('is asked for without key and cookie', async () => {
    await get('http://pictures.example:PORT/picture')
    expect(seen.map(({ request }) => request.headers)).toEqual([
      { accept: 'image/*', 'user-agent': 'proofsheet', host: `pictures.example:${ports.PORT}`, connection: 'close' },
    ])
  })
})

describe('hosts', () => {
  test.each<[host: string, hosts: string[]]>([
    ['pictures.example', ['other.example', 'pictures.example']],
    ['PICTURES.example', ['Pictures.Example']],
    ['a.example', ['*.example']],
    ['b.a.example', ['*.example']],
    ['bücher.example', ['bücher.example']],
    ['127.0.0.1', ['127.0.0.1']],
    ['anything.test', ['*']],
  ])('%s is fetched for %j', async (host, hosts) => {
    expect(await textOf(get(`http://${host}:PORT/picture`, { hosts }))).toBe('0123456789')
  })

  test.each<[host: string, hosts: string[]]>([
    ['pictures.example', []],
    ['pictures.example', ['']],
    ['pictures.example', ['other.example']],
    ['a.pictures.example', ['pictures.example']],
    ['pictures.example.test', ['pictures.example']],
    ['example', ['*.example']],
    ['badexample', ['*.example']],
    ['127.0.0.1', ['*.example']],
  ])('%s is refused for %j', async (host, hosts) => {
    const message = new RegExp(
      `^Pictures of ${host} are not fetched; start the mock with --fetch-references ${host} to allow it`,
    )
    await expect(get(`http://${host}:PORT/picture`, { hosts })).rejects.toMatchObject(problem('badReference', message))
    expect(seen).toEqual([])
  })
})

describe('private addresses', () => {
  const strict = { hosts: ['*'], privateAddresses: [] }

  test.each([
    '10.0.0.1',
    '10.255.255.255',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '100.64.0.1',
    '100.127.255.255',
    '0.0.0.0',
    '0.1.2.3',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fc00::1',
    'fdff::1',
    'fe80::1',
    'febf::1',
    'fec0::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
  ])('%s is refused, and a name for it', async (address) => {
    const host = isIP(address) === 6 ? `[${address}]` : address
    const refusal = problem('badReference', /has a private address, which is never fetched; use a public one/)
    await expect(get(`http://${host}:PORT/picture`, strict)).rejects.toMatchObject(refusal)
    await expect(get(`https://${host}:SECURE/picture`, strict)).rejects.toMatchObject(refusal)
    const named = { ...strict, lookup: resolving([address]) }
    await expect(get('http://pictures.example:PORT/picture', named)).rejects.toMatchObject(refusal)
    await expect(get('https://pictures.example:SECURE/picture', named)).rejects.toMatchObject(refusal)
    expect(seen).toEqual([])
  })

  test.each([
    '2130706433',
    '0x7f.1',
    '0x7f000001',
    '0177.0.0.1',
    '127.1',
    '127.0.0.1.',
    '%3127.0.0.1',
    '[::ffff:7f00:1]',
  ])('%s is 127.0.0.1 and refused', async (host) => {
    await expect(get(`http://${host}:PORT/picture`, strict)).rejects.toMatchObject(
      problem('badReference', /has a private address/),
    )
    expect(seen).toEqual([])
  })

  test('localhost is refused by what the system says of it', async () => {
    await expect(fetchImage(withPorts('http://localhost:PORT/picture'), strict, 10, 'image')).rejects.toMatchObject(
      problem('badReference', /localhost:\d+ has a private address/),
    )
    expect(seen).toEqual([])
  })

  test('a name with a public and a private address is refused', async () => {
    const lookup = resolving(['192.0.1.1', '127.0.0.1'])
    await expect(get('http://pictures.example:PORT/picture', { ...strict, lookup })).rejects.toMatchObject(
      problem('badReference', /has a private address/),
    )
  })

  test('a private address that is taken does not let its neighbours in', async () => {
    await expect(get('http://127.0.0.2:PORT/picture', { hosts: ['*'] })).rejects.toMatchObject(
      problem('badReference', /127\.0\.0\.2:\d+ has a private address/),
    )
  })

  test('a name that turns private between two requests is refused', async () => {
    const lookup = resolving(['127.0.0.1'], ['127.0.0.3'])
    await expect(get('http://pictures.example:PORT/hops?1', { lookup })).rejects.toMatchObject(
      problem('badReference', /has a private address/),
    )
    expect(seen).toHaveLength(1)
  })
})

describe('redirects', () => {
  const at = 'http://pictures.example:PORT'
  test.each<[what: string, link: string, message: RegExp]>([
    [
      'to an unlisted host',
      `${at}/to?http:%2F%2Fother.example%2F`,
      /^pictures.example:\d+ redirects elsewhere\. Pictures of other.example/,
    ],
    ['to a private address', `${at}/to?http:%2F%2F127.0.0.2:PORT%2F`, /^127.0.0.2:\d+ has a private address/],
    ['to another scheme', `${at}/to?file:%2F%2F%2Fetc%2Fpasswd`, /file:\/\/\/etc\/passwd is no link of http or https/],
    ['to no link', `${at}/to?http:%2F%2F`, /is no link of http or https/],
    ['to a link with a password', `${at}/to?http:%2F%2Fa:b@pictures.example%2F`, /user name or a password/],
    [
      'from https to http',
      'https://pictures.example:SECURE/to?http:%2F%2Fpictures.example:PORT%2Fpicture',
      /may not lead to http/,
    ],
    ['in a loop', `${at}/loop`, /more than 3 times/],
    ['four times', `${at}/hops?4`, /more than 3 times/],
    ['without a target', `${at}/nowhere`, /answers 302, not 200/],
  ])('%s', async (_what, link, message) => {
    const hosts = ['pictures.example', '127.0.0.2']
    await expect(get(link, { hosts })).rejects.toMatchObject(problem('badReference', message))
    expect(seen.length).toBeLessThanOrEqual(4)
  })
})

describe('what is no picture', () => {
  test.each<[link: string, reason: string, message: RegExp]>([
    ['ftp://pictures.example/a.png', 'badReference', /^ftp:.* is no link of http or https; no other is fetched/],
    ['data:image/png;base64,AAAA', 'badReference', /is no link of http or https/],
    ['pictures.example/a.png', 'badReference', /is no link of http or https/],
    ['http://', 'badReference', /is no link of http or https/],
    ['http://key@pictures.example:PORT/picture', 'badReference', /^The link holds a user name or a password/],
    ['http://:key@pictures.example:PORT/picture', 'badReference', /^The link holds a user name or a password/],
    ['http://pictures.example:PORT/missing', 'badReference', /^pictures.example:\d+ answers 404, not 200/],
    ['http://pictures.example:PORT/empty', 'badReference', /answers 204, not 200/],
    ['http://pictures.example:PORT/upgrade', 'badReference', /answers 101, not 200/],
    ['http://pictures.example:PORT/breaks', 'badReference', /No picture came from pictures.example:\d+: ECONNRESET/],
    ['http://pictures.example:GONE/', 'badReference', /No picture came from pictures.example:\d+: ECONNREFUSED/],
  ])('%s is %s', async (link, reason, message) => {
    await expect(get(link)).rejects.toMatchObject(problem(reason, message))
  })

  test('a certificate that nobody vouches for is refused', async () => {
    await expect(get('https://other.example:SECURE/picture', { hosts: ['*'] })).rejects.toMatchObject(
      problem('badReference', /No picture came from other.example:\d+: ERR_TLS_CERT_ALTNAME_INVALID/),
    )
  })
})

describe('limits', () => {
  test.each<[path: string, maxBytes: number]>([
    ['picture', 9],
    ['chunked', 9],
    ['endless', 100_000],
  ])('%s is longer than %i bytes', async (path, maxBytes) => {
    await expect(get(`http://pictures.example:PORT/${path}`, {}, maxBytes)).rejects.toMatchObject(
      problem(
        'referenceTooLarge',
        new RegExp(`^The picture of pictures.example:\\d+ is longer than ${maxBytes} bytes`),
      ),
    )
  })

  test('what is too long by its Content-Length is not read', async () => {
    await expect(get('http://pictures.example:PORT/stalls', {}, 9)).rejects.toMatchObject(
      problem('referenceTooLarge', /longer than 9 bytes/),
    )
  })

  test.each([
    ['endless', 'referenceTooLarge', 10_000],
    ['missing', 'badReference', 10_000],
    ['upgrade', 'badReference', 10_000],
    ['silent', 'referenceTimeout', 50],
  ])(
    'the connection of %s is closed after %s',
    async (path, reason, timeout) => {
      await expect(get(`http://pictures.example:PORT/${path}`, { timeout })).rejects.toMatchObject({ reason })
      const [response] = seen.map((each) => each.response)
      if (response?.closed === false) await once(response, 'close')
      expect(response?.closed).toBe(true)
    },
    5_000,
  )

  test.each<[what: string, link: string, lookup: LookupFunction]>([
    ['that never answers', 'http://pictures.example:PORT/silent', resolving(['127.0.0.1'])],
    ['that takes a connection and no more', 'http://pictures.example:MUTE/', resolving(['127.0.0.1'])],
    ['that never speaks TLS', 'https://pictures.example:MUTE/', resolving(['127.0.0.1'])],
    ['that stops in the middle', 'http://pictures.example:PORT/stalls', resolving(['127.0.0.1'])],
    ['whose name is never resolved', 'http://pictures.example:PORT/picture', () => {}],
  ])('a server %s', async (_what, link, lookup) => {
    await expect(get(link, { timeout: 50, lookup })).rejects.toMatchObject(
      problem('referenceTimeout', /^pictures.example:\d+ was silent for 50 ms/),
    )
  })
})
