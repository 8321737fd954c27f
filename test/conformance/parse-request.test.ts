import { expect, test } from 'vitest'
import { parseRequest } from '../../src/conformance/infer/parse-request.ts'

const baseUrl = 'https://gateway.example/v1'
const body = { prompt: 'a red fox', n: 1 }

test.each([
  ['a JSON body', JSON.stringify(body), { operation: undefined, auth: undefined }],
  [
    'lines, a variable and -d',
    `curl -X POST "https://gateway.example/v1/images/generations" \\
      -H "Content-Type: application/json" \\
      -H "Authorization: Bearer $GATEWAY_KEY" \\
      -d '{"prompt": "a red fox", "n": 1}'`,
    { operation: 'POST /images/generations', auth: { in: 'header', name: 'Authorization', scheme: 'Bearer' } },
  ],
  [
    '--json, and a key without a scheme',
    `curl --silent https://docs.example/v1/draw --header 'X-Api-Key: sk-secret' --json '{"prompt":"a red fox","n":1}'`,
    { operation: 'POST /draw', auth: { in: 'header', name: 'X-Api-Key', scheme: '' } },
  ],
  [
    'joined options, another method and escaped quotes',
    'curl --request=PUT https://gateway.example/v1/draw?a=b&async=true --data-raw="{\\"prompt\\": \\"a red fox\\", \\"n\\": 1}"',
    { operation: 'PUT /draw', auth: undefined, query: { a: 'b' } },
  ],
])('reads %s', (_, text, expected) => {
  expect(parseRequest(text, baseUrl)).toEqual({ ...expected, json: body, form: undefined, files: [] })
})

test('reads a form, with the names of its files', () => {
  const text = `curl https://gateway.example/v1/images/edits -F prompt="a hat" -F 'image[]=@fox.png' --form model=fox-2`
  expect(parseRequest(text, baseUrl)).toEqual({
    operation: 'POST /images/edits',
    auth: undefined,
    json: undefined,
    form: [
      ['prompt', 'a hat'],
      ['model', 'fox-2'],
    ],
    files: ['image[]'],
  })
})

test('keeps no key', () => {
  const text = `curl https://gateway.example/v1/draw -H 'Authorization: Bearer sk-secret' -d '{"prompt": "a"}'`
  expect(JSON.stringify(parseRequest(text, baseUrl))).not.toContain('sk-secret')
})

test.each([
  ['wget https://gateway.example', 'expected a curl command, or the body of a request as a JSON object'],
  ['["a red fox"]', 'expected a curl command, or the body of a request as a JSON object'],
  ['curl -d {}', 'the curl command has no URL'],
  ['curl https://gateway.example/v1/models', 'the curl command has no body: expected -d, --json or -F'],
  ['curl https://gateway.example/v1/draw -d a=b', 'the body of the curl command is no JSON object: a=b'],
  ['curl https://gateway.example/v1/draw -d @body.json', 'the body is in another file (@body.json)'],
  [`curl https://gateway.example/v1/draw -d '{`, "the command has a ' without its end"],
  [`curl https://gateway.example/v2/draw -d '{"prompt": "a"}'`, 'does not start with that of the base URL, /v1'],
])('refuses %s', (text, message) => {
  expect(() => parseRequest(text, baseUrl)).toThrow(message)
})
