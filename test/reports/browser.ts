import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

/** Path of the browser: Debian's Chromium, unless `CHROMIUM` names another. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/** True if the browser is installed. Without a browser its tests are skipped, except in CI, where one test fails. */
export const hasChromium = existsSync(executablePath)

export const launchChromium = () =>
  // CI runs as root, for which Chromium has no sandbox, and containers have little shared memory. The pages are our own.
  chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
