/** Serves `openapi-backend` with `node:http`: validates requests and returns the examples. Arguments: DOCUMENT PORT */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { OpenAPIBackend } from 'openapi-backend'

const [file = '', port] = process.argv.slice(2)
// `quick` skips the check of the document, which refuses OpenAPI 3.1.
const api = new OpenAPIBackend({ definition: JSON.parse(readFileSync(file, 'utf8')), quick: true })

/** @typedef {import('openapi-backend').Context} Context @typedef {import('node:http').ServerResponse} Outgoing */

/** @type {(response: Outgoing, status: number, value: unknown) => void} */
function reply(response, status, value) {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(value))
}

/** @type {(context: Context, response: Outgoing) => void} */
function replyExample({ operation }, response) {
  const { status, mock } = api.mockResponseForOperation(operation.operationId ?? '')
  reply(response, status, mock)
}

api.register({
  /** @type {(context: Context, response: Outgoing) => void} */
  validationFail: ({ validation }, response) => reply(response, 400, validation.errors),
  /** @type {(context: Context, response: Outgoing) => void} */
  unauthorizedHandler: (_context, response) => reply(response, 401, {}),
  /** @type {(context: Context, response: Outgoing) => void} */
  notFound: (_context, response) => reply(response, 404, {}),
  notImplemented: replyExample,
})
api.registerSecurityHandler('bearerAuth', ({ request }) => String(request.headers.authorization).startsWith('Bearer '))
await api.init()

createServer(async (request, response) => {
  const body = await text(request)
  const { pathname, search } = new URL(request.url ?? '', 'http://localhost')
  const headers = /** @type {Record<string, string | string[]>} */ (request.headers)
  const method = request.method ?? ''
  await api.handleRequest({ method, path: pathname, query: search.slice(1), headers, body }, response)
}).listen(Number(port), '127.0.0.1')
