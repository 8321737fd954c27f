import { expect, test } from 'vitest'
import type { Finding } from '../../src/conformance/report.ts'
import { describeFindings } from '../../src/reports/parts/group.ts'
import { sentenceOf } from '../../src/reports/parts/sentence.ts'
import { words } from '../../src/reports/parts/words.ts'
import { sample } from './sample.ts'

const make = (trait: string, documented: unknown, observed: unknown, rest: Partial<Finding> = {}): Finding => ({
  kind: 'trait',
  trait,
  differences: [],
  probe: 'a.b',
  verdict: 'deviates',
  level: 'must',
  documented,
  observed,
  evidence: [1],
  ...rest,
})
const say = (finding: Finding, others: readonly Finding[] = []) =>
  sentenceOf(finding, sample({ findings: [finding, ...others] }))

test.each<[trait: string, documented: unknown, observed: unknown, sentence: string]>([
  ['/results/default', 'base64', 'relative', 'A result comes as a relative URL; Acme gives base64'],
  ['/results/byResponseFormat/url', 'absolute', 'data', 'With the response format `url`, a result comes as a data URL; Acme gives an absolute URL'],
  ['/results/reply/lens/size', '/size', undefined, 'A reply has no image size; Acme documents it in `/size`'],
  ['/results/reply/lens/size', undefined, '/size', 'A reply also has the image size, in `/size`; Acme documents none'],
  ['/tasks/polls/task/lens/state', '/state', '/status', 'A task has the task state in `/status`; Acme documents `/state`'],
  ['/errors/causes/wrongKey/status', 401, 200, 'Wrong API key: the gateway accepts the request, with status 200; Acme refuses it with status 401'],
  ['/errors/causes/wrongKey/status', 401, 403, 'Wrong API key: the HTTP status of the refusal is 403; Acme documents 401'],
  ['/errors/causes/unknownFile/code', undefined, 'not_found', 'Unknown file: the error code is `not_found`; Acme documents none'],
  ['/errors/causes/unknownFile/code', 'gone', undefined, 'Unknown file: there is no error code; Acme documents `gone`'],
  ['/references/max', 9, 8, 'The maximum number of reference images is 8; Acme documents 9'],
  ['/references/maxBytes', 52_428_800, 900, 'The maximum size of a reference image is 900 bytes; Acme documents 52.4 MB (52428800 bytes)'],
  ['/results/image/ttlSeconds', 3600, 86_400, 'The lifetime of result links is 86400 s; Acme documents 3600 s'],
  ['/operations/edit/bodies', ['multipart', 'json'], ['multipart'], 'Encodings of the request body (edit): the gateway does not take `json`; Acme does'],
  ['/images/size/accepts', ['pixels'], ['ratio', 'pixels'], 'Forms of the image size: the gateway also takes `ratio`; Acme does not'],
  ['/fields/user/names', ['user'], [], 'Field for the user id: the gateway does not read `user`; Acme does'],
  ['/references/formats', ['png'], undefined, 'Formats of reference images: no such rule; Acme documents `png`'],
  ['/images/n/outOfRange', 'reject', 'clamp', 'Number of images out of range: changed; Acme documents: refused'],
  ['/mask/withoutAlpha', 'reject', undefined, 'Mask without transparency: not refused; Acme documents: refused'],
  ['/headers/fixed/x-version', '2', undefined, 'The response header `x-version` is missing; Acme documents `2`'],
  ['/headers/requestId/echo', false, true, 'Request id of the caller: yes; Acme documents no'],
  ['/files/upload', 'POST /files', undefined, 'The endpoint that uploads a file is missing; Acme documents `POST /files`'],
  ['/tasks/polls/task/states/queued', 'queued', 'waiting', 'The word for a task that waits (task) is `waiting`; Acme documents `queued`'],
  ['/no/such/member', 1, 2, '`/no/such/member`: 2; Acme documents 1'],
])('%s: %j, %j', (trait, documented, observed, sentence) => {
  expect(say(make(trait, documented, observed))).toBe(sentence)
}) // biome-ignore format: a row per sentence

test('the form of a result names its place, and a field of a model names the model', () => {
  const place = make('/results/item/url', '/url', '/link', { verdict: 'conforms' })
  expect(say(make('/results/default', 'base64', 'relative'), [place])).toBe(
    'A result comes as a relative URL in `/link`; Acme gives base64',
  )
  const model = make('/models/known/4/match', 'pix-2', 'pix-2', { verdict: 'conforms' })
  expect(say(make('/models/known/4/rejects', ['style'], []), [model])).toBe(
    'Fields that the model refuses (model `pix-2`): the gateway does not refuse `style`; Acme does',
  )
})

test.each<[finding: Finding, sentence: string]>([
  [make('/references/max', 9, 9, { verdict: 'conforms' }), 'Maximum number of reference images: 9, as documented'],
  [make('/references/max', undefined, 9, { verdict: 'undocumented' }), 'Maximum number of reference images: 9; Acme leaves this open'],
  [make('/references/max', 9, undefined, { verdict: 'not observed', note: 'too slow' }), 'Maximum number of reference images was not seen: too slow'],
  [make('/references/max', 9, undefined, { verdict: 'error', note: 'TypeError' }), 'Maximum number of reference images could not be tested: TypeError'],
  [make('a task ends', undefined, ['#2 hangs', '#3 hangs'], { kind: 'invariant' }), 'Broken rule: a task ends (#2 hangs; #3 hangs)'],
  [make('/prompt/max', 9, 10, { note: 'the limit may be higher' }), 'The maximum length of the prompt is 10; Acme documents 9 (the limit may be higher)'],
])('each verdict has a sentence: %#', (finding, sentence) => {
  expect(say(finding)).toBe(sentence)
}) // biome-ignore format: a row per sentence

test('in Chinese', () => {
  const finding = make('/results/default', 'base64', 'relative')
  expect(sentenceOf(finding, sample({ findings: [finding] }), words.zh)).toBe('结果以相对 URL返回；Acme 返回base64')
})

test('members that one document lacks are one sentence, and so are equal sentences', () => {
  const findings = [
    make('/references/max', 9, 8),
    make('/results/reply/lens/size', '/size', undefined),
    make('/results/reply/lens/quality', '/quality', undefined),
    make('/results/reply/lens/user', undefined, '/user'),
    make('/results/image/expiry/in', undefined, 'query'),
    make('/results/image/expiry/name', undefined, 'exp'),
    make('/references/max', 9, 8, { probe: 'c.d' }),
  ]
  const groups = describeFindings(findings, sample({ findings, clients: [] }))
  expect(groups.map((group) => [group.sentence, group.findings.length])).toEqual([
    ['A reply has no image size, quality; Acme documents them', 2],
    ["A reply also has the caller's user id, in `/user`; Acme documents none", 1],
    ['End of a link: `in`: `query`, `name`: `exp`; Acme documents none', 2],
    ['The maximum number of reference images is 8; Acme documents 9', 2],
  ])
})

test('worst first: what fails, what a client needs, broken rules, what is refused; then what is taken beyond the documents', () => {
  const findings = [
    make('/errors/causes/wrongKey/code', 'a', 'b', { level: 'may' }),
    make('/references/max', 9, 20),
    make('/references/maxBytes', 9, 8),
    make('a task ends', undefined, ['#2 hangs'], { kind: 'invariant' }),
    make('/stream/operations', ['generate'], []),
  ]
  const clients = [{ client: 'SDK', works: 'no', why: 'x', traits: ['/stream/operations'] } as const]
  const groups = describeFindings(findings, sample({ findings, clients }))
  expect(groups.map((group) => group.findings[0].trait)).toEqual([
    '/stream/operations',
    'a task ends',
    '/references/maxBytes',
    '/references/max',
    '/errors/causes/wrongKey/code',
  ])
})

test('a value cannot end the mark of code', () => {
  expect(say(make('/results/image/at', 'GET /a', 'GET `/b`\n\u001b'))).toBe(
    "The endpoint that serves images is `GET '/b'\\n\\u001b`; Acme documents `GET /a`",
  )
})
