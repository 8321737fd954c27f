import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadProvider } from '../../src/dialect/provider.ts'
import { type ListeningServer, listen } from '../../src/doors/port.ts'
import { createMock } from '../../src/engine/mock.ts'
import { callCli } from '../support/call-cli.ts'
import { decode } from '../support/images.ts'
import { providerOf } from '../support/provider.ts'

const key = 'sk-hush-hush-hush'
let folder: string
let door: ListeningServer
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proofsheet-probe-'))
  const providers = [await providerOf('apigo')]
  const mock = await createMock({ providers, atRoot: true, keys: [key], speed: Infinity })
  door = await listen(mock.fetch, { host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await door.close()
  await rm(folder, { recursive: true })
})

const probe = (...args: string[]) => callCli(['probe', ...args], { cwd: folder, env: { PROOFSHEET_KEY: key } })

test('an undocumented gateway becomes a folder that the mock serves, without the key', async () => {
  const out = join(folder, 'fresh')
  const { code, output } = await probe(`${door.url}/v1`, '--out', out, '--id', 'fresh', '--max-images', '80')
  expect([code, output]).toEqual([0, expect.stringContaining(`${out} describes the gateway.`)])
  expect(output).not.toContain(key)
  expect((await readdir(out)).sort()).toEqual(['dialect.yaml', 'evidence.json', 'openapi.yaml'])
  const provider = await loadProvider(out)
  expect(JSON.stringify(provider)).not.toContain(key)
  const served = await createMock({ providers: [provider], atRoot: true, speed: Infinity })
  const body = JSON.stringify({
    prompt: 'a fox',
    model: 'gpt-image-1',
    output_format: 'webp',
    response_format: 'b64_json',
  })
  const headers = { authorization: 'Bearer k', 'content-type': 'application/json' }
  const response = await served.fetch(
    new Request(`${door.url}/v1/images/generations`, { method: 'POST', headers, body }),
  )
  const { data } = (await response.json()) as { data: [{ b64_json: string }] }
  expect(await decode(Buffer.from(data[0].b64_json, 'base64'))).toMatchObject({
    format: 'webp',
    width: 1024,
    height: 1024,
  })
  const again = await probe(`${door.url}/v1`, '--out', out)
  expect([again.code, again.output]).toEqual([
    2,
    expect.stringContaining('is not empty\n  pass another folder with --out'),
  ])
}, 60_000)

test('a run without images writes a folder that loads, and says what was not seen', async () => {
  const out = join(folder, 'unseen')
  const { code, output } = await probe(`${door.url}/v1`, '--out', out, '--max-images', '0')
  expect([code, output]).toEqual([0, expect.stringContaining('Not seen: a reply with images')])
  expect(output).toContain('pass more images than 0 with --max-images')
  expect((await loadProvider(out)).dialect.operations.generate).toMatchObject({ at: 'POST /images/generations' })
}, 60_000)

test('the file of --request is the base of the requests, and an unreadable file is named', async () => {
  const file = join(folder, 'request.sh')
  await writeFile(
    file,
    `curl ${door.url}/v1/images/generations -H "Authorization: Bearer sk-other" -d '{"prompt": "a red fox", "model": "gpt-image-1"}'`,
  )
  const out = join(folder, 'requested')
  const { code, output } = await probe(`${door.url}/v1`, '--out', out, '--request', file, '--max-images', '2')
  expect([code, output]).toEqual([0, expect.stringContaining(`${out} describes the gateway.`)])
  const provider = await loadProvider(out)
  expect(provider.dialect.fields.model).toEqual({ names: ['model'] })
  expect(JSON.stringify(provider)).not.toContain('sk-other')
  await writeFile(file, 'wget http://127.0.0.1')
  const unreadable = await probe(`${door.url}/v1`, '--out', join(folder, 'never'), '--request', file)
  expect([unreadable.code, unreadable.output]).toEqual([
    2,
    `cannot read the request in ${file}\n  expected a curl command, or the body of a request as a JSON object\n`,
  ])
  const missing = await probe(`${door.url}/v1`, '--out', join(folder, 'never'), '--request', join(folder, 'no.sh'))
  expect([missing.code, missing.output]).toEqual([2, expect.stringContaining('no.sh: ENOENT')])
}, 60_000)

test('a key that the gateway refuses exits with 3, and nothing is written', async () => {
  const { code, output } = await probe(`${door.url}/v1`, '--out', join(folder, 'keyless'), '--key-env', 'NO_SUCH_KEY')
  expect([code, output]).toEqual([
    3,
    expect.stringContaining(
      'every endpoint refuses the API key, or requires one\n  check the environment variable NO_SUCH_KEY',
    ),
  ])
  expect(await readdir(folder)).not.toContain('keyless')
}, 60_000)

test('a URL without image endpoints exits with 1, could not tell, and nothing is written', async () => {
  const { code, output } = await probe(`${door.url}/nowhere`, '--out', join(folder, 'nothing'))
  expect([code, output]).toEqual([
    1,
    expect.stringContaining(`no image endpoint found at ${door.url}/nowhere\n  pass the URL`),
  ])
  expect(output).toContain('could not tell: no image endpoint was found')
  expect(output).not.toContain('passes')
  expect(await readdir(folder)).not.toContain('nothing')
}, 60_000)
