import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

/** Debian's, unless `CHROMIUM` names another. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** Without a browser its tests are skipped; in CI they are not, and fail by its absence. */
export const hasChromium = existsSync(executablePath)

export const launchChromium = () =>
  // Chromium refuses its sandbox to root, as which CI runs, and containers have little shared memory; the pages are our own.
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
