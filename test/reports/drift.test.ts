/** Reports of a run with a baseline. */
import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import { renderAnnotations } from '../../src/reports/annotations.ts'
import { renderHtml } from '../../src/reports/html.ts'
import { renderJunit } from '../../src/reports/junit.ts'
import { renderMarkdown } from '../../src/reports/markdown.ts'
import { renderSarif } from '../../src/reports/sarif.ts'
import { renderTerminal } from '../../src/reports/terminal.ts'
import { drifted, sample, steady } from './sample.ts'

test('the terminal shows each change in a sentence, the worst first, and what proves none', () => {
  expect(renderTerminal([drifted()])).toContain(`
Known from the baseline (1)
✗ The maximum length of the prompt is 4000; Acme documents 32000
`)
  expect(renderTerminal([drifted()])).toContain(`
Changes since 2026-11-19 10:00:00 UTC: deviates now 1, another value 1, conforms
  now 1
  deviates now: /references/max (Maximum number of reference images)
      was 9, as documented; now 8, not as documented (9)
  another value: /tasks/poll
      was true; now nothing
  conforms now: links work
      was broken: ["<b>&amp;\\"'\`|*_[x](y){0}]]>\\r\\n::error::boo
      %0A,:\\u001b[31mred\\u202e@you #1 ## [add-mask]x 图片"]; is kept now
  not seen now: /prompt/min (Minimum length of the prompt)
      was 1, as documented; is not seen now (<b>&amp;"'\`|*_[x](y){0}]]>
      ::error::boo %0A,:\\u001b[31mred\\u202e@you #1 ## [add-mask]x 图片)
  A trait that only one of the runs saw proves no change.
  The baseline is of https://old.acme.test/v1.
  The baseline is of version 0.0.9: the tool itself may cause a change.
  Not compared: only in the baseline 1, not seen because of the limits of this
  run 2
`)
  expect(renderTerminal([drifted()])).toMatch(
    /Verdict {6}fails: 1 at level must or above, 3 changes since the baseline;\n {13}known deviations 1\n$/,
  )
})

test('without changes, the terminal says so', () => {
  expect(renderTerminal([steady()])).toContain(`
Changes since 2026-11-19 10:00:00 UTC: none in 12 traits and invariants
`)
  expect(renderTerminal([steady()])).toMatch(
    /Verdict {6}passes, as far as was seen: 75 % of the musts; known deviations 1\n$/,
  )
})

const parse = (text: string) =>
  new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '', isArray: (name) => name === 'testcase' }).parse(
    text,
  ).testsuites

test('JUnit has a failure for each change', () => {
  const { testsuite, ...all } = parse(renderJunit([drifted()]))
  expect(all).toMatchObject({ tests: '6', failures: '4', errors: '0', skipped: '1' })
  const [, drift] = testsuite
  expect(drift).toMatchObject({ name: 'acme.drift', tests: '4', failures: '3', skipped: '1' })
  expect(drift.testcase[0]).toMatchObject({
    name: '/references/max (limits.references)',
    failure: {
      type: 'deviates now',
      message:
        '/references/max (Maximum number of reference images) was 9, as documented; now 8, not as documented (9)',
    },
  })
  expect(drift.testcase[3]).toMatchObject({ skipped: { message: expect.stringContaining('is not seen now') } })
  const quiet = parse(renderJunit([steady()]))
  expect([quiet.failures, quiet.testsuite[1].testcase]).toEqual([
    '0',
    [
      {
        name: 'Changes since 2026-11-19 10:00:00 UTC: none in 12 traits and invariants',
        classname: 'acme.drift',
      },
    ],
  ])
})

test('annotations name each changed trait once', () => {
  const lines = renderAnnotations([drifted()]).trim().split('\n')
  expect(lines.map((line) => line.match(/^::(\w+) title=Acme%3A (.*?)::/)?.slice(1))).toEqual([
    ['error', '/references/max (deviates now)'],
    ['error', '/tasks/poll (another value)'],
    ['error', 'links work (conforms now)'],
    ['warning', '/prompt/max (must)'],
    ['notice', '/prompt/min (not seen now)'],
  ])
})

test('SARIF tells new deviations from those of the baseline', () => {
  const [run] = JSON.parse(renderSarif([drifted()])).runs
  expect(run.results.map((result: Record<string, unknown>) => [result.ruleId, result.baselineState])).toEqual([
    ['/references/max', 'new'],
    ['/prompt/max', 'unchanged'],
  ])
  expect(JSON.parse(renderSarif([sample()])).runs[0].results[0]).not.toHaveProperty('baselineState')
})

test('Markdown has a table of the changes', () => {
  const text = renderMarkdown([drifted()])
  expect(text).toContain(
    '| Verdict | **fails: 1 at level must or above, 3 changes since the baseline; known deviations 1** |',
  )
  expect(text).toContain('### Changes since 2026-11-19 10:00:00 UTC: deviates now 1, another value 1, conforms now 1\n')
  expect(text).toContain(
    '| deviates now | Maximum number of reference images<br><sub><code>/references/max</code></sub> | <code>9</code> | conforms: <code>9</code> | deviates: <code>8</code> |\n',
  )
  expect(text).toContain(
    '<details><summary>Known from the baseline (1)</summary>\n\n- ✗ The maximum length of the prompt',
  )
  expect(renderMarkdown([drifted()], { lang: 'zh' })).toContain('现已偏离')
  expect(renderMarkdown([steady()])).toContain('none in 12 traits and invariants')
})

test('HTML has a table of the changes', () => {
  const page = renderHtml([drifted()])
  expect(page).toContain(
    '<h2>Acme: Changes since 2026-11-19 10:00:00 UTC: deviates now 1, another value 1, conforms now 1</h2>',
  )
  expect(page).toContain('<span class="badge soft">deviates now</span>')
  expect(page).toContain('Known from the baseline (1)')
  expect(renderHtml([steady()])).toContain('none in 12 traits and invariants')
})
