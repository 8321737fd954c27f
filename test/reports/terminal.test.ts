import { expect, test } from 'vitest'
import type { Finding, Report } from '../../src/conformance/report.ts'
import { widthOf } from '../../src/reports/parts/columns.ts'
import { renderTerminal } from '../../src/reports/terminal.ts'
import { clean, documented, nasty, other, sample } from './sample.ts'

const acme = `Acme (acme) https://acme.test/v1
2026-11-20 10:00:00 UTC, 1 min 12 s

Fails the run (2)
✗ Broken rule: no-server-errors (#2 answers 500)
  must · no-server-errors · exchange 2
✗ The maximum number of reference images is 8; Acme documents 9
  (<b>&amp;"''|*_[x](y){0}]]> ::error::boo %0A,:\\u001b[31mred\\u202e@you #1 ##
  [add-mask]x 图片)
  must · /references/max · exchange 1 · https://docs.acme.test/images

Differs, without failing the run (1)
✗ Maximum length of the prompt: no such rule; Acme documents \`{"text": 32000,
  "unit": "code points"}\`

Tests that failed by themselves (1)
! \`/errors/broken\` could not be tested: TypeError: x is undefined

Not seen (1)
– 1 trait: no limit was met

Noted, because the documents say nothing (1)
○ errors 1

As documented (1)
✓ limits 1

Works with
✓ SDK A: works – reads base64
◐ SDK B: partly – edit: nothing is streamed

Compatible   no: 1 of 3 musts that were seen differs from the documents of Acme;
             1 rule is broken; 1 test failed by itself; too little was seen: 3
             of 4 musts
What breaks  Broken rule: no-server-errors (#2 answers 500)
             and 2 more
Clients      ✓ works: SDK A
             ◐ partly: SDK B
Charged      3 of at most 40 images; most for tests of limits 1
Seen         3 of 4 musts (75 %); 4 musts are documented in all
             Exchanges: --report html=FILE. Words: proofsheet help report.
Verdict      fails: 2 at level must or above
`
const bolt = `Bolt (bolt) https://bolt.test/v1
2026-11-20 10:00:00 UTC, 1 min 12 s

Noted, because the documents say nothing (1)
○ tasks 1

As documented (1)
✓ limits 1

Works with
✗ SDK B: does not work – <b>&amp;"'\`|*_[x](y){0}]]> ::error::boo
  %0A,:\\u001b[31mred\\u202e@you #1 ## [add-mask]x 图片

Compatible   could not tell: nothing that was seen differs from the documents of
             Bolt; too little was seen: 3 of 4 musts
What breaks  nothing
Clients      ✗ does not work: SDK B
Charged      3 of at most 40 images; most for tests of limits 2
Seen         3 of 4 musts (75 %); 4 musts are documented in all
Verdict      passes, as far as was seen: 75 % of the musts
`

test('one report: what differs in sentences, counts of the rest, and last the answers and the verdict', () => {
  expect(renderTerminal([sample()])).toBe(acme)
})

test('several reports: how they differ in sentences, side by side by title, then one by one', () => {
  expect(renderTerminal([sample(), other()])).toBe(
    `Bolt beside Acme (4)
≠ The maximum number of reference images is 16; Acme documents 8
≠ Minimum length of the prompt: no such rule; Acme documents 1
≠ \`/tasks/poll\`: yes; Acme documents none
≠ Error responses: only Acme has this (2 traits)

8 of 8 traits differ
                                    Acme                   Bolt
references
Maximum number of reference images  ✗ 9 → 8                ✓ 16
prompt
Minimum length of the prompt        ✓ 1
Maximum length of the prompt        ✗ {"text": 32000, "u…
errors
/errors/unknown                     ○ ["<b>&amp;\\"'\`|*_[…
/errors/429                         – no limit was met
/errors/broken                      ! TypeError: x is un…
no-server-errors                    ✗ ["#2 answers 500"]
tasks
/tasks/poll                                                ○ true
Works with
SDK A                               ✓ reads base64
SDK B                               ◐ edit: nothing is s…  ✗ <b>&amp;"'\`|*_[x](…

✓ conforms, ✗ deviates, ○ undocumented, – not observed, ! error

${acme}
${bolt}`,
  )
})

test('a comparison shows only what differs, and everything with `all`', () => {
  const twin = sample({ provider: { id: 'twin', name: 'Twin' } })
  expect(renderTerminal([sample(), twin])).toContain(`Twin beside Acme (0)

0 of 7 traits differ
`)
  expect(renderTerminal([sample(), twin])).toContain('7 traits are equal; --all shows them.\n')
  expect(renderTerminal([sample(), twin], { all: true })).toMatch(/^Minimum length of the prompt +✓ 1 +✓ 1$/m)
})

test('a Chinese character takes two columns', () => {
  const make = (observed: string): Report => ({
    ...clean(),
    findings: clean().findings.map((finding) => ({ ...finding, verdict: 'undocumented', observed })),
  })
  const text = renderTerminal([make('图片尺寸不支持图片尺寸不支持'), make('x')], { width: 60 })
  expect(text).toContain('\nMinimum length of the        ○ 图片尺寸不…   ○ x\n  prompt\n')
})

test.each([60, 80, 100])('no line is wider than %i columns, whatever the report has', (width) => {
  const url = `https://gateway.example/${'a-long-path/'.repeat(20)}`
  const findings = sample().findings.map(
    (finding): Finding => ({ ...finding, note: url, observed: [url, nasty], evidence: Array(40).fill(12_345) }),
  )
  const text = renderTerminal([sample({ findings, baseUrl: url }), other(), documented()], { width })
  expect(text.split('\n').filter((line) => widthOf(line) > width)).toEqual([])
})

test('two hundred failing findings stay readable: the worst ones, and the number of the others', () => {
  const [first] = sample().findings as [Finding]
  const findings = Array.from({ length: 200 }, (_, index) => ({ ...first, documented: index, note: undefined }))
  const lines = renderTerminal([sample({ findings })]).split('\n')
  expect(lines).toContain('Fails the run (200)')
  expect(lines).toContain('  and 175 more: --report html=FILE has all')
  expect(lines.length).toBeLessThan(80)
})

test.each([
  [
    'red for a finding that fails the run',
    sample(),
    '\u001b[31m✗ Broken rule: no-server-errors (#2 answers 500)\u001b[39m',
  ],
  ['yellow for another deviation', sample(), '\u001b[33m✗ Maximum length of the prompt: no such rule;'],
  ['green for a run that passes', clean(), '\u001b[32mVerdict      passes, as far'],
  ['red for a run that fails', sample(), '\u001b[31mVerdict      fails: 2 at level must or above\u001b[39m'],
])('colours: %s', (_, report, text) => {
  expect(renderTerminal([report], { color: true })).toContain(text)
})

test('no line is a workflow command', () => {
  const finding = { ...sample().findings[0], trait: '::error::x', note: 'a\n::stop-commands::b', probe: '::x.y' }
  const text = renderTerminal([sample({ findings: [finding as Finding] })])
  expect(text).toContain('a ::stop-commands::b')
  expect(text).not.toMatch(/##\[/)
  expect(text).not.toMatch(/^::/m)
})

test('a provider without a run: migration issues, then the sheet without verdicts', () => {
  expect(renderTerminal([documented()], { width: 60 })).toBe(`Cove  Migrating from Acme: breaks 1, loses 1
  breaks   At most 4 reference images.
           /references/max (Maximum number of reference ima…
  loses    Nothing is <b>&amp;"'\`|*_[x](y){0}]]>
           ::error::boo %0A,:\\u001b[31mred\\u202e@you #1 ##
           [add-mask]x 图片.
           /stream (Streams)

                             Cove
references
Maximum number of reference  4
  images
Works with
SDK A                        ✗ edit: nothing is read
`)
})
