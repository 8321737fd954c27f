import { once } from 'node:events'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import https from 'node:https'
import { type AddressInfo, createServer, isIP, type LookupFunction, type Server, type Socket } from 'node:net'
import { setDefaultCACertificates } from 'node:tls'
import { generate } from 'selfsigned'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type FetchImageOptions, fetchImage } from '../../src/engine/images/fetch-image.ts'

// A fresh certificate for each run, valid only for images.example.
const { private: key, cert } = await generate([{ name: 'commonName', value: 'images.example' }], {
  keyType: 'ec',
  extensions: [
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'images.example' }] },
  ],
})

const redirect = (response: ServerResponse, location: string) => response.writeHead(302, { location }).end()

const routes: Record<string, (response: ServerResponse, argument: string) => void> = {
  image: (response) => response.end('0123456789'),
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
  hops: (response, hopsLeft) => redirect(response, hopsLeft === '1' ? '/image' : `/hops?${Number(hopsLeft) - 1}`),
  nowhere: (response) => response.writeHead(302).end(),
  silent: () => {},
  stalls: (response) => response.writeHead(200, { 'content-length': 10 }).write('01234'),
  breaks: (response) => response.writeHead(200, { 'content-length': 10 }).write('01234', () => response.destroy()),
  upgrade: (response) => response.socket?.write('HTTP/1.1 101 Other\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n'),
}

const exchanges: { request: IncomingMessage; response: ServerResponse }[] = []
const respond = (request: IncomingMessage, response: ServerResponse) => {
  exchanges.push({ request, response })
  const [path = '', argument = ''] = (request.url ?? '').slice(1).split('?')
  routes[path]?.(response, argument)
}

const plain = http.createServer(respond)
const secure = https.createServer({ key, cert }, respond)
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
beforeEach(() => void exchanges.splice(0))
afterAll(() => {
  for (const server of [plain, secure]) {
    server.close()
    server.closeAllConnections()
  }
  mute.close()
  for (const socket of connections) socket.destroy()
})

/** Creates a lookup that returns the next list of addresses on each call, and repeats the last list. */
const resolving = (...results: string[][]): LookupFunction => {
  const remaining = [...results]
  return (_name, _options, callback) => {
    const addresses = (remaining.length > 1 ? remaining.shift() : remaining[0]) ?? []
    callback(
      null,
      addresses.map((address) => ({ address, family: isIP(address) })),
    )
  }
}

/** Replaces the names of ports by port numbers, which are only known once the servers listen. */
const withPorts = (link: string) => link.replace(/(?<=:)(PORT|SECURE|MUTE|GONE)\b/g, (name) => `${ports[name]}`)
const get = (link: string, options: Partial<FetchImageOptions> = {}, maxBytes = 10) =>
  fetchImage(
    withPorts(link),
    {
      hosts: ['images.example'],
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

describe('an allowed image', () => {
  test.each([
    ['as long as the limit', 'http://images.example:PORT/image'],
    ['without Content-Length', 'http://images.example:PORT/chunked'],
    ['by https', 'https://images.example:SECURE/image'],
    ['after three redirects', 'http://images.example:PORT/hops?3'],
    ['after a redirect to https', 'http://images.example:PORT/to?https:%2F%2Fimages.example:SECURE%2Fimage'],
  ])('%s', async (_what, link) => {
    expect(await textOf(get(link))).toBe('0123456789')
  })

  test('is requested without key and cookie', async () => {
    await get('http://images.example:PORT/image')
    expect(exchanges.map(({ request }) => request.headers)).toEqual([
      { accept: 'image/*', 'user-agent': 'proofsheet', host: `images.example:${ports.PORT}`, connection: 'close' },
    ])
  })
})

describe('hosts', () => {
  test.each<[host: string, hosts: string[]]>([
    ['images.example', ['other.example', 'images.example']],
    ['IMAGES.example', ['Images.Example']],
    ['a.example', ['*.example']],
    ['b.a.example', ['*.example']],
    ['bücher.example', ['bücher.example']],
    ['127.0.0.1', ['127.0.0.1']],
    ['anything.test', ['*']],
  ])('%s is fetched for %j', async (host, hosts) => {
    expect(await textOf(get(`http://${host}:PORT/image`, { hosts }))).toBe('0123456789')
  })

  test.each<[host: string, hosts: string[]]>([
    ['images.example', []],
    ['images.example', ['']],
    ['images.example', ['other.example']],
    ['a.images.example', ['images.example']],
    ['images.example.test', ['images.example']],
    ['example', ['*.example']],
    ['badexample', ['*.example']],
    ['127.0.0.1', ['*.example']],
  ])('%s is refused for %j', async (host, hosts) => {
    const message = new RegExp(
      `^Images from ${host} are not fetched; to fetch them, start the mock with --fetch-references ${host}\\.$`,
    )
    await expect(get(`http://${host}:PORT/image`, { hosts })).rejects.toMatchObject(problem('badReference', message))
    expect(exchanges).toEqual([])
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
  ])('%s is refused, and so is a name that resolves to the address', async (address) => {
    const host = isIP(address) === 6 ? `[${address}]` : address
    const refusal = problem('badReference', /has a private address, which is never fetched; use a public address/)
    await expect(get(`http://${host}:PORT/image`, strict)).rejects.toMatchObject(refusal)
    await expect(get(`https://${host}:SECURE/image`, strict)).rejects.toMatchObject(refusal)
    const named = { ...strict, lookup: resolving([address]) }
    await expect(get('http://images.example:PORT/image', named)).rejects.toMatchObject(refusal)
    await expect(get('https://images.example:SECURE/image', named)).rejects.toMatchObject(refusal)
    expect(exchanges).toEqual([])
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
    await expect(get(`http://${host}:PORT/image`, strict)).rejects.toMatchObject(
      problem('badReference', /has a private address/),
    )
    expect(exchanges).toEqual([])
  })

  test('localhost is refused because the system resolves the name to a private address', async () => {
    await expect(fetchImage(withPorts('http://localhost:PORT/image'), strict, 10, 'image')).rejects.toMatchObject(
      problem('badReference', /localhost:\d+ has a private address/),
    )
    expect(exchanges).toEqual([])
  })

  test('a name with a public and a private address is refused', async () => {
    const lookup = resolving(['192.0.1.1', '127.0.0.1'])
    await expect(get('http://images.example:PORT/image', { ...strict, lookup })).rejects.toMatchObject(
      problem('badReference', /has a private address/),
    )
  })

  test('an allowed private address does not allow its neighbours', async () => {
    await expect(get('http://127.0.0.2:PORT/image', { hosts: ['*'] })).rejects.toMatchObject(
      problem('badReference', /127\.0\.0\.2:\d+ has a private address/),
    )
  })

  test('a name that resolves to a private address on the second request is refused', async () => {
    const lookup = resolving(['127.0.0.1'], ['127.0.0.3'])
    await expect(get('http://images.example:PORT/hops?1', { lookup })).rejects.toMatchObject(
      problem('badReference', /has a private address/),
    )
    expect(exchanges).toHaveLength(1)
  })
})

describe('redirects', () => {
  const at = 'http://images.example:PORT'
  test.each<[what: string, link: string, message: RegExp]>([
    [
      'to an unlisted host',
      `${at}/to?http:%2F%2Fother.example%2F`,
      /^images.example:\d+ redirects elsewhere\. Images from other.example/,
    ],
    ['to a private address', `${at}/to?http:%2F%2F127.0.0.2:PORT%2F`, /^127.0.0.2:\d+ has a private address/],
    [
      'to another scheme',
      `${at}/to?file:%2F%2F%2Fetc%2Fpasswd`,
      /file:\/\/\/etc\/passwd cannot be fetched; expected an http or https link/,
    ],
    ['to no link', `${at}/to?http:%2F%2F`, /cannot be fetched; expected an http or https link/],
    ['to a link with a password', `${at}/to?http:%2F%2Fa:b@images.example%2F`, /user name or a password/],
    [
      'from https to http',
      'https://images.example:SECURE/to?http:%2F%2Fimages.example:PORT%2Fimage',
      /must not redirect to http/,
    ],
    ['in a loop', `${at}/loop`, /more than 3 times/],
    ['four times', `${at}/hops?4`, /more than 3 times/],
    ['without a target', `${at}/nowhere`, /responded with 302, not 200/],
  ])('%s', async (_what, link, message) => {
    const hosts = ['images.example', '127.0.0.2']
    await expect(get(link, { hosts })).rejects.toMatchObject(problem('badReference', message))
    expect(exchanges.length).toBeLessThanOrEqual(4)
  })
})

describe('a link without an image', () => {
  test.each<[link: string, reason: string, message: RegExp]>([
    ['ftp://images.example/a.png', 'badReference', /^ftp:.* cannot be fetched; expected an http or https link\.$/],
    ['data:image/png;base64,AAAA', 'badReference', /cannot be fetched; expected an http or https link/],
    ['images.example/a.png', 'badReference', /cannot be fetched; expected an http or https link/],
    ['http://', 'badReference', /cannot be fetched; expected an http or https link/],
    ['http://key@images.example:PORT/image', 'badReference', /^The link contains a user name or a password/],
    ['http://:key@images.example:PORT/image', 'badReference', /^The link contains a user name or a password/],
    ['http://images.example:PORT/missing', 'badReference', /^images.example:\d+ responded with 404, not 200/],
    ['http://images.example:PORT/empty', 'badReference', /responded with 204, not 200/],
    ['http://images.example:PORT/upgrade', 'badReference', /responded with 101, not 200/],
    [
      'http://images.example:PORT/breaks',
      'badReference',
      /The image could not be fetched from images.example:\d+: ECONNRESET/,
    ],
    [
      'http://images.example:GONE/',
      'badReference',
      /The image could not be fetched from images.example:\d+: ECONNREFUSED/,
    ],
  ])('%s is %s', async (link, reason, message) => {
    await expect(get(link)).rejects.toMatchObject(problem(reason, message))
  })

  test('a certificate of another host is refused', async () => {
    await expect(get('https://other.example:SECURE/image', { hosts: ['*'] })).rejects.toMatchObject(
      problem('badReference', /The image could not be fetched from other.example:\d+: ERR_TLS_CERT_ALTNAME_INVALID/),
    )
  })
})

describe('limits', () => {
  test.each<[path: string, maxBytes: number]>([
    ['image', 9],
    ['chunked', 9],
    ['endless', 100_000],
  ])('%s is longer than %i bytes', async (path, maxBytes) => {
    await expect(get(`http://images.example:PORT/${path}`, {}, maxBytes)).rejects.toMatchObject(
      problem('referenceTooLarge', new RegExp(`^The image from images.example:\\d+ is longer than ${maxBytes} bytes`)),
    )
  })

  test('a response that is too long by its Content-Length is not read', async () => {
    await expect(get('http://images.example:PORT/stalls', {}, 9)).rejects.toMatchObject(
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
      await expect(get(`http://images.example:PORT/${path}`, { timeout })).rejects.toMatchObject({ reason })
      const [response] = exchanges.map((exchange) => exchange.response)
      if (response?.closed === false) await once(response, 'close')
      expect(response?.closed).toBe(true)
    },
    5_000,
  )

  test.each<[what: string, link: string, lookup: LookupFunction]>([
    ['that never responds', 'http://images.example:PORT/silent', resolving(['127.0.0.1'])],
    ['that accepts the connection but never responds', 'http://images.example:MUTE/', resolving(['127.0.0.1'])],
    ['that never starts TLS', 'https://images.example:MUTE/', resolving(['127.0.0.1'])],
    ['that stops in the middle', 'http://images.example:PORT/stalls', resolving(['127.0.0.1'])],
    ['whose name is never resolved', 'http://images.example:PORT/image', () => {}],
  ])('a server %s', async (_what, link, lookup) => {
    await expect(get(link, { timeout: 50, lookup })).rejects.toMatchObject(
      problem('referenceTimeout', /^images.example:\d+ sent nothing for 50 ms/),
    )
  })
})
