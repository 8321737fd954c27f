import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MockOptions } from '../../src/engine/mock.ts'
import type { ListeningServer } from '../../src/index.ts'
import { createManualClock, type ManualClock } from '../../src/time/clock.ts'
import { serve } from '../real/serve.ts'
import { hasChromium, launchChromium } from '../reports/browser.ts'

/** Part of an image element that the tests read. */
interface Picture {
  readonly naturalWidth: number
}

const run = promisify(execFile)
const sdkClient = fileURLToPath(new URL('sdk-client.ts', import.meta.url))
const key = 'sk-inspected-key-9f2c'

test.runIf(process.env.CI)('CI has a browser', () => {
  expect(hasChromium, 'install chromium, or set CHROMIUM to its path').toBe(true)
})

describe.skipIf(!hasChromium)('the inspector in a browser', () => {
  let browser: Browser
  let page: Page
  let server: ListeningServer
  let trouble: string[]

  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser?.close())

  /** Serves a mock, and opens its page with the fragment. */
  async function open(
    fragment = '',
    {
      ids = ['openai', 'dimilinks'],
      languages = 'en-GB',
      scheme = 'light',
      width = 1280,
      ...options
    }: Omit<MockOptions, 'providers'> & {
      ids?: string[]
      languages?: string
      scheme?: 'light' | 'dark'
      width?: number
    } = {},
  ) {
    server = await serve(ids, options)
    const context = await browser.newContext({
      locale: languages,
      colorScheme: scheme,
      viewport: { width, height: 900 },
    })
    page = await context.newPage()
    trouble = []
    page.on('console', (message) => trouble.push(message.text()))
    page.on('pageerror', (error) => trouble.push(error.message))
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !/^(data|blob):/.test(request.url())) trouble.push(request.url())
    })
    await page.goto(`${server.url}/${fragment}`)
    await page
      .getByRole('navigation', { name: 'Views' })
      .or(page.getByRole('navigation', { name: '视图' }))
      .waitFor()
  }
  async function close() {
    await page.context().close()
    await server.close()
    expect(trouble).toEqual([])
  }

  const draw = (provider: string, body: object, headers: Record<string, string> = {}, query = '') =>
    fetch(`${server.url}/${provider}/v1/images/generations${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const rows = () => page.locator('.entries tbody tr')
  const linkTo = (view: string) => page.locator('nav').getByRole('link', { name: view, exact: true })
  /** A label's text starts with its name: the options of its list follow. */
  const filter = (name: string) => page.locator('.filters label', { hasText: new RegExp(`^${name}`) }).locator('select')
  const detail = () => page.locator('.detail')
  /** Finds faults of the page. Dark colours change nothing but the contrast. */
  const findFaults = async (scheme: 'light' | 'dark') => {
    // The pages have no frames of others, for which axe would open one more page.
    const axe = new AxeBuilder({ page }).setLegacyMode()
    const { violations } = await (scheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }

  test('shows what the official client in another process does, while the page is open', async () => {
    await open()
    await expect.poll(() => page.getByText('No request fits').count()).toBe(1)
    const { stdout } = await run(process.execPath, [sdkClient, `${server.url}/openai/v1`, key])
    expect(stdout.trim().split('\n')).toEqual([
      'image_generation.partial_image',
      'image_generation.partial_image',
      'image_generation.completed',
      expect.stringContaining('400'),
    ])
    await expect.poll(() => rows().count()).toBe(4)
    expect(await rows().locator('td:nth-child(5)').allTextContents()).toEqual(['✗ 400', '✓ 200', '✓ 200', '✓ 200'])
    expect(await rows().first().textContent()).toContain('…9f2c')
    await rows().first().getByRole('link').click()
    await expect.poll(() => detail().locator('mark').allTextContents()).toEqual(['  "size": "1x1"'])
    expect(await detail().textContent()).toContain('The refused field is size')
    await linkTo('Images').click()
    await expect.poll(() => page.locator('.contact-sheet > li').count()).toBe(3)
    const [streamed, edited] = [page.locator('.contact-sheet > li').nth(0), page.locator('.contact-sheet > li').nth(1)]
    expect(await streamed.locator('.strip img').count()).toBe(2)
    expect(await edited.locator('.strip img').count()).toBe(1)
    await expect
      .poll(() =>
        page
          .locator('.contact-sheet .frames img')
          .evaluateAll((images) => images.map((image) => (image as unknown as Picture).naturalWidth > 0)),
      )
      .toEqual([true, true, true])
    await page.locator('.contact-sheet .frames button').first().click()
    await expect
      .poll(() => page.locator('dialog[open] img').evaluate((image) => (image as unknown as Picture).naturalWidth))
      .toBe(1024)
    await page.keyboard.press('Escape')
    await expect.poll(() => page.locator('dialog[open]').count()).toBe(0)
    await close()
  })

  test('says what the contract does not allow in a request', async () => {
    await open()
    await draw('openai', { model: 'gpt-image-2', prompt: 'A fox', n: 'two' })
    await rows().first().getByRole('link').click()
    await expect
      .poll(() => detail().locator('section ul li').allTextContents())
      .toEqual([expect.stringMatching(/^body\/n /)])
    expect(await detail().locator('mark').allTextContents()).toEqual(['  "n": "two"'])
    await close()
  })

  test('steps the clock until the image appears', async () => {
    const clock: ManualClock = createManualClock()
    await open('', { clock, ids: ['dimilinks'] })
    await draw('dimilinks', { prompt: 'A slow fox' }, {}, '?async=true')
    await linkTo('Tasks').click()
    await expect.poll(() => page.locator('.tasks .badge').first().textContent()).toBe('… queued')
    await page.getByRole('button', { name: 'To the next event' }).click()
    await expect.poll(() => page.locator('.tasks .badge').first().textContent()).toBe('▶ running')
    await linkTo('Images').click()
    await expect.poll(() => page.locator('.unexposed').textContent()).toBe('running')
    await page.getByRole('button', { name: 'To the end of all tasks' }).click()
    await expect.poll(() => page.locator('.frames img').count()).toBe(1)
    await close()
  })

  test('shows the callbacks of a task with a badge for each attempt', async () => {
    const clock: ManualClock = createManualClock()
    const statuses = [503, 200]
    const receive = async () => new Response(null, { status: statuses.shift() ?? 200 })
    await open('#/tasks', { clock, ids: ['toapis'], callbacks: { fetch: receive } })
    const row = () => page.getByRole('list', { name: 'Callbacks' }).locator('li')
    await draw('toapis', { model: 'gpt-image-2', prompt: 'A fox', callback_url: 'https://receiver.example/hook' })
    await expect.poll(() => row().textContent()).toBe('… on its way callback (succeeded) https://receiver.example/hook')
    await clock.advance(20_000)
    await expect.poll(() => row().textContent()).toContain('hook 503 next attempt at 00:00:30')
    await clock.advance(10_000)
    await expect.poll(() => row().locator('.badge').allTextContents()).toEqual(['✓ delivered', '503', '200'])
    await close()
  })

  test('selects a scenario for the next request', async () => {
    await open('#/scenarios')
    await page.getByLabel('Find').fill('rate-limited')
    await page.getByRole('button', { name: 'For the next request: rate-limited', exact: true }).click()
    await expect.poll(() => page.locator('.said').textContent()).toBe('rate-limited;times=1 is selected.')
    expect((await draw('openai', { model: 'gpt-image-2', prompt: 'A fox' })).status).toBe(429)
    expect((await draw('openai', { model: 'gpt-image-2', prompt: 'A fox' })).status).toBe(200)
    await close()
  })

  test('filters, and keeps the filter in the address', async () => {
    await open()
    await draw('openai', { model: 'gpt-image-2', prompt: 'A fox' })
    await draw('openai', { model: 'gpt-image-2' })
    await draw('dimilinks', { prompt: 'A fox' })
    await expect.poll(() => rows().count()).toBe(3)
    await filter('Status').selectOption('4xx')
    await expect.poll(() => rows().count()).toBe(1)
    expect(new URL(page.url()).hash).toBe('#/requests?status=4xx')
    await page.reload()
    await expect.poll(() => rows().count()).toBe(1)
    await filter('Status').selectOption('')
    await filter('Gateway').selectOption('DimiLinks')
    await expect.poll(() => rows().locator('code').nth(1).textContent()).toContain('/dimilinks/v1/images/generations')
    await draw('dimilinks', { prompt: 'A fox' }, { 'x-proofsheet-scenario': 'connection-reset' }).catch(() => {})
    await filter('Status').selectOption('broken connection')
    await expect.poll(() => rows().locator('td:nth-child(5)').allTextContents()).toEqual(['✗ broken connection'])
    await close()
  })

  test('says which request is paid twice', async () => {
    await open()
    const fox = { model: 'gpt-image-2', prompt: 'A fox' }
    await draw('openai', fox, { 'x-proofsheet-scenario': 'reset-after-accept' }).catch(() => {})
    await draw('openai', fox)
    await rows().first().getByText('repeats a request whose response was lost').waitFor()
    await rows().first().getByRole('link').click()
    await detail().getByText('the gateway charges for both').getByRole('link', { name: 'Request 1' }).click()
    await detail().getByRole('heading', { name: 'Request 1' }).waitFor()
    await close()
  })

  test('shows what was charged, and a second charge beside the first', async () => {
    await open('#/charges')
    await page.getByText('No charge yet').waitFor()
    const fox = { model: 'gpt-image-2', prompt: 'A fox' }
    await draw('openai', fox, { 'x-proofsheet-scenario': 'reset-after-accept' }).catch(() => {})
    await draw('openai', fox)
    await draw('dimilinks', { prompt: 'A fox', resolution: '2k', n: 2 })
    await expect
      .poll(() => page.locator('.sums').textContent())
      .toMatch(/^Images: 4 · charged 2 image\(s\) · charged 0.3 credits · 2× .*: 1$/)
    const cells = (row: number) => page.locator('.charges tbody tr').nth(row).locator('td').allTextContents()
    expect((await cells(0)).slice(2)).toEqual([
      'generate',
      'gpt-image-2',
      '2048x2048',
      '2',
      '0.3 credits',
      '✓ charged',
      '',
    ])
    expect((await cells(1)).slice(5)).toEqual(['1', '1 image(s)', '✓ charged', '2× charged again after Request 1'])
    expect((await cells(2)).slice(5)).toEqual([
      ...['1', '1 image(s)', '✓ charged', 'The client never got the whole response. '],
    ])
    await page.getByText('charged again after').locator('..').getByRole('link', { name: 'Request 1' }).click()
    await detail().getByRole('heading', { name: 'Request 1' }).waitFor()
    await close()
  })

  test('sends a request again, and copies it', async () => {
    await open()
    await draw('openai', { model: 'gpt-image-2', prompt: 'A fox' })
    await rows().first().getByRole('link').click()
    await detail().getByRole('button', { name: 'Send again' }).click()
    await expect.poll(() => rows().count()).toBe(2)
    await expect.poll(() => detail().locator('h2').textContent()).toBe('Request 2')
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await detail().getByRole('button', { name: 'Copy as curl' }).click()
    const copied = await page.evaluate(() =>
      (navigator as unknown as { clipboard: { readText(): Promise<string> } }).clipboard.readText(),
    )
    expect(copied).toContain(`curl -X POST '${server.url}/openai/v1/images/generations'`)
    expect(copied).not.toContain(key)
    await close()
  })

  test('a request that works as it stands is tried in the page', async () => {
    await open('#/gateways?gateway=dimilinks')
    await page.getByRole('button', { name: 'Try it' }).click()
    await expect.poll(() => page.locator('[role=status] .badge').textContent()).toBe('✓ Status 200')
    await close()
  })

  test('the worlds of keys lie side by side, and are reset', async () => {
    await open('#/keys')
    await draw('openai', { model: 'gpt-image-2', prompt: 'A fox' })
    await draw('openai', { model: 'gpt-image-2', prompt: 'A fox' }, { authorization: 'Bearer sk-another-key-77aa' })
    await expect.poll(() => page.locator('.worlds h2').allTextContents()).toEqual(['…77aa', '…9f2c'])
    await page.getByRole('button', { name: 'Forget everything of this key: …77aa' }).click()
    await expect.poll(() => page.locator('.said').textContent()).toBe('The key starts anew.')
    await linkTo('Requests').click()
    await expect.poll(() => rows().count()).toBe(1)
    await close()
  })

  test.each(['light', 'dark'] as const)('has no accessibility fault, %s', async (scheme) => {
    await open('#/keys', { scheme })
    await draw('openai', { model: 'gpt-image-2', prompt: 'A fox', size: '1x1' })
    await draw('openai', { model: 'gpt-image-2', prompt: 'A fox' })
    for (const [fragment, shown] of [
      ['requests?open=1', '.detail mark'],
      ['images', '.frames img'],
      ['tasks', '.timeline'],
      ['charges', '.charges td'],
      ['scenarios?find=rate', '.scenarios li'],
      ['keys', '.worlds article'],
      ['gateways?find=reference', '.traits td'],
      ['gateways?find=reference&to=dimilinks', '.traits td'],
    ] as const) {
      await page.goto(`${server.url}/#/${fragment}`)
      await page.locator(shown).first().waitFor()
      expect([fragment, await findFaults(scheme)]).toEqual([fragment, []])
    }
    await close()
  })

  test('shows the image of a task that ends while nobody touches the page', async () => {
    await open('#/images', { ids: ['dimilinks'], speed: 60 })
    await draw('dimilinks', { prompt: 'A slow fox' }, {}, '?async=true')
    await page.locator('.unexposed').waitFor()
    await page.locator('.frames img').waitFor()
    await close()
  })

  test.each([
    ['zh-CN', '请求'],
    ['en-GB', 'Requests'],
  ])('speaks the language of the browser: %s', async (languages, word) => {
    await open('', { languages })
    expect(await page.locator('nav a').first().textContent()).toBe(word)
    expect(await page.locator('html').getAttribute('lang')).toBe(languages === 'zh-CN' ? 'zh-CN' : 'en')
    await page.locator('.language').click()
    await expect.poll(() => page.locator('nav a').first().textContent()).toBe(word === '请求' ? 'Requests' : '请求')
    await close()
  })

  test('fits 360 px', async () => {
    await open('#/requests', { width: 360 })
    const fox = { model: 'gpt-image-2', prompt: 'A fox of a long name '.repeat(20) }
    await draw('openai', fox, { 'x-proofsheet-scenario': 'reset-after-accept' }).catch(() => {})
    await draw('openai', fox)
    for (const [fragment, shown] of [
      ['requests', '.entries td'],
      ['requests?open=1', '.detail .json'],
      ['images', '.frames img'],
      ['tasks', '.timeline'],
      ['charges', '.charges td'],
      ['scenarios', '.scenarios li'],
      ['keys', '.worlds article'],
      ['gateways', '.section summary'],
      ['gateways?find=reference', '.traits td'],
    ] as const) {
      await page.goto(`${server.url}/#/${fragment}`)
      await page.locator(shown).first().waitFor()
      expect([fragment, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([fragment, 360])
    }
    await close()
  })

  test('shows nothing of a mock with a token before the reader gives it', async () => {
    server = await serve(['openai'], { adminToken: 'secret' })
    const context = await browser.newContext({ locale: 'en' })
    page = await context.newPage()
    await page.goto(server.url)
    await page.getByLabel('Token').fill('wrong')
    await page.getByRole('button', { name: 'Open' }).click()
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('The token is wrong.')
    await page.getByLabel('Token').fill('secret')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByText('No request fits').waitFor()
    await draw('openai', { model: 'gpt-image-2', prompt: 'A fox' })
    await linkTo('Images').click()
    await expect
      .poll(() => page.locator('.frames img').evaluate((image) => (image as unknown as Picture).naturalWidth))
      .toBe(320)
    await context.close()
    await server.close()
  })

  test('is small, and ready with many exchanges', async () => {
    const count = process.env.LONG ? 10_000 : 1000
    await open()
    const target = `${server.url}/openai/v1/images/unknown`
    for (let sent = 0; sent < count; sent += 100)
      await Promise.all(Array.from({ length: 100 }, () => fetch(target).then((response) => response.arrayBuffer())))
    await expect.poll(() => page.getByText(`Requests: 100 of ${count}`).count()).toBe(1)
    const sizes: number[] = []
    page.on('response', async (response) => {
      if (/\/$|\/page\//.test(new URL(response.url()).pathname)) sizes.push((await response.body()).length)
    })
    await page.reload()
    await page.getByText(`Requests: 100 of ${count}`).waitFor()
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000)
    await close()
  }, 120_000)
})
