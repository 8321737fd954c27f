import { expect, test } from 'vitest'
import type { Finding } from '../../src/conformance/report.ts'
import { renderMarkdown } from '../../src/reports/markdown.ts'
import { clean, documented, long, other, sample } from './sample.ts'

const text = renderMarkdown([sample()])
/** Returns the lines of a section, or of what is folded under a title. */
const section = (markdown: string, title: string) =>
  markdown
    .split(/\n#{2,3} |<details><summary>/)
    .find((part) => part.startsWith(title))
    ?.replace(/<\/details>[\s\S]*$/, '')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '')

test('the first table answers: is it compatible, what breaks, for which clients, what was charged, how much was seen', () => {
  expect(text.slice(0, text.indexOf('\n### '))).toBe(`# Conformance

## Acme: not compatible

<code>https:<!-- -->//acme.test/v1</code>, 2026-11-20 10:00:00 UTC, 1 min 12 s

| Compatible | **no**: 1 of 3 musts that were seen differs from the documents of Acme; 1 rule is broken; 1 test failed by itself; too little was seen: 3 of 4 musts |
| --- | --- |
| What breaks | Broken rule: no-server-errors (#<!-- -->2 answers 500)<br>The maximum number of reference images is 8; Acme documents 9 (&lt;b&gt;&amp;amp;"''\\|\\*\\_\\[x\\](y){0}\\]\\]&gt; ::error::boo %0A,:\\\\u001b\\[31mred\\\\u202e@<!-- -->you #<!-- -->1 ##\\[add-mask\\]x 图片)<br>Maximum length of the prompt: no such rule; Acme documents <code>{"text": 32000, "unit": "code points"}</code> |
| Clients | ✓ works: SDK A<br>◐ partly: SDK B |
| Charged | 3 of at most 40 images; most for tests of limits 1 |
| Seen | 3 of 4 musts (75 %); 4 musts are documented in all |
| Verdict | **fails: 2 at level must or above** |
`)
})

test('plain characters have no entities, and only those of Markdown and HTML are escaped', () => {
  expect(text.match(/&[#\w]+;/g)?.filter((entity) => !['&lt;', '&gt;', '&amp;'].includes(entity))).toEqual([])
  const findings = [{ ...clean().findings[0], verdict: 'error', note: 'a_b *c* 2026-11-28 `d` | #12 @me $1$ ~e~ <i>' }]
  expect(renderMarkdown([sample({ findings: findings as Finding[] })])).toContain(
    "a_b \\*c\\* 2026-11-28 'd' \\| #<!-- -->12 @<!-- -->me <span>$</span>1<span>$</span> \\~e\\~ &lt;i&gt;",
  )
})

test('findings are sentences with level, trait, exchange and page, the worst first', () => {
  expect(section(text, 'Fails the run')).toEqual([
    '- ✗ Broken rule: no-server-errors (#<!-- -->2 answers 500)<br><sub>must · <code>no-server-errors</code> · exchange 2</sub>',
    expect.stringMatching(
      /^- ✗ The maximum number of reference images is 8; Acme documents 9 .*<br><sub>must · <code>\/references\/max<\/code> · exchange 1 · \[https:<!-- -->\/\/docs\.acme\.test\/images\]\(<https:\/\/docs\.acme\.test\/images>\)<\/sub>$/,
    ),
  ])
})

test('the page of a source is a link with its title', () => {
  const [first] = sample().findings as [Finding]
  const source = { page: 'REF', title: 'Reference', url: 'https://docs.acme.test/ref', basis: 'documented' as const }
  expect(renderMarkdown([sample({ findings: [{ ...first, source }] })])).toContain(
    ' · [Reference](<https://docs.acme.test/ref>)</sub>',
  )
})

test.each([
  [
    'Differs, without failing the run (1)',
    '- ✗ Maximum length of the prompt: no such rule; Acme documents <code>{"text": 32000, "unit": "code points"}</code><br><sub>may · <code>/prompt/max</code> · exchange 2 · [https:<!-- -->//docs.acme.test/images](<https://docs.acme.test/images>)</sub>',
  ],
  [
    'Tests that failed by themselves (1)',
    '- ! <code>/errors/broken</code> could not be tested: TypeError: x is undefined<br><sub><code>/errors/broken</code></sub>',
  ],
  ['Not seen (1)', '- 1 trait: no limit was met'],
  ['As documented (1)', 'limits 1'],
])('folded: %s', (title, line) => {
  expect(text).toContain(`<details><summary>${title}</summary>\n\n${line}\n\n</details>\n`)
})

test('the last section explains the words', () => {
  const last = section(text, 'What the words mean')
  expect(last?.[0]).toMatch(/^- \*\*must\*\*: The documents state the value\./)
  expect(last?.map((line) => line.match(/\*\*(.*)\*\*/)?.[1])).toEqual([
    'must', 'should', 'may', 'conforms', 'deviates', 'undocumented', 'not observed', 'error', 'trait', 'invariant', 'exchange',
  ]) // biome-ignore format: a list of words
  expect(text.trimEnd().endsWith('</details>')).toBe(true)
})

test('the exchange of each deviation is folded, in a fence that its text cannot close', () => {
  const exchanges = sample().exchanges.map((exchange) => ({
    ...exchange,
    request: { ...exchange.request, body: '```\n</details>' },
  }))
  const findings = sample().findings.slice(0, 1)
  const markdown = renderMarkdown([sample({ findings, exchanges: exchanges.slice(0, 1) })])
  expect(markdown).toContain(`<details><summary>Exchanges</summary>

**1: POST https:<!-- -->//acme.test/v1/images/generations** → 200, 1.2 s

\`\`\`\`text
POST https://acme.test/v1/images/generations
authorization: [redacted]
content-type: application/json

\`\`\`
</details>

HTTP 200
content-type: application/json

{"data": [{"url": "https://acme.test/p/1.webp"}]}
\`\`\`\`

`)
})

test('several reports: how they differ in sentences, then the table by title', () => {
  const markdown = renderMarkdown([sample(), other()])
  expect(section(markdown, 'Bolt beside Acme (4)')).toEqual([
    '- The maximum number of reference images is 16; Acme documents 8',
    '- Minimum length of the prompt: no such rule; Acme documents 1',
    '- <code>/tasks/poll</code>: yes; Acme documents none',
    '- Error responses: only Acme has this (2 traits)',
  ])
  expect(section(markdown, '8 of 8 traits differ')?.slice(0, 6)).toEqual([
    '✓ conforms, ✗ deviates, ○ undocumented, – not observed, ! error',
    '| Trait | Acme | Bolt |',
    '| --- | --- | --- |',
    '| **references** |  |  |',
    '| Maximum number of reference images<br><sub><code>/references/max</code></sub> | ✗ <code>9 → 8</code> | ✓ <code>16</code> |',
    '| **prompt** |  |  |',
  ])
})

test('a comparison shows only what differs, and everything with `all`', () => {
  const twins = [sample(), sample({ provider: { id: 'twin', name: 'Twin' } })]
  expect(section(renderMarkdown(twins), '0 of 7 traits differ')?.at(-1)).toBe('7 traits are equal; --all shows them.')
  expect(renderMarkdown(twins, { all: true })).toContain('| ✓ <code>1</code> | ✓ <code>1</code> |')
})

test('clients, and why they work or not', () => {
  expect(section(renderMarkdown([sample(), documented()]), 'Works with')).toEqual([
    '| Client | Acme | Cove |',
    '| --- | --- | --- |',
    '| SDK A | ✓ works<br>reads base64 | ✗ does not work<br>edit: nothing is read |',
    '| SDK B | ◐ partly<br>edit: nothing is streamed |  |',
  ])
  expect(section(text, 'Works with')).toEqual([
    '| Client | Result | Note |',
    '| --- | --- | --- |',
    '| SDK A | ✓ works | reads base64 |',
    '| SDK B | ◐ partly | edit: nothing is streamed |',
  ])
})

test('a provider without a run: documented values, and migration issues', () => {
  const markdown = renderMarkdown([documented()])
  expect(section(markdown, 'Proof sheet')).toEqual([
    '| Trait | Cove |',
    '| --- | --- |',
    '| **references** |  |',
    '| Maximum number of reference images<br><sub><code>/references/max</code></sub> | <code>4</code> |',
  ])
  expect(section(markdown, 'Cove: Migrating from Acme: breaks 1, loses 1')).toEqual([
    '| Severity | What changes | Trait | Before | After |',
    '| --- | --- | --- | --- | --- |',
    '| breaks | At most 4 reference images. | Maximum number of reference images<br><sub><code>/references/max</code></sub> | <code>9</code> | <code>4</code> |',
    expect.stringMatching(
      /^\| loses \| Nothing is &lt;b&gt;.* \| Streams<br><sub><code>\/stream<\/code><\/sub> \| nothing \| nothing \|$/,
    ),
  ])
})

test('two hundred failing findings with their exchanges stay under 64 KB, and the glossary stays', () => {
  const [first] = sample().findings as [Finding]
  const findings = Array.from({ length: 200 }, (_, index) => ({ ...first, documented: index, evidence: [index + 1] }))
  const { exchanges } = long(200)
  const markdown = renderMarkdown([sample({ findings, exchanges })])
  expect(Buffer.byteLength(markdown)).toBeLessThan(64 * 1024)
  expect(markdown).toContain('### Fails the run (200)')
  expect(markdown).toMatch(/\n\d+ more: the HTML report and the JSON report have all\.\n/)
  expect(markdown).toContain('- **exchange**: ')
})

test('headings in Chinese', () => {
  const titles = renderMarkdown([sample(), other()], { lang: 'zh' }).match(/^#+ .*|<summary>.*(?=<\/summary>)/gm)
  expect(titles).toEqual([
    '# 一致性报告',
    '## Bolt 与 Acme 相比 (4)',
    '## 可用的客户端',
    '## 8 项特征中有 8 项不同',
    '## Acme: 不兼容',
    '### 使运行不通过 (2)',
    '<summary>自身出错的测试 (1)',
    '<summary>有差异，但不影响通过 (1)',
    '### 可用的客户端',
    '<summary>未观察到 (1)',
    '<summary>文档未说明，仅记录 (1)',
    '<summary>与文档一致 (1)',
    '## Bolt: 无法判断',
    '### 可用的客户端',
    '<summary>文档未说明，仅记录 (1)',
    '<summary>与文档一致 (1)',
    '<summary>请求与响应: Acme',
    '<summary>用语说明',
  ])
})
