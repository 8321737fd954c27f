import { expect, test } from 'vitest'
import type { Report } from '../../src/conformance/report.ts'
import { renderTerminal } from '../../src/reports/terminal.ts'
import { clean, documented, other, sample } from './sample.ts'

const head = (name: string) => `${name} (${name.toLowerCase()}) https://${name.toLowerCase()}.test/v1
2026-11-20 10:00:00 UTC, 1 min 12 s, 3 of 40 images
`
const acme = `${head('Acme')}
limits  conforms 1, deviates 2
  ✗ /references/max  Maximum number of reference images  deviates  must  fails  REQ-02  REQ-03
      documented  9
      observed    8
      source      “up to 9 images” https://docs.acme.test/images (documented)
      note        <b>&amp;"'\`|*_[x](y){0}]]> ::error::boo %0A,:\\u001b[31mred\\u202e@you #1 ## [add-mask]x 图片
      evidence    #1 #2
  ✗ /prompt/max  Maximum length of the prompt  deviates  may
      documented  {"text": 32000, "unit": "code points"}
      observed    nothing
      source      https://docs.acme.test/images (inferred)
      evidence    #2

errors  deviates 1, undocumented 1, not observed 1, error 1
  ○ /errors/unknown  undocumented
      observed  [
                  "<b>&amp;\\"'\`|*_[x](y){0}]]>\\r\\n::error::boo %0A,:\\u001b[31mred\\u202e@you #1 ## [add-mask]x 图片",
                  null,
                  4.5
                ]
  – /errors/429  not observed  must
      documented  {"status": 429}
      note        no limit was met
  ! /errors/broken  error
      note  TypeError: x is undefined
  ✗ no-server-errors  deviates  must  fails
      observed  ["#2 answers 500"]
      evidence  #2

Works with
  ✓ SDK A  works  reads base64
  ◐ SDK B  partly  edit: nothing is streamed

conforms 1, deviates 3, undocumented 1, not observed 1, error 1; saw 3 of 4 observable musts (75 %); fails: 2 at level must or above

`
const bolt = `${head('Bolt')}
limits  conforms 1

tasks  undocumented 1
  ○ /tasks/poll  undocumented
      observed  true
      evidence  #2

Works with
  ✗ SDK B  does not work  <b>&amp;"'\`|*_[x](y){0}]]> ::error::boo %0A,:\\u001b[31mred\\u202e@you #1 ## [add-mask]x 图片

conforms 1, undocumented 1; saw 3 of 4 observable musts (75 %); passes

`

test('one report: findings by area, conforming ones only as a number', () => {
  expect(renderTerminal([sample()])).toBe(acme)
})

test('several reports: side by side, then one by one', () => {
  expect(renderTerminal([sample(), other()], { width: 70 })).toBe(
    `                  Acme                      Bolt
references
/references/max   ✗ 9 → 8                   ✓ 16
  Maximum number of reference images
prompt
/prompt/min       ✓ 1
  Minimum length of the prompt
/prompt/max       ✗ {"text": 32000, "unit…
  Maximum length of the prompt
errors
/errors/unknown   ○ ["<b>&amp;\\"'\`|*_[x](…
/errors/429       – no limit was met
/errors/broken    ! TypeError: x is undef…
no-server-errors  ✗ ["#2 answers 500"]
tasks
/tasks/poll                                 ○ true
Works with
SDK A             ✓ reads base64
SDK B             ◐ edit: nothing is stre…  ✗ <b>&amp;"'\`|*_[x](y){…

✓ conforms  ✗ deviates  ○ undocumented  – not observed  ! error

${acme}${bolt}`,
  )
})

const undocumented = (observed: string): Report => ({
  ...clean(),
  findings: clean().findings.map((finding) => ({ ...finding, verdict: 'undocumented', observed })),
})

test('a Chinese character takes two columns', () => {
  const lines = renderTerminal([undocumented('图片尺寸不支持图片尺寸不支持'), undocumented('x')], { width: 50 }).split(
    '\n',
  )
  expect(lines[2]).toBe('/prompt/min  ○ "图片尺寸不支…  ○ "x"')
})

test.each([
  [
    'red for a finding that fails the run',
    sample(),
    '\u001b[31m✗ /references/max  Maximum number of reference images  deviates  must  fails  REQ-02  REQ-03\u001b[39m',
  ],
  [
    'yellow for another deviation',
    sample(),
    '\u001b[33m✗ /prompt/max  Maximum length of the prompt  deviates  may\u001b[39m',
  ],
  ['green for a run that passes', clean(), '; \u001b[32mpasses\u001b[39m'],
])('colours: %s', (_, report, text) => {
  expect(renderTerminal([report], { color: true })).toContain(text)
})

test('no line is a workflow command', () => {
  const finding = { ...sample().findings[0], trait: '::error::x', note: 'a\n::stop-commands::b', probe: '::x.y' }
  const text = renderTerminal([sample({ findings: [finding as Report['findings'][number]] })])
  expect(text).toContain('a ::stop-commands::b')
  expect(text).not.toMatch(/##\[/)
})

test('a provider without a run: the sheet alone, and migration issues', () => {
  const text = renderTerminal([documented()], { width: 60 })
  expect(text.slice(0, text.indexOf('  loses'))).toBe(`                 Cove
references
/references/max  – 4
  Maximum number of reference images
Works with
SDK A            ✗ edit: nothing is read

✓ conforms  ✗ deviates  ○ undocumented  – not observed  ! error

Cove  Migrating from Acme: breaks 1, loses 1
  breaks   At most 4 reference images.
           /references/max (Maximum number of reference images): 9 → 4
`)
})
