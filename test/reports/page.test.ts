import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Exchange, Report } from '../../src/conformance/report.ts'
import type { RenderOptions } from '../../src/reports/parts/types.ts'
import { reports } from '../../src/reports/reports.ts'
import { hasChromium, launchChromium } from './browser.ts'
import { documented, long, nasty, other, sample } from './sample.ts'

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

  const shownTraits = (page: Page) => page.locator('tr[data-area]:not([data-client]):visible th code').allTextContents()
  const finding = (page: Page, trait: string, column = 0) =>
    page.getByRole('row', { name: trait }).getByRole('cell').nth(column).locator('.finding')

  test('loads nothing from elsewhere, and shows hostile text as text', async () => {
    const loaded = await load([sample(), other()])
    const { page, trouble } = loaded
    await finding(page, '/references/max').locator('summary').first().click()
    await page.locator('.exchange summary').first().click()
    await expect.poll(() => page.locator('.exchange pre').first().textContent()).toContain('<b>&amp;')
    expect(await page.locator('b').count()).toBe(0)
    expect(trouble()).toEqual([])
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
    [
      'a verdict',
      (page: Page) => page.getByLabel('deviates (3)').check(),
      ['/references/max', '/prompt/max', 'no-server-errors'],
    ],
    ['a level', (page: Page) => page.getByLabel('may', { exact: true }).check(), ['/prompt/max']],
    [
      'an area',
      (page: Page) => page.getByLabel('Area').selectOption('errors'),
      ['/errors/unknown', '/errors/429', '/errors/broken', 'no-server-errors'],
    ],
    ['a text', (page: Page) => page.getByLabel('Text').fill('UP TO 9 images'), ['/references/max']],
    [
      'two verdicts and a level',
      async (page: Page) => {
        await page.getByLabel('deviates (3)').check()
        await page.getByLabel('not observed (1)').check()
        await page.getByLabel('must', { exact: true }).check()
      },
      ['/references/max', '/errors/429', 'no-server-errors'],
    ],
    ['a text without a match', (page: Page) => page.getByLabel('Text').fill('zebra'), []],
  ])('filters by %s', async (_, act, traits) => {
    const loaded = await load([sample()])
    const { page } = loaded
    await act(page)
    expect(await shownTraits(page)).toEqual(traits)
    expect(await page.getByRole('status').textContent()).toBe(`${traits.length} of 7 traits shown`)
    await page.getByRole('button', { name: 'Reset' }).click()
    await expect.poll(() => shownTraits(page)).toHaveLength(7)
  })

  test('shows only the traits that differ between providers', async () => {
    const loaded = await load([sample(), sample({ provider: { id: 'twin', name: 'Twin' } })])
    const { page } = loaded
    await page.getByLabel('Only where providers differ').check()
    expect(await shownTraits(page)).toEqual([])
    const compared = await load([sample(), other()])
    await compared.page.getByLabel('Only where providers differ').check()
    expect(await shownTraits(compared.page)).toContain('/references/max')
  })

  test('clients are rows of the sheet, but not traits', async () => {
    const loaded = await load([sample(), documented()])
    const { page } = loaded
    const cells = page.getByRole('row', { name: 'SDK A' }).getByRole('cell')
    expect(await cells.first().textContent()).toContain('✓ works\nreads base64')
    expect(await cells.nth(1).textContent()).toContain('✗ does not work\nedit: nothing is read/operations')
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
    expect(await page.getByRole('table', { name: 'Runs' }).getByRole('cell').first().textContent()).toBe(
      'documented only',
    )
    expect(await finding(page, '/references/max').locator('summary').textContent()).toContain('– Documented must 4')
    const migration = page.getByRole('table', { name: 'Cove: Migrating from Acme: breaks 1, loses 1' })
    expect(await migration.getByRole('row').nth(1).textContent()).toBe(
      'breaksAt most 4 reference images./references/maxMaximum number of reference images94',
    )
    expect(await page.locator('b').count()).toBe(0)
    expect(trouble()).toEqual([])
  })

  test('opens evidence by keyboard: the finding, the exchange, its image', async () => {
    const loaded = await load([sample()])
    const { page } = loaded
    await finding(page, '/references/max').locator('summary').first().focus()
    await page.keyboard.press('Enter')
    const exchanges = finding(page, '/references/max').locator('.exchange')
    await expect
      .poll(() => exchanges.locator('summary').allTextContents())
      .toEqual([
        '#1 POST https://acme.test/v1/images/generations → 200, 1.2 s, Images: 1',
        '#2 POST https://acme.test/v1/images/generations → 500, 1.2 s',
      ])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect
      .poll(() => exchanges.first().locator('pre').nth(1).textContent())
      .toBe(
        'HTTP 200\ncontent-type: application/json\n\n{\n  "data": [\n    {\n      "url": "https://acme.test/p/1.webp"\n    }\n  ]\n}',
      )
    const image = exchanges.first().getByRole('img', { name: 'Image of exchange 1' })
    expect(await image.isVisible()).toBe(true)
    expect(await page.evaluate("document.querySelector('.exchange img').naturalWidth")).toBe(96)
  })

  test('links the source, and shows invisible characters as escapes', async () => {
    const loaded = await load([sample()])
    const { page } = loaded
    const first = finding(page, '/references/max')
    await first.locator('summary').first().click()
    expect(await first.getByRole('link').getAttribute('href')).toBe('https://docs.acme.test/images')
    expect(await first.getByText('\\u001b[31mred\\u202e').first().isVisible()).toBe(true)
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
      await openAll('.finding')
      // The page adds exchanges when a finding opens.
      await loaded.page.locator('.exchange').nth(5).waitFor({ state: 'attached' })
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
        const { violations, passes } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
        expect(passes.length).toBeGreaterThan(10)
      },
    )
  })

  test('in Chinese', async () => {
    const loaded = await load([sample()], { lang: 'zh' })
    const { page } = loaded
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN')
    await page.getByLabel('偏离 (3)').check()
    expect(await page.getByRole('status').textContent()).toBe('显示 3 / 7 项特征')
  })

  test('ten thousand exchanges: evidence comes in portions, and a button shows the next', async () => {
    const loaded = await load([long(10_000)])
    const { page } = loaded
    const first = finding(page, '/limits/buckets')
    await first.locator('summary').first().click()
    await expect.poll(() => first.locator('.exchange').count()).toBe(20)
    await first.getByRole('button', { name: 'Show 20 more' }).click()
    await expect.poll(() => first.locator('.exchange').count()).toBe(40)
    expect(await page.evaluate('document.activeElement.textContent')).toMatch(/^#21 /)
    await page.getByText('Exchanges (10000)').click()
    await expect.poll(() => page.locator('main > details .exchange').count()).toBe(50)
    expect(await page.getByRole('img').count()).toBe(0)
  })
})
