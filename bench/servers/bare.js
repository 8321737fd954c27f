/**
 * Serves with `node:http` alone, the upper limit for a mock on Node. Arguments: RESPONSES PORT json|busboy tasks|images
 *
 * The servers are JavaScript because their start is measured and stripping types would count.
 */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

const [responses = '', port, parser, kind] = process.argv.slice(2)
/** @type {import('../parts/responses.ts').RecordedResponses} */
const { submit, poll, edit, stream, generate, editSynchronously } = JSON.parse(readFileSync(responses, 'utf8'))
const images = kind === 'images'
const submitted = Buffer.from(images ? generate : submit)
const edited = Buffer.from(images ? editSynchronously : edit)
const polled = Buffer.from(poll)
const events = stream.split(/(?<=\n\n)/)
const busboy = parser === 'busboy' ? (await import('busboy')).default : undefined

/** @typedef {import('node:http').IncomingMessage} Incoming @typedef {import('node:http').ServerResponse} Outgoing */

/** @type {(response: Outgoing, body: Buffer) => void} */
function reply(response, body) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length })
  response.end(body)
}

/** @type {(request: Incoming, done: (body: { stream?: boolean }) => void) => void} */
function readJson(request, done) {
  /** @type {Buffer[]} */
  const chunks = []
  request.on('data', (chunk) => chunks.push(chunk))
  request.on('end', () => done(JSON.parse(Buffer.concat(chunks).toString())))
}

/** @type {(request: Incoming, done: () => void) => void} */
function readForm(request, done) {
  if (!busboy) {
    request.on('end', done).resume()
    return
  }
  const form = busboy({ headers: request.headers })
  form.on('file', (_name, file) => file.resume())
  form.on('close', done)
  request.pipe(form)
}

/** @type {(response: Outgoing) => void} */
function replyEvents(response) {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  for (const event of events) response.write(event)
  response.end()
}

createServer((request, response) => {
  if (request.method === 'GET') reply(response, polled)
  else if (request.headers['content-type']?.startsWith('multipart/')) readForm(request, () => reply(response, edited))
  else readJson(request, (body) => (body.stream ? replyEvents(response) : reply(response, submitted)))
}).listen(Number(port), '127.0.0.1')
