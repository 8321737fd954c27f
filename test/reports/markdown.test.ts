import { expect, test } from 'vitest'
import { renderMarkdown } from '../../src/reports/markdown.ts'
import { clean, documented, long, other, sample } from './sample.ts'

const text = renderMarkdown([sample()])
const section = (markdown: string, title: string) =>
  markdown
    .split('\n## ')
    .find((part) => part.startsWith(title))
    ?.split('\n')
    .slice(2)

test('the runs, with their counts', () => {
  expect(renderMarkdown([clean()])).toBe(`# Conformance

| Provider | Result | conforms | deviates | undocumented | not observed | error | Base URL | Started | Took | Images | Musts seen |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| Acme | passes | 1 | 0 | 0 | 0 | 0 | <code>https&#58;//acme&#46;test/v1</code> | 2026&#45;11&#45;20 10&#58;00&#58;00 UTC | 1 min 12 s | 3 / 40 | 3 / 4 |
`)
})

test('deviations, the most severe first', () => {
  expect(section(text, 'Deviations')).toEqual([
    '| Verdict | Level | Trait | Documented | Observed | Source | Evidence |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| **✗ deviates (fails)** | must | <code>/references/max</code><br>Maximum number of reference images REQ&#45;02 REQ&#45;03 | <code>9</code> | <code>8</code> | <a href="https&#58;//docs&#46;acme&#46;test/images">“up to 9 images” https&#58;//docs&#46;acme&#46;test/images (documented)</a> | 1, 2 |',
    '| **✗ deviates (fails)** | must | <code>no&#45;server&#45;errors</code> |  | <code>&#91;&#34;&#35;2 answers 500&#34;&#93;</code> |  | 2 |',
    '| ✗ deviates | may | <code>/prompt/max</code><br>Maximum length of the prompt | <code>&#123;&#34;text&#34;&#58; 32000, &#34;unit&#34;&#58; &#34;code points&#34;&#125;</code> | nothing | <a href="https&#58;//docs&#46;acme&#46;test/images">https&#58;//docs&#46;acme&#46;test/images (inferred)</a> | 2 |',
    '',
  ])
})

test('test errors and unobserved traits have their own tables', () => {
  expect(section(text, 'Test errors')?.[2]).toBe(
    '| ! error |  | <code>/errors/broken</code> |  | TypeError&#58; x is undefined |  |  |',
  )
  expect(section(text, 'Undocumented and not observed')?.[3]).toBe(
    '| – not observed | must | <code>/errors/429</code> | <code>&#123;&#34;status&#34;&#58; 429&#125;</code> | no limit was met |  |  |',
  )
})

test('evidence is folded, in a fence that its text cannot close', () => {
  const exchanges = sample().exchanges.map((exchange) => ({
    ...exchange,
    request: { ...exchange.request, body: '```\n</details>' },
  }))
  expect(section(renderMarkdown([sample({ exchanges: exchanges.slice(0, 1) })]), 'Evidence')).toEqual([
    '<details><summary>Acme &#35;1 POST https&#58;//acme&#46;test/v1/images/generations → 200, 1.2 s</summary>',
    '',
    '````text',
    'POST https://acme.test/v1/images/generations',
    'authorization: [redacted]',
    'content-type: application/json',
    '',
    '```',
    '</details>',
    '',
    'HTTP 200',
    'content-type: application/json',
    '',
    '{"data": [{"url": "https://acme.test/p/1.webp"}]}',
    '````',
    '',
    '</details>',
    '',
    '',
  ])
})

test('several reports stand side by side', () => {
  expect(section(renderMarkdown([sample(), other()]), 'Proof sheet')).toEqual([
    '✓ conforms, ✗ deviates, ○ undocumented, – not observed, ! error',
    '',
    '| Trait | Acme | Bolt |',
    '| --- | --- | --- |',
    '| **references** |  |  |',
    '| <code>/references/max</code><br>Maximum number of reference images | ✗ <code>9 → 8</code> | ✓ <code>16</code> |',
    '| **prompt** |  |  |',
    '| <code>/prompt/min</code><br>Minimum length of the prompt | ✓ <code>1</code> |  |',
    expect.stringContaining('| <code>/prompt/max</code><br>Maximum length of the prompt | ✗ <code>'),
    '| **errors** |  |  |',
    expect.stringContaining('| <code>/errors/unknown</code> | ○ <code>'),
    '| <code>/errors/429</code> | – no limit was met |  |',
    '| <code>/errors/broken</code> | ! TypeError&#58; x is undefined |  |',
    '| <code>no&#45;server&#45;errors</code> | ✗ <code>&#91;&#34;&#35;2 answers 500&#34;&#93;</code> |  |',
    '| **tasks** |  |  |',
    '| <code>/tasks/poll</code> |  | ○ <code>true</code> |',
    '',
  ])
})

test('clients, and why they work or not', () => {
  expect(section(renderMarkdown([sample(), documented()]), 'Works with')).toEqual([
    '| Client | Acme | Cove |',
    '| --- | --- | --- |',
    '| SDK A | ✓ works<br>reads base64 | ✗ does not work<br>edit&#58; nothing is read |',
    '| SDK B | ◐ partly<br>edit&#58; nothing is streamed |  |',
    '',
  ])
})

test('a provider without a run: documented values, and migration issues', () => {
  const markdown = renderMarkdown([documented()])
  expect(markdown).toContain(
    '| Cove | documented only | 0 | 0 | 0 | 1 | 0 | <code>https&#58;//acme&#46;test/v1</code> |  |  |  |',
  )
  expect(section(markdown, 'Proof sheet')?.slice(4)).toEqual([
    '| **references** |  |',
    '| <code>/references/max</code><br>Maximum number of reference images | – <code>4</code> |',
    '',
  ])
  expect(section(markdown, 'Cove&#58; Migrating from Acme&#58; breaks 1, loses 1')).toEqual([
    '| Severity | What changes | Trait | Before | After |',
    '| --- | --- | --- | --- | --- |',
    '| breaks | At most 4 reference images&#46; | <code>/references/max</code><br>Maximum number of reference images | <code>9</code> | <code>4</code> |',
    expect.stringMatching(
      /^\| loses \| Nothing is &#60;b&#62;.* \| <code>\/stream<\/code><br>Streams \| nothing \| nothing \|$/,
    ),
    '',
  ])
  expect(markdown).not.toContain('Undocumented and not observed')
})

test('stays under a mebibyte, and gives the number of omitted blocks', () => {
  const markdown = renderMarkdown([long(10_000)])
  const count = markdown.match(/<details>/g)?.length ?? 0
  expect(Buffer.byteLength(markdown)).toBeLessThan(1024 * 1024)
  expect(count).toBeGreaterThan(1000)
  expect(markdown.endsWith(`\n${10_000 - count} more omitted: the report has reached its maximum size.\n`)).toBe(true)
})

test('headings in Chinese', () => {
  const titles = renderMarkdown([sample(), other()], { lang: 'zh' }).match(/^#+ .*/gm)
  expect(titles).toEqual([
    '# 一致性报告',
    '## 偏离项',
    '## 测试自身的错误',
    '## 可用的客户端',
    '## 对照表',
    '## 文档未说明与未观察到',
    '## 证据',
  ])
})
