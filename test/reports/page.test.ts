import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Exchange, Finding, Report } from '../../src/conformance/report.ts'
import type { RenderOptions } from '../../src/reports/parts/types.ts'
import { reports } from '../../src/reports/reports.ts'
import { hasChromium, launchChromium } from './browser.ts'
import { clean, documented, long, nasty, other, sample } from './sample.ts'

test.runIf(process.env.CI)('CI has a browser', () => {
  expect(hasChromium, 'install chromium, or set CHROMIUM to its path').toBe(true)
})

describe.skipIf(!hasChromium)('the page in a browser', () => {
  let browser: Browser
  let page: Page
  let trouble: string[] = []
  let folder: string
  beforeAll(async () => {
    browser = await launchChromium()
    const context = await browser.newContext()
    page = await context.newPage()
    page.on('console', (message) => trouble.push(message.text()))
    page.on('pageerror', (error) => trouble.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) trouble.push(request.url())
    })
    folder = await mkdtemp(join(tmpdir(), 'proofsheet-page-'))
  })
  afterAll(async () => {
    await browser?.close()
    await rm(folder, { recursive: true, force: true })
  })

  interface LoadOptions extends RenderOptions {
    readonly scheme?: 'light' | 'dark'
    readonly width?: number
  }

  /** Opens the page, in the tab of the test before. `trouble` returns its console messages, its errors, and its requests to other URLs. */
  async function load(list: readonly Report[], { scheme = 'light', width = 1280, ...options }: LoadOptions = {}) {
    const file = join(folder, 'report.html')
    await writeFile(file, reports.html.render(list, options))
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme: scheme })
    const url = pathToFileURL(file).href
    trouble = []
    await page.goto(url)
    return { page, trouble: () => trouble.filter((text) => text !== url) }
  }

  const card = (page: Page, text: string) => page.locator('.findings li > .finding').filter({ hasText: text })
  const shownSentences = (page: Page) =>
    page.locator('.findings li[data-area]:visible > .finding > summary').allTextContents()
  const count = (page: Page) => page.getByRole('status').textContent()
  const shownTraits = (page: Page) => page.locator('tr[data-area]:not([data-client]):visible th code').allTextContents()
  const finding = (page: Page, trait: string, column = 0) =>
    page.locator('.sheet').getByRole('row', { name: trait }).getByRole('cell').nth(column).locator('.finding')

  test('loads nothing from elsewhere, and shows hostile text as text', async () => {
    for (const list of [[sample()], [sample(), other()]]) {
      const { page, trouble } = await load(list)
      await page.getByLabel('deviates (3)').check()
      await page.locator('.finding:visible summary').first().click()
      expect(await page.locator('b').count()).toBe(0)
      expect(trouble()).toEqual([])
    }
    await page.getByText('Exchanges: Acme (2)').click()
    await page.locator('.fold .exchange summary').first().click()
    await expect.poll(() => page.locator('.exchange pre').first().textContent()).toContain('<b>&amp;')
    expect(await page.locator('b').count()).toBe(0)
  })

  test('the first screen answers: is it compatible, what breaks, for which clients, what was charged, how much was seen', async () => {
    const { page } = await load([sample()])
    const answers = page.locator('.answers')
    expect(await answers.locator('h2').textContent()).toBe('Acme: not compatible')
    expect(await answers.locator('dt').allTextContents()).toEqual([
      'Compatible', 'What breaks', 'Clients', 'Charged', 'Seen', 'Verdict',
    ]) // biome-ignore format: a list of questions
    const box = await answers.boundingBox()
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(900)
    expect(await answers.getByText('Broken rule: no-server-errors (#2 answers 500)').isVisible()).toBe(true)
    await page.getByText('What the words mean').click()
    expect(await page.getByText('The documents state the value.', { exact: false }).isVisible()).toBe(true)
  })

  test('starts with what does not conform, the worst first', async () => {
    const { page } = await load([sample()])
    const sentences = await shownSentences(page)
    expect(sentences.map((text) => text.slice(0, 48))).toEqual([
      '✗ fails must Broken rule: no-server-errors (#2 a',
      '✗ fails must The maximum number of reference ima',
      '! error /errors/broken could not be tested: Type',
      '✗ deviates may Maximum length of the prompt: no ',
    ])
    expect(await count(page)).toBe('4 of 7 traits shown')
    const conforming = await load([clean()])
    expect(await shownSentences(conforming.page)).toEqual([
      '✓ conforms must Minimum length of the prompt: 1, as documented',
    ])
  })

  test('the filter is in the URL, which restores it', async () => {
    const { page } = await load([sample()])
    await page.getByLabel('error (1)').uncheck()
    await page.getByLabel('may', { exact: true }).check()
    await page.getByLabel('Text').fill('prompt')
    expect(await page.evaluate('location.hash')).toBe('#verdict=deviates&level=may&text=prompt')
    await page.reload()
    expect(await page.getByLabel('Text').inputValue()).toBe('prompt')
    expect(await page.getByLabel('error (1)').isChecked()).toBe(false)
    expect(await count(page)).toBe('1 of 7 traits shown')
    await page.getByRole('button', { name: 'Show everything' }).click()
    expect(await page.evaluate('location.hash')).toBe('#all')
    await page.reload()
    expect(await count(page)).toBe('7 of 7 traits shown')
    await page.evaluate("location.hash = '#verdict=undocumented'")
    await expect.poll(() => count(page)).toBe('1 of 7 traits shown')
  })

  test('a wrong trait opens on its exchange, with the field marked', async () => {
    const [exchange] = sample().exchanges as [Exchange]
    const [first] = sample().findings as [Finding]
    const trait = {
      ...first,
      trait: '/results/default',
      documented: 'base64',
      observed: 'relative',
      evidence: [1],
      note: undefined,
    }
    const { page } = await load([sample({ findings: [trait], exchanges: [exchange] })])
    await page.getByText('A result comes as a relative URL; Acme gives base64').last().click()
    const opened = card(page, 'A result comes')
    expect(await opened.locator('mark').allTextContents()).toEqual(['      "url": "https://acme.test/p/1.webp"'])
    expect(await opened.getByRole('heading').allTextContents()).toEqual(['Request 1', 'Response 1, 1.2 s'])
    expect(await opened.locator('dd').first().textContent()).toBe('Default form of results /results/default')
  })

  test('equal reasons are one row, which opens to the traits', async () => {
    const unseen = sample().findings.filter(({ verdict }) => verdict === 'not observed')
    const findings = ['/errors/1', '/errors/2', '/errors/3'].flatMap((trait) =>
      unseen.map((one) => ({ ...one, trait })),
    )
    const { page } = await load([sample({ findings })])
    expect(await shownSentences(page)).toEqual(['3 traits: no limit was met'])
    await page.getByText('3 traits: no limit was met').click()
    expect(await page.getByText('was not seen: no limit was met').count()).toBe(3)
    expect(await count(page)).toBe('3 of 3 traits shown')
  })

  test('a failing report of two hundred findings is read on a phone: nothing is wider than the screen', async () => {
    const [first] = sample().findings as [Finding]
    const url = `https://gateway.example/${'a-long-path/'.repeat(20)}?signature=${'0123456789abcdef'.repeat(10)}`
    const findings = Array.from({ length: 200 }, (_, index) => ({
      ...first,
      documented: index,
      observed: [url],
      note: url,
    }))
    const { page } = await load([sample({ findings, baseUrl: url })], { width: 360 })
    expect(await count(page)).toBe('200 of 200 traits shown')
    await page.locator('.findings .finding > summary').first().click()
    await page.locator('.findings .finding > summary').last().click()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
  })

  test('no text of an exchange closes its element', async () => {
    const [first] = sample().exchanges as [Exchange]
    const body = '</script><b>x</b><!--<script>'
    const loaded = await load([sample({ exchanges: [{ ...first, request: { ...first.request, body } }] })])
    const { page, trouble } = loaded
    await page.getByText('Exchanges (1)').click()
    await page.locator('.exchange summary').click()
    await expect.poll(() => page.locator('.exchange pre').first().textContent()).toContain(body)
    expect(await page.locator('b').count()).toBe(0)
    expect(trouble()).toEqual([])
  })

  test.each([
    ['a verdict', '#all', (page: Page) => page.getByLabel('deviates (3)').check(), 3],
    ['a level', '#all', (page: Page) => page.getByLabel('may', { exact: true }).check(), 1],
    ['an area', '#all', (page: Page) => page.getByLabel('Area').selectOption('errors'), 4],
    ['a text', '#all', (page: Page) => page.getByLabel('Text').fill('UP TO 9 images'), 1],
    [
      'two verdicts and a level',
      '#verdict=deviates&verdict=not+observed',
      (page: Page) => page.getByLabel('must', { exact: true }).check(),
      3,
    ],
    ['a text without a match', '#all', (page: Page) => page.getByLabel('Text').fill('zebra'), 0],
  ])('filters by %s', async (_, hash, act, number) => {
    const { page } = await load([sample()])
    await page.evaluate(`location.hash = '${hash}'`)
    await act(page)
    await expect.poll(() => count(page)).toBe(`${number} of 7 traits shown`)
    expect(await shownSentences(page)).toHaveLength(number)
    await page.getByRole('button', { name: 'Show everything' }).click()
    await expect.poll(() => shownSentences(page)).toHaveLength(7)
  })

  test('shows only the traits that differ between providers', async () => {
    const loaded = await load([sample(), sample({ provider: { id: 'twin', name: 'Twin' } })])
    const { page } = loaded
    expect(await page.getByLabel('Only where providers differ').isChecked()).toBe(true)
    expect(await shownTraits(page)).toEqual([])
    const compared = await load([sample(), other()])
    expect(
      await compared.page.getByText('The maximum number of reference images is 16; Acme documents 8').isVisible(),
    ).toBe(true)
    expect(await shownTraits(compared.page)).toContain('/references/max')
  })

  test('clients are rows of the sheet, but not traits', async () => {
    const loaded = await load([sample(), documented()])
    const { page } = loaded
    const cells = page.getByRole('row', { name: 'SDK A' }).getByRole('cell')
    expect(await cells.first().textContent()).toMatch(/^✓ works.*reads base64$/)
    expect(await cells.nth(1).textContent()).toMatch(/^✗ does not work.*edit: nothing is read\/operations/)
    await page.getByRole('button', { name: 'Show everything' }).click()
    expect(await page.getByRole('status').textContent()).toBe('7 of 7 traits shown')
    await page.getByLabel('Area').selectOption('Works with')
    expect(await page.locator('tr[data-client]:visible').count()).toBe(2)
    expect(await page.getByRole('status').textContent()).toBe('0 of 7 traits shown')
    await page.getByLabel('Text').fill('streamed')
    expect(await page.locator('tr[data-client]:visible th').allTextContents()).toEqual(['SDK B'])
  })

  test('a provider without a run: documented values, and migration issues', async () => {
    const loaded = await load([documented()])
    const { page, trouble } = loaded
    expect(await page.locator('.answers').count()).toBe(0)
    expect(await finding(page, '/references/max').locator('summary').textContent()).toBe('4')
    const migration = page.getByRole('table', { name: 'Cove: Migrating from Acme: breaks 1, loses 1' })
    expect(await migration.getByRole('row').nth(1).textContent()).toBe(
      'breaksAt most 4 reference images.Maximum number of reference images /references/max94',
    )
    expect(await page.locator('b').count()).toBe(0)
    expect(trouble()).toEqual([])
  })

  test('opens evidence by keyboard: the finding, further exchanges, an image', async () => {
    const { page } = await load([sample()])
    const opened = card(page, 'The maximum number')
    await opened.locator('summary').first().focus()
    await page.keyboard.press('Enter')
    const others = opened.locator('.exchange')
    await expect
      .poll(() => others.locator('summary').allTextContents())
      .toEqual(['#2 POST https://acme.test/v1/images/generations → 500, 1.2 s'])
    await others.locator('summary').focus()
    await page.keyboard.press('Enter')
    await expect.poll(() => others.locator('pre').nth(1).textContent()).toContain('HTTP 500\n\n<b>&amp;')
    await page.getByText('Exchanges (2)').focus()
    await page.getByText('Exchanges (2)').click()
    const first = page.locator('.fold .exchange').first()
    await first.locator('summary').click()
    const image = first.getByRole('img', { name: 'Image of exchange 1' })
    await expect.poll(() => image.isVisible()).toBe(true)
    expect(await page.evaluate("document.querySelector('.exchange img').naturalWidth")).toBe(96)
  })

  test('links the source by its title, and shows invisible characters as escapes', async () => {
    const [first] = sample().findings as [Finding]
    const source = { page: 'REF', title: 'Reference', url: 'https://docs.acme.test/ref', basis: 'documented' as const }
    const { page } = await load([sample({ findings: [{ ...first, source }] })])
    const opened = card(page, 'The maximum number')
    await opened.locator('summary').first().click()
    expect(await opened.getByRole('link', { name: 'Reference' }).getAttribute('href')).toBe(
      'https://docs.acme.test/ref',
    )
    expect(await opened.getByText('\\u001b[31mred\\u202e').first().isVisible()).toBe(true)
    expect(nasty).toContain('\u202e')
  })

  test('the sheet has the roles of a table, on a narrow screen too', async () => {
    for (const width of [1280, 400]) {
      const loaded = await load([sample(), other()], { width })
      const { page } = loaded
      const row = page.getByRole('table', { name: 'Proof sheet' }).getByRole('row', { name: '/references/max' })
      expect(await row.getByRole('rowheader').count()).toBe(1)
      expect(await row.getByRole('cell').count()).toBe(2)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
    }
  })

  test('an open finding widens a narrow column, and a closed one restores it', async () => {
    const loaded = await load(Array.from({ length: 6 }, () => sample()))
    const { page } = loaded
    await page.getByRole('button', { name: 'Show everything' }).click()
    const summary = finding(page, '/references/max', 1).locator('summary').first()
    const width = async () => (await finding(page, '/references/max', 1).boundingBox())?.width
    const before = await width()
    await summary.click()
    await expect.poll(width).toBeGreaterThan(400)
    await summary.click()
    await expect.poll(width).toBe(before)
  })

  describe('axe', () => {
    let loaded: Awaited<ReturnType<typeof load>>
    beforeAll(async () => {
      loaded = await load([sample(), other(), documented()])
      // Other tests open details as a user does, by clicks.
      const openAll = (selector: string) =>
        loaded.page.locator(selector).evaluateAll((all) => {
          for (const details of all) details.setAttribute('open', '')
        })
      await loaded.page.getByRole('button', { name: 'Show everything' }).click()
      await openAll('.finding')
      // The page adds exchanges when a finding opens.
      await loaded.page.locator('.exchange').nth(3).waitFor({ state: 'attached' })
      await openAll('.exchange')
    })

    // `npm run test:long` looks at the other colors in each width too.
    const others = process.env.LONG
      ? ([
          ['dark', 1280],
          ['light', 400],
        ] as const)
      : []
    test.each([['light', 1280], ['dark', 400], ...others] as const)(
      'finds nothing in %s at %i px',
      async (colorScheme, width) => {
        const { page } = loaded
        await page.emulateMedia({ colorScheme })
        await page.setViewportSize({ width, height: 900 })
        // The page has no frames of others, for which axe would open one more page.
        const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
        expect(passes.length).toBeGreaterThan(10)
      },
    )
  })

  test('in Chinese', async () => {
    const loaded = await load([sample()], { lang: 'zh' })
    const { page } = loaded
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    expect(await page.getByRole('status').textContent()).toBe('显示 4 / 7 项特征')
    expect(await page.locator('.answers h2').textContent()).toBe('Acme: 不兼容')
  })

  test('ten thousand exchanges: evidence comes in portions, and a button shows the next', async () => {
    const loaded = await load([long(10_000)])
    const { page } = loaded
    const first = card(page, 'Limits by name')
    await first.locator('summary').first().click()
    await expect.poll(() => first.locator('.exchange').count()).toBe(20)
    await first.getByRole('button', { name: 'Show 20 more' }).click()
    await expect.poll(() => first.locator('.exchange').count()).toBe(40)
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^#22 /)
    await page.getByText('Exchanges (10000)').click()
    await expect.poll(() => page.locator('.fold .exchange').count()).toBe(50)
    expect(await page.getByRole('img').count()).toBe(0)
  })
})
